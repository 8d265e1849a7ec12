/* SPDX-License-Identifier: Apache-2.0 */
/* host-address.h - the numeric address of a host, followed as it changes.
 *
 *   literal   known at once, never asked
 *   a name    asked at the start, then again and again; the last answer holds while
 *             there is no other
 *
 * Loop thread only. */
#ifndef GATEHOUSE_HOST_ADDRESS_H
#define GATEHOUSE_HOST_ADDRESS_H

#include "timers.h"
#include "vendor.h"

struct resolver;

struct host_address {
	struct reactor *reactor;
	char host[UNIT_HOST_MAX + 1];
	char address[64]; /**< IPv4 where there is one; "": not known (yet) */
	struct resolver *resolver;
	struct timer again;
	void (*changed)(void *user); /**< `address` is another; never from start() */
	void *user;
};

/** @param h all-zero, or finished; the host is copied. "localhost" is 127.0.0.1 */
void host_address_start(struct host_address *h, struct reactor *r, const char *host,
	void (*changed)(void *user), void *user);
void host_address_finish(struct host_address *h); /**< an all-zero one is fine */

#endif
