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
	{"eventtype",                             TEXT_AT(type),         false},
	{"channelid",                             INT_AT(channel),       false},
	{"dynchannelid",                          INT_AT(channel),       true},
	{"inputioportid",                         INT_AT(port),          false},
	{"dyninputioportid",                      INT_AT(port),          true},
	{"activepostcount",                       INT_AT(post_count),    false},
	{"datetime",                              TEXT_AT(time),         false},
	{"targettype",                            TEXT_AT(target),       false},
	{"*/targettype",                          TEXT_AT(target),       true},
	{"*/detectiontarget",                     TEXT_AT(target),       true},
	{"regionid",                              TEXT_AT(region),       false},
	{"*/regionid",                            TEXT_AT(region),       true},
	{"*/relationevent",                       TEXT_AT(related),      true},
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

static bool path_fits(const struct field *f, struct bytes path)
{
	struct bytes want = bytes_from(f->path);

	if (f->path[0] != '*')
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

/* "facedetection-1", "faceDetection-Unknown": what is behind the '-' is not the type. */
static void cut_suffix(char *type)
{
	char *dash = strchr(type, '-');

	if (dash && dash != type)
		*dash = 0;
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

		if (path_fits(&fields[i], name) &&
			(!fields[i].fallback || is_empty(&fields[i], at)))
			store(&fields[i], text, at);
	}
	if (bytes_equal(name, BYTES("eventtype")))
		cut_suffix(a->type);
	if (bytes_equal(name, BYTES("eventstate")))
		a->state = state_of(text);
	if (bytes_equal(name, BYTES("accesscontrollerevent/currentevent")))
		a->acs.past = bytes_equal_nocase(text, BYTES("false")) ||
			      bytes_equal(text, BYTES("0"));
}
