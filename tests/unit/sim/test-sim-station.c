/* SPDX-License-Identifier: Apache-2.0 */
/* test-sim-station.c - calls, doors and events of the simulated station. */

#include "check.h"
#include "sim-client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SIGNAL "/ISAPI/VideoIntercom/callSignal?format=json"

static struct sim_driver station(const char *set)
{
	const char *arguments[] = {"--password", PASSWORD, "--doors", "2",
		set ? "--set" : NULL, set, NULL};

	return sim_start(arguments);
}

static long signal_call(const struct sim_driver *sim, const char *type)
{
	char body[80];

	(void)snprintf(
		body, sizeof(body), "{\"CallSignal\":{\"cmdType\":\"%s\"}}", type);
	return ask(sim, SIGNAL, body);
}

static long member(const json_t *part, const char *name)
{
	const json_t *event = json_object_get(part, "AccessControllerEvent");

	return (long)json_integer_value(json_object_get(event, name));
}

static void a_press_rings_and_tells_the_button(void)
{
	struct sim_driver sim = station("press-button=on");
	struct stream stream;
	json_t *event;

	stream_open(&stream, &sim);
	CHECK(sim_do(&sim, "press 2"));
	CHECK(stream_has(&stream, "\"subEventType\":\t1024", 1));
	event = stream_event(&stream, 0, 3, 1024);
	CHECK(member(event, "buttonNo") == 2);
	CHECK(json_is_true(json_object_get(
		json_object_get(event, "AccessControllerEvent"), "currentEvent")));
	json_decref(event);
	CHECK(call_becomes(&sim, "ring"));
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void a_second_press_is_a_second_event_of_the_same_call(void)
{
	struct sim_driver sim = station(NULL);
	struct stream stream;
	json_t *first, *second;

	stream_open(&stream, &sim);
	CHECK(sim_do(&sim, "press"));
	CHECK(sim_do(&sim, "press"));
	CHECK(stream_has(&stream, "\"subEventType\":\t1024", 2));
	first = stream_event(&stream, 0, 3, 1024);
	second = stream_event(&stream, 1, 3, 1024);
	CHECK(member(second, "serialNo") == member(first, "serialNo") + 1);
	json_decref(first);
	json_decref(second);
	CHECK(sim_ledger(&sim, "presses") == 2);
	CHECK(sim_ledger(&sim, "rings_shown") == 1);
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void a_call_is_answered_and_hung_up_inside(void)
{
	struct sim_driver sim = station(NULL);

	CHECK(!sim_do(&sim, "answer"));
	CHECK(!sim_do(&sim, "hangup"));
	CHECK(sim_do(&sim, "press"));
	CHECK(sim_do(&sim, "answer"));
	CHECK(call_becomes(&sim, "onCall"));
	CHECK(sim_do(&sim, "hangup"));
	CHECK(call_becomes(&sim, "idle"));
	CHECK(sim_stop(&sim) == 0);
}

static void a_call_is_answered_and_hung_up_over_the_network(void)
{
	struct sim_driver sim = station(NULL);

	CHECK(signal_call(&sim, "hangUp") == 403);
	CHECK(sim_do(&sim, "press"));
	CHECK(signal_call(&sim, "answer") == 200);
	CHECK(call_becomes(&sim, "onCall"));
	CHECK(signal_call(&sim, "answer") == 403);
	CHECK(signal_call(&sim, "hangUp") == 200);
	CHECK(call_becomes(&sim, "idle"));
	CHECK(signal_call(&sim, "sing") == 400);
	CHECK(ask(&sim, SIGNAL, "{") == 400);
	CHECK(sim_ledger(&sim, "call_signals/answer") == 2);
	CHECK(sim_stop(&sim) == 0);
}

static void a_ring_nobody_answers_ends_by_itself(void)
{
	struct sim_driver sim = station("ring-ms=300");

	CHECK(sim_do(&sim, "press"));
	CHECK(call_becomes(&sim, "ring"));
	CHECK(call_becomes(&sim, "idle"));
	CHECK(sim_do(&sim, "press"));
	CHECK(sim_ledger(&sim, "rings_shown") == 2);
	CHECK(sim_stop(&sim) == 0);
}

static void without_the_press_event_only_call_status_shows_the_ring(void)
{
	struct sim_driver sim = station("press-event=off");
	struct stream stream;

	stream_open(&stream, &sim);
	CHECK(sim_do(&sim, "press"));
	CHECK(sim_do(&sim, "motion"));
	CHECK(stream_has(&stream, "\"subEventType\":\t3,", 1));
	CHECK(!strstr(stream.reply.body, "1024"));
	CHECK(call_becomes(&sim, "ring"));
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void call_status_can_be_blind_broken_or_mute(void)
{
	struct sim_driver sim = station("call-status=idle");
	struct client client = client_of(&sim);
	struct reply reply;

	CHECK(sim_do(&sim, "press"));
	CHECK(call_becomes(&sim, "idle"));
	CHECK(sim_do(&sim, "set call-status error"));
	CHECK(ask(&sim, "/ISAPI/VideoIntercom/callStatus?format=json", NULL) == 500);
	CHECK(sim_do(&sim, "set call-status hang"));
	client.timeout_ms = 200;
	reply = client_ask(
		&client, "/ISAPI/VideoIntercom/callStatus?format=json", NULL);
	CHECK(reply.result == CURLE_OPERATION_TIMEDOUT);
	reply_free(&reply);
	client_finish(&client);
	CHECK(ask(&sim, "/ISAPI/System/deviceInfo", NULL) == 200);
	CHECK(sim_stop(&sim) == 0);
}

static void unlocking_pulses_that_relay_and_tells_open_then_locked(void)
{
	struct sim_driver sim = station("open-duration-ms=200");
	struct stream stream;
	json_t *opened, *locked;

	stream_open(&stream, &sim);
	CHECK(door_command(&sim, 2, "open") == 200);
	CHECK(stream_has(&stream, "\"subEventType\":\t22", 1));
	opened = stream_event(&stream, 0, 5, 21);
	locked = stream_event(&stream, 0, 5, 22);
	CHECK(member(opened, "doorNo") == 2 && member(locked, "doorNo") == 2);
	CHECK(member(locked, "serialNo") == member(opened, "serialNo") + 1);
	json_decref(opened);
	json_decref(locked);
	CHECK(sim_ledger(&sim, "relay_pulses/1") == 0);
	CHECK(sim_ledger(&sim, "relay_pulses/2") == 1);
	CHECK(sim_ledger(&sim, "door_commands/open") == 1);
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void a_held_door_stays_open_until_it_is_closed(void)
{
	struct sim_driver sim = station("open-duration-ms=1");
	struct stream stream;

	stream_open(&stream, &sim);
	CHECK(door_command(&sim, 1, "alwaysOpen") == 200);
	CHECK(door_command(&sim, 1, "close") == 200);
	CHECK(door_command(&sim, 1, "close") == 200);
	CHECK(door_command(&sim, 1, "alwaysClose") == 200);
	CHECK(door_command(&sim, 1, "resume") == 200);
	CHECK(sim_do(&sim, "exit-button 1"));
	CHECK(stream_has(&stream, "\"subEventType\":\t22", 2));
	CHECK(times_in(stream.reply.body, "\"subEventType\":\t21") == 2);
	CHECK(sim_ledger(&sim, "door_commands/close") == 2);
	CHECK(sim_ledger(&sim, "exit_buttons") == 1);
	CHECK(sim_ledger(&sim, "relay_pulses/1") == 1);
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void doors_that_do_not_exist_and_words_that_mean_nothing_move_nothing(void)
{
	struct sim_driver sim = station(NULL);

	CHECK(door_command(&sim, 0, "open") == 400);
	CHECK(door_command(&sim, 3, "open") == 400);
	CHECK(door_command(&sim, 1, "Open") == 400);
	CHECK(ask(&sim, "/ISAPI/AccessControl/RemoteControl/door/1", "open") == 400);
	CHECK(ask(&sim, "/ISAPI/AccessControl/RemoteControl/door/1", NULL) == 403);
	CHECK(ask(&sim, "/ISAPI/AccessControl/RemoteControl/door/", "x") == 404);
	CHECK(ask(&sim, "/ISAPI/AccessControl/RemoteControl/door/1x", "x") == 404);
	CHECK(sim_ledger(&sim, "relay_pulses/1") == 0);
	CHECK(sim_ledger(&sim, "relay_pulses/2") == 0);
	CHECK(sim_ledger(&sim, "events") == 0);
	CHECK(sim_stop(&sim) == 0);
}

static void an_unlock_can_be_refused_unanswered_silent_or_dropped(void)
{
	struct sim_driver sim = station("unlock=refuse");
	const char *open = "<RemoteControlDoor><cmd>open</cmd></RemoteControlDoor>";
	struct client client = client_of(&sim);
	struct reply reply;

	CHECK(door_command(&sim, 1, "open") == 403);
	CHECK(sim_do(&sim, "set unlock hang"));
	client.timeout_ms = 200;
	reply = client_ask(&client, "/ISAPI/AccessControl/RemoteControl/door/1", open);
	CHECK(reply.result == CURLE_OPERATION_TIMEDOUT);
	reply_free(&reply);
	client_finish(&client);
	CHECK(sim_ledger(&sim, "relay_pulses/1") == 0);
	CHECK(sim_do(&sim, "set unlock silent"));
	CHECK(door_command(&sim, 1, "open") == 200);
	CHECK(sim_ledger(&sim, "relay_pulses/1") == 1);
	CHECK(sim_ledger(&sim, "events") == 0);
	CHECK(sim_do(&sim, "set unlock drop"));
	client = client_of(&sim);
	client.once = true;
	reply = client_ask(&client, "/ISAPI/AccessControl/RemoteControl/door/2", open);
	CHECK(reply.result == CURLE_GOT_NOTHING);
	reply_free(&reply);
	client_finish(&client);
	CHECK(sim_ledger(&sim, "relay_pulses/2") == 1);
	CHECK(sim_ledger(&sim, "events") == 1);
	CHECK(sim_ledger(&sim, "door_commands/open") == 4);
	CHECK(sim_stop(&sim) == 0);
}

static void what_happens_at_the_door_is_told_with_its_own_code(void)
{
	// clang-format off
	static const struct {const char *command; long major, minor, door;} rows[] = {
		{"tamper", 1, 1028, 0}, {"tamper-end", 1, 1029, 0}, {"motion", 1, 3, 0},
		{"door 1 open", 5, 25, 1}, {"door 2 close", 5, 26, 2},
	};
	// clang-format on
	struct sim_driver sim = station(NULL);
	struct stream stream;

	stream_open(&stream, &sim);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		json_t *event;

		CHECK(sim_do(&sim, rows[i].command));
		CHECK(stream_has(
			&stream, "AccessControllerEvent\":\t{", (unsigned)i + 1));
		event = stream_event(&stream, 0, rows[i].major, rows[i].minor);
		CHECK(event && member(event, "doorNo") == rows[i].door);
		json_decref(event);
	}
	CHECK(sim_ledger(&sim, "tampers") == 1);
	CHECK(sim_ledger(&sim, "events") == 5);
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void the_station_says_who_it_is_and_how_many_doors_it_has(void)
{
	struct sim_driver sim = station("serial=ABC123");
	char *text = ask_text(&sim, "/ISAPI/System/deviceInfo");

	CHECK(strstr(text, "<model>DS-KV6113-PE1(C)</model>") != NULL);
	CHECK(strstr(text, "<firmwareVersion>V3.7.0</firmwareVersion>") != NULL);
	CHECK(strstr(text, "<serialNumber>ABC123</serialNumber>") != NULL);
	free(text);
	text = ask_text(&sim, "/ISAPI/AccessControl/RemoteControl/door/capabilities");
	CHECK(strstr(text, "<doorNo min=\"1\" max=\"2\"/>") != NULL);
	free(text);
	text = ask_text(&sim, "/ISAPI/AccessControl/Door/param/1");
	CHECK(strstr(text, "<openDuration>5</openDuration>") != NULL);
	free(text);
	CHECK(ask(&sim, "/ISAPI/AccessControl/Door/param/3", NULL) == 400);
	CHECK(ask(&sim, "/ISAPI/Event/triggers", NULL) == 404);
	CHECK(sim_do(&sim, "set capabilities 404"));
	CHECK(ask(&sim, "/ISAPI/AccessControl/RemoteControl/door/capabilities", NULL) ==
		404);
	CHECK(sim_do(&sim, "set capabilities 500"));
	CHECK(ask(&sim, "/ISAPI/AccessControl/RemoteControl/door/capabilities", NULL) ==
		500);
	CHECK(sim_stop(&sim) == 0);
}

static const struct test tests[] = {
	TEST(a_press_rings_and_tells_the_button),
	TEST(a_second_press_is_a_second_event_of_the_same_call),
	TEST(a_call_is_answered_and_hung_up_inside),
	TEST(a_call_is_answered_and_hung_up_over_the_network),
	TEST(a_ring_nobody_answers_ends_by_itself),
	TEST(without_the_press_event_only_call_status_shows_the_ring),
	TEST(call_status_can_be_blind_broken_or_mute),
	TEST(unlocking_pulses_that_relay_and_tells_open_then_locked),
	TEST(a_held_door_stays_open_until_it_is_closed),
	TEST(doors_that_do_not_exist_and_words_that_mean_nothing_move_nothing),
	TEST(an_unlock_can_be_refused_unanswered_silent_or_dropped),
	TEST(what_happens_at_the_door_is_told_with_its_own_code),
	TEST(the_station_says_who_it_is_and_how_many_doors_it_has),
	{NULL, NULL},
};

int main(int argc, char **argv)
{
	curl_global_init(CURL_GLOBAL_ALL);
	return check_main(tests, argc, argv);
}
