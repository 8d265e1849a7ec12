/* SPDX-License-Identifier: Apache-2.0 */
/* test-console.c - gatehouse-host from outside: lines in, lines out. */

#include "check.h"
#include "host-session.h"

#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PLUGIN "--plugin", FAKE_MODULES "/fake.so", "--manifests", FAKE_MANIFESTS
#define ADD_FRONT                                                                      \
	"{\"add\":{\"id\":\"front\",\"provider\":\"fake\",\"settings\":"               \
	"{\"host\":\"h\",\"password\":\"hunter22\"}}}"

static void begin(struct host_session *s)
{
	const char *const args[] = {PLUGIN, "--console", NULL};

	host_session_begin(s, args);
}

static void begin_with_front(struct host_session *s)
{
	begin(s);
	host_session_say(s, ADD_FRONT);
	CHECK(host_session_hears(s, "\"report\":\"done\"", "\"did\":\"add\""));
}

/* Everything on standard output is JSON, with rising times. */
static bool is_all_json(struct host_session *s)
{
	double before = 0;

	for (char *line = s->text; *line;) {
		size_t len = strcspn(line, "\n");
		json_t *value = json_loadb(line, len, 0, NULL);
		double t = json_number_value(json_object_get(value, "t"));
		bool fine = t >= before && json_object_get(value, "report");

		json_decref(value);
		if (!fine) {
			printf("# not a line: %.*s\n", (int)len, line);
			return false;
		}
		before = t;
		line += len + (line[len] == '\n');
	}
	return true;
}

static int end(struct host_session *s)
{
	int status = host_session_end(s);

	CHECK(is_all_json(s));
	host_session_free(s);
	return status;
}

static void the_devices_a_door_and_a_ring_are_reported_in_the_promised_format(void)
{
	struct host_session s;

	begin(&s);
	host_session_say(&s, ADD_FRONT);
	CHECK(host_session_hears(&s, "\"instance\":\"front\",\"report\":\"status\"",
		"\"device\":\"\",\"status\":\"ok\",\"detail\":\"\""));
	CHECK(host_session_hears(&s,
		"\"report\":\"devices\",\"parent\":null,\"devices\":[",
		"\"id\":\"bell\""));
	CHECK(host_session_hears(&s, "\"report\":\"devices\",\"parent\":\"bell\"",
		"\"id\":\"bell-lock-1\""));
	CHECK(host_session_hears(&s, "\"report\":\"done\",\"line\":1",
		"\"did\":\"add\",\"status\":\"ok\""));
	host_session_say(&s,
		"{\"request\":7,\"instance\":\"front\",\"device\":\"bell-lock-1\","
		"\"capability\":\"lock\",\"op\":\"unlock\",\"args\":{}}");
	CHECK(host_session_hears(&s, "\"report\":\"state\",\"device\":\"bell-lock-1\"",
		"\"state\":{\"lock\":{\"state\":\"unlocked\"}}}"));
	CHECK(host_session_hears(&s, "\"report\":\"reply\",\"request\":7",
		"\"status\":\"ok\",\"json\":{}}"));
	host_session_say(&s, "{\"request\":8,\"instance\":\"front\",\"op\":\"ring\"}");
	CHECK(host_session_hears(&s,
		"\"report\":\"event\",\"device\":\"bell\",\"capability\":\"ring\"",
		"\"type\":\"ring\",\"data\":{\"button\":1}}"));
	CHECK(end(&s) == 0);
}

static void a_snapshot_is_a_private_file_until_the_host_ends(void)
{
	struct host_session s;
	const char *line;
	char file[512] = "";
	json_t *reply;

	begin_with_front(&s);
	host_session_say(
		&s, "{\"request\":1,\"instance\":\"front\",\"op\":\"snapshot\"}");
	line = host_session_hears(
		&s, "\"reply\"", "\"type\":\"image/jpeg\",\"bytes\":4");
	reply = line ? json_loads(line, 0, NULL) : NULL;
	snprintf(file, sizeof(file), "%s",
		json_string_value(
			json_object_get(json_object_get(reply, "blob"), "file")));
	json_decref(reply);
	CHECK(access(file, R_OK) == 0);
	CHECK(end(&s) == 0);
	CHECK(access(file, F_OK) != 0);
}

static void a_cancelled_request_is_answered_and_an_open_one_ends_with_the_host(void)
{
	struct host_session s;

	begin_with_front(&s);
	host_session_say(&s, "{\"request\":1,\"instance\":\"front\",\"op\":\"hold\"}");
	host_session_say(&s, "{\"request\":2,\"instance\":\"front\",\"op\":\"hold\"}");
	host_session_say(&s, "{\"cancel\":1,\"instance\":\"front\"}");
	CHECK(host_session_hears(&s, "\"request\":1", "\"status\":\"cancelled\""));
	host_session_say(&s, "{\"quit\":true}");
	CHECK(host_session_hears(&s, "\"request\":2", "\"status\":\"cancelled\""));
	CHECK(end(&s) == 0);
}

static void drafts_are_tried_in_an_instance_of_their_own(void)
{
	struct host_session s;

	begin_with_front(&s);
	host_session_say(&s,
		"{\"request\":1,\"instance\":\"front\",\"op\":\"settings.check\","
		"\"args\":{\"settings\":{\"host\":\"other\"}}}");
	CHECK(host_session_hears(&s, "\"text\":\"trying\"", "\"probe\":1"));
	CHECK(host_session_hears(&s, "\"request\":1", "\"json\":{\"ok\":true}"));
	host_session_say(&s,
		"{\"request\":2,\"instance\":\"front\",\"op\":\"action\","
		"\"args\":{\"id\":\"test_connection\",\"settings\":{\"host\":\"\"}}}");
	CHECK(host_session_hears(&s, "\"request\":2,\"status\":\"invalid\"",
		"\"errors\":{\"/host\":\"must not be empty\"}"));
	host_session_say(&s,
		"{\"request\":3,\"instance\":\"front\",\"op\":\"settings.check\","
		"\"args\":{\"settings\":{\"host\":\"h\",\"fault\":\"refused\"}}}");
	CHECK(host_session_hears(&s, "\"request\":3,\"status\":\"config\"",
		"\"message\":\"this fake refuses\""));
	host_session_say(
		&s, "{\"request\":4,\"instance\":\"front\",\"op\":\"settings.check\"}");
	CHECK(host_session_hears(&s, "\"text\":\"live\"", ""));
	host_session_say(&s,
		"{\"request\":3,\"instance\":\"front\",\"op\":\"settings.check\","
		"\"args\":{\"settings\":{\"host\":\"h\"}}}");
	CHECK(host_session_hears(&s, "\"report\":\"error\"", "used before"));
	CHECK(end(&s) == 0);
}

static void settings_change_or_are_refused_with_pointers(void)
{
	struct host_session s;

	begin_with_front(&s);
	host_session_say(&s,
		"{\"configure\":\"front\",\"settings\":{\"host\":\"\",\"port\":0,\"x\":1}}");
	CHECK(host_session_hears(&s, "\"report\":\"error\",\"line\":2",
		"\"errors\":{\"/host\":\"must not be empty\",\"/port\":\"must be from 1 to "
		"65535\",\"/x\":\"is not known here\"}"));
	host_session_say(&s,
		"{\"configure\":\"front\",\"settings\":{\"host\":\"h\",\"fault\":\"refused\"}}");
	CHECK(host_session_hears(&s, "\"did\":\"configure\"", "\"status\":\"config\""));
	host_session_say(&s, "{\"configure\":\"front\",\"settings\":{\"host\":\"h\"}}");
	CHECK(host_session_hears(&s, "\"did\":\"configure\"", "\"status\":\"ok\""));
	host_session_say(&s, "{\"remove\":\"front\"}");
	CHECK(host_session_hears(&s, "\"did\":\"remove\"", "\"status\":\"ok\""));
	host_session_say(&s, ADD_FRONT);
	CHECK(host_session_hears(&s, "\"did\":\"add\"", "\"status\":\"ok\""));
	CHECK(end(&s) == 0);
}

/* @return how often the provider heard that its stop is for good */
static unsigned told_for_good(struct host_session *s)
{
	unsigned n = 0;

	for (const char *at = s->text; (at = strstr(at, "for good")); at++)
		n++;
	return n;
}

static void a_removal_is_said_before_the_stop_and_an_end_is_not(void)
{
	struct host_session s;

	begin_with_front(&s);
	host_session_say(&s, "{\"remove\":\"front\"}");
	CHECK(host_session_hears(&s, "\"report\":\"log\"", "for good"));
	CHECK(host_session_hears(&s, "\"did\":\"remove\"", "\"status\":\"ok\""));
	host_session_say(&s, ADD_FRONT);
	CHECK(host_session_hears(&s, "\"did\":\"add\"", "\"status\":\"ok\""));
	host_session_say(&s, "{\"quit\":true}");
	CHECK(host_session_end(&s) == 0 && told_for_good(&s) == 1);
	host_session_free(&s);
}

static void a_provider_without_removal_is_removed_all_the_same(void)
{
	static const char *const faults[] = {"no-extension", "removal-empty"};

	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
		struct host_session s;
		char line[200];

		begin(&s);
		snprintf(line, sizeof(line),
			"{\"add\":{\"id\":\"front\",\"provider\":\"fake\",\"settings\":"
			"{\"host\":\"h\",\"fault\":\"%s\"}}}",
			faults[i]);
		host_session_say(&s, line);
		CHECK(host_session_hears(&s, "\"did\":\"add\"", "\"status\":\"ok\""));
		host_session_say(&s, "{\"remove\":\"front\"}");
		CHECK(host_session_hears(
			&s, "\"did\":\"remove\"", "\"status\":\"ok\""));
		CHECK(host_session_end(&s) == 0 && told_for_good(&s) == 0);
		host_session_free(&s);
	}
}

static void hostile_lines_are_refused_one_by_one_and_change_nothing(void)
{
	static const char *const lines[] = {"not json", "[]", "7", "null", "{}",
		"{\"request\":1", "{\"unknown\":1}", "{\"quit\":false}",
		"{\"quit\":true,\"remove\":\"front\"}",
		"{\"request\":0,\"instance\":\"front\",\"op\":\"ring\"}",
		"{\"request\":-1,\"instance\":\"front\",\"op\":\"ring\"}",
		"{\"request\":1.5,\"instance\":\"front\",\"op\":\"ring\"}",
		"{\"request\":9007199254740993,\"instance\":\"front\",\"op\":\"ring\"}",
		"{\"request\":99999999999999999999,\"instance\":\"front\",\"op\":\"ring\"}",
		"{\"request\":\"1\",\"instance\":\"front\",\"op\":\"ring\"}",
		"{\"request\":1,\"instance\":\"nobody\",\"op\":\"ring\"}",
		"{\"request\":1,\"instance\":\"front\"}",
		"{\"request\":1,\"instance\":\"front\",\"op\":\"ring\",\"args\":[]}",
		"{\"request\":1,\"instance\":\"front\",\"op\":\"ring\",\"device\":\"a/b\"}",
		"{\"request\":1,\"request\":2,\"instance\":\"front\",\"op\":\"ring\"}",
		"{\"request\":1,\"instance\":\"front\",\"op\":\"\xff\"}",
		"{\"request\":1,\"instance\":\"front\",\"op\":\"a\\u0000b\"}",
		"{\"request\":1,\"instance\":\"front\",\"op\":\"ring\",\"args\":"
		"{\"a\":[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]}}",
		"{\"cancel\":5,\"instance\":\"front\"}", "{\"cancel\":5}",
		"{\"configure\":\"front\",\"settings\":7}",
		"{\"configure\":\"nobody\",\"settings\":{\"host\":\"h\"}}",
		"{\"remove\":\"nobody\"}", "{\"remove\":7}", "{\"add\":{}}",
		"{\"add\":{\"id\":\"a/b\",\"provider\":\"fake\",\"settings\":{}}}",
		"{\"add\":{\"id\":\"b\",\"provider\":\"none\",\"settings\":{}}}",
		ADD_FRONT};
	struct host_session s;
	char *junk = malloc(1 << 20), expected[64];
	unsigned line = 1;

	begin_with_front(&s);
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		host_session_say(&s, lines[i]);
		snprintf(expected, sizeof(expected), "\"line\":%u,", ++line);
		if (!CHECK(host_session_hears(&s, "\"report\":\"error\"", expected)))
			printf("# %s\n", lines[i]);
	}
	memset(junk, '[', 1 << 20);
	junk[(1 << 20) - 1] = '\n';
	host_session_send(&s, junk, 1 << 20);
	snprintf(expected, sizeof(expected), "\"line\":%u,", ++line);
	CHECK(host_session_hears(&s, expected, "longer than 256 KiB"));
	host_session_send(&s, "{\"quit\":\0true}\n\r\n\n", 18);
	snprintf(expected, sizeof(expected), "\"line\":%u,", ++line);
	CHECK(host_session_hears(&s, expected, "NUL byte"));
	host_session_send(
		&s, "{\"request\":1,\"instance\":\"front\",\"op\":\"ring\"}", 44);
	free(junk);
	/* The end of input ends the last line as well: request 1 is still unused. */
	CHECK(host_session_end(&s) == 0);
	CHECK(strstr(s.text, "\"request\":1,\"status\":\"ok\""));
	CHECK(!strstr(s.text, "\"request\":2"));
	host_session_free(&s);
}

static void a_broken_rule_is_reported_and_is_the_exit_status(void)
{
	struct host_session s;

	begin_with_front(&s);
	host_session_say(&s, "{\"request\":1,\"instance\":\"front\",\"op\":\"twice\"}");
	CHECK(host_session_hears(&s,
		"\"instance\":\"front\",\"report\":\"violation\",\"rule\":\"reply-twice\"",
		"\"text\":\"reply(1): a request is answered exactly once\""));
	CHECK(end(&s) == 3);
}

static void a_password_is_never_printed(void)
{
	struct host_session s;

	begin_with_front(&s);
	host_session_say(&s, "{\"request\":1,\"instance\":\"front\",\"op\":\"leak\"}");
	CHECK(host_session_hears(&s, "\"report\":\"log\"", "\"text\":\"***\""));
	CHECK(host_session_hears(&s, "\"rule\":\"secret-leaked\"", ""));
	host_session_say(
		&s, "{\"configure\":\"front\",\"settings\":{\"password\":\"hunter22}");
	CHECK(host_session_end(&s) == 3);
	CHECK(!strstr(s.text, "hunter22"));
	host_session_free(&s);
}

static void what_a_plugin_prints_does_not_get_between_the_lines(void)
{
	struct host_session s;
	char errors[256];

	begin_with_front(&s);
	host_session_say(&s, "{\"request\":1,\"instance\":\"front\",\"op\":\"print\"}");
	CHECK(host_session_hears(&s, "\"request\":1", ""));
	CHECK(host_session_end(&s) == 0);
	host_session_errors(&s, errors, sizeof(errors));
	CHECK(strstr(errors, "a line that is not JSON"));
	CHECK(is_all_json(&s));
	host_session_free(&s);
}

static void a_signal_ends_it_like_the_end_of_input(void)
{
	struct host_session s;

	begin_with_front(&s);
	host_session_say(&s, "{\"request\":2,\"instance\":\"front\",\"op\":\"hold\"}");
	host_session_say(&s, "{\"request\":3,\"instance\":\"front\",\"op\":\"ring\"}");
	CHECK(host_session_hears(&s, "\"request\":3", ""));
	kill(s.pid, SIGTERM);
	CHECK(host_session_hears(&s, "\"request\":2", "\"status\":\"cancelled\""));
	CHECK(end(&s) == 0);
}

static void a_thousand_requests_are_answered_once_each_and_quickly(void)
{
	struct host_session s;
	unsigned replies = 0;

	begin_with_front(&s);
	for (unsigned id = 1; id <= 1000; id++) {
		char line[96];

		snprintf(line, sizeof(line),
			"{\"request\":%u,\"instance\":\"front\",\"op\":\"ring\"}", id);
		host_session_say(&s, line);
	}
	CHECK(host_session_end(&s) == 0);
	for (const char *at = s.text; (at = strstr(at, "\"report\":\"reply\"")); at++)
		replies++;
	CHECK(replies == 1000);
	host_session_free(&s);
}

int main(int argc, char **argv)
{
	const struct test tests[] = {
		TEST(the_devices_a_door_and_a_ring_are_reported_in_the_promised_format),
		TEST(a_snapshot_is_a_private_file_until_the_host_ends),
		TEST(a_cancelled_request_is_answered_and_an_open_one_ends_with_the_host),
		TEST(drafts_are_tried_in_an_instance_of_their_own),
		TEST(settings_change_or_are_refused_with_pointers),
		TEST(a_removal_is_said_before_the_stop_and_an_end_is_not),
		TEST(a_provider_without_removal_is_removed_all_the_same),
		TEST(hostile_lines_are_refused_one_by_one_and_change_nothing),
		TEST(a_broken_rule_is_reported_and_is_the_exit_status),
		TEST(a_password_is_never_printed),
		TEST(what_a_plugin_prints_does_not_get_between_the_lines),
		TEST(a_signal_ends_it_like_the_end_of_input),
		TEST(a_thousand_requests_are_answered_once_each_and_quickly),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
