/* SPDX-License-Identifier: Apache-2.0 */
/* call-book.h - the calls of one doorbell, as its host sees them, and what of them
 * survives a restart.
 *
 *   ring                event, one per press
 *   call                sensor: idle, ringing, in_call
 *   call_ended          event, one per call that rang: how it ended, see call.h
 *   missed_calls        sensor: how many since the user cleared it; with it, of the last
 *                       one, last_call, last_button and last_at (our clock, Unix ms)
 *   clear_missed_calls  button
 *
 * The store keeps the missed calls, and the call whose end has not been told: a restart
 * in mid ring neither rings again nor swallows the end. */
#ifndef GATEHOUSE_CALL_BOOK_H
#define GATEHOUSE_CALL_BOOK_H

#include "call.h"
#include "child.h"

struct call_book {
	struct child *child; /**< whose calls they are */
	struct call call;
	bool restored;     /**< the rest has been taken from the store */
	bool many_buttons; /**< the station has named one that is not the first */
	unsigned missed;
	struct missed_call {
		char id[CALL_ID_MAX + 1]; /**< "": none so far */
		unsigned button;
		uint64_t at_unix_ms; /**< when it was over */
	} last;
	/** Optional, set after init: a ring of that call was told. */
	void (*rung)(const char *call, void *user);
	/** The same: the call has another state. */
	void (*changed)(void *user);
	void *user;
};

/** @param station the child's, which may not be filled in yet */
void call_book_init(
	struct call_book *b, struct child *child, const struct station *station);
void call_book_finish(struct call_book *b);

/* Hooks of the doorbell, as in child_type. */

json_t *call_book_describe(void);
void call_book_announced(struct call_book *b);
void call_book_event(struct call_book *b, const struct event *ev);
int call_book_request(struct call_book *b, const struct child_request *request);

#endif
