/* SPDX-License-Identifier: Apache-2.0 */
/* event.h - something a station told us, in our words. */
#ifndef GATEHOUSE_EVENT_H
#define GATEHOUSE_EVENT_H

#include <stdint.h>

enum event_kind {
#define EVENT(kind, name, child, otherwise, meaning) EVENT_##kind,
#include "taxonomy.h"
#undef EVENT
	EVENT_KINDS,
};

/** The kinds of device a station is made of. A new one: ADD A KIND here, and a case in
 * child_type_of(). */
enum child_kind { CHILD_NONE, CHILD_DOORBELL, CHILD_LOCK, CHILD_TAMPER };

/** What brought the news; also what a ring names as its source. */
enum event_source { SOURCE_STREAM, SOURCE_POLL, SOURCE_PUSH, EVENT_SOURCES };

struct event {
	enum event_kind kind;
	enum event_source source;
	unsigned door;     /**< 1-based; 0: not about a door */
	unsigned button;   /**< 1-based; 0: not said */
	uint64_t asked_ms; /**< monotonic: the news is from then or later */
};

const char *event_name(enum event_kind kind);
const char *event_source_name(enum event_source source); /**< as in `ring` data */
enum child_kind event_child(enum event_kind kind);
enum child_kind event_child_otherwise(enum event_kind kind);

#endif
