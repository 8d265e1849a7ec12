/* SPDX-License-Identifier: Apache-2.0 */
/* acs-journal-test.c - pages of a station's journal. */

#include "acs-journal.h"
#include "check.h"
#include "guard-page.h"
#include "isapi-request.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TWO                                                                            \
	"{\"AcsEvent\":{\"searchID\":\"3\",\"totalMatches\":41,"                       \
	"\"responseStatusStrg\":\"MORE\",\"numOfMatches\":2,\"InfoList\":["            \
	"{\"major\":5,\"minor\":21,\"time\":\"2026-02-01T10:00:00+01:00\","            \
	"\"doorNo\":2,\"serialNo\":700,\"cardNo\":\"0012\",\"name\":\"A. N. Other\","  \
	"\"employeeNoString\":\"17\",\"verifyNo\":4},"                                 \
	"{\"major\":\"3\",\"minor\":\"1024\",\"time\":\"2026-02-01 09:59:59\","        \
	"\"serialNo\":\"699\",\"pictureURL\":\"http://192.0.2.1/p.jpg\"}]}}"

static void records_have_numbers_as_numbers_or_as_texts(void)
{
	struct acs_page page;
	const struct acs_event *e = &page.records[0].event;

	CHECK(!acs_page_parse(BYTES(TWO), &page));
	CHECK(page.count == 2 && page.total == 41 && page.more);
	CHECK(e->major == 5 && e->minor == 21 && e->door == 2 && e->serial == 700);
	CHECK(!strcmp(e->card, "0012") && !strcmp(e->name, "A. N. Other"));
	CHECK(!strcmp(e->employee, "17") && e->verify_no == 4 && e->pictures == -1);
	CHECK(!strcmp(page.records[0].time, "2026-02-01T10:00:00+01:00"));
	e = &page.records[1].event;
	CHECK(e->major == 3 && e->minor == 1024 && e->door == -1 && e->serial == 699);
	CHECK(e->pictures == 1 && !e->past && !*e->card);
	CHECK(!strcmp(page.records[1].time, "2026-02-01 09:59:59"));
}

static void an_empty_journal_is_a_page_without_records(void)
{
	struct acs_page page = {.count = 9};

	CHECK(!acs_page_parse(
		BYTES("{\"AcsEvent\":{\"responseStatusStrg\":\"NO MATCH\","
		      "\"numOfMatches\":0,\"totalMatches\":0}}"),
		&page));
	CHECK(!page.count && !page.total && !page.more);
	CHECK(!acs_page_parse(BYTES("{\"AcsEvent\":{\"InfoList\":[]}}"), &page));
	CHECK(!page.count && page.total == -1 && !page.more);
}

static void what_has_no_codes_is_no_record(void)
{
	struct acs_page page;

	CHECK(!acs_page_parse(
		BYTES("{\"AcsEvent\":{\"InfoList\":[{},null,{\"major\":5},{\"minor\":1},"
		      "{\"major\":-5,\"minor\":1},7,{\"major\":1,\"minor\":2,"
		      "\"FaceRect\":{\"major\":9},\"x\":[{\"minor\":8}]},{\"major\":{}}]}}"),
		&page));
	CHECK(page.count == 1);
	CHECK(page.records[0].event.major == 1 && page.records[0].event.minor == 2);
}

static void a_page_that_is_too_long_is_cut_and_goes_on(void)
{
	static char text[64 * 1024];
	struct acs_page page;
	size_t at =
		(size_t)snprintf(text, sizeof(text), "{\"AcsEvent\":{\"InfoList\":[");

	for (int i = 0; i < 200; i++)
		at += (size_t)snprintf(text + at, sizeof(text) - at,
			"%s{\"major\":5,\"minor\":%d}", i ? "," : "", i);
	snprintf(text + at, sizeof(text) - at, "]}}");
	CHECK(!acs_page_parse(bytes_from(text), &page));
	CHECK(page.count == ACS_PAGE_MAX && page.more);
	CHECK(page.records[0].event.minor == 0);
	CHECK(page.records[ACS_PAGE_MAX - 1].event.minor == ACS_PAGE_MAX - 1);
}

static void what_is_no_page_is_refused(void)
{
	struct acs_page page = {.count = 7};

	CHECK(acs_page_parse(BYTES(""), &page) == -EPROTO);
	CHECK(acs_page_parse(BYTES("<ResponseStatus/>"), &page) == -EPROTO);
	CHECK(acs_page_parse(BYTES("{\"statusCode\":4,\"statusString\":\"x\"}"),
		      &page) == -EPROTO);
	CHECK(acs_page_parse(BYTES("[{\"AcsEvent\":{}}]"), &page) == -EPROTO);
	CHECK(page.count == 7);
}

static void nothing_outside_a_body_is_read(void)
{
	struct bytes body = BYTES(TWO);
	struct guard_page g;

	guard_page_init(&g, body.len);
	for (size_t len = 0; len < body.len; len++) {
		struct acs_page page;

		CHECK(acs_page_parse(guard_page_before(&g, bytes_slice(body, 0, len)),
			      &page) == -EPROTO);
	}
	guard_page_finish(&g);
}

static void a_search_asks_for_the_newest_first(void)
{
	char buf[ACS_SEARCH_BODY_MAX];

	CHECK(bytes_equal(acs_search_body(7, 40, buf),
		BYTES("{\"AcsEventCond\":{\"searchID\":\"7\",\"searchResultPosition\":40,"
		      "\"maxResults\":20,\"major\":0,\"minor\":0,"
		      "\"timeReverseOrder\":true}}")));
	CHECK(acs_search_body(4294967295u, 4294967295u, buf).len < sizeof(buf));
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(records_have_numbers_as_numbers_or_as_texts),
		TEST(an_empty_journal_is_a_page_without_records),
		TEST(what_has_no_codes_is_no_record),
		TEST(a_page_that_is_too_long_is_cut_and_goes_on),
		TEST(what_is_no_page_is_refused),
		TEST(nothing_outside_a_body_is_read),
		TEST(a_search_asks_for_the_newest_first),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
