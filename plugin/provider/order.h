/* SPDX-License-Identifier: Apache-2.0 */
/* order.h - a control call on its way to the loop thread: a copy of all it carries. */
#ifndef GATEHOUSE_ORDER_H
#define GATEHOUSE_ORDER_H

#include "device_provider.h"
#include "settings.h"

enum {
	ORDER_WORD_MAX = 65,  /**< bytes; a longer word names nothing, and is cut */
	ORDER_LIFE_MS = 5000, /**< a request that waited longer is not carried out */
};

struct order {
	dp_instance *instance;
	uint64_t id;
	unsigned timeout_ms;
	uint64_t given_ms; /**< monotonic */
	char device[ORDER_WORD_MAX + 1];
	char capability[ORDER_WORD_MAX + 1];
	char op[ORDER_WORD_MAX + 1];
	json_t *args;             /**< NULL: it was not a JSON object */
	struct settings settings; /**< of configure() */
};

struct order *order_create(dp_instance *instance); /**< NULL: out of memory */
struct order *order_from(dp_instance *instance, const dp_request *r); /**< likewise */
void order_destroy(struct order *o); /**< NULL is ignored */

bool order_is_old(const struct order *o);

uint64_t order_unix_ms(void); /**< wall clock, for numbers no earlier life had */

#endif
