/* SPDX-License-Identifier: Apache-2.0 */
/* test-sim-profiles.c - the firmware profiles of the simulated station. */

#include "check.h"
#include "sim-client.h"
#include "sim-listener.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STATUS "/ISAPI/VideoIntercom/callStatus?format=json"
#define SIGNAL "/ISAPI/VideoIntercom/callSignal?format=json"
#define ANSWER "{\"CallSignal\":{\"cmdType\":\"answer\"}}"
#define HANGUP "{\"CallSignal\":{\"cmdType\":\"hangUp\"}}"

static struct sim_driver station(const char *profile)
{
	const char *arguments[] = {"--password", PASSWORD, "--profile", profile, NULL};

	return sim_start(arguments);
}

static bool info_has(const struct sim_driver *sim, const char *what)
{
	char *text = ask_text(sim, "/ISAPI/System/deviceInfo");
	bool has = strstr(text, what) != NULL;

	free(text);
	return has;
}

static void every_profile_starts_and_says_what_it_is(void)
{
	// clang-format off
	static const struct {const char *profile, *info;} rows[] = {
		{"v2.2.65", "<firmwareVersion>V2.2.65<"},
		{"v3.7.0", "<firmwareVersion>V3.7.0<"},
		{"v3.7.1", "<firmwareVersion>V3.7.1<"},
		{"v3.9.0", "<model>DS-KV6124-E1<"},
	};
	// clang-format on

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct sim_driver sim = station(rows[i].profile);

		CHECK(info_has(&sim, rows[i].info));
		CHECK(sim_stop(&sim) == 0);
	}
}

static void v2_2_65_has_its_pushes_and_nothing_else(void)
{
	struct sim_driver sim = station("v2.2.65");
	struct listener listener = listener_open();
	unsigned char bytes[692];
	char command[80];

	CHECK(ask(&sim, STATUS, NULL) == 404);
	CHECK(ask(&sim, "/ISAPI/AccessControl/RemoteControl/door/capabilities", NULL) ==
		404);
	(void)snprintf(command, sizeof(command), "httphost http://127.0.0.1:%u/",
		listener.port);
	CHECK(sim_do(&sim, command));
	CHECK(sim_do(&sim, "press"));
	CHECK(listener_take(&listener, bytes, sizeof(bytes), NULL) == sizeof(bytes));
	CHECK(bytes[0xb0] == 0x11);
	listener_close(&listener);
	CHECK(sim_stop(&sim) == 0);
}

static void v3_7_1_stays_idle_while_it_rings(void)
{
	struct sim_driver sim = station("v3.7.1");
	struct stream stream;

	stream_open(&stream, &sim);
	CHECK(sim_do(&sim, "press"));
	CHECK(stream_has(&stream, "\"subEventType\":\t1024", 1));
	CHECK(call_becomes(&sim, "idle"));
	CHECK(sim_do(&sim, "set press-code 5,25"));
	CHECK(sim_do(&sim, "press"));
	CHECK(stream_has(&stream, "\"subEventType\":\t25", 1));
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void v3_9_0_tells_a_remote_unlock_and_no_press(void)
{
	struct sim_driver sim = station("v3.9.0");
	struct stream stream;
	unsigned old;

	stream_open(&stream, &sim);
	CHECK(stream_has(&stream, "\"currentEvent\":\tfalse", 200));
	old = times_in(stream.reply.body, "\"subEventType\":\t1024");
	CHECK(sim_do(&sim, "press"));
	CHECK(call_becomes(&sim, "ring"));
	CHECK(door_command(&sim, 1, "open") == 200);
	CHECK(stream_has(&stream, "\"currentEvent\":\ttrue", 2));
	CHECK(times_in(stream.reply.body, "\"subEventType\":\t1024") == old + 1);
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static long ask_indoor(
	unsigned port, const char *path, const char *body, bool *ret_ring)
{
	struct client client = client_at(port, false);
	struct reply reply = client_ask(&client, path, body);
	long status = reply.status;

	if (ret_ring)
		*ret_ring = strstr(reply.body, "\"ring\"") != NULL;
	reply_free(&reply);
	client_finish(&client);
	return status;
}

static void a_kd8003_is_asked_through_its_indoor_station(void)
{
	struct sim_driver sim = station("kd8003");
	const char *open = "<RemoteControlDoor><cmd>open</cmd></RemoteControlDoor>";
	bool rings;

	CHECK(ask(&sim, STATUS, NULL) == 0);
	CHECK(sim.indoor[0] && !sim.indoor[1]);
	CHECK(sim_do(&sim, "press"));
	CHECK(ask_indoor(sim.indoor[0], STATUS, NULL, &rings) == 200 && rings);
	CHECK(ask_indoor(sim.indoor[0], SIGNAL, HANGUP, NULL) == 200);
	CHECK(ask_indoor(sim.indoor[0], STATUS, NULL, &rings) == 200 && !rings);
	CHECK(ask_indoor(sim.indoor[0], "/ISAPI/AccessControl/RemoteControl/door/1",
		      open, NULL) == 200);
	CHECK(sim_ledger(&sim, "relay_pulses/1") == 1);
	CHECK(sim_ledger(&sim, "indoor_requests/1") >= 4);
	CHECK(ask_indoor(sim.indoor[0], "/ISAPI/Event/notification/alertStream", NULL,
		      NULL) == 404);
	CHECK(sim_do(&sim, "off"));
	CHECK(ask_indoor(sim.indoor[0], STATUS, NULL, NULL) == 0);
	CHECK(sim_do(&sim, "on"));
	CHECK(ask(&sim, STATUS, NULL) == 0);
	CHECK(ask_indoor(sim.indoor[0], STATUS, NULL, NULL) == 200);
	CHECK(sim_stop(&sim) == 0);
}

static void the_other_indoor_station_is_idle_when_one_has_answered(void)
{
	struct sim_driver sim = station("kd8003");
	struct client client;
	struct reply reply;
	json_t *answer;
	unsigned other;
	bool rings;

	CHECK(sim_do(&sim, "set indoor 2"));
	answer = sim_answer(&sim, "ports");
	other = (unsigned)json_integer_value(
		json_array_get(json_object_get(answer, "indoor"), 1));
	json_decref(answer);
	CHECK(sim_do(&sim, "press"));
	CHECK(ask_indoor(other, STATUS, NULL, &rings) == 200 && rings);
	CHECK(ask_indoor(other, SIGNAL, ANSWER, NULL) == 200);
	client = client_at(other, false);
	reply = client_ask(&client, STATUS, NULL);
	CHECK(strstr(reply.body, "\"onCall\"") != NULL);
	reply_free(&reply);
	client_finish(&client);
	client = client_at(sim.indoor[0], false);
	reply = client_ask(&client, STATUS, NULL);
	CHECK(strstr(reply.body, "\"idle\"") != NULL);
	reply_free(&reply);
	client_finish(&client);
	CHECK(sim_stop(&sim) == 0);
}

static void a_set_after_a_profile_wins_wherever_it_stands(void)
{
	const char *arguments[] = {"--password", PASSWORD, "--set", "call-status=error",
		"--profile", "v3.7.1", NULL};
	struct sim_driver sim = sim_start(arguments);

	CHECK(ask(&sim, STATUS, NULL) == 500);
	CHECK(info_has(&sim, "V3.7.1"));
	CHECK(sim_stop(&sim) == 0);
}

static void firmware_can_change_while_it_runs(void)
{
	struct sim_driver sim = station("v2.2.65");

	CHECK(ask(&sim, STATUS, NULL) == 404);
	CHECK(sim_do(&sim, "profile v3.7.0"));
	CHECK(info_has(&sim, "V3.7.0"));
	CHECK(ask(&sim, STATUS, NULL) == 200);
	CHECK(!sim_do(&sim, "profile v9"));
	CHECK(sim_stop(&sim) == 0);
}

static void a_profile_that_is_not_there_is_said(void)
{
	const char *arguments[] = {"hikvision-doorbell", "--profile", "v9", NULL};
	char *errors;

	CHECK(sim_run(arguments, &errors) == 2);
	CHECK(strstr(errors, "there is no profile v9") != NULL);
	free(errors);
}

static const struct test tests[] = {
	TEST(every_profile_starts_and_says_what_it_is),
	TEST(v2_2_65_has_its_pushes_and_nothing_else),
	TEST(v3_7_1_stays_idle_while_it_rings),
	TEST(v3_9_0_tells_a_remote_unlock_and_no_press),
	TEST(a_kd8003_is_asked_through_its_indoor_station),
	TEST(the_other_indoor_station_is_idle_when_one_has_answered),
	TEST(a_set_after_a_profile_wins_wherever_it_stands),
	TEST(firmware_can_change_while_it_runs),
	TEST(a_profile_that_is_not_there_is_said),
	{NULL, NULL},
};

int main(int argc, char **argv)
{
	curl_global_init(CURL_GLOBAL_ALL);
	return check_main(tests, argc, argv);
}
