/* SPDX-License-Identifier: Apache-2.0 */
/* test-sim-access.c - who comes in at the simulated station, and how. */

#include "check.h"
#include "sim-client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct sim_driver station(const char *set)
{
	const char *arguments[] = {"--password", PASSWORD, "--doors", "2",
		set ? "--set" : NULL, set, NULL};

	return sim_start(arguments);
}

static const json_t *inner(const json_t *event)
{
	return json_object_get(event, "AccessControllerEvent");
}

static long number(const json_t *event, const char *name)
{
	return (long)json_integer_value(json_object_get(inner(event), name));
}

static const char *text(const json_t *event, const char *name)
{
	const char *value = json_string_value(json_object_get(inner(event), name));

	return value ? value : "";
}

static void a_card_that_may_is_told_with_its_owner_and_opens(void)
{
	struct sim_driver sim = station(NULL);
	struct stream stream;
	json_t *card, *opened;

	stream_open(&stream, &sim);
	CHECK(sim_do(&sim, "card 2 0011223344 Zoë \"Z\" O'Neil"));
	CHECK(stream_has(&stream, "\"subEventType\":\t21", 1));
	card = stream_event(&stream, 0, 5, 1);
	opened = stream_event(&stream, 0, 5, 21);
	CHECK(!strcmp(text(card, "cardNo"), "0011223344"));
	CHECK(!strcmp(text(card, "name"), "Zoë \"Z\" O'Neil"));
	CHECK(*text(card, "employeeNoString"));
	CHECK(!strcmp(text(card, "currentVerifyMode"), "card"));
	CHECK(number(card, "doorNo") == 2 && number(opened, "doorNo") == 2);
	CHECK(number(opened, "serialNo") == number(card, "serialNo") + 1);
	json_decref(card);
	json_decref(opened);
	CHECK(sim_ledger(&sim, "access/card") == 1);
	CHECK(sim_ledger(&sim, "relay_pulses/2") == 1);
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void every_way_in_has_its_own_code(void)
{
	// clang-format off
	static const struct {const char *command; long major, minor; bool opens;} rows[] = {
		{"card 1 77", 5, 1, true}, {"card-denied 1 78", 5, 9, false},
		{"code 1", 5, 181, true}, {"code-denied 1", 5, 150, false},
		{"face 1 Ada", 5, 75, true}, {"face-denied 1", 5, 76, false},
		{"app-unlock 1", 3, 1024, true}, {"exit-button 1", 5, 23, true},
	};
	// clang-format on
	struct sim_driver sim = station(NULL);
	struct stream stream;
	long pulses = 0;

	stream_open(&stream, &sim);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		char code[40];
		json_t *event;

		(void)snprintf(
			code, sizeof(code), "\"subEventType\":\t%ld,", rows[i].minor);
		CHECK(sim_do(&sim, rows[i].command));
		CHECK(stream_has(&stream, code, 1));
		event = stream_event(&stream, 0, rows[i].major, rows[i].minor);
		CHECK(event && number(event, "doorNo") == 1);
		CHECK(!*text(event, "name") || !strcmp(text(event, "name"), "Ada"));
		json_decref(event);
		pulses += rows[i].opens;
		CHECK(sim_ledger(&sim, "relay_pulses/1") == pulses);
	}
	CHECK(!sim_do(&sim, "card 3 77"));
	CHECK(!sim_do(&sim, "card 1"));
	CHECK(!sim_do(&sim, "code"));
	CHECK(sim_ledger(&sim, "exit_buttons") == 1);
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void names_survive_xml(void)
{
	struct sim_driver sim = station("stream-format=xml");
	struct stream stream;

	stream_open(&stream, &sim);
	CHECK(sim_do(&sim, "card 1 9 A & <B>"));
	CHECK(stream_has(&stream, "<name>A &#38; &#60;B&#62;</name>", 1));
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void a_door_that_is_forced_says_so(void)
{
	struct sim_driver sim = station("exit-event=off");
	struct stream stream;

	stream_open(&stream, &sim);
	CHECK(sim_do(&sim, "door 2 force"));
	CHECK(stream_has(&stream, "\"subEventType\":\t25", 1));
	CHECK(times_in(stream.reply.body, "\"subEventType\":\t92") == 1);
	CHECK(!sim_do(&sim, "door 2 kick"));
	CHECK(sim_do(&sim, "exit-button 1"));
	CHECK(sim_ledger(&sim, "relay_pulses/1") == 1);
	CHECK(stream_has(&stream, "\"subEventType\":\t21", 1));
	CHECK(times_in(stream.reply.body, "\"subEventType\":\t23") == 0);
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static const struct test tests[] = {
	TEST(a_card_that_may_is_told_with_its_owner_and_opens),
	TEST(every_way_in_has_its_own_code),
	TEST(names_survive_xml),
	TEST(a_door_that_is_forced_says_so),
	{NULL, NULL},
};

int main(int argc, char **argv)
{
	curl_global_init(CURL_GLOBAL_ALL);
	return check_main(tests, argc, argv);
}
