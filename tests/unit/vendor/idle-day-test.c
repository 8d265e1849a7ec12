/* SPDX-License-Identifier: Apache-2.0 */
/* idle-day-test.c - a day on which nothing happens costs a door station next to nothing:
 * one stream, one question a second, and nothing that it would write into its log. */

#include "call-watch.h"
#include "check.h"
#include "journal-room.h"
#include "link-wire.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum {
	BEAT_MS = 10 * 1000,
	ANSWER_MS = 40, /* what a question takes */
	DAY_S = 24 * 3600,
};

/* The three that ask a station by themselves. */
struct day {
	struct link_wire wire;
	struct room room;
	struct timers timers;
	struct call_watch calls;
	unsigned questions;
	bool out;
};

static void ask(void *user)
{
	struct day *d = user;

	d->questions++;
	d->out = true;
}

static void dawn(struct day *d)
{
	memset(d, 0, sizeof(*d));
	link_wire_begin(&d->wire);
	link_wire_input(&d->wire, LINK_START, 0);
	for (unsigned i = 0; i < 3; i++)
		link_wire_input(&d->wire, LINK_ANSWERED, 0);
	CHECK(d->wire.online == 1);
	begin(&d->room);
	at_home(&d->room, 10, true);
	call_watch_init(&d->calls, &d->timers, 0, ask, d);
	call_watch_start(&d->calls);
}

/* A second of it. */
static void second(struct day *d, unsigned n)
{
	timers_advance(&d->wire.timers, 1000);
	if (n * 1000 % BEAT_MS == 0)
		link_wire_input(&d->wire, LINK_ALIVE, 0);
	timers_advance(&d->room.timers, 1000);
	if (d->room.open)
		answer(&d->room);
	timers_advance(&d->timers, ANSWER_MS);
	if (d->out) {
		d->out = false;
		call_watch_answered(&d->calls, 0);
	}
	timers_advance(&d->timers, 1000 - ANSWER_MS);
}

static void night(struct day *d)
{
	call_watch_finish(&d->calls);
	CHECK(!d->timers.first);
	end(&d->room);
	link_wire_end(&d->wire);
}

static void a_day_without_events_is_one_stream_and_one_question_a_second(void)
{
	static struct day d;
	unsigned journal;

	dawn(&d);
	d.room.carried = true; /* so the journal is asked seldom */
	journal_watch_carried(&d.room.watch, false);
	for (unsigned n = 1; n <= 60; n++)
		second(&d, n);
	d.questions = 0;
	journal = d.room.asked;
	for (unsigned n = 1; n <= DAY_S; n++)
		second(&d, n);
	journal = d.room.asked - journal;
	/* What a station logs: a login when the stream opens, and one for questions. */
	CHECK(d.wire.identified + d.wire.opened <= 2);
	CHECK(d.wire.counted == 1 && d.wire.offline == 0 && d.wire.dropped == 0);
	printf("# %u questions whether it rings, %u of the journal\n", d.questions,
		journal);
	CHECK(d.questions <= DAY_S && d.questions > DAY_S / 2);
	CHECK(journal <= DAY_S / (JOURNAL_SELDOM_MS / 1000) && journal > 0);
	CHECK(d.room.told_count == 0);
	night(&d);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_day_without_events_is_one_stream_and_one_question_a_second),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
