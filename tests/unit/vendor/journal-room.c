/* SPDX-License-Identifier: Apache-2.0 */
/* journal-room.c - a journal watch, and the station whose journal it reads. */

#include "journal-room.h"

#include "check.h"

#include <stdio.h>
#include <string.h>

static void ask(unsigned id, unsigned position, void *user)
{
	struct room *r = user;

	CHECK(!r->open && id > 0);
	r->asked++;
	r->open = true;
	r->position = position;
}

static void learnt(void *user)
{
	((struct room *)user)->learnt++;
}

static bool record(const struct acs_record *record, uint64_t age_ms, void *user)
{
	struct room *r = user;

	r->told[r->told_count++] = record->event.minor;
	r->age = age_ms;
	return !r->carried;
}

static void renumbered(void *user)
{
	((struct room *)user)->renumbered++;
}

static const struct journal_watch_ops ops = {
	.ask = ask, .learnt = learnt, .record = record, .renumbered = renumbered};

void happens(struct room *r, int64_t serial, int minor, const char *time)
{
	struct acs_record *to = &r->book[r->count++];

	*to = (struct acs_record){.event = {.major = 5, .minor = minor, .door = 1}};
	to->event.serial = serial ? serial : -1;
	snprintf(to->time, sizeof(to->time), "%s", time);
}

static struct acs_page page_of(const struct room *r)
{
	struct acs_page page = {.total = r->count};

	for (unsigned i = r->position; i < r->count && page.count < PAGE; i++)
		page.records[page.count++] = r->book[r->count - 1 - i];
	page.more = r->position + page.count < r->count;
	return page;
}

void answer_page(struct room *r)
{
	struct acs_page page = page_of(r);

	CHECK(r->open);
	r->open = false;
	journal_watch_answered(&r->watch, 0, &page);
}

void answer(struct room *r)
{
	while (r->open)
		answer_page(r);
}

void fails(struct room *r, int err)
{
	CHECK(r->open);
	r->open = false;
	journal_watch_answered(&r->watch, err, NULL);
}

void begin(struct room *r)
{
	memset(r, 0, sizeof(*r));
	r->timers.now_ms = 1000;
	journal_watch_init(&r->watch, &r->timers, 3, &ops, r);
}

void end(struct room *r)
{
	journal_watch_finish(&r->watch);
	CHECK(!r->timers.first);
}

void at_home(struct room *r, unsigned count, bool numbered)
{
	begin(r);
	for (unsigned i = 0; i < count; i++)
		happens(r, numbered ? 100 + i : 0, 21, "2026-01-01 10:00:00");
	journal_watch_begin(&r->watch);
	answer(r);
	CHECK(r->learnt == 1 && r->told_count == 0 && r->asked == 1);
}

bool told(const struct room *r, unsigned count, const int *minors)
{
	return r->told_count == count &&
	       !memcmp(r->told, minors, count * sizeof(*minors));
}
