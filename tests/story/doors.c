/* SPDX-License-Identifier: Apache-2.0 */
/* doors.c - locks, contacts, who came in, alarm outputs; two doors. */

#include "story.h"

#include <stdio.h>
#include <string.h>

static const char *const two_doors[] = {"--doors", "2", NULL};
static const char *const all_doors =
	"{\"expose_locks\":true,\"expose_contacts\":true,\"expose_outputs\":true}";

/* "<serial>-lock-1" */
struct id {
	char text[96];
};

static struct id child(struct story *s, const char *what)
{
	struct id id;

	snprintf(id.text, sizeof(id.text), "%s-%s", device_of(s, "doorbell"), what);
	return id;
}

static void pattern(struct id device, const char *capability, const char *member,
	const char *value, char *text, size_t cap)
{
	snprintf(text, cap,
		"{\"report\":\"state\",\"device\":\"%s\",\"state\":{\"%s\":{\"%s\":%s}}}",
		device.text, capability, member, value);
}

static void hear_lock(
	struct story *s, struct id lock, unsigned limit_ms, const char *state)
{
	char text[256], value[32];

	snprintf(value, sizeof(value), "\"%s\"", state);
	pattern(lock, "lock", "state", value, text, sizeof(text));
	hear(s, limit_ms, text);
}

static size_t edges(struct story *s, struct id contact, const char *on)
{
	char text[256];

	pattern(contact, "contact", "on", on, text, sizeof(text));
	return heard(s, text);
}

static size_t hear_edges(
	struct story *s, struct id contact, size_t count, const char *on)
{
	char text[256];

	pattern(contact, "contact", "on", on, text, sizeof(text));
	return hear_count(s, SOON_MS, count, text);
}

static const char *access_pattern(
	const char *type, const char *method, char *text, size_t cap)
{
	snprintf(text, cap,
		"{\"report\":\"event\",\"capability\":\"access\",\"type\":\"%s\","
		"\"data\":{\"method\":\"%s\"}}",
		type, method);
	return text;
}

#define ANY_ACCESS "{\"report\":\"event\",\"capability\":\"access\"}"

static unsigned order(
	struct story *s, const char *device, const char *capability, const char *op)
{
	struct id id = child(s, device);

	return request(s, id.text, capability, op, NULL);
}

static void each_door_that_there_is_has_its_devices(void)
{
	struct story s = story_at_home(two_doors, all_doors);
	size_t children = 0, i;
	json_t *r;

	CHECK(hear_count(&s, SOON_MS, 2, "{\"report\":\"devices\"}") == 2);
	json_array_foreach(s.reports, i, r)
	{
		if (json_is_string(json_object_get(r, "parent")))
			children = json_array_size(json_object_get(r, "devices"));
	}
	CHECK(children == 4); /* two locks, two contacts; it has no outputs */
	CHECK(edges(&s, child(&s, "contact-1"), "null") == 1);
	CHECK(edges(&s, child(&s, "contact-2"), "null") == 1);
	story_end(&s);
}

static void a_door_that_opens_and_shuts_at_once_does_both(void)
{
	struct story s = story_at_home(two_doors, all_doors);
	struct id two = child(&s, "contact-2");

	for (unsigned i = 1; i <= 5; i++) {
		sim_do(&s, "door 2 open");
		listen_for(&s, 300);
		sim_do(&s, "door 2 close");
		CHECK(hear_edges(&s, two, i, "false") == i);
		CHECK(edges(&s, two, "true") == i);
	}
	CHECK(edges(&s, child(&s, "contact-1"), "true") == 0);
	sim_do(&s, "off");
	CHECK(hear_edges(&s, two, 2, "null") == 2);
	story_end(&s);
}

static void a_forced_door_is_told_of_and_stands_open(void)
{
	struct story s = story_at_home(two_doors, all_doors);

	sim_do(&s, "door 1 force");
	hear(&s, SOON_MS,
		"{\"report\":\"event\",\"capability\":\"access\","
		"\"type\":\"forced_open\",\"data\":{\"door\":1}}");
	CHECK(hear_edges(&s, child(&s, "contact-1"), 1, "true") == 1);
	CHECK(heard(&s, ANY_ACCESS) == 1);
	story_end(&s);
}

static void whoever_is_let_in_is_told_of_once_with_the_way(void)
{
	static const struct {
		const char *command, *type, *method;
	} ways[] = {
		{"card 2 3012345678 Ada", "granted", "card"},
		{"code 2 Ada", "granted", "code"},
		{"face 2 Ada", "granted", "face"},
		{"app-unlock 2", "granted", "app"},
		{"exit-button 2", "granted", "exit_button"},
		{"card-denied 2 3012345678", "denied", "card"},
		{"code-denied 2", "denied", "code"},
		{"face-denied 2", "denied", "face"},
	};
	struct story s = story_at_home(two_doors, all_doors);
	char text[160];

	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
		const json_t *data;

		sim_do(&s, "%s", ways[i].command);
		data = json_object_get(
			hear(&s, SOON_MS,
				access_pattern(ways[i].type, ways[i].method, text,
					sizeof(text))),
			"data");
		CHECK(json_integer_value(json_object_get(data, "door")) == 2);
		CHECK(json_is_string(json_object_get(data, "device_time")));
	}
	CHECK(heard(&s, "{\"report\":\"event\",\"data\":{\"method\":\"card\","
			"\"name\":\"Ada\",\"card\":\"3012345678\"}}") == 1);
	CHECK(reply_is(&s, order(&s, "lock-2", "lock", "unlock"), "ok"));
	hear_count(
		&s, SOON_MS, 1, access_pattern("granted", "host", text, sizeof(text)));
	listen_for(&s, 3000); /* nobody is told of twice */
	CHECK(heard(&s, ANY_ACCESS) == sizeof(ways) / sizeof(*ways) + 1);
	CHECK(heard(&s, RING) == 0);
	story_end(&s);
}

static void an_opening_without_a_reason_is_told_of_all_the_same(void)
{
	static const char *const options[] = {"--set", "exit-event=off", NULL};
	struct story s = story_at_home(options, NULL);
	char text[160];

	sim_do(&s, "exit-button 1");
	hear(&s, SOON_MS, access_pattern("granted", "unknown", text, sizeof(text)));
	story_end(&s);
}

static void a_card_in_codes_of_characters_is_readable(void)
{
	struct story s = story_at_home(NULL, NULL);

	sim_do(&s, "card 1 5248554952 Ada");
	hear(&s, SOON_MS,
		"{\"report\":\"event\",\"capability\":\"access\","
		"\"data\":{\"card\":\"40714\"}}");
	story_end(&s);
}

static void the_right_door_opens_once(void)
{
	struct story s = story_at_home(two_doors, all_doors);
	struct id two = child(&s, "lock-2");

	sim_do(&s, "set open-duration-ms 300");
	CHECK(reply_is(&s, order(&s, "lock-2", "lock", "unlock"), "ok"));
	hear_count(&s, SOON_MS, 1, "{\"state\":{\"lock\":{\"state\":\"unlocked\"}}}");
	hear_lock(&s, two, SOON_MS, "locked");
	CHECK(ledger(&s, "relay_pulses/2") == 1 && ledger(&s, "relay_pulses/1") == 0);
	CHECK(ledger(&s, "writes") == 1);
	story_end(&s);
}

static void a_door_is_held_open_until_it_is_locked(void)
{
	struct story s = story_at_home(two_doors, all_doors);

	CHECK(reply_is(&s, order(&s, "lock-1", "lock", "open"), "ok"));
	CHECK(hear_count(&s, SOON_MS, 1,
		      "{\"state\":{\"lock\":{\"state\":\"open\"}}}") == 1);
	CHECK(reply_is(&s, order(&s, "lock-1", "lock", "lock"), "ok"));
	CHECK(hear_count(&s, SOON_MS, 1,
		      "{\"state\":{\"lock\":{\"state\":\"locked\"}}}") == 1);
	CHECK(heard(&s, "{\"state\":{\"lock\":{\"state\":\"unlocked\"}}}") == 0);
	CHECK(ledger(&s, "door_commands/alwaysOpen") == 1);
	CHECK(ledger(&s, "door_commands/close") == 1);
	CHECK(ledger(&s, "writes") == 2);
	story_end(&s);
}

static void a_silent_station_locks_again_after_its_time(void)
{
	static const char *const options[] = {
		"--set", "open-duration-ms=1000", "--set", "unlock=silent", NULL};
	struct story s = story_at_home(options, all_doors);
	struct id one = child(&s, "lock-1");

	CHECK(heard(&s, "{\"report\":\"devices\"}") >= 2);
	CHECK(reply_is(&s, order(&s, "lock-1", "lock", "unlock"), "ok"));
	hear_count(&s, SOON_MS, 1, "{\"state\":{\"lock\":{\"state\":\"unlocked\"}}}");
	hear_lock(&s, one, SOON_MS, "locked");
	story_end(&s);
}

static void the_stations_own_event_settles_a_lost_answer(void)
{
	struct story s = story_at_home(NULL, all_doors);
	char text[160];

	sim_do(&s, "set open-duration-ms 300");
	sim_do(&s, "set unlock drop");
	CHECK(reply_is(&s, order(&s, "lock-1", "lock", "unlock"), "timeout"));
	CHECK(hear_count(&s, SOON_MS, 1,
		      "{\"state\":{\"lock\":{\"state\":\"locked\"}}}") == 1);
	CHECK(hear_count(&s, SOON_MS, 1,
		      access_pattern("granted", "host", text, sizeof(text))) == 1);
	CHECK(ledger(&s, "relay_pulses/1") == 1 && ledger(&s, "writes") == 1);
	story_end(&s);
}

static void alarm_outputs_are_switches(void)
{
	static const char *const options[] = {"--set", "outputs=2", NULL};
	struct story s = story_at_home(options, all_doors);
	struct id one = child(&s, "output-1");
	char on[256], off[256];

	pattern(one, "output", "on", "true", on, sizeof(on));
	pattern(one, "output", "on", "false", off, sizeof(off));
	CHECK(hear_count(&s, SOON_MS, 1, off) == 1); /* as the station says */
	CHECK(reply_is(&s, order(&s, "output-1", "output", "turn_on"), "ok"));
	CHECK(hear_count(&s, SOON_MS, 1, on) == 1);
	CHECK(reply_is(&s, order(&s, "output-1", "output", "turn_off"), "ok"));
	CHECK(hear_count(&s, SOON_MS, 2, off) == 2);
	CHECK(ledger(&s, "output_triggers/1") == 2);
	CHECK(ledger(&s, "output_triggers/2") == 0);
	sim_do(&s, "set permission read-only");
	CHECK(reply_is(&s, order(&s, "output-1", "output", "turn_on"), "device"));
	listen_for(&s, 300);
	CHECK(heard(&s, on) == 1);
	sim_do(&s, "output 1 high"); /* while nobody is there to hear it */
	sim_do(&s, "cut");
	CHECK(hear_count(&s, RECOVERY_MS, 2, on) == 2);
	story_end(&s);
}

static void outputs_nobody_asked_for_are_not_there(void)
{
	static const char *const options[] = {"--set", "outputs=2", NULL};
	struct story s = story_at_home(options, NULL);

	CHECK(!*device_of(&s, "switch"));
	CHECK(ledger(&s, "writes") == 0);
	story_end(&s);
}

#define UNREAD "which doors the station has could not be read"

static unsigned warnings(struct story *s, const char *words)
{
	unsigned n = 0;
	size_t i;
	json_t *r;

	heard(s, "{}");
	json_array_foreach(s->reports, i, r)
	{
		const char *text = json_string_value(json_object_get(r, "text"));

		n += text && strstr(text, words);
	}
	return n;
}

static void doors_that_cannot_be_read_are_kept_and_that_is_said_once(void)
{
	struct story s = story_at_home(two_doors, all_doors);

	sim_do(&s, "set capabilities 404");
	for (unsigned i = 2; i <= 3; i++) {
		sim_do(&s, "cut");
		CHECK(hear_count(&s, RECOVERY_MS, i, ONLINE) == i);
	}
	CHECK(warnings(&s, UNREAD) == 1);
	CHECK(warnings(&s, "are kept") == 1);
	CHECK(reply_is(&s, order(&s, "lock-2", "lock", "unlock"), "ok"));
	CHECK(ledger(&s, "relay_pulses/2") == 1);
	story_end(&s);
}

static void a_lock_is_never_invented(void)
{
	static const char *const options[] = {"--set", "capabilities=500", NULL};
	struct story s = story_at_home(options, all_doors);

	CHECK(!*device_of(&s, "lock") && !*device_of(&s, "contact"));
	sim_do(&s, "cut");
	CHECK(hear_count(&s, RECOVERY_MS, 2, ONLINE) == 2);
	CHECK(warnings(&s, UNREAD) == 1);
	CHECK(warnings(&s, "no lock is made") == 1);
	sim_do(&s, "set capabilities ok");
	sim_do(&s, "cut");
	CHECK(hear_count(&s, RECOVERY_MS, 3, ONLINE) == 3);
	CHECK(*device_of(&s, "lock"));
	story_end(&s);
}

static void configure(struct story *s, const char *more)
{
	host_send(s,
		"{\"configure\":\"front\",\"settings\":{\"host\":\"127.0.0.1\","
		"\"port\":%d,\"username\":\"admin\",\"password\":\"Front-Door-1\"%s}}",
		s->port, more);
}

static void no_door_moves_without_a_request(void)
{
	static const char *const options[] = {
		"--doors", "2", "--set", "outputs=2", NULL};
	struct story s = story_at_home(options, all_doors);

	configure(&s, "");
	hear(&s, SOON_MS, "{\"report\":\"devices\",\"devices\":[]}");
	configure(&s, ",\"expose_locks\":true,\"expose_contacts\":true,"
		      "\"expose_outputs\":true");
	hear_count(&s, SOON_MS, 6, "{\"report\":\"devices\"}");
	sim_do(&s, "card 1 3012345678 Ada");
	sim_do(&s, "door 1 force");
	sim_do(&s, "cut");
	CHECK(hear_count(&s, RECOVERY_MS, 2, ONLINE) == 2);
	sim_do(&s, "reboot 500");
	CHECK(hear_count(&s, RECOVERY_MS, 3, ONLINE) == 3);
	host_end(&s);
	host_begin(&s, all_doors);
	CHECK(hear_count(&s, SOON_MS, 4, ONLINE) == 4);
	host_end(&s);
	CHECK(ledger(&s, "writes") == 0);
	CHECK(ledger(&s, "relay_pulses/1") == 1); /* the card's */
	CHECK(ledger(&s, "relay_pulses/2") == 0);
	story_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(each_door_that_there_is_has_its_devices),
		TEST(a_door_that_opens_and_shuts_at_once_does_both),
		TEST(a_forced_door_is_told_of_and_stands_open),
		TEST(whoever_is_let_in_is_told_of_once_with_the_way),
		TEST(an_opening_without_a_reason_is_told_of_all_the_same),
		TEST(a_card_in_codes_of_characters_is_readable),
		TEST(the_right_door_opens_once),
		TEST(a_door_is_held_open_until_it_is_locked),
		TEST(a_silent_station_locks_again_after_its_time),
		TEST(the_stations_own_event_settles_a_lost_answer),
		TEST(alarm_outputs_are_switches),
		TEST(outputs_nobody_asked_for_are_not_there),
		TEST(doors_that_cannot_be_read_are_kept_and_that_is_said_once),
		TEST(a_lock_is_never_invented),
		TEST(no_door_moves_without_a_request),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
