/* SPDX-License-Identifier: Apache-2.0 */
/* test-sim-push.c - where the simulated station pushes its events, and what. */

#include "check.h"
#include "sim-client.h"
#include "sim-listener.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HOSTS "/ISAPI/Event/notification/httpHosts"

enum { SIZE = 692, AT_YEAR = 0x88, AT_KIND = 0xb0 };

static struct sim_driver station(const char *set)
{
	const char *arguments[] = {"--password", PASSWORD, "--doors", "2", "--set",
		"push=binary", set ? "--set" : NULL, set, NULL};

	return sim_start(arguments);
}

static long tell_host(const struct sim_driver *sim, const char *method,
	const char *path, unsigned id, unsigned port)
{
	char body[800];
	long status;

	(void)snprintf(body, sizeof(body),
		"<HttpHostNotification version=\"2.0\"><id>%u</id><url>/</url>"
		"<protocolType>HTTP</protocolType>"
		"<parameterFormatType>XML</parameterFormatType>"
		"<addressingFormatType>ipaddress</addressingFormatType>"
		"<ipAddress>127.0.0.1</ipAddress><portNo>%u</portNo>"
		"<userName>u</userName><password>secret</password>"
		"<httpAuthenticationMethod>MD5digest</httpAuthenticationMethod>"
		"<eventType>VMD</eventType><eventMode>all</eventMode>"
		"</HttpHostNotification>",
		id, port);
	free(ask_by(sim, method, path, body, &status));
	return status;
}

static void a_slot_is_taken_read_and_given_back(void)
{
	struct sim_driver sim = station(NULL);
	char *text = ask_text(&sim, HOSTS);

	CHECK(times_in(text, "<HttpHostNotification ") == 1);
	CHECK(strstr(text, "<ipAddress>0.0.0.0</ipAddress>") != NULL);
	free(text);
	CHECK(tell_host(&sim, "POST", HOSTS, 1, 4711) == 200);
	text = ask_text(&sim, HOSTS "/1");
	CHECK(strstr(text, "<ipAddress>127.0.0.1</ipAddress>") != NULL);
	CHECK(strstr(text, "<portNo>4711</portNo>") != NULL);
	CHECK(!strstr(text, "secret"));
	free(text);
	CHECK(tell_host(&sim, "PUT", HOSTS "/1", 1, 4712) == 200);
	text = ask_text(&sim, HOSTS);
	CHECK(strstr(text, "<portNo>4712</portNo>") != NULL);
	free(text);
	text = ask_by(&sim, "DELETE", HOSTS "/1", NULL, NULL);
	free(text);
	text = ask_text(&sim, HOSTS);
	CHECK(strstr(text, "<ipAddress>0.0.0.0</ipAddress>") != NULL);
	free(text);
	CHECK(tell_host(&sim, "POST", HOSTS, 2, 4711) == 400);
	CHECK(ask(&sim, HOSTS "/1", "nonsense") == 400);
	CHECK(sim_stop(&sim) == 0);
}

static void there_can_be_two_slots_or_none_and_empty_ones_can_be_absent(void)
{
	struct sim_driver sim = station("http-hosts=2");
	char *text = ask_text(&sim, HOSTS);

	CHECK(times_in(text, "<HttpHostNotification ") == 2);
	free(text);
	text = ask_text(&sim, HOSTS "/capabilities");
	CHECK(strstr(text, "<hostNumber>2</hostNumber>") != NULL);
	free(text);
	CHECK(sim_do(&sim, "set http-hosts-empty absent"));
	CHECK(tell_host(&sim, "POST", HOSTS, 2, 4711) == 200);
	text = ask_text(&sim, HOSTS);
	CHECK(times_in(text, "<HttpHostNotification ") == 1);
	CHECK(strstr(text, "<id>2</id>") != NULL);
	free(text);
	CHECK(sim_do(&sim, "set http-hosts 0"));
	CHECK(ask(&sim, HOSTS, NULL) == 404);
	CHECK(ask(&sim, HOSTS "/1", NULL) == 404);
	CHECK(sim_stop(&sim) == 0);
}

static void somebody_else_may_have_taken_the_slot(void)
{
	struct sim_driver sim = station(NULL);
	char *text;

	CHECK(sim_do(&sim, "httphost http://192.0.2.9:8123/api/events"));
	text = ask_text(&sim, HOSTS "/1");
	CHECK(strstr(text, "<ipAddress>192.0.2.9</ipAddress>") != NULL);
	CHECK(strstr(text, "<portNo>8123</portNo>") != NULL);
	CHECK(strstr(text, "<url>/api/events</url>") != NULL);
	free(text);
	CHECK(sim_do(&sim, "httphost http://0.0.0.0"));
	CHECK(sim_do(&sim, "motion"));
	CHECK(sim_ledger(&sim, "pushes") == 0);
	CHECK(sim_do(&sim, "httphost http://192.0.2.9"));
	text = ask_text(&sim, HOSTS "/1");
	CHECK(strstr(text, "<portNo>80</portNo>") != NULL);
	free(text);
	CHECK(!sim_do(&sim, "httphost nonsense"));
	CHECK(sim_stop(&sim) == 0);
}

static bool next_is(struct listener *listener, unsigned kind)
{
	unsigned char bytes[SIZE + 8] = {0};

	return listener_take(listener, bytes, SIZE, NULL) == SIZE &&
	       bytes[AT_KIND] == kind && !bytes[AT_KIND + 1];
}

static void every_event_is_a_message_of_its_own(void)
{
	// clang-format off
	static const struct {const char *command; unsigned kind;} rows[] = {
		{"motion", 0x00}, {"tamper", 0x02}, {"door 1 open", 0x06},
		{"door 1 close", 0x05}, {"exit-button 2", 0x01}, {"press", 0x11},
		{"hangup", 0x12},
	};
	// clang-format on
	struct sim_driver sim = station(NULL);
	struct listener listener = listener_open();

	CHECK(tell_host(&sim, "POST", HOSTS, 1, listener.port) == 200);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		CHECK(sim_do(&sim, rows[i].command));
		CHECK(next_is(&listener, rows[i].kind));
	}
	CHECK(sim_ledger(&sim, "pushes") == (long)(sizeof(rows) / sizeof(*rows)));
	CHECK(sim_ledger(&sim, "pushes_failed") == 0);
	listener_close(&listener);
	CHECK(sim_stop(&sim) == 0);
}

static void a_message_tells_who_when_and_which_door(void)
{
	struct sim_driver sim = station("clock-offset-s=0");
	struct listener listener = listener_open();
	unsigned char bytes[SIZE + 8] = {0};

	CHECK(tell_host(&sim, "POST", HOSTS, 1, listener.port) == 200);
	CHECK(sim_do(&sim, "exit-button 2"));
	CHECK(listener_take(&listener, bytes, SIZE, NULL) == SIZE);
	CHECK(bytes[6] == 0x45 && bytes[8] == 0x41);
	CHECK(!strcmp((char *)bytes + 0x0c, "DS-KV6113-PE1(C)"));
	CHECK(bytes[0x5c] == 1 && bytes[0x5f] == 127);
	CHECK((bytes[AT_YEAR] << 8 | bytes[AT_YEAR + 1]) > 2020);
	CHECK(bytes[AT_YEAR + 2] >= 1 && bytes[AT_YEAR + 2] <= 12);
	CHECK(!strcmp((char *)bytes + 0xe4, "Door2"));
	listener_close(&listener);
	CHECK(sim_stop(&sim) == 0);
}

static void a_message_can_come_in_pieces(void)
{
	struct sim_driver sim = station("push-split=100");
	struct listener listener = listener_open();
	unsigned char bytes[SIZE];
	unsigned reads = 0;

	CHECK(tell_host(&sim, "POST", HOSTS, 1, listener.port) == 200);
	CHECK(sim_do(&sim, "motion"));
	CHECK(listener_take(&listener, bytes, SIZE, &reads) == SIZE);
	CHECK(reads > 1);
	listener_close(&listener);
	CHECK(sim_stop(&sim) == 0);
}

static void a_ring_that_times_out_may_be_told_or_not(void)
{
	struct sim_driver sim = station("ring-ms=50");
	struct listener listener = listener_open();

	CHECK(tell_host(&sim, "POST", HOSTS, 1, listener.port) == 200);
	CHECK(sim_do(&sim, "press"));
	CHECK(next_is(&listener, 0x11));
	CHECK(next_is(&listener, 0x12));
	CHECK(sim_do(&sim, "set push-ring-end hang-up"));
	CHECK(sim_do(&sim, "press"));
	CHECK(next_is(&listener, 0x11));
	CHECK(call_becomes(&sim, "idle"));
	CHECK(listener_hears_nothing(&listener, 100));
	listener_close(&listener);
	CHECK(sim_stop(&sim) == 0);
}

static void nobody_there_is_counted_and_costs_nothing(void)
{
	struct sim_driver sim = station(NULL);
	struct listener listener = listener_open();
	unsigned port = listener.port;

	listener_close(&listener);
	CHECK(tell_host(&sim, "POST", HOSTS, 1, port) == 200);
	CHECK(sim_do(&sim, "motion"));
	for (long until = now_ms() + DEADLINE_MS; now_ms() < until;)
		if (sim_ledger(&sim, "pushes_failed") == 1)
			break;
	CHECK(sim_ledger(&sim, "pushes_failed") == 1);
	CHECK(ask(&sim, "/ISAPI/System/deviceInfo", NULL) == 200);
	CHECK(sim_stop(&sim) == 0);
}

static void without_the_switch_nothing_is_pushed(void)
{
	struct sim_driver sim = station("push=off");
	struct listener listener = listener_open();

	CHECK(tell_host(&sim, "POST", HOSTS, 1, listener.port) == 200);
	CHECK(sim_do(&sim, "motion"));
	CHECK(listener_hears_nothing(&listener, 100));
	CHECK(sim_ledger(&sim, "pushes") == 0);
	listener_close(&listener);
	CHECK(sim_stop(&sim) == 0);
}

static const struct test tests[] = {
	TEST(a_slot_is_taken_read_and_given_back),
	TEST(there_can_be_two_slots_or_none_and_empty_ones_can_be_absent),
	TEST(somebody_else_may_have_taken_the_slot),
	TEST(every_event_is_a_message_of_its_own),
	TEST(a_message_tells_who_when_and_which_door),
	TEST(a_message_can_come_in_pieces),
	TEST(a_ring_that_times_out_may_be_told_or_not),
	TEST(nobody_there_is_counted_and_costs_nothing),
	TEST(without_the_switch_nothing_is_pushed),
	{NULL, NULL},
};

int main(int argc, char **argv)
{
	curl_global_init(CURL_GLOBAL_ALL);
	return check_main(tests, argc, argv);
}
