/* SPDX-License-Identifier: Apache-2.0 */
/* dp-instance.h - one running configuration of a provider: the ABI's dp_instance.
 *
 * Control calls come on any thread; all they do is copy and post. Everything else happens
 * on the loop thread, which is also where every report to the host comes from. */
#ifndef GATEHOUSE_DP_INSTANCE_H
#define GATEHOUSE_DP_INSTANCE_H

#include "device_provider.h"

struct product;

/* The functions of a dp_provider; create() with the product it is for. */

dp_status dp_instance_create(const struct product *product, const dp_host *h,
	const dp_config *c, dp_instance **ret_instance);
dp_status dp_instance_start(dp_instance *p);
dp_status dp_instance_configure(dp_instance *p, const char *settings);
void dp_instance_request(dp_instance *p, const dp_request *r);
void dp_instance_cancel(dp_instance *p, uint64_t request_id);
void dp_instance_stop(dp_instance *p);
void dp_instance_destroy(dp_instance *p);
const void *dp_instance_extension(dp_instance *p, const char *id);

#endif
