/* SPDX-License-Identifier: Apache-2.0 */
/* push-slot-test.c - whose is the slot, and what is remembered of it. */

#include "check.h"
#include "push-slot.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define OURS "/gatehouse/00000001"

static struct push_record record(const char *marker, const char *address, unsigned port)
{
	struct push_record r = {.port = port, .slot = 1};

	snprintf(r.marker, sizeof(r.marker), "%s", marker);
	snprintf(r.address, sizeof(r.address), "%s", address);
	return r;
}

static struct http_host slot(const char *url, const char *address, unsigned port)
{
	struct http_host h = {.listed = true, .port = port};

	snprintf(h.url, sizeof(h.url), "%s", url);
	snprintf(h.address, sizeof(h.address), "%s", address);
	return h;
}

static void it_is_free_ours_stale_or_taken(void)
{
	static const struct {
		const char *url, *address;
		unsigned port;
		enum push_slot is;
	} rows[] = {
		// clang-format off
		{"",                    "",          0,    PUSH_SLOT_FREE},
		{OURS,                  "0.0.0.0",   4711, PUSH_SLOT_FREE},
		{OURS,                  "192.0.2.7", 4711, PUSH_SLOT_OURS},
		{"/",                   "192.0.2.7", 4711, PUSH_SLOT_OURS},  /* url not kept */
		{OURS,                  "192.0.2.8", 99,   PUSH_SLOT_STALE}, /* another lease */
		{"/gatehouse/00000002", "192.0.2.7", 99,   PUSH_SLOT_STALE}, /* memory lost */
		{"/",                   "192.0.2.5", 4000, PUSH_SLOT_STALE}, /* as remembered */
		{"/",                   "192.0.2.7", 99,   PUSH_SLOT_TAKEN}, /* same machine */
		{"/gatehouse/00000002", "192.0.2.8", 99,   PUSH_SLOT_TAKEN}, /* another of us */
		{"/nvr",                "192.0.2.9", 80,   PUSH_SLOT_TAKEN},
		// clang-format on
	};
	const struct push_record now = record(OURS, "192.0.2.7", 4711);
	const struct push_record before = record(OURS, "192.0.2.5", 4000);

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct http_host h = slot(rows[i].url, rows[i].address, rows[i].port);

		if (!CHECK(push_slot_judge(&push_rules_of_station, &h, &now, &before) ==
			    rows[i].is))
			printf("# row %zu\n", i);
	}
}

static void without_a_port_of_ours_only_the_memory_counts(void)
{
	const struct push_record now = {0}, none = {0};
	const struct push_record before = record(OURS, "192.0.2.7", 4711);
	struct http_host h = slot("/", "192.0.2.7", 4711);

	CHECK(push_slot_judge(&push_rules_of_station, &h, &now, &before) ==
		PUSH_SLOT_STALE);
	CHECK(push_slot_judge(&push_rules_of_station, &h, &now, &none) ==
		PUSH_SLOT_TAKEN);
	h = slot("", "192.0.2.9", 80);
	CHECK(push_slot_judge(&push_rules_of_station, &h, &now, &none) ==
		PUSH_SLOT_TAKEN);
}

static void of_a_camera_the_url_says_whose_it_is(void)
{
	static const struct {
		const char *url, *address;
		unsigned port;
		enum push_slot is;
	} rows[] = {
		// clang-format off
		{"/",                   "0.0.0.0",   80,   PUSH_SLOT_FREE},
		{OURS,                  "192.0.2.7", 4711, PUSH_SLOT_OURS},
		{"gatehouse/00000001",  "192.0.2.7", 4711, PUSH_SLOT_OURS},  /* no slash */
		{OURS,                  "192.0.2.7", 99,   PUSH_SLOT_STALE}, /* another port */
		{"/gatehouse/0000000f", "192.0.2.9", 99,   PUSH_SLOT_STALE}, /* as remembered */
		{"/",                   "192.0.2.7", 4711, PUSH_SLOT_TAKEN}, /* our port, once */
		{"/api",                "192.0.2.5", 4000, PUSH_SLOT_TAKEN}, /* the port we had */
		{"/gatehouse/00000002", "192.0.2.7", 99,   PUSH_SLOT_TAKEN}, /* another of us */
		// clang-format on
	};
	const struct push_record now = record(OURS, "192.0.2.7", 4711);
	const struct push_record before =
		record("/gatehouse/0000000f", "192.0.2.5", 4000);

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct http_host h = slot(rows[i].url, rows[i].address, rows[i].port);

		if (!CHECK(push_slot_judge(&push_rules_of_camera, &h, &now, &before) ==
			    rows[i].is))
			printf("# row %zu\n", i);
	}
}

#define SLOT(id, url, address)                                                         \
	"<HttpHostNotification><id>" id "</id><url>" url "</url><ipAddress>" address   \
	"</ipAddress><portNo>80</portNo></HttpHostNotification>"

/* "free 2": what is found in a list of these slots */
static bool finds(const struct push_rules *rules, const char *inside, const char *right)
{
	static const char *const words[] = {[PUSH_SLOT_FREE] = "free",
		[PUSH_SLOT_OURS] = "ours",
		[PUSH_SLOT_STALE] = "stale",
		[PUSH_SLOT_TAKEN] = "taken"};
	const struct push_record now = record(OURS, "192.0.2.7", 80), before = {0};
	char body[1024], found[32];
	struct http_host host;
	enum push_slot is;
	unsigned number;

	snprintf(body, sizeof(body),
		"<HttpHostNotificationList>%s</HttpHostNotificationList>", inside);
	if (!CHECK(!push_slot_find(
		    rules, bytes_from(body), &now, &before, &is, &number, &host)))
		return false;
	snprintf(found, sizeof(found), "%s %u", words[is], number);
	return !strcmp(found, right);
}

static void ours_is_taken_before_a_free_one_and_only_what_is_listed(void)
{
	const struct push_rules *c = &push_rules_of_camera, *s = &push_rules_of_station;

	CHECK(finds(c, SLOT("1", "/", "0.0.0.0") SLOT("2", "/", "0.0.0.0"), "free 1"));
	CHECK(finds(
		c, SLOT("1", "/a", "192.0.2.9") SLOT("2", "/", "0.0.0.0"), "free 2"));
	CHECK(finds(
		c, SLOT("1", "/", "0.0.0.0") SLOT("2", OURS, "192.0.2.7"), "ours 2"));
	CHECK(finds(
		c, SLOT("1", "/", "0.0.0.0") SLOT("3", OURS, "192.0.2.8"), "stale 3"));
	CHECK(finds(c, SLOT("2", "/a", "192.0.2.9"), "taken 2"));
	CHECK(finds(c, "", "free 1"));
	CHECK(finds(s, SLOT("2", "/a", "192.0.2.9"), "free 1"));
	CHECK(finds(
		s, SLOT("1", "/a", "192.0.2.9") SLOT("2", "/", "0.0.0.0"), "taken 1"));
}

static void what_was_remembered_before_slots_had_numbers_was_the_first(void)
{
	struct push_record r;

	CHECK(!push_record_parse("1 /m 192.0.2.7 80\n<a>", &r));
	CHECK(r.slot == 1 && !strcmp(r.previous, "<a>"));
	CHECK(!push_record_parse("2 /m 192.0.2.7 80 3\n", &r) && r.slot == 3);
	CHECK(push_record_parse("2 /m 192.0.2.7 80 9\n", &r) == -EPROTO);
	CHECK(push_record_parse("2 /m 192.0.2.7 80 0\n", &r) == -EPROTO);
}

static void it_is_kept_by_the_end_of_a_long_serial(void)
{
	char key[PUSH_KEY_MAX + 1];

	push_record_key("DS-2CD 1/2", key);
	CHECK(!strcmp(key, "push-DS-2CD_1_2"));
	push_record_key(
		"0123456789012345678901234567890123456789012345678901234567890XYZ",
		key);
	CHECK(strlen(key) == PUSH_KEY_MAX && !strcmp(key + PUSH_KEY_MAX - 3, "XYZ"));
}

static void what_is_remembered_reads_back(void)
{
	struct push_record r = record(OURS, "2001:db8::7", 4711), back;
	char text[PUSH_RECORD_MAX + 1];

	push_record_print(&r, text);
	CHECK(!push_record_parse(text, &back) && !memcmp(&r, &back, sizeof(r)));
	memset(r.previous, 'x', PUSH_PREVIOUS_MAX);
	r.previous[7] = '\n';
	push_record_print(&r, text);
	CHECK(!push_record_parse(text, &back) && !memcmp(&r, &back, sizeof(r)));
}

static void what_is_no_memory_is_none(void)
{
	static const char *const texts[] = {"", "1", "2 /m 192.0.2.7 80\n",
		"1 /m 192.0.2.7 x\n", "1 /m 192.0.2.7 65536\n", "1  192.0.2.7 80\n",
		"1 /m  80\n",
		"1 /a-marker-that-is-longer-than-any-that-we-make 192.0.2.7 80\n"};
	struct push_record r = {.port = 7}, fits;
	char long_text[18 + PUSH_PREVIOUS_MAX + 2] = {0};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		CHECK(push_record_parse(texts[i], &r) == -EPROTO);
	memset(long_text, 'x', sizeof(long_text) - 1);
	memcpy(long_text, "1 /m 192.0.2.7 80\n", 18);
	long_text[18 + PUSH_PREVIOUS_MAX] = '\0';
	CHECK(!push_record_parse(long_text, &fits));
	long_text[18 + PUSH_PREVIOUS_MAX] = 'x';
	CHECK(push_record_parse(long_text, &r) == -EPROTO);
	CHECK(r.port == 7);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(it_is_free_ours_stale_or_taken),
		TEST(without_a_port_of_ours_only_the_memory_counts),
		TEST(of_a_camera_the_url_says_whose_it_is),
		TEST(ours_is_taken_before_a_free_one_and_only_what_is_listed),
		TEST(what_was_remembered_before_slots_had_numbers_was_the_first),
		TEST(it_is_kept_by_the_end_of_a_long_serial),
		TEST(what_is_remembered_reads_back),
		TEST(what_is_no_memory_is_none),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
