/* SPDX-License-Identifier: Apache-2.0 */
/* sip-server.c - the host as the station's proxy: the port, what the user is told, and
 * doors. */

#include "sip-house.h"

#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LINE_RETRY_MS = 15 * 1000 };

/* A port of 127.0.0.1, kept for as long as it is open. @param port 0: any; else it may be
 * taken already */
static int take_port(unsigned port, unsigned *ret_port)
{
	struct sockaddr_in a = {.sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof(a);
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	CHECK(!bind(fd, (struct sockaddr *)&a, size) || port);
	CHECK(!getsockname(fd, (struct sockaddr *)&a, &size));
	*ret_port = ntohs(a.sin_port);
	return fd;
}

/* The settings that the host has been asked to keep: of the port; 0: none. */
static unsigned kept_port(struct story *s)
{
	const json_t *report;
	unsigned port = 0;
	size_t i;

	json_array_foreach(s->reports, i, report)
	{
		const json_t *sip =
			json_object_get(json_object_get(report, "patch"), "sip");

		if (sip)
			port = (unsigned)json_integer_value(
				json_object_get(sip, "listen_port"));
	}
	return port;
}

static void configure(struct story *s, const char *more)
{
	host_send(s,
		"{\"configure\":\"front\",\"settings\":{\"host\":\"127.0.0.1\","
		"\"port\":%d,\"username\":\"admin\",\"password\":\"Front-Door-1\"%s}}",
		s->port, more);
}

static void a_chosen_port_is_kept_over_a_restart(void)
{
	unsigned usual, port;
	int fd = take_port(5060, &usual); /* so another one is chosen */
	struct story s = story_at_home(NULL, "{\"sip\":{\"mode\":\"server\"}}");
	char settings[96];

	sip_set_up(&s);
	port = sip_port(&s);

	CHECK(port && kept_port(&s) == port);
	host_end(&s);
	snprintf(settings, sizeof(settings),
		"{\"sip\":{\"mode\":\"server\",\"listen_port\":%u}}", kept_port(&s));
	json_array_clear(s.reports);
	s.seen = 0;
	host_begin(&s, settings);
	CHECK(sip_log_says(&s, SOON_MS, "it is waited for at"));
	CHECK(sip_port(&s) == port);
	sim_do(&s, "press 1"); /* it has not registered again, and calls all the same */
	hear(&s, SOON_MS, RING);
	CHECK(kept_port(&s) == 0); /* nothing new to keep */
	story_end(&s);
	close(fd);
}

static void what_is_kept_does_not_connect_anew(void)
{
	struct story s = story_at_home(NULL, "{\"sip\":{\"mode\":\"server\"}}");
	char more[96];

	sip_set_up(&s);
	snprintf(more, sizeof(more),
		",\"sip\":{\"mode\":\"server\",\"listen_port\":%u}", sip_port(&s));
	configure(&s, more);
	listen_for(&s, 1000);
	CHECK(heard(&s, UNREACHABLE) == 0 && ledger(&s, "streams_total") == 1);
	story_end(&s);
}

static void a_taken_port_is_told_by_name_and_all_else_works(void)
{
	struct story s = story_begin(NULL);
	unsigned port;
	int fd = take_port(0, &port);
	char settings[96];
	const char *text;

	snprintf(settings, sizeof(settings),
		"{\"sip\":{\"mode\":\"server\",\"listen_port\":%u}}", port);
	host_begin(&s, settings);
	hear(&s, SOON_MS, ONLINE);
	text = sip_issue_text(&s, SOON_MS, "sip-port");
	CHECK(strstr(text, "story-sip-serve")); /* who we are */
	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	sim_do(&s, "hangup");
	close(fd);
	CHECK(sip_log_says(&s, LINE_RETRY_MS, "it is waited for at"));
	listen_for(&s, 100);
	CHECK(!sip_issue(&s, "sip-port") && sip_port(&s) == port);
	story_end(&s);
}

static void the_values_to_type_in_are_told_by_the_check(void)
{
	struct story s = story_at_home(NULL, NULL);
	char args[320];
	const json_t *r;
	const char *message;

	snprintf(args, sizeof(args),
		"{\"settings\":{\"host\":\"127.0.0.1\",\"port\":%d,\"username\":\"admin\","
		"\"password\":\"Front-Door-1\",\"sip\":{\"mode\":\"server\","
		"\"listen_port\":5099,\"room\":7,\"proxy_number\":\"4711\"}}}",
		s.port);
	r = reply(&s, request(&s, "", "", "settings.check", args), 2 * SOON_MS);
	message = json_string_value(
		json_object_get(json_object_get(r, "json"), "message"));
	CHECK(message && strstr(message, "server address 127.0.0.1, port 5099"));
	CHECK(message && strstr(message, "room 7") && strstr(message, "4711"));
	CHECK(ledger(&s, "writes") == 0);
	story_end(&s);
}

static void a_host_name_is_followed_to_its_address(void)
{
	struct story s = story_begin(NULL);

	host_begin(&s, "{\"host\":\"localhost\",\"sip\":{\"mode\":\"server\"}}");
	hear(&s, SOON_MS, ONLINE);
	sip_set_up(&s);
	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	story_end(&s);
}

static void a_door_is_opened_during_a_call_by_the_usual_command(void)
{
	struct story s = sip_at_home(NULL, ",\"expose_locks\":true");
	unsigned r;

	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	CHECK(reply_is(&s, sip_ask(&s, "answer"), "ok"));
	CHECK(sip_phone_is(&s, "call", "onCall"));
	sim_do(&s, "dtmf 1#");
	listen_for(&s, 500);
	CHECK(ledger(&s, "relay_pulses/1") == 0); /* what we receive opens nothing */
	r = request(&s, device_of(&s, "lock"), "lock", "unlock", NULL);
	CHECK(reply_is(&s, r, "ok"));
	CHECK(ledger(&s, "door_commands/open") == 1);
	CHECK(ledger(&s, "relay_pulses/1") == 1);
	CHECK(sip_phone_is(&s, "call", "onCall"));
	story_end(&s);
}

static void with_a_code_a_door_is_opened_by_digits_inside_the_call(void)
{
	static const char *const options[] = {"--set", "sip-code=42#", NULL};
	struct story s = story_begin(options);
	unsigned r;

	host_begin(&s,
		"{\"expose_locks\":true,\"sip\":{\"mode\":\"server\",\"unlock_dtmf\":\"42#\"}}");
	hear(&s, SOON_MS, ONLINE);
	sip_set_up(&s);
	r = request(&s, device_of(&s, "lock"), "lock", "unlock", NULL);
	CHECK(reply_is(&s, r, "ok")); /* no call: the usual command */
	CHECK(ledger(&s, "door_commands/open") == 1);
	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	CHECK(reply_is(&s, sip_ask(&s, "answer"), "ok"));
	CHECK(hear_count(&s, SOON_MS, 1, TALK_IS("true")) == 1);
	r = request(&s, device_of(&s, "lock"), "lock", "unlock", NULL);
	CHECK(reply_is(&s, r, "timeout")); /* nobody says what came of it */
	listen_for(&s, 1000);
	CHECK(ledger(&s, "door_commands/open") == 1);
	CHECK(ledger(&s, "relay_pulses/1") == 2);
	story_end(&s);
}

static void sip_may_be_switched_off_in_mid_ring(void)
{
	static const char *const options[] = {"--set", "sip-refused=rings-on", NULL};
	struct story s = sip_at_home(options, NULL);

	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	listen_for(&s, 1500);
	configure(&s, ",\"sip\":{\"mode\":\"off\"}");
	hear(&s, RECOVERY_MS, ONLINE);
	sim_do(&s, "hangup");
	hear(&s, RECOVERY_MS, CALL_ENDED);
	CHECK(visits_told(&s, "ring missed"));
	sim_do(&s, "press 1");
	CHECK(hear_count(&s, SOON_MS, 2, RING) == 2);
	story_end(&s);
}

static void diagnostics_tell_of_sip_and_name_nobody(void)
{
	struct story s = sip_at_home(NULL, NULL);
	const json_t *r, *sip;
	char *text;

	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	sim_do(&s, "hangup");
	hear(&s, SOON_MS, CALL_ENDED);
	r = reply(&s, request(&s, "", "", "diagnostics", NULL), SOON_MS);
	sip = json_object_get(r, "json");
	sip = json_object_get(json_object_get(sip, "station"), "unit");
	sip = json_object_get(sip, "sip");
	CHECK(sip &&
		matches(sip,
			"{\"mode\":\"server\",\"state\":\"registered\",\"rings\":1}"));
	text = json_dumps(sip, 0);
	CHECK(text && !strstr(text, "127.0.0.1") && !strstr(text, "1010"));
	free(text);
	story_end(&s);
}

static void a_station_that_points_elsewhere_is_told_of(void)
{
	struct story s = story_begin(NULL);
	const char *text;

	sim_do(&s, "sip-proxy 127.0.0.9 5999 10101");
	host_begin(&s, "{\"sip\":{\"mode\":\"server\"}}");
	hear(&s, SOON_MS, ONLINE);
	text = sip_issue_text(&s, SOON_MS, "sip-station");
	CHECK(strstr(text, "127.0.0.9, port 5999"));
	CHECK(strstr(text, "server address 127.0.0.1, port "));
	sip_set_up(&s);
	listen_for(&s, 100);
	CHECK(!sip_issue(&s, "sip-station"));
	CHECK(ledger(&s, "writes") == 0);
	story_end(&s);
}

/* ---- autoinstall ---- */

#define AUTOINSTALL                                                                    \
	"\"sip\":{\"mode\":\"server\",\"autoinstall\":true,\"room\":7,\"button\":2,"   \
	"\"doorbell_number\":\"70\",\"proxy_number\":\"71\"}"

static void autoinstall_makes_the_station_call_and_undoes_it(void)
{
	struct story s = story_begin(NULL);
	json_t *phone;

	host_begin(&s, "{" AUTOINSTALL "}");
	hear(&s, SOON_MS, ONLINE);
	CHECK(sip_log_says(&s, 2 * SOON_MS, "the door station is registered"));
	CHECK(sip_phone_is(&s, "state", "registered"));
	CHECK(sip_log_says(&s, 2 * SOON_MS, "the station is set to call us"));
	sim_do(&s, "press 2");
	CHECK(matches(hear(&s, SOON_MS, RING), "{\"data\":{\"button\":2}}"));
	sim_do(&s, "hangup");
	configure(&s, ",\"sip\":{\"mode\":\"off\"}");
	CHECK(sip_log_says(&s, RECOVERY_MS, "the station's own settings are back"));
	phone = sim(&s, "sip");
	CHECK(json_is_false(json_object_get(phone, "enabled")));
	json_decref(phone);
	story_end(&s);
}

static void autoinstall_that_is_refused_is_an_issue_and_the_rest_works(void)
{
	static const char *const options[] = {"--set", "sip-settings=refused", NULL};
	struct story s = story_begin(options);

	host_begin(&s, "{" AUTOINSTALL "}");
	hear(&s, SOON_MS, ONLINE);
	CHECK(*sip_issue_text(&s, 2 * SOON_MS, "sip-install"));
	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	story_end(&s);
}

static void without_autoinstall_nothing_is_written(void)
{
	struct story s = sip_at_home(NULL, NULL);

	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	host_end(&s);
	CHECK(ledger(&s, "writes") == 0);
	story_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_chosen_port_is_kept_over_a_restart),
		TEST(what_is_kept_does_not_connect_anew),
		TEST(a_taken_port_is_told_by_name_and_all_else_works),
		TEST(the_values_to_type_in_are_told_by_the_check),
		TEST(a_host_name_is_followed_to_its_address),
		TEST(a_door_is_opened_during_a_call_by_the_usual_command),
		TEST(with_a_code_a_door_is_opened_by_digits_inside_the_call),
		TEST(sip_may_be_switched_off_in_mid_ring),
		TEST(diagnostics_tell_of_sip_and_name_nobody),
		TEST(a_station_that_points_elsewhere_is_told_of),
		TEST(autoinstall_makes_the_station_call_and_undoes_it),
		TEST(autoinstall_that_is_refused_is_an_issue_and_the_rest_works),
		TEST(without_autoinstall_nothing_is_written),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
