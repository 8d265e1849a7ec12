/* SPDX-License-Identifier: Apache-2.0 */
/* test-sim-journal.c - the journal of the simulated station, and what its stream tells. */

#include "check.h"
#include "sim-client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define JOURNAL "/ISAPI/AccessControl/AcsEvent?format=json"
#define FRAME   "{\"AcsEventCond\":{%s}}"

static struct sim_driver station(const char *set)
{
	const char *arguments[] = {"--password", PASSWORD, "--doors", "2",
		set ? "--set" : NULL, set, NULL};

	return sim_start(arguments);
}

/* Search. @return the member AcsEvent, new; NULL when it is refused */
static json_t *search(const struct sim_driver *sim, const char *condition)
{
	char body[400];
	json_t *document, *result;
	char *text;

	(void)snprintf(body, sizeof(body), FRAME, condition);
	text = ask_by(sim, "POST", JOURNAL, body, NULL);
	document = json_loads(text, 0, NULL);
	result = json_incref(json_object_get(document, "AcsEvent"));
	json_decref(document);
	free(text);
	return result;
}

static long number(const json_t *result, const char *name)
{
	return (long)json_integer_value(json_object_get(result, name));
}

static const char *status(const json_t *result)
{
	const char *text =
		json_string_value(json_object_get(result, "responseStatusStrg"));

	return text ? text : "";
}

static const json_t *record(const json_t *result, size_t i)
{
	return json_array_get(json_object_get(result, "InfoList"), i);
}

static void what_happened_is_found_newest_first(void)
{
	struct sim_driver sim = station(NULL);
	json_t *result;

	CHECK(sim_do(&sim, "press"));
	CHECK(sim_do(&sim, "door 2 open"));
	result = search(&sim, "\"searchID\":\"7\",\"searchResultPosition\":0,"
			      "\"maxResults\":20,\"major\":0,\"minor\":0,"
			      "\"timeReverseOrder\":true");
	CHECK(!strcmp(status(result), "OK"));
	CHECK(number(result, "totalMatches") == 2);
	CHECK(number(result, "numOfMatches") == 2);
	CHECK(number(record(result, 0), "minor") == 25);
	CHECK(number(record(result, 0), "doorNo") == 2);
	CHECK(number(record(result, 1), "major") == 3);
	CHECK(number(record(result, 1), "minor") == 1024);
	CHECK(number(record(result, 0), "serialNo") ==
		number(record(result, 1), "serialNo") + 1);
	CHECK(sim_ledger(&sim, "journal_searches") == 1);
	json_decref(result);
	CHECK(sim_stop(&sim) == 0);
}

static void a_long_journal_is_read_in_pages_of_at_most_thirty(void)
{
	struct sim_driver sim = station("history=70");
	json_t *first = search(&sim, "\"maxResults\":1000"),
	       *last = search(&sim, "\"maxResults\":30,\"searchResultPosition\":60"),
	       *beyond = search(&sim, "\"searchResultPosition\":70");

	CHECK(!strcmp(status(first), "MORE"));
	CHECK(number(first, "totalMatches") == 70);
	CHECK(number(first, "numOfMatches") == 30);
	CHECK(json_array_size(json_object_get(first, "InfoList")) == 30);
	CHECK(!strcmp(status(last), "OK"));
	CHECK(number(last, "numOfMatches") == 10);
	CHECK(number(record(last, 0), "serialNo") ==
		number(record(first, 0), "serialNo") + 60);
	CHECK(!strcmp(status(beyond), "NO MATCH"));
	json_decref(first);
	json_decref(last);
	json_decref(beyond);
	CHECK(sim_stop(&sim) == 0);
}

static void a_search_can_ask_for_a_code_and_for_a_time(void)
{
	struct sim_driver sim = station("utc-offset-min=60");
	json_t *result;

	CHECK(sim_do(&sim, "set clock-offset-s -1000000000"));
	CHECK(sim_do(&sim, "door 1 open"));
	CHECK(sim_do(&sim, "set clock-offset-s 0"));
	CHECK(sim_do(&sim, "door 1 open"));
	CHECK(sim_do(&sim, "tamper"));
	result = search(&sim, "\"major\":5,\"minor\":25");
	CHECK(number(result, "totalMatches") == 2);
	json_decref(result);
	result = search(&sim, "\"major\":5,\"minor\":21");
	CHECK(!strcmp(status(result), "NO MATCH"));
	json_decref(result);
	result = search(&sim, "\"startTime\":\"2025-01-01T00:00:00+01:00\"");
	CHECK(number(result, "totalMatches") == 2);
	json_decref(result);
	result = search(&sim, "\"endTime\":\"2025-01-01 00:00:00\"");
	CHECK(number(result, "totalMatches") == 1);
	json_decref(result);
	CHECK(search(&sim, "\"startTime\":\"yesterday\"") == NULL);
	CHECK(search(&sim, "\"maxResults\":0") == NULL);
	CHECK(sim_stop(&sim) == 0);
}

static void the_time_is_local_and_may_have_its_zone(void)
{
	struct sim_driver sim = station("utc-offset-min=-90");
	json_t *result;
	const char *time;

	CHECK(sim_do(&sim, "motion"));
	result = search(&sim, "");
	time = json_string_value(json_object_get(record(result, 0), "time"));
	CHECK(strlen(time) == 19 && time[10] == ' ');
	json_decref(result);
	CHECK(sim_do(&sim, "set journal-time zone"));
	result = search(&sim, "");
	time = json_string_value(json_object_get(record(result, 0), "time"));
	CHECK(strlen(time) == 25 && !strcmp(time + 19, "-01:30") && time[10] == 'T');
	json_decref(result);
	CHECK(sim_stop(&sim) == 0);
}

static void the_journal_keeps_twenty_thousand_also_over_a_reboot(void)
{
	struct sim_driver sim = station(NULL);
	json_t *result;

	CHECK(sim_do(&sim, "history 50000"));
	CHECK(sim_do(&sim, "tamper"));
	CHECK(sim_do(&sim, "off"));
	CHECK(sim_do(&sim, "on"));
	result = search(&sim, "\"timeReverseOrder\":true,\"maxResults\":1");
	CHECK(number(result, "totalMatches") == 20000);
	CHECK(number(record(result, 0), "minor") == 1028);
	json_decref(result);
	CHECK(sim_stop(&sim) == 0);
}

static void a_journal_can_be_refused_or_unsupported(void)
{
	// clang-format off
	static const struct {const char *set; long status;} rows[] = {
		{"set journal 404", 404}, {"set journal 500", 500},
		{"set journal notSupport", 403}, {"set journal ok", 200},
	};
	// clang-format on
	struct sim_driver sim = station(NULL);

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		long got;

		CHECK(sim_do(&sim, rows[i].set));
		free(ask_by(&sim, "POST", JOURNAL, "{\"AcsEventCond\":{}}", &got));
		CHECK(got == rows[i].status);
	}
	CHECK(sim_stop(&sim) == 0);
}

static void somebody_who_may_only_read_may_search(void)
{
	struct sim_driver sim = station("permission=read-only");
	json_t *result = search(&sim, "");

	CHECK(!strcmp(status(result), "NO MATCH"));
	CHECK(number(result, "totalMatches") == 0);
	json_decref(result);
	CHECK(sim_ledger(&sim, "writes_allowed") == 0);
	CHECK(sim_stop(&sim) == 0);
}

static void a_press_has_a_picture_and_a_remote_open_has_none(void)
{
	struct sim_driver sim = station("remote-open-event=on");
	struct stream stream;
	json_t *press, *open;

	stream_open(&stream, &sim);
	CHECK(sim_do(&sim, "press 2"));
	CHECK(door_command(&sim, 1, "open") == 200);
	CHECK(stream_has(&stream, "\"subEventType\":\t1024", 2));
	press = stream_event(&stream, 0, 3, 1024);
	open = stream_event(&stream, 1, 3, 1024);
	CHECK(number(json_object_get(press, "AccessControllerEvent"),
		      "picturesNumber") == 1);
	CHECK(!json_object_get(
		json_object_get(press, "AccessControllerEvent"), "buttonNo"));
	CHECK(!json_object_get(
		json_object_get(open, "AccessControllerEvent"), "picturesNumber"));
	json_decref(press);
	json_decref(open);
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void a_bare_part_tells_nothing_and_the_journal_all(void)
{
	struct sim_driver sim = station("stream-content=bare");
	struct stream stream;
	json_t *result;

	stream_open(&stream, &sim);
	CHECK(sim_do(&sim, "door 2 open"));
	CHECK(stream_has(&stream, "\"AccessControllerEvent\":\t{", 1));
	CHECK(!strstr(stream.reply.body, "EventType\":\t25"));
	CHECK(!strstr(stream.reply.body, "serialNo"));
	result = search(&sim, "");
	CHECK(number(record(result, 0), "minor") == 25);
	json_decref(result);
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void without_stream_content_only_the_journal_knows(void)
{
	struct sim_driver sim = station("stream-content=none");
	struct stream stream;
	json_t *result;

	CHECK(sim_do(&sim, "set heartbeat-ms 50"));
	CHECK(sim_do(&sim, "history 5"));
	stream_open(&stream, &sim);
	CHECK(sim_do(&sim, "press"));
	CHECK(stream_has(&stream, "videoloss alarm", 3));
	CHECK(!strstr(stream.reply.body, "AccessControllerEvent"));
	result = search(&sim, "\"major\":3,\"timeReverseOrder\":true");
	CHECK(number(record(result, 0), "minor") == 1024);
	json_decref(result);
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static const struct test tests[] = {
	TEST(what_happened_is_found_newest_first),
	TEST(a_long_journal_is_read_in_pages_of_at_most_thirty),
	TEST(a_search_can_ask_for_a_code_and_for_a_time),
	TEST(the_time_is_local_and_may_have_its_zone),
	TEST(the_journal_keeps_twenty_thousand_also_over_a_reboot),
	TEST(a_journal_can_be_refused_or_unsupported),
	TEST(somebody_who_may_only_read_may_search),
	TEST(a_press_has_a_picture_and_a_remote_open_has_none),
	TEST(a_bare_part_tells_nothing_and_the_journal_all),
	TEST(without_stream_content_only_the_journal_knows),
	{NULL, NULL},
};

int main(int argc, char **argv)
{
	curl_global_init(CURL_GLOBAL_ALL);
	return check_main(tests, argc, argv);
}
