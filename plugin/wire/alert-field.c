/* SPDX-License-Identifier: Apache-2.0 */
/* alert-field.c - one element of an alert -> its field. */

#include "alert-field.h"

#include <limits.h>
#include <stddef.h>
#include <string.h>

enum field_kind { FIELD_TEXT, FIELD_INT, FIELD_INT64 };

/* Where an element goes. */
struct field {
	const char *path; /* whole, or with a '*' in front: how it ends */
	enum field_kind kind;
	size_t offset;
	size_t size;
	bool fallback; /* it yields to what is there, and to what comes later */
};

#define TEXT_AT(member)                                                                \
	FIELD_TEXT, offsetof(struct alert, member), sizeof(((struct alert *)0)->member)
#define INT_AT(member) FIELD_INT, offsetof(struct alert, member), sizeof(int)

/* Elements of an EventNotificationAlert, and of the AccessControllerEvent inside.
 * ADD A ROW, and a sample in alert-xml-test.c. */
// clang-format off
static const struct field fields[] = {
	{"channelid",                             INT_AT(channel),       false},
	{"dynchannelid",                          INT_AT(channel),       true},
	{"inputioportid",                         INT_AT(port),          false},
	{"dyninputioportid",                      INT_AT(port),          true},
	{"activepostcount",                       INT_AT(post_count),    false},
	{"datetime",                              TEXT_AT(time),         false},
	{"eventdescription",                      TEXT_AT(description),  false},
	{"accesscontrollerevent/majoreventtype",  INT_AT(acs.major),     false},
	{"accesscontrollerevent/major",           INT_AT(acs.major),     true},
	{"accesscontrollerevent/subeventtype",    INT_AT(acs.minor),     false},
	{"accesscontrollerevent/minor",           INT_AT(acs.minor),     true},
	{"accesscontrollerevent/doorno",          INT_AT(acs.door),      false},
	{"accesscontrollerevent/serialno",        FIELD_INT64,
		offsetof(struct alert, acs.serial), sizeof(int64_t),     false},
	{"accesscontrollerevent/verifyno",        INT_AT(acs.verify_no), false},
	{"accesscontrollerevent/picturesnumber",  INT_AT(acs.pictures),  false},
	{"accesscontrollerevent/buttonno",        INT_AT(acs.button),    false},
	{"accesscontrollerevent/name",            TEXT_AT(acs.name),     false},
	{"accesscontrollerevent/cardno",          TEXT_AT(acs.card),     false},
	{"accesscontrollerevent/employeenostring", TEXT_AT(acs.employee), false},
	{"accesscontrollerevent/employeeno",      TEXT_AT(acs.employee), true},
};
// clang-format on

void alert_begin(struct alert *a)
{
	*a = (struct alert){
		.channel = -1,
		.port = -1,
		.post_count = -1,
		.acs = {.major = -1,
			.minor = -1,
			.door = -1,
			.serial = -1,
			.verify_no = -1,
			.pictures = -1,
			.button = -1},
	};
}

static bool path_fits(const char *pattern, struct bytes path)
{
	struct bytes want = bytes_from(pattern);

	if (pattern[0] != '*')
		return bytes_equal(path, want);
	want = bytes_skip(want, 1);
	return path.len > want.len &&
	       bytes_equal(bytes_skip(path, path.len - want.len), want);
}

static bool is_empty(const struct field *f, const char *at)
{
	int number = 0;
	int64_t large = 0;

	switch (f->kind) {
	case FIELD_TEXT: return !*at;
	case FIELD_INT: memcpy(&number, at, sizeof(number)); return number == -1;
	case FIELD_INT64: memcpy(&large, at, sizeof(large)); return large == -1;
	}
	return false;
}

static void store(const struct field *f, struct bytes text, char *at)
{
	uint64_t max = f->kind == FIELD_INT ? INT_MAX : INT64_MAX;
	uint64_t value;
	int64_t large;
	int number;

	if (f->kind == FIELD_TEXT) {
		bytes_to_text(text, at, f->size);
		return;
	}
	if (bytes_to_u64(text, max, &value))
		return;
	number = (int)value;
	large = (int64_t)value;
	if (f->kind == FIELD_INT)
		memcpy(at, &number, sizeof(number));
	else
		memcpy(at, &large, sizeof(large));
}

static enum alert_state state_of(struct bytes text)
{
	if (bytes_equal_nocase(text, BYTES("active")))
		return ALERT_STATE_ACTIVE;
	if (bytes_equal_nocase(text, BYTES("inactive")))
		return ALERT_STATE_INACTIVE;
	return ALERT_STATE_UNKNOWN;
}

void alert_type(struct bytes text, char *buf, size_t cap)
{
	char *dash;

	bytes_to_text(text, buf, cap);
	dash = strchr(buf, '-');
	if (dash && dash != buf)
		*dash = 0;
}

/* What is said of the alert itself takes the place of the last word of its parts when
 * there is no other. */
static void add_word(struct alert_words *w, bool own, const char *word)
{
	unsigned at = own ? w->own : w->count;
	unsigned from = 0;

	while (from < w->count &&
		!bytes_equal_nocase(bytes_from(w->list[from]), bytes_from(word)))
		from++;
	if (from < at || at == ALERT_WORDS_MAX)
		return;
	if (from == ALERT_WORDS_MAX)
		from--;
	else if (from == w->count)
		w->count++;
	memmove(w->list + at + 1, w->list + at, (from - at) * sizeof(*w->list));
	memcpy(w->list[at], word, sizeof(*w->list));
	w->own += own;
}

/* "human,vehicle" */
static void add_words(struct alert_words *w, bool own, bool is_type, struct bytes text)
{
	while (text.len) {
		ssize_t comma = bytes_find(text, 0, BYTES(","));
		size_t len = comma < 0 ? text.len : (size_t)comma;
		struct bytes one = bytes_trim(bytes_slice(text, 0, len));
		char word[sizeof(*w->list)] = "";

		if (is_type)
			alert_type(one, word, sizeof(word));
		else
			bytes_to_text(one, word, sizeof(word));
		if (word[0])
			add_word(w, own, word);
		text = bytes_skip(text, len + 1);
	}
}

/* Elements that may say several things, or stand in several places. ADD A ROW */
// clang-format off
static const struct {
	const char *path; /* as in `fields` */
	size_t offset;
	bool own;     /* it is said of the alert itself */
	bool is_type;
} many[] = {
	{"targettype",        offsetof(struct alert, targets),   true,  false},
	{"*/targettype",      offsetof(struct alert, targets),   false, false},
	{"*/detectiontarget", offsetof(struct alert, targets),   false, false},
	{"regionid",          offsetof(struct alert, regions),   true,  false},
	{"*/regionid",        offsetof(struct alert, regions),   false, false},
	{"*/relationevent",   offsetof(struct alert, relations), false, true},
};
// clang-format on

static void take_words(struct alert *a, struct bytes path, struct bytes text)
{
	for (size_t i = 0; i < sizeof(many) / sizeof(*many); i++) {
		void *words = (char *)a + many[i].offset;

		if (path_fits(many[i].path, path))
			add_words(words, many[i].own, many[i].is_type, text);
	}
	memcpy(a->target, a->targets.list[0], sizeof(a->target));
	memcpy(a->region, a->regions.list[0], sizeof(a->region));
	memcpy(a->related, a->relations.list[0], sizeof(a->related));
}

void alert_field(struct alert *a, const char *path, struct bytes text)
{
	struct bytes name = bytes_from(path);
	char *base = (char *)a;

	if (bytes_starts(name, BYTES("accesscontrollerevent")))
		a->has_acs = true;
	if (!text.len)
		return;
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		char *at = base + fields[i].offset;

		if (path_fits(fields[i].path, name) &&
			(!fields[i].fallback || is_empty(&fields[i], at)))
			store(&fields[i], text, at);
	}
	take_words(a, name, text);
	if (bytes_equal(name, BYTES("eventtype")))
		alert_type(text, a->type, sizeof(a->type));
	if (bytes_equal(name, BYTES("eventstate")))
		a->state = state_of(text);
	if (bytes_equal(name, BYTES("accesscontrollerevent/currentevent")))
		a->acs.past = bytes_equal_nocase(text, BYTES("false")) ||
			      bytes_equal(text, BYTES("0"));
}
