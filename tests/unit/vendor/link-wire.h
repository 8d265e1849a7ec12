/* SPDX-License-Identifier: Apache-2.0 */
/* link-wire.h - a device link whose surroundings are counters; the test owns the clock. */
#ifndef GATEHOUSE_TESTS_LINK_WIRE_H
#define GATEHOUSE_TESTS_LINK_WIRE_H

#include "device-link.h"

struct link_wire {
	struct timers timers;
	struct device_link link;
	unsigned identified, counted, opened, dropped, online, offline;
	int err;
	char why[80];
};

void link_wire_begin(struct link_wire *w);
void link_wire_end(struct link_wire *w); /**< claims that no timer is left */

/** @param err 0, or why it failed, "because" */
void link_wire_input(struct link_wire *w, enum link_input in, int err);

#endif
