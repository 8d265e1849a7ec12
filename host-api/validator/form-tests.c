/* SPDX-License-Identifier: Apache-2.0 */
/* form-tests.c - what a provider says, held against the ABI and the vocabulary by the
 * bundled host's own strict instance. */

#include "instance.h"
#include "side-effects.h"
#include "subject.h"
#include "validator-test.h"
#include "verdict.h"

#include <stdio.h>
#include <string.h>

enum { REQUESTS = 5, REPLIES_LIMIT_MS = 500 };

/* What the host heard. One listener at a time, under the instance's lock. */
struct ear {
	struct verdict *verdict;
	_Atomic unsigned replies;
};

/* Is this rule about the form of what was said? The others are judged by tests of
 * their own. */
static bool is_about_form(enum rule rule)
{
	switch (rule) {
	case RULE_CALL_AFTER_STOP:
	case RULE_CALL_AFTER_FAILED_CREATE:
	case RULE_CALL_AFTER_DESTROY:
	case RULE_CREATE_THREADS:
	case RULE_CONTROL_TOO_SLOW:
	case RULE_STOP_TOO_SLOW:
	case RULE_STOP_LEFT_THREADS:
	case RULE_PROCESS_STATE_CHANGED:
	case RULE_REPLY_UNKNOWN:
	case RULE_REPLY_TWICE:
	case RULE_REPLY_MISSING:
	case RULE_REPLY_LATE:
	case RULE_COUNT: return false;
	case RULE_CREATE_STATUS:
	case RULE_CREATE_INSTANCE:
	case RULE_CREATE_SILENT:
	case RULE_START_STATUS:
	case RULE_CONFIGURE_STATUS:
	case RULE_HOST_TABLE_COPIED:
	case RULE_ARGUMENT_NULL:
	case RULE_ID_SYNTAX:
	case RULE_UTF8_INVALID:
	case RULE_JSON_MALFORMED:
	case RULE_JSON_TYPE:
	case RULE_JSON_TOO_LARGE:
	case RULE_JSON_TOO_DEEP:
	case RULE_REPLY_STATUS:
	case RULE_REPLY_SIZE:
	case RULE_REPLY_MESSAGE:
	case RULE_REPLY_BLOB:
	case RULE_DEVICES_UNKNOWN_PARENT:
	case RULE_DEVICES_DUPLICATE_ID:
	case RULE_DESCRIPTOR_INVALID:
	case RULE_STATUS_UNKNOWN_DEVICE:
	case RULE_STATUS_UNKNOWN_NUMBER:
	case RULE_STATE_UNKNOWN_DEVICE:
	case RULE_STATE_UNKNOWN_CAPABILITY:
	case RULE_STATE_INVALID:
	case RULE_EVENT_UNKNOWN_DEVICE:
	case RULE_EVENT_UNKNOWN_CAPABILITY:
	case RULE_EVENT_NOT_EVENT_CAPABILITY:
	case RULE_EVENT_TYPE_UNDECLARED:
	case RULE_ISSUE_INVALID:
	case RULE_LOG_LEVEL:
	case RULE_LOG_NEWLINE:
	case RULE_LOG_TOO_LONG:
	case RULE_PATCH_WRITE_ONLY:
	case RULE_PATCH_INVALID:
	case RULE_PROBE_REPORTED:
	case RULE_SECRET_LEAKED: return true;
	}
	return false;
}

static void hear(void *user, const struct report *report)
{
	struct ear *ear = user;
	const char *text = json_string_value(json_object_get(report->json, "text"));

	if (report->kind == REPORT_REPLY)
		ear->replies++;
	if (report->kind == REPORT_VIOLATION && is_about_form(report->rule))
		verdict_fail(
			ear->verdict, "%s", text ? text : rule_sentence(report->rule));
}

/* Audio is on offer here, and forgotten; hosts without it are another test's. */
static void do_frame(const dp_host *h, uint64_t session, const void *data, size_t len)
{
}

static void do_ended(const dp_host *h, uint64_t session, dp_status why)
{
}

static const dp_host_audio audio = {
	.size = sizeof(audio),
	.frame = do_frame,
	.ended = do_ended,
};

static const void *offer(void *user, const dp_host *h, const char *id)
{
	return strcmp(id, DP_EXT_AUDIO) == 0 ? &audio : NULL;
}

static void ask(struct instance *inst, const struct ear *ear)
{
	static const char *const ops[REQUESTS] = {
		"settings.check", "diagnostics", "action", "no_such_op", "unlock"};
	double end = now_ms() + REPLIES_LIMIT_MS;

	for (unsigned i = 0; i < REQUESTS; i++) {
		struct instance_request r = {
			.id = i + 1,
			.device = i == REQUESTS - 1 ? "no-such-device" : "",
			.capability = i == REQUESTS - 1 ? "lock" : "",
			.op = ops[i],
		};

		instance_request(inst, &r);
	}
	while (ear->replies < REQUESTS && now_ms() < end)
		wait_a_moment();
}

static void live(struct host_core *core, const struct subject *s, struct ear *ear,
	uint32_t flags)
{
	static const struct instance_ops ops = {.report = hear, .extension = offer};
	const struct instance_spec spec = {
		.provider = s->provider,
		.manifest = s->manifest,
		.id = "front-door",
		.settings = s->settings,
		.flags = flags,
		.probe = flags ? 1 : 0,
		.ops = &ops,
		.user = ear,
	};
	struct instance *inst;

	if (instance_create(core, &spec, &inst) != DP_OK)
		return;
	if (instance_start(inst) == DP_OK) {
		ask(inst, ear);
		instance_configure(inst, s->settings);
	}
	instance_destroy(inst);
}

/* The core stays until the process ends: the dead are kept there for late callers. */
static void reports_well_formed(const struct subject *s, struct verdict *v)
{
	static struct ear ears[2];
	static struct host_core *core;

	if (!core && host_core_create(&core)) {
		verdict_fail(v, "the validator itself is out of memory");
		return;
	}
	for (unsigned i = 0; i < 2; i++) {
		ears[i].verdict = v;
		ears[i].replies = 0;
		live(core, s, &ears[i], i ? DP_CONFIG_PROBE : 0);
	}
}

const struct validator_test form_tests[] = {
	{
		.name = "reports-well-formed",
		.rule = "Devices, states, events, replies, issues and logs have the form "
			"that the ABI and the vocabulary ask for.",
		.description =
			"Lives a life, and then another as a probe, at the bundled host's "
			"own strict instance, and repeats the first of its complaints: "
			"malformed JSON or UTF-8, unknown devices, states that do not "
			"fit, a probe that reports devices, secrets in the open.",
		.needs = NEEDS_PROVIDER,
		.run = reports_well_formed,
	},
	{0},
};
