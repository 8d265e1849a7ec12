/* SPDX-License-Identifier: Apache-2.0 */
/* test-rules.c - every rule of the ABI, broken once, and noticed by its name. */

#include "check.h"
#include "rule-scene.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

static void reply_with(struct scene *s, uint64_t id, dp_reply reply)
{
	if (!reply.size)
		reply.size = sizeof(reply);
	s->h->reply(s->h, id, &reply);
}

/* ------------------------------------------------------- one function per fault ---- */

static void after_stop(struct scene *s)
{
	instance_stop(s->inst);
	s->h->log(s->h, DP_LOG_INFO, NULL, "late");
}

static void after_failed_create(struct scene *s)
{
	s->h->log(s->h, DP_LOG_INFO, NULL, "late");
}

static void nothing(struct scene *s)
{
}

static void end_it(struct scene *s)
{
	instance_destroy(s->inst);
	s->inst = NULL;
}

static void configure_badly(struct scene *s)
{
	json_t *settings = scene_settings("configure-bad-status");

	CHECK(instance_configure(s->inst, settings) == DP_E_INTERNAL);
	json_decref(settings);
}

static void copied_table(struct scene *s)
{
	dp_host copy = *s->h;

	copy.log(&copy, DP_LOG_INFO, NULL, "from a copy");
}

static void null_argument(struct scene *s)
{
	s->h->set_status(s->h, "bell", DP_OK, NULL);
}

static void bad_id(struct scene *s)
{
	s->h->state(s->h, "bell/1", "{}");
}

static void bad_utf8(struct scene *s)
{
	s->h->log(s->h, DP_LOG_INFO, NULL, "caf\xe9");
}

static void malformed(struct scene *s)
{
	s->h->state(s->h, "bell", "{\"call\":");
}

static void wrong_type(struct scene *s)
{
	s->h->set_devices(s->h, NULL, "{}");
}

/* Blanks between two brackets. Free it. */
static char *blank_json(const char *brackets, size_t len)
{
	char *json = malloc(len + 1);

	memset(json, ' ', len);
	json[0] = brackets[0];
	json[len - 1] = brackets[1];
	json[len] = '\0';
	return json;
}

static void too_large(struct scene *s)
{
	char *json = blank_json("{}", 64 * 1024 + 1);

	s->h->state(s->h, "bell", json);
	free(json);
}

/* As a recorder with 64 channels may have; broken is only that a state follows. */
static void many_devices(struct scene *s)
{
	char *json = blank_json("[]", 1024 * 1024);

	CHECK(s->h->store_put(s->h, "view", json) == DP_OK);
	CHECK(s->h->set_devices(s->h, NULL, json) == DP_OK);
	s->h->state(s->h, "bell", "{}");
	free(json);
}

static void too_deep(struct scene *s)
{
	s->h->state(s->h, "bell", "{\"call\":[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]}");
}

static void unknown_reply(struct scene *s)
{
	reply_with(s, 99, (dp_reply){0});
}

static void twice(struct scene *s)
{
	scene_ask(s, 1, "twice");
}

static void no_reply(struct scene *s)
{
	scene_ask(s, 1, "hold");
	instance_stop(s->inst);
	CHECK(strstr(s->ear.reply, "\"status\":\"internal\"") != NULL);
}

static void late_reply(struct scene *s)
{
	/* A deadline is what is tested, so this test has to let it pass. */
	const struct timespec over = {.tv_sec = 1, .tv_nsec = 20000000};

	scene_ask(s, 1, "hold");
	CHECK(instance_cancel(s->inst, 1) == 0);
	nanosleep(&over, NULL);
	reply_with(s, 1, (dp_reply){.status = DP_E_CANCELLED});
}

static void reply_status(struct scene *s)
{
	scene_ask(s, 1, "hold");
	reply_with(s, 1, (dp_reply){.status = 42});
}

static void reply_size(struct scene *s)
{
	scene_ask(s, 1, "hold");
	reply_with(s, 1, (dp_reply){.size = 8});
}

static void reply_message(struct scene *s)
{
	scene_ask(s, 1, "hold");
	reply_with(s, 1, (dp_reply){.status = DP_E_DEVICE, .json = "{\"code\":\"x\"}"});
}

static void reply_blob(struct scene *s)
{
	scene_ask(s, 1, "hold");
	reply_with(s, 1, (dp_reply){.blob = "x", .blob_len = 1});
}

static void unknown_parent(struct scene *s)
{
	CHECK(s->h->set_devices(s->h, "nobody", "[]") == DP_E_NOT_FOUND);
}

/* Under another parent, and twice in one set. */
static void duplicate_id(struct scene *s)
{
	s->h->set_devices(s->h, NULL,
		"[{\"id\":\"bell-lock-1\",\"type\":\"lock\",\"name\":\"L\","
		"\"capabilities\":{}}]");
	CHECK(s->ear.count == 1);
	s->h->set_devices(s->h, "bell",
		"[{\"id\":\"x\",\"type\":\"lock\",\"name\":\"L\",\"capabilities\":{}},"
		"{\"id\":\"x\",\"type\":\"lock\",\"name\":\"L\",\"capabilities\":{}}]");
	CHECK(s->ear.count == 2);
}

static void bad_descriptor(struct scene *s)
{
	s->h->set_devices(s->h, NULL,
		"[{\"id\":\"x\",\"type\":\"bell\",\"name\":\"X\","
		"\"capabilities\":{\"ring\":{\"type\":\"event\"}}}]");
}

static void status_of_nobody(struct scene *s)
{
	CHECK(s->h->set_status(s->h, "nobody", DP_OK, "") == DP_E_NOT_FOUND);
}

static void status_number(struct scene *s)
{
	s->h->set_status(s->h, "bell", 12, "");
}

static void state_of_nobody(struct scene *s)
{
	CHECK(s->h->state(s->h, "nobody", "{}") == DP_E_NOT_FOUND);
}

static void state_of_nothing(struct scene *s)
{
	CHECK(s->h->state(s->h, "bell", "{\"lock\":{}}") == DP_E_NOT_FOUND);
}

static void bad_state(struct scene *s)
{
	s->h->state(s->h, "bell-lock-1", "{\"lock\":{\"state\":\"ajar\"}}");
}

static void event_of_nobody(struct scene *s)
{
	CHECK(s->h->event(s->h, "nobody", "ring", "ring", "{}") == DP_E_NOT_FOUND);
}

static void event_of_nothing(struct scene *s)
{
	CHECK(s->h->event(s->h, "bell", "gong", "ring", "{}") == DP_E_NOT_FOUND);
}

static void event_of_a_sensor(struct scene *s)
{
	s->h->event(s->h, "bell", "call", "ring", "{}");
}

static void undeclared_event(struct scene *s)
{
	s->h->event(s->h, "bell", "ring", "knock", "{}");
}

static void bad_issue(struct scene *s)
{
	s->h->issue(
		s->h, "x", "{\"severity\":\"fatal\",\"title\":\"T\",\"text\":\"t\"}");
}

static void bad_level(struct scene *s)
{
	s->h->log(s->h, 9, NULL, "loud");
}

static void newline(struct scene *s)
{
	s->h->log(s->h, DP_LOG_INFO, NULL, "one\ntwo");
}

static void long_line(struct scene *s)
{
	char text[5000];

	memset(text, 'x', sizeof(text));
	text[sizeof(text) - 1] = '\0';
	s->h->log(s->h, DP_LOG_INFO, NULL, text);
}

static void patch_secret(struct scene *s)
{
	s->h->patch_settings(s->h, "{\"password\":\"other\"}");
}

static void patch_wrong(struct scene *s)
{
	CHECK(s->h->patch_settings(s->h, "{\"port\":0}") == DP_E_INVALID);
}

static void leak(struct scene *s)
{
	scene_ask(s, 1, "leak");
	CHECK(!s->ear.secret_said);
}

static void probe_devices(struct scene *s)
{
	s->h->state(s->h, "bell", "{}");
}

static const struct {
	enum rule rule;
	const char *fault; /* of the control functions */
	void (*act)(struct scene *s);
} faults[] = {
	// clang-format off
	{RULE_CALL_AFTER_STOP,          "", after_stop},
	{RULE_CALL_AFTER_FAILED_CREATE, "call-after-failed-create", after_failed_create},
	{RULE_CALL_AFTER_DESTROY,       "call-after-destroy", end_it},
	{RULE_CREATE_STATUS,            "create-bad-status", nothing},
	{RULE_CREATE_INSTANCE,          "create-instance", nothing},
	{RULE_CREATE_SILENT,            "create-failed-silently", nothing},
	{RULE_CREATE_THREADS,           "create-made-threads", nothing},
	{RULE_START_STATUS,             "start-bad-status", nothing},
	{RULE_CONFIGURE_STATUS,         "", configure_badly},
	{RULE_CONTROL_TOO_SLOW,         "control-too-slow", nothing},
	{RULE_STOP_TOO_SLOW,            "stop-too-slow", end_it},
	{RULE_STOP_LEFT_THREADS,        "stop-left-threads", end_it},
	{RULE_PROCESS_STATE_CHANGED,    "process-state-changed", nothing},
	{RULE_HOST_TABLE_COPIED,        "", copied_table},
	{RULE_ARGUMENT_NULL,            "", null_argument},
	{RULE_ID_SYNTAX,                "", bad_id},
	{RULE_UTF8_INVALID,             "", bad_utf8},
	{RULE_JSON_MALFORMED,           "", malformed},
	{RULE_JSON_TYPE,                "", wrong_type},
	{RULE_JSON_TOO_LARGE,           "", too_large},
	{RULE_STATE_UNKNOWN_DEVICE,     "", many_devices},
	{RULE_JSON_TOO_DEEP,            "", too_deep},
	{RULE_REPLY_UNKNOWN,            "", unknown_reply},
	{RULE_REPLY_TWICE,              "", twice},
	{RULE_REPLY_MISSING,            "reply-missing", no_reply},
	{RULE_REPLY_LATE,               "cancel-ignored", late_reply},
	{RULE_REPLY_STATUS,             "", reply_status},
	{RULE_REPLY_SIZE,               "", reply_size},
	{RULE_REPLY_MESSAGE,            "", reply_message},
	{RULE_REPLY_BLOB,               "", reply_blob},
	{RULE_DEVICES_UNKNOWN_PARENT,   "", unknown_parent},
	{RULE_DEVICES_DUPLICATE_ID,     "", duplicate_id},
	{RULE_DESCRIPTOR_INVALID,       "", bad_descriptor},
	{RULE_STATUS_UNKNOWN_DEVICE,    "", status_of_nobody},
	{RULE_STATUS_UNKNOWN_NUMBER,    "", status_number},
	{RULE_STATE_UNKNOWN_DEVICE,     "", state_of_nobody},
	{RULE_STATE_UNKNOWN_CAPABILITY, "", state_of_nothing},
	{RULE_STATE_INVALID,            "", bad_state},
	{RULE_EVENT_UNKNOWN_DEVICE,     "", event_of_nobody},
	{RULE_EVENT_UNKNOWN_CAPABILITY, "", event_of_nothing},
	{RULE_EVENT_NOT_EVENT_CAPABILITY, "", event_of_a_sensor},
	{RULE_EVENT_TYPE_UNDECLARED,    "", undeclared_event},
	{RULE_ISSUE_INVALID,            "", bad_issue},
	{RULE_LOG_LEVEL,                "", bad_level},
	{RULE_LOG_NEWLINE,              "", newline},
	{RULE_LOG_TOO_LONG,             "", long_line},
	{RULE_PATCH_WRITE_ONLY,         "", patch_secret},
	{RULE_PATCH_INVALID,            "", patch_wrong},
	{RULE_PROBE_REPORTED,           "", probe_devices},
	{RULE_SECRET_LEAKED,            "", leak},
	// clang-format on
};

static void every_rule_is_noticed_by_its_name_and_no_other(void)
{
	mode_t mask = umask(022);

	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		enum rule rule = faults[i].rule;
		struct scene s;

		umask(022);
		scene_begin(&s, faults[i].fault,
			rule == RULE_PROBE_REPORTED ? DP_CONFIG_PROBE : 0);
		faults[i].act(&s);
		if (!CHECK(s.ear.count > 0 && s.ear.broken[0] == rule))
			printf("# not noticed: %s\n", rule_id(rule));
		for (size_t k = 1; k < s.ear.count; k++) {
			/* What is wrong at the edge may be so twice. */
			if (!CHECK(s.ear.broken[k] == rule))
				printf("# %s: also %s\n", rule_id(rule),
					rule_id(s.ear.broken[k]));
		}
		scene_end(&s);
	}
	umask(mask);
}

static void every_rule_has_a_fault_that_breaks_it_and_a_sentence(void)
{
	for (int rule = 0; rule < RULE_COUNT; rule++) {
		bool found = false;

		for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++)
			found |= faults[i].rule == (enum rule)rule;
		CHECK(found);
		CHECK(rule_id((enum rule)rule) && rule_sentence((enum rule)rule));
	}
}

int main(int argc, char **argv)
{
	const struct test tests[] = {
		TEST(every_rule_is_noticed_by_its_name_and_no_other),
		TEST(every_rule_has_a_fault_that_breaks_it_and_a_sentence),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
