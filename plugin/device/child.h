/* SPDX-License-Identifier: Apache-2.0 */
/* child.h - what a kind of device must provide to be part of a station. */
#ifndef GATEHOUSE_CHILD_H
#define GATEHOUSE_CHILD_H

#include "event.h"
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

struct child;
struct station;

enum { DEVICE_ID_MAX = 64 }; /**< bytes, without the NUL */

/** A request by the station's ticket; answered once with station_answer(). */
struct child_request {
	uint64_t ticket;
	const char *capability;
	const char *op;
	const json_t *args;
};

struct child_type {
	const char
		*suffix; /**< of the id: "lock" gives <serial>-lock-1; NULL: the root */
	const char *type;  /**< of the device object: "lock" */
	const char *title; /**< behind the station's name: "lock" */
	bool numbered; /**< one for each door, for each output, or for each channel */

	/* Mandatory. */

	struct child *(*create)(struct station *station); /**< NULL: out of memory */
	void (*destroy)(struct child *c); /**< answers what is open with -ECANCELED */
	/** The capabilities of the device object; a new reference. */
	json_t *(*describe)(const struct child *c);
	/** It has been announced: report what is known. */
	void (*announced)(struct child *c);
	void (*on_event)(struct child *c, const struct event *ev);

	/* Optional. */

	/** Of the device object, where that is not always `type`. */
	const char *(*word)(const struct child *c);
	/** Settings, or what is known of the unit, may be others; announced() follows. */
	void (*on_follow)(struct child *c);
	/** The same event went to another child first, or there is no child for it. */
	void (*on_overheard)(struct child *c, const struct event *ev);
	/** The unit came online, or went. Offline, events are missed. */
	void (*on_link)(struct child *c, bool online);
	/** Take a request for one of its capabilities. NULL: it has no ops.
	 * @return 0: answered, or will be; -ENOENT: no such capability or op; other errors
	 *         answer it */
	int (*on_request)(struct child *c, const struct child_request *request);
	/** The unit is about to be destroyed: answer with -ECANCELED what was asked of it. */
	void (*on_unit_gone)(struct child *c);
	/** The request is answered already: undo what can be undone. */
	void (*on_cancel)(struct child *c, uint64_t ticket);
};

/** What every child begins with; made by child_type.create(), filled by the station. */
struct child {
	const struct child_type *type;
	enum child_kind kind;
	struct station *station;
	struct child *next;
	unsigned
		door; /**< 1-based; of an output, a channel: its number; 0: not numbered */
	char id[DEVICE_ID_MAX + 1];
};

/** The kinds, and what each is made of. NULL for CHILD_NONE. */
const struct child_type *child_type_of(enum child_kind kind);

const char *child_word(const struct child *c); /**< "lock": the type of its object */

#endif
