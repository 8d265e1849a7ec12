/* SPDX-License-Identifier: Apache-2.0 */
/* push-events.h - pushed messages of a door station -> events. */
#ifndef GATEHOUSE_PUSH_EVENTS_H
#define GATEHOUSE_PUSH_EVENTS_H

#include "event.h"
#include "pushed-message.h"
#include <stdbool.h>

enum { PUSH_CODES_REMEMBERED = 16 };

/** Codes reported once already; all-zero at the start. */
struct push_memory {
	uint32_t unknown[PUSH_CODES_REMEMBERED];
	unsigned unknown_count;
};

enum push_meaning {
	PUSH_IS_EVENT,   /**< *ret_event is filled */
	PUSH_IS_NOTHING, /**< understood and of no use, or reported before */
	PUSH_IS_UNKNOWN, /**< a code we do not know, for the first time */
};

/** What a message means. Pure; the station's clock is not looked at. */
enum push_meaning push_event(struct push_memory *memory,
	const struct pushed_message *message, struct event *ret_event);

#endif
