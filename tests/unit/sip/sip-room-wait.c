/* SPDX-License-Identifier: Apache-2.0 */
/* sip-room-wait.c - wait for what a line tells. */

#include "check.h"
#include "sip-room.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static struct timespec limit_at(unsigned ms)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	t.tv_sec += ms / 1000;
	t.tv_nsec += (long)(ms % 1000) * 1000000;
	if (t.tv_nsec >= 1000000000) {
		t.tv_sec++;
		t.tv_nsec -= 1000000000;
	}
	return t;
}

/* Under lock. */
static bool take(struct room_line *l, enum room_kind kind, struct room_note *ret_note)
{
	struct room_note *n;

	while ((n = l->notes)) {
		bool wanted = n->kind == kind;

		l->notes = n->next;
		if (!l->notes)
			l->end = &l->notes;
		*ret_note = *n;
		free(n);
		if (wanted)
			return true;
	}
	return false;
}

static bool wait_note(
	struct room_line *l, enum room_kind kind, struct room_note *ret_note)
{
	struct timespec until = limit_at(ROOM_LIMIT_MS);
	bool found;
	int err = 0;

	pthread_mutex_lock(&l->room->lock);
	while (!(found = take(l, kind, ret_note)) && !err)
		err = pthread_cond_timedwait(&l->room->news, &l->room->lock, &until);
	pthread_mutex_unlock(&l->room->lock);
	return found;
}

struct room_note room_wait(struct room_line *l, enum room_kind kind)
{
	struct room_note n = {0};

	if (!CHECK(wait_note(l, kind, &n))) {
		printf("# no note of kind %d\n", kind);
		n = (struct room_note){0};
	}
	return n;
}

struct room_note room_wait_state(struct room_line *l, enum sip_state state)
{
	struct room_note n = {0};
	bool found;

	while ((found = wait_note(l, ROOM_STATUS, &n)) && n.state != state)
		;
	if (!CHECK(found))
		printf("# state %d never came; last: %d %s\n", state, n.state, n.text);
	return n;
}

bool room_has(struct room_line *l, enum room_kind kind)
{
	bool found = false;

	pthread_mutex_lock(&l->room->lock);
	for (const struct room_note *n = l->notes; n; n = n->next)
		found = found || n->kind == kind;
	pthread_mutex_unlock(&l->room->lock);
	return found;
}

unsigned room_rings(struct room_line *l)
{
	unsigned rings;

	pthread_mutex_lock(&l->room->lock);
	rings = l->rings;
	pthread_mutex_unlock(&l->room->lock);
	return rings;
}

bool room_wait_ends(struct room_line *l, unsigned count, unsigned limit_ms)
{
	struct timespec until = limit_at(limit_ms);
	bool reached;
	int err = 0;

	pthread_mutex_lock(&l->room->lock);
	while (!(reached = l->ends >= count) && !err)
		err = pthread_cond_timedwait(&l->room->news, &l->room->lock, &until);
	pthread_mutex_unlock(&l->room->lock);
	return reached;
}
