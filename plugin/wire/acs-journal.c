/* SPDX-License-Identifier: Apache-2.0 */
/* acs-journal.c - the journal of an access controller: a page of what it remembers.
 *
 *   {"AcsEvent":{"searchID":"1","totalMatches":2,"responseStatusStrg":"OK",
 *    "numOfMatches":2,"InfoList":[{"major":5,"minor":21,"time":
 *    "2026-01-31T10:00:00+03:00","doorNo":1,"serialNo":258}, ...]}} */

#include "acs-journal.h"

#include "json-walk.h"

#include <errno.h>
#include <limits.h>
#include <stddef.h>
#include <string.h>

#define ROOT    BYTES("acsevent")
#define LIST    BYTES("acsevent/infolist")
#define IN_ROOT BYTES("acsevent/")
#define IN_LIST BYTES("acsevent/infolist/")

enum kind { TEXT, INT, INT64 };

struct reading {
	struct acs_page page;
	bool is_page;
	bool open;     /**< the last of `page.records` is being read */
	bool has_more; /**< responseStatusStrg says so */
	bool overflow; /**< there were more than a page holds */
};

#define TEXT_AT(member)                                                                \
	TEXT, offsetof(struct acs_record, member),                                     \
		sizeof(((struct acs_record *)0)->member)
#define INT_AT(member) INT, offsetof(struct acs_record, member), sizeof(int)

/* Members of a record; of two of one field, the first in this list wins. ADD A ROW, and a
 * sample in acs-journal-test.c. */
// clang-format off
static const struct {
	const char *name;
	enum kind kind;
	size_t offset, size;
	bool fallback;
} members[] = {
	{"major",            INT_AT(event.major),     false},
	{"majoreventtype",   INT_AT(event.major),     true},
	{"minor",            INT_AT(event.minor),     false},
	{"subeventtype",     INT_AT(event.minor),     true},
	{"doorno",           INT_AT(event.door),      false},
	{"serialno",         INT64, offsetof(struct acs_record, event.serial), sizeof(int64_t), false},
	{"time",             TEXT_AT(time),           false},
	{"datetime",         TEXT_AT(time),           true},
	{"name",             TEXT_AT(event.name),     false},
	{"cardno",           TEXT_AT(event.card),     false},
	{"employeenostring", TEXT_AT(event.employee), false},
	{"employeeno",       TEXT_AT(event.employee), true},
	{"verifyno",         INT_AT(event.verify_no), false},
	{"picturesnumber",   INT_AT(event.pictures),  false},
	{"buttonno",         INT_AT(event.button),    false},
};
// clang-format on

static const struct acs_record nothing = {
	.event = {.major = -1,
		.minor = -1,
		.door = -1,
		.serial = -1,
		.verify_no = -1,
		.pictures = -1,
		.button = -1},
};

static struct acs_record *last(struct reading *r)
{
	return &r->page.records[r->page.count - 1];
}

/* What has no codes is no record: its place is given to the next. */
static void close_record(struct reading *r)
{
	if (r->open && (last(r)->event.major < 0 || last(r)->event.minor < 0))
		r->page.count--;
	r->open = false;
}

static void open_record(struct reading *r)
{
	close_record(r);
	if (r->page.count == ACS_PAGE_MAX) {
		r->overflow = true;
		return;
	}
	r->page.count++;
	*last(r) = nothing;
	r->open = true;
}

static bool is_empty(enum kind kind, const char *at)
{
	int number = 0;
	int64_t large = 0;

	switch (kind) {
	case TEXT: return !*at;
	case INT: memcpy(&number, at, sizeof(number)); return number < 0;
	case INT64: memcpy(&large, at, sizeof(large)); return large < 0;
	}
	return false;
}

static void store(enum kind kind, struct bytes text, char *at, size_t size)
{
	uint64_t value;
	int64_t large;
	int number;

	if (kind == TEXT) {
		bytes_to_text(text, at, size);
		return;
	}
	if (bytes_to_u64(text, kind == INT ? INT_MAX : INT64_MAX, &value))
		return;
	number = (int)value;
	large = (int64_t)value;
	if (kind == INT)
		memcpy(at, &number, sizeof(number));
	else
		memcpy(at, &large, sizeof(large));
}

static void member(struct acs_record *record, struct bytes name, struct bytes text)
{
	/* Rationale: a record has the picture's address where the stream's part has how
	 * many there are (DS-K1T342MWX). */
	if (bytes_equal(name, BYTES("pictureurl")) && record->event.pictures < 0)
		record->event.pictures = 1;
	for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++) {
		char *at = (char *)record + members[i].offset;

		if (bytes_equal(name, bytes_from(members[i].name)) &&
			(!members[i].fallback || is_empty(members[i].kind, at)))
			store(members[i].kind, text, at, members[i].size);
	}
}

static void head(struct reading *r, struct bytes name, struct bytes text)
{
	uint64_t value;

	if (bytes_equal(name, BYTES("totalmatches")) &&
		!bytes_to_u64(text, INT64_MAX, &value))
		r->page.total = (int64_t)value;
	if (bytes_equal(name, BYTES("responsestatusstrg")))
		r->has_more = bytes_equal_nocase(text, BYTES("MORE"));
}

static void value(const char *path, struct bytes text, void *user)
{
	struct reading *r = user;
	struct bytes name = bytes_from(path);

	if (bytes_equal(name, ROOT))
		r->is_page = true;
	else if (bytes_equal(name, LIST) && !text.len)
		open_record(r);
	else if (bytes_starts(name, IN_LIST)) {
		if (r->open && text.len)
			member(last(r), bytes_skip(name, IN_LIST.len), text);
	} else if (bytes_starts(name, IN_ROOT)) {
		head(r, bytes_skip(name, IN_ROOT.len), text);
	}
}

int acs_page_parse(struct bytes body, struct acs_page *ret_page)
{
	struct reading r = {.page = {.total = -1}};
	int err = json_walk(body, value, &r);

	if (err)
		return err;
	if (!r.is_page)
		return -EPROTO;
	close_record(&r);
	r.page.more = r.has_more || r.overflow;
	*ret_page = r.page;
	return 0;
}
