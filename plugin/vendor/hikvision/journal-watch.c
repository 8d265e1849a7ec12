/* SPDX-License-Identifier: Apache-2.0 */
/* journal-watch.c - read a station's journal for what its event stream does not tell. */

#include "journal-found.h"

#include "backoff.h"

#include <errno.h>
#include <stdlib.h>

static void enter(struct journal_watch *w, enum journal_state state);

static void drop_found(struct journal_watch *w)
{
	free(w->found);
	w->found = NULL;
	w->found_count = 0;
	w->pages = w->position = 0;
}

static void time_is_up(void *user)
{
	enter(user, JOURNAL_ASKING);
}

static unsigned pause_ms(const struct journal_watch *w)
{
	if (w->failures)
		return backoff_ms(w->failures, JOURNAL_RETRY_FIRST_MS,
			JOURNAL_RETRY_LIMIT_MS, w->noise);
	if (w->hints)
		return JOURNAL_HINT_MS << w->hint_tries;
	if (w->news)
		return JOURNAL_AGAIN_MS;
	if (w->misses)
		return JOURNAL_FAST_MS;
	return w->carried && !w->bare ? JOURNAL_SELDOM_MS : JOURNAL_TRY_MS;
}

static void rest(struct journal_watch *w, unsigned ms)
{
	timer_start(w->timers, &w->timer, ms, time_is_up, w);
}

static void enter(struct journal_watch *w, enum journal_state state)
{
	bool learnt = w->state == JOURNAL_LEARNING && state != JOURNAL_IDLE;

	timer_stop(&w->timer);
	drop_found(w);
	w->state = state;
	switch (state) {
	case JOURNAL_IDLE:
	case JOURNAL_SILENT: break;
	case JOURNAL_RESTING: rest(w, pause_ms(w)); break;
	case JOURNAL_LEARNING:
	case JOURNAL_ASKING:
		w->id++;
		w->asked_ms = w->timers->now_ms;
		w->ops->ask(w->id, 0, w->user);
		return;
	}
	if (learnt)
		w->ops->learnt(w->user);
}

/* ---- an answer ---- */

/* Rationale: by number, where they have one: a station may sort by its clock. */
static int newest_first(const void *a, const void *b)
{
	int64_t x = ((const struct acs_record *)a)->event.serial;
	int64_t y = ((const struct acs_record *)b)->event.serial;

	return (x < y) - (x > y);
}

/* The newest ones are those the stream hinted at: they are as old as the hint. */
static uint64_t age_of(const struct journal_watch *w, unsigned i)
{
	if (w->gap)
		return JOURNAL_AGE_UNKNOWN;
	return i < w->hints ? 0 : w->timers->now_ms - w->read_ms;
}

static void tell(struct journal_watch *w)
{
	if (w->next.serial && w->found_count)
		qsort(w->found, w->found_count, sizeof(*w->found), newest_first);
	for (unsigned i = w->found_count; i-- > 0;) {
		bool only_here = w->ops->record(&w->found[i], age_of(w, i), w->user);

		if (only_here && !w->gap) {
			w->misses++;
			w->news = true;
		}
	}
}

static void count_hints(struct journal_watch *w)
{
	w->hints -= w->found_count < w->hints ? w->found_count : w->hints;
	if (!w->hints)
		w->hint_tries = 0;
	else if (++w->hint_tries == JOURNAL_HINTS_MAX)
		w->hints = w->hint_tries = 0;
}

static void finish_question(struct journal_watch *w, enum journal_page how)
{
	bool had_one = w->known.valid;

	w->known = w->next;
	w->news = false;
	if (how == PAGE_IS_NEW) {
		w->found_count = 0;
		if (had_one)
			w->ops->renumbered(w->user);
	}
	tell(w);
	count_hints(w);
	w->read_ms = w->asked_ms;
	w->failures = 0;
	w->gap = w->hangs = false;
	enter(w, JOURNAL_RESTING);
}

static void take_page(struct journal_watch *w, const struct acs_page *page)
{
	enum journal_page how = journal_found(w, page);

	w->pages++;
	w->position += page->count;
	switch (how) {
	case PAGE_GOES_ON:
		if (w->pages < JOURNAL_PAGES_MAX) {
			w->ops->ask(w->id, w->position, w->user);
			return;
		}
		/* Without numbers nothing tells which of these are new; and a journal
		 * that was empty has got its history back. */
		finish_question(
			w, w->next.serial && w->known.serial ? PAGE_ENDS : PAGE_IS_NEW);
		return;
	case PAGE_ENDS:
	case PAGE_IS_NEW: finish_question(w, how); return;
	case PAGE_NO_MEMORY:
		w->failures++;
		enter(w, JOURNAL_RESTING);
		return;
	}
}

static void failed(struct journal_watch *w, int err)
{
	if (err == -ENOTSUP || err == -EPERM) {
		enter(w, JOURNAL_SILENT);
		return;
	}
	if (err != -EBUSY) {
		w->failures++;
		w->noise++;
	}
	if (w->state == JOURNAL_LEARNING)
		w->hangs = err == -ETIMEDOUT;
	enter(w, JOURNAL_RESTING);
	if (err == -EBUSY && w->state == JOURNAL_RESTING)
		rest(w, JOURNAL_GAVE_WAY_MS);
}

void journal_watch_answered(
	struct journal_watch *w, int err, const struct acs_page *page)
{
	switch (w->state) {
	case JOURNAL_LEARNING:
	case JOURNAL_ASKING:
		if (err)
			failed(w, err);
		else
			take_page(w, page);
		break;
	case JOURNAL_IDLE:
	case JOURNAL_RESTING:
	case JOURNAL_SILENT: break;
	}
}

/* ---- what else happens ---- */

void journal_watch_begin(struct journal_watch *w)
{
	w->carried = w->bare = w->news = false;
	w->hints = w->hint_tries = w->failures = 0;
	w->gap = true;
	if (!w->hangs) {
		enter(w, JOURNAL_LEARNING);
		return;
	}
	enter(w, JOURNAL_RESTING);
	w->ops->learnt(w->user);
}

void journal_watch_end(struct journal_watch *w)
{
	enter(w, JOURNAL_IDLE);
}

void journal_watch_forget(struct journal_watch *w)
{
	enter(w, JOURNAL_IDLE);
	w->known = (struct journal_known){0};
	w->misses = w->failures = 0;
	w->hangs = false;
}

void journal_watch_hint(struct journal_watch *w)
{
	w->bare = true;
	w->hints++;
	w->hint_tries = 0;
	switch (w->state) {
	case JOURNAL_RESTING:
		if (!w->failures)
			enter(w, JOURNAL_ASKING);
		break;
	case JOURNAL_IDLE:
	case JOURNAL_LEARNING:
	case JOURNAL_ASKING:
	case JOURNAL_SILENT: break;
	}
}

void journal_watch_carried(struct journal_watch *w, bool late)
{
	w->carried = true;
	if (late && w->misses)
		w->misses--;
}

void journal_watch_init(struct journal_watch *w, struct timers *timers, unsigned noise,
	const struct journal_watch_ops *ops, void *user)
{
	*w = (struct journal_watch){
		.timers = timers, .noise = noise, .ops = ops, .user = user};
}

void journal_watch_finish(struct journal_watch *w)
{
	timer_stop(&w->timer);
	drop_found(w);
}
