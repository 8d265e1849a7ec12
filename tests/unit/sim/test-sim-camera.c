/* SPDX-License-Identifier: Apache-2.0 */
/* test-sim-camera.c - pictures, outputs, the reboot and the call's side doors of the
 * simulated station. */

#include "check.h"
#include "sim-client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PICTURE "/ISAPI/Streaming/channels/101/picture"
#define TRIGGER "/ISAPI/System/IO/outputs/2/trigger"
#define HIGH    "<IOPortData><outputState>high</outputState></IOPortData>"
#define LOW     "<IOPortData><outputState>low</outputState></IOPortData>"
#define SIGNAL  "/ISAPI/VideoIntercom/callSignal?format=json"
#define HANG_UP "{\"CallSignal\":{\"cmdType\":\"hangUp\"}}"

static struct sim_driver station(const char *set)
{
	const char *arguments[] = {
		"--password", PASSWORD, set ? "--set" : NULL, set, NULL};

	return sim_start(arguments);
}

static void a_picture_is_a_jpeg_and_each_one_is_new(void)
{
	struct sim_driver sim = station(NULL);
	struct client client = client_of(&sim);
	struct reply one = client_ask(&client, PICTURE, NULL),
		     two = client_ask(&client, PICTURE "?snapShotImageType=JPEG", NULL);

	CHECK(one.status == 200 && two.status == 200);
	CHECK(strstr(one.head, "Content-Type: image/jpeg") != NULL);
	CHECK(one.body_length > 500);
	CHECK(!memcmp(one.body, "\xff\xd8\xff\xe0", 4));
	CHECK(!memcmp(one.body + one.body_length - 2, "\xff\xd9", 2));
	CHECK(one.body_length != two.body_length ||
		memcmp(one.body, two.body, one.body_length) != 0);
	CHECK(sim_ledger(&sim, "pictures_asked") == 2);
	reply_free(&one);
	reply_free(&two);
	client_finish(&client);
	CHECK(sim_stop(&sim) == 0);
}

static void a_picture_can_be_refused_late_or_never_come(void)
{
	struct sim_driver sim = station("snapshot=503");
	struct client client;
	struct reply reply;
	long before;

	CHECK(ask(&sim, PICTURE, NULL) == 503);
	CHECK(sim_do(&sim, "set snapshot 404"));
	CHECK(ask(&sim, PICTURE, NULL) == 404);
	CHECK(sim_do(&sim, "set snapshot slow"));
	CHECK(sim_do(&sim, "set snapshot-ms 300"));
	before = now_ms();
	CHECK(ask(&sim, PICTURE, NULL) == 200);
	CHECK(now_ms() - before >= 300);
	CHECK(sim_do(&sim, "set snapshot hang"));
	client = client_of(&sim);
	client.timeout_ms = 200;
	reply = client_ask(&client, PICTURE, NULL);
	CHECK(reply.result == CURLE_OPERATION_TIMEDOUT);
	reply_free(&reply);
	client_finish(&client);
	CHECK(sim_do(&sim, "set snapshot ok"));
	CHECK(ask(&sim, "/ISAPI/Streaming/channels/901/picture", NULL) == 400);
	CHECK(sim_stop(&sim) == 0);
}

static void the_channels_are_listed(void)
{
	struct sim_driver sim = station(NULL);
	char *text = ask_text(&sim, "/ISAPI/Streaming/channels");

	CHECK(times_in(text, "<StreamingChannel ") == 2);
	CHECK(strstr(text, "<id>101</id>") && strstr(text, "<id>102</id>"));
	free(text);
	CHECK(sim_stop(&sim) == 0);
}

static void a_reboot_over_the_network_answers_and_then_goes_dark(void)
{
	struct sim_driver sim = station("reboot-ms=300");
	struct stream stream;

	stream_open(&stream, &sim);
	CHECK(ask(&sim, "/ISAPI/System/reboot", "") == 200);
	CHECK(stream_ends(&stream));
	stream_close(&stream);
	for (long until = now_ms() + DEADLINE_MS; now_ms() < until;)
		if (ask(&sim, "/ISAPI/System/deviceInfo", NULL) == 200)
			break;
	CHECK(ask(&sim, "/ISAPI/System/deviceInfo", NULL) == 200);
	CHECK(sim_ledger(&sim, "reboots_asked") == 1);
	CHECK(sim_stop(&sim) == 0);
}

static bool output_is(const struct sim_driver *sim, const char *state)
{
	char *text = ask_text(sim, "/ISAPI/System/IO/outputs/2/status");
	char wanted[60];
	bool is;

	(void)snprintf(wanted, sizeof(wanted), "<ioState>%s</ioState>", state);
	is = strstr(text, wanted) != NULL;
	free(text);
	return is;
}

static void an_output_is_switched_on_and_off(void)
{
	struct sim_driver sim = station("outputs=2");
	char *text = ask_text(&sim, "/ISAPI/System/IO/outputs");

	CHECK(times_in(text, "<IOOutputPort>") == 2);
	free(text);
	CHECK(output_is(&sim, "inactive"));
	CHECK(ask(&sim, TRIGGER, HIGH) == 200);
	CHECK(output_is(&sim, "active"));
	CHECK(ask(&sim, TRIGGER, LOW) == 200);
	CHECK(output_is(&sim, "inactive"));
	CHECK(sim_do(&sim, "output 2 high"));
	CHECK(output_is(&sim, "active"));
	CHECK(sim_ledger(&sim, "output_triggers/2") == 2);
	CHECK(sim_ledger(&sim, "output_triggers/1") == 0);
	CHECK(ask(&sim, TRIGGER, "<outputState>up</outputState>") == 400);
	CHECK(ask(&sim, TRIGGER, "high") == 400);
	CHECK(ask(&sim, "/ISAPI/System/IO/outputs/3/trigger", HIGH) == 400);
	CHECK(sim_stop(&sim) == 0);
}

static void a_station_without_outputs_lists_none(void)
{
	struct sim_driver sim = station(NULL);
	char *text = ask_text(&sim, "/ISAPI/System/IO/outputs");

	CHECK(strstr(text, "<IOOutputPortList ") && !strstr(text, "<id>"));
	free(text);
	CHECK(ask(&sim, TRIGGER, HIGH) == 400);
	CHECK(!sim_do(&sim, "output 1 high"));
	CHECK(sim_stop(&sim) == 0);
}

static void a_signal_can_be_ignored_or_refused_in_many_ways(void)
{
	// clang-format off
	static const struct {const char *set; long status; const char *word;} rows[] = {
		{"set call-signal ignored", 200, "OK"},
		{"set call-signal no-request", 403, "1073770506"},
		{"set call-signal invalid", 403, "1073741830"},
		{"set call-signal bad-request", 400, "Bad Request"},
		{"set call-signal 404", 404, "notSupport"},
	};
	// clang-format on
	struct sim_driver sim = station(NULL);

	CHECK(sim_do(&sim, "press"));
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		long status;
		char *text;

		CHECK(sim_do(&sim, rows[i].set));
		text = ask_by(&sim, "PUT", SIGNAL, HANG_UP, &status);
		CHECK(status == rows[i].status);
		CHECK(strstr(text, rows[i].word) != NULL);
		free(text);
		CHECK(call_becomes(&sim, "ring"));
	}
	CHECK(sim_stop(&sim) == 0);
}

static void the_callers_info_is_the_same_whatever_was_pressed(void)
{
	struct sim_driver sim = station(NULL);
	char *before = ask_text(&sim, "/ISAPI/VideoIntercom/callerInfo?format=json");
	char *after;

	CHECK(sim_do(&sim, "press 3"));
	after = ask_text(&sim, "/ISAPI/VideoIntercom/callerInfo?format=json");
	CHECK(strstr(before, "\"CallerInfo\"") && !strcmp(before, after));
	free(before);
	free(after);
	free(ask_by(&sim, "DELETE", "/ISAPI/VideoIntercom/ring", NULL, NULL));
	CHECK(call_becomes(&sim, "ring"));
	CHECK(sim_stop(&sim) == 0);
}

static const struct test tests[] = {
	TEST(a_picture_is_a_jpeg_and_each_one_is_new),
	TEST(a_picture_can_be_refused_late_or_never_come),
	TEST(the_channels_are_listed),
	TEST(a_reboot_over_the_network_answers_and_then_goes_dark),
	TEST(an_output_is_switched_on_and_off),
	TEST(a_station_without_outputs_lists_none),
	TEST(a_signal_can_be_ignored_or_refused_in_many_ways),
	TEST(the_callers_info_is_the_same_whatever_was_pressed),
	{NULL, NULL},
};

int main(int argc, char **argv)
{
	curl_global_init(CURL_GLOBAL_ALL);
	return check_main(tests, argc, argv);
}
