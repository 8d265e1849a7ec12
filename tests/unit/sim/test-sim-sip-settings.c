/* SPDX-License-Identifier: Apache-2.0 */
/* test-sim-sip-settings.c - SIP in ISAPI: proxy, buttons and numbers, written and read. */

#include "check.h"
#include "sim-client.h"
#include "sip-desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SIP     "/ISAPI/System/Network/SIP/1"
#define KEY     "/ISAPI/VideoIntercom/keyCfg/1"
#define NUMBERS "/ISAPI/VideoIntercom/PhoneNumberRecords?format=json"
#define ROOM                                                                           \
	"{\"PhoneNumberRecord\":{\"roomNo\":\"77\",\"PhoneNumbers\":"                  \
	"[{\"phoneNumber\":\"10102\"},{\"phoneNumber\":\"10103\"}]}}"
#define CALLS_77 "<KeyCfg><id>1</id><callNumber>77</callNumber></KeyCfg>"

static struct sim_driver station(const char *setting)
{
	const char *arguments[] = {
		"--password", PASSWORD, setting ? "--set" : NULL, setting, NULL};

	return sim_start(arguments);
}

/* @return the status */
static long put_server(struct sim_driver *sim, unsigned port, const char *user)
{
	char body[512];

	(void)snprintf(body, sizeof(body),
		"<SIPServer><id>1</id><Standard><enabled>true</enabled>"
		"<proxy>127.0.0.1</proxy><proxyPort>%u</proxyPort>"
		"<displayName>Door</displayName><userName>%s</userName>"
		"<authID>auth</authID><password>verysecret</password>"
		"<expires>77</expires></Standard></SIPServer>",
		port, user);
	return ask(sim, SIP, body);
}

static long put_number(struct sim_driver *sim)
{
	long status;

	free(ask_by(sim, "POST", NUMBERS, ROOM, &status));
	return status;
}

static bool reads(struct sim_driver *sim, const char *path, const char *wanted)
{
	char *text = ask_text(sim, path);
	bool found = text && strstr(text, wanted);

	free(text);
	return found;
}

static void what_is_written_is_read_again_but_for_the_password(void)
{
	struct sim_driver sim = station("sip-register=off");

	CHECK(reads(&sim, SIP, "<enabled>false</enabled>"));
	CHECK(reads(&sim, KEY, "<callNumber>1</callNumber>"));
	CHECK(put_server(&sim, 5099, "a&amp;b&lt;c") == 200);
	CHECK(ask(&sim, KEY, CALLS_77) == 200);
	CHECK(put_number(&sim) == 200);
	CHECK(reads(&sim, SIP, "<enabled>true</enabled>"));
	CHECK(reads(&sim, SIP, "<proxy>127.0.0.1</proxy>\n<proxyPort>5099<"));
	CHECK(reads(&sim, SIP, "<userName>a&#38;b&#60;c</userName>"));
	CHECK(reads(&sim, SIP, "<expires>77</expires>"));
	CHECK(!reads(&sim, SIP, "verysecret"));
	CHECK(reads(&sim, "/ISAPI/System/Network/SIP", "<SIPServerList"));
	CHECK(reads(&sim, KEY, "<callNumber>77</callNumber>\n<moduleId>1<"));
	CHECK(reads(&sim, NUMBERS, "\"10103\""));
	CHECK(sim_ledger(&sim, "sip_writes/SIP") == 1);
	CHECK(sim_ledger(&sim, "sip_writes/keyCfg") == 1);
	CHECK(sim_ledger(&sim, "sip_writes/PhoneNumberRecords") == 1);
	CHECK(sim_do(&sim, "set sip-password told"));
	CHECK(reads(&sim, SIP, "<password>verysecret</password>"));
	CHECK(sim_stop(&sim) == 0);
}

static void a_button_calls_the_first_number_of_its_room(void)
{
	struct sim_driver sim = station(NULL);
	struct desk desk;

	desk_open(&desk);
	CHECK(put_server(&sim, desk.port, "10101") == 200);
	CHECK(desk_hears(&desk, "REGISTER sip:127.0.0.1"));
	CHECK(strstr(desk.text, "Expires: 77\r\n"));
	desk_says(&desk, 200, "", "");
	CHECK(sip_becomes(&sim, "registered"));
	CHECK(reads(&sim, SIP, "<registerStatus>true</registerStatus>"));
	CHECK(sim_do(&sim, "press 2"));
	CHECK(desk_hears(&desk, "INVITE sip:2@127.0.0.1"));
	CHECK(strstr(desk.text, "From: \"Door\" <sip:10101@127.0.0.1"));
	desk_says(&desk, 486, "", "");
	CHECK(ring_becomes(&sim, "idle"));
	CHECK(ask(&sim, KEY, CALLS_77) == 200);
	CHECK(put_number(&sim) == 200);
	CHECK(sim_do(&sim, "press"));
	CHECK(desk_hears(&desk, "INVITE sip:10102@127.0.0.1"));
	desk_close(&desk);
	CHECK(sim_stop(&sim) == 0);
}

static void numbers_of_a_room_can_be_taken_back(void)
{
	struct sim_driver sim = station(NULL);
	long status;

	CHECK(put_number(&sim) == 200);
	free(ask_by(&sim, "DELETE",
		"/ISAPI/VideoIntercom/PhoneNumberRecords/77?format=json", NULL,
		&status));
	CHECK(status == 200);
	CHECK(!reads(&sim, NUMBERS, "10102"));
	CHECK(sim_stop(&sim) == 0);
}

static void nonsense_is_refused_and_changes_nothing(void)
{
	// clang-format off
	static const struct {const char *path, *body;} rows[] = {
		{SIP, "<Else/>"}, {SIP, ""},
		{SIP, "<SIPServer><proxyPort>70000</proxyPort></SIPServer>"},
		{SIP, "<SIPServer><enabled>maybe</enabled></SIPServer>"},
		{"/ISAPI/System/Network/SIP/2", "<SIPServer></SIPServer>"},
		{KEY, "{}"}, {"/ISAPI/VideoIntercom/keyCfg/9", CALLS_77},
		{NUMBERS, "<x/>"}, {NUMBERS, "{\"PhoneNumberRecord\":{}}"},
	};
	// clang-format on
	struct sim_driver sim = station(NULL);

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		CHECK(ask(&sim, rows[i].path, rows[i].body) == 400);
	CHECK(reads(&sim, SIP, "<proxyPort>5060</proxyPort>"));
	CHECK(sim_ledger(&sim, "sip_writes/SIP") == -1);
	CHECK(sim_stop(&sim) == 0);
}

/* What a write and a read answer, by the value of the switch. */
static const struct {
	const char *value;
	long writes, reads;
} refusals[] = {{"ok", 200, 200}, {"ignored", 200, 200}, {"refused", 403, 200},
	{"error", 500, 200}, {"notSupport", 403, 403}, {"404", 404, 404}};

static void a_station_can_refuse_any_of_the_three(void)
{
	struct sim_driver sim = station("sip-register=off");

	for (size_t i = 0; i < sizeof(refusals) / sizeof(*refusals); i++) {
		long w = refusals[i].writes, r = refusals[i].reads;
		long written = refusals[i].value[0] == 'o' ? 1 : -1;
		char line[64];

		for (size_t k = 0; k < 3; k++) {
			static const char *const keys[] = {
				"sip-settings", "key-config", "phone-numbers"};

			(void)snprintf(line, sizeof(line), "set %s %s", keys[k],
				refusals[i].value);
			CHECK(sim_do(&sim, line));
		}
		CHECK(sim_do(&sim, "ledger-reset"));
		CHECK(put_server(&sim, 6000 + (unsigned)i, "x") == w);
		CHECK(ask(&sim, KEY, CALLS_77) == w);
		CHECK(put_number(&sim) == w);
		CHECK(ask(&sim, SIP, NULL) == r);
		CHECK(ask(&sim, KEY, NULL) == r);
		CHECK(ask(&sim, NUMBERS, NULL) == r);
		CHECK(sim_ledger(&sim, "sip_writes/SIP") == written);
		CHECK(sim_ledger(&sim, "sip_writes/keyCfg") == written);
		CHECK(sim_ledger(&sim, "sip_writes/PhoneNumberRecords") == written);
		if (r == 200)
			CHECK(reads(&sim, SIP, "<proxyPort>6000</proxyPort>"));
	}
	CHECK(sim_stop(&sim) == 0);
}

static void an_element_can_be_dropped_without_a_word(void)
{
	// clang-format off
	static const struct {const char *drops, *path, *still;} rows[] = {
		{"proxyPort", SIP, "<proxyPort>5060</proxyPort>"},
		{"enabled", SIP, "<enabled>false</enabled>"},
		{"userName", SIP, "<userName></userName>"},
		{"callNumber", KEY, "<callNumber>1</callNumber>"},
		{"phoneNumber", NUMBERS, "\"PhoneNumbers\": []"},
	};
	// clang-format on

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		char setting[40];
		struct sim_driver sim;

		(void)snprintf(setting, sizeof(setting), "sip-drops=%s", rows[i].drops);
		sim = station(setting);
		CHECK(put_server(&sim, 6001, "x") == 200);
		CHECK(ask(&sim, KEY, CALLS_77) == 200);
		CHECK(put_number(&sim) == 200);
		CHECK(reads(&sim, rows[i].path, rows[i].still));
		CHECK(reads(&sim, SIP, "<expires>77</expires>"));
		CHECK(sim_stop(&sim) == 0);
	}
}

static void a_reboot_keeps_the_settings_or_wipes_them(void)
{
	struct sim_driver sim = station(NULL);
	struct desk desk;

	desk_open(&desk);
	CHECK(put_server(&sim, desk.port, "x") == 200);
	CHECK(desk_hears(&desk, "REGISTER "));
	CHECK(sim_do(&sim, "off"));
	CHECK(sip_becomes(&sim, "off"));
	CHECK(sim_do(&sim, "on"));
	CHECK(desk_hears(&desk, "REGISTER "));
	CHECK(sim_do(&sim, "set sip-reboot wipe"));
	CHECK(sim_do(&sim, "off"));
	CHECK(sim_do(&sim, "on"));
	CHECK(reads(&sim, SIP, "<enabled>false</enabled>"));
	CHECK(sip_becomes(&sim, "off"));
	desk_close(&desk);
	CHECK(sim_stop(&sim) == 0);
}

static void switched_off_it_takes_back_its_registration(void)
{
	struct sim_driver sim = station(NULL);
	struct desk desk;

	desk_open(&desk);
	CHECK(put_server(&sim, desk.port, "x") == 200);
	CHECK(desk_hears(&desk, "REGISTER "));
	desk_says(&desk, 200, "", "");
	CHECK(sip_becomes(&sim, "registered"));
	CHECK(ask(&sim, SIP,
		      "<SIPServer><Standard><enabled>false</enabled>"
		      "</Standard></SIPServer>") == 200);
	CHECK(desk_hears(&desk, "REGISTER "));
	CHECK(strstr(desk.text, "Expires: 0\r\n"));
	desk_says(&desk, 200, "", "");
	CHECK(sip_becomes(&sim, "off"));
	CHECK(sim_ledger(&sim, "sip/unregistered") == 1);
	desk_close(&desk);
	CHECK(sim_stop(&sim) == 0);
}

static const struct test tests[] = {
	TEST(what_is_written_is_read_again_but_for_the_password),
	TEST(a_button_calls_the_first_number_of_its_room),
	TEST(numbers_of_a_room_can_be_taken_back),
	TEST(nonsense_is_refused_and_changes_nothing),
	TEST(a_station_can_refuse_any_of_the_three),
	TEST(an_element_can_be_dropped_without_a_word),
	TEST(a_reboot_keeps_the_settings_or_wipes_them),
	TEST(switched_off_it_takes_back_its_registration),
	{NULL, NULL},
};

int main(int argc, char **argv)
{
	curl_global_init(CURL_GLOBAL_ALL);
	return check_main(tests, argc, argv);
}
