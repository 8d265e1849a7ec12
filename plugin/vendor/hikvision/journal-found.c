/* SPDX-License-Identifier: Apache-2.0 */
/* journal-found.c - what a page of the journal has beyond what is known. */

#include "journal-found.h"

#include <stdlib.h>
#include <string.h>

enum { SURE = 8 }; /* so many in a row are no accident, though the page ends there */

static int64_t serial_of(const struct acs_record *r)
{
	return r->event.serial > 0 ? r->event.serial : 0;
}

static int code_of(const struct acs_record *r)
{
	return r->event.major * 65536 + (r->event.minor & 0xffff);
}

/* FNV-1a over what a record without a number is known by. */
static uint64_t hash_of(const struct acs_record *r)
{
	uint64_t h = 14695981039346656037u;
	int door = r->event.door, code = code_of(r);

	for (const char *c = r->time; *c; c++)
		h = (h ^ (unsigned char)*c) * 1099511628211u;
	h = (h ^ (unsigned)door) * 1099511628211u;
	return (h ^ (unsigned)code) * 1099511628211u;
}

static void learn(struct journal_known *k, const struct acs_page *page)
{
	*k = (struct journal_known){.valid = true};
	for (unsigned i = 0; i < page->count; i++) {
		const struct acs_record *r = &page->records[i];

		if (serial_of(r) > k->serial) {
			k->serial = serial_of(r);
			k->code = code_of(r);
		}
		if (i < JOURNAL_TAIL)
			k->tail[k->tail_count++] = hash_of(r);
	}
}

/* Is this another journal than the one that was known? */
static bool renumbered(const struct journal_watch *w, const struct acs_page *page)
{
	if (w->known.serial && w->next.serial < w->known.serial)
		return true;
	for (unsigned i = 0; i < page->count; i++) {
		const struct acs_record *r = &page->records[i];

		if (w->known.serial && serial_of(r) == w->known.serial &&
			code_of(r) != w->known.code)
			return true;
	}
	return false;
}

static bool has(const struct journal_watch *w, int64_t serial)
{
	for (unsigned i = w->found_count; i-- > 0;) {
		if (serial_of(&w->found[i]) == serial)
			return true;
	}
	return false;
}

static void add(struct journal_watch *w, const struct acs_record *r)
{
	w->found[w->found_count++] = *r;
}

/* By number. Rationale: the whole page is looked at, for a station whose clock was set
 * back may sort what is new behind what is old. */
static enum journal_page by_serial(struct journal_watch *w, const struct acs_page *page)
{
	bool met = !page->more;

	for (unsigned i = 0; i < page->count; i++) {
		const struct acs_record *r = &page->records[i];

		if (serial_of(r) && serial_of(r) <= w->known.serial)
			met = true;
		else if (serial_of(r) && !has(w, serial_of(r)))
			add(w, r);
	}
	return met ? PAGE_ENDS : PAGE_GOES_ON;
}

/* Do the records from `at` on begin like what was known? */
static bool continues(const struct journal_watch *w, unsigned at, bool last_page)
{
	unsigned n = w->found_count - at;

	if (n > w->known.tail_count)
		n = w->known.tail_count;
	if (n < w->known.tail_count && n < SURE && !last_page)
		return false;
	for (unsigned i = 0; i < n; i++) {
		if (hash_of(&w->found[at + i]) != w->known.tail[i])
			return false;
	}
	return n > 0;
}

/* By sequence. What was new while the pages were asked for has pushed the rest on. */
static enum journal_page by_sequence(
	struct journal_watch *w, const struct acs_page *page)
{
	int64_t pushed = w->pages && w->total >= 0 ? page->total - w->total : 0;

	for (unsigned i = 0; i < page->count; i++) {
		if ((int64_t)i >= pushed)
			add(w, &page->records[i]);
	}
	if (w->pages && pushed > 0)
		w->total = page->total;
	for (unsigned at = 0; at < w->found_count; at++) {
		if (!continues(w, at, !page->more))
			continue;
		w->found_count = at;
		return PAGE_ENDS;
	}
	if (page->more)
		return PAGE_GOES_ON;
	return w->known.tail_count ? PAGE_IS_NEW : PAGE_ENDS;
}

enum journal_page journal_found(struct journal_watch *w, const struct acs_page *page)
{
	struct acs_record *found;

	if (!w->pages) {
		w->total = page->total;
		learn(&w->next, page);
		if (!w->known.valid || renumbered(w, page) ||
			(!page->count && w->known.tail_count) ||
			(w->known.serial && !w->next.serial))
			return PAGE_IS_NEW;
	}
	if (!page->count)
		return PAGE_ENDS;
	found = realloc(w->found, (w->found_count + page->count) * sizeof(*found));
	if (!found)
		return PAGE_NO_MEMORY;
	w->found = found;
	return w->next.serial ? by_serial(w, page) : by_sequence(w, page);
}
