/* SPDX-License-Identifier: Apache-2.0 */
/* rules.c - the rules of the ABI that a provider can break, each with a name. */

#include "rules.h"

/* ADD A ROW for a new rule, and a fake in tests/unit/host that breaks it. */
static const struct {
	const char *id;
	const char *sentence;
} rules[] = {
	// clang-format off
	[RULE_CALL_AFTER_STOP] = {"call-after-stop",
		"no host function is called after stop() returned"},
	[RULE_CALL_AFTER_FAILED_CREATE] = {"call-after-failed-create",
		"no host function is called after create() failed"},
	[RULE_CALL_AFTER_DESTROY] = {"call-after-destroy",
		"no host function is called once destroy() began"},
	[RULE_CREATE_STATUS] = {"create-bad-status",
		"create() returns DP_OK, DP_E_CONFIG or DP_E_INTERNAL"},
	[RULE_CREATE_INSTANCE] = {"create-instance",
		"create() gives an instance when it succeeds, and NULL when it fails"},
	[RULE_CREATE_SILENT] = {"create-failed-silently",
		"a create() that fails logs the reason"},
	[RULE_CREATE_THREADS] = {"create-made-threads",
		"create() makes no threads"},
	[RULE_START_STATUS] = {"start-bad-status",
		"start() returns DP_OK or DP_E_INTERNAL"},
	[RULE_CONFIGURE_STATUS] = {"configure-bad-status",
		"configure() returns DP_OK, DP_E_CONFIG or DP_E_INTERNAL"},
	[RULE_CONTROL_TOO_SLOW] = {"control-too-slow",
		"a control call returns within 50 ms"},
	[RULE_STOP_TOO_SLOW] = {"stop-too-slow",
		"stop() returns within 5 s"},
	[RULE_STOP_LEFT_THREADS] = {"stop-left-threads",
		"when the last stop() returns, no thread of the plugin is left"},
	[RULE_PROCESS_STATE_CHANGED] = {"process-state-changed",
		"a provider never changes process-wide state"},
	[RULE_HOST_TABLE_COPIED] = {"host-table-copied",
		"host functions are called with the dp_host that create() was given"},
	[RULE_ARGUMENT_NULL] = {"argument-null",
		"a pointer is never NULL unless the header says \"or NULL\""},
	[RULE_ID_SYNTAX] = {"id-syntax",
		"ids and keys match [A-Za-z0-9_-]{1,64}"},
	[RULE_UTF8_INVALID] = {"utf8-invalid",
		"strings are UTF-8"},
	[RULE_JSON_MALFORMED] = {"json-malformed",
		"JSON is one complete RFC 8259 value"},
	[RULE_JSON_TYPE] = {"json-wrong-type",
		"JSON is of the type the function asks for"},
	[RULE_JSON_TOO_LARGE] = {"json-too-large",
		"a JSON text is at most 64 KiB, a list of devices or a stored value 4 MiB"},
	[RULE_JSON_TOO_DEEP] = {"json-too-deep",
		"a JSON text is at most 16 levels deep"},
	[RULE_REPLY_UNKNOWN] = {"reply-unknown",
		"a reply names a request that was made"},
	[RULE_REPLY_TWICE] = {"reply-twice",
		"a request is answered exactly once"},
	[RULE_REPLY_MISSING] = {"reply-missing",
		"stop() answers every open request before it returns"},
	[RULE_REPLY_LATE] = {"reply-late",
		"a cancelled request is answered within 1 s"},
	[RULE_REPLY_STATUS] = {"reply-bad-status",
		"a reply's status is one of the ABI's numbers"},
	[RULE_REPLY_SIZE] = {"reply-size",
		"a struct says its size, and has at least the members of 1.0"},
	[RULE_REPLY_MESSAGE] = {"reply-no-message",
		"the JSON of a reply that is not DP_OK has a \"message\" for people"},
	[RULE_REPLY_BLOB] = {"reply-blob-invalid",
		"a blob has bytes, a MIME type, and at most 16 MiB"},
	[RULE_DEVICES_UNKNOWN_PARENT] = {"devices-unknown-parent",
		"children are reported for a parent that was reported before"},
	[RULE_DEVICES_DUPLICATE_ID] = {"devices-duplicate-id",
		"a device has one id and one parent"},
	[RULE_DESCRIPTOR_INVALID] = {"descriptor-invalid",
		"a device object is of the form docs/abi.md describes"},
	[RULE_STATUS_UNKNOWN_DEVICE] = {"status-unknown-device",
		"a status is of a device that was reported before, or of \"\""},
	[RULE_STATUS_UNKNOWN_NUMBER] = {"status-unknown-number",
		"a status is one of the ABI's numbers"},
	[RULE_STATE_UNKNOWN_DEVICE] = {"state-unknown-device",
		"a state is of a device that was reported before"},
	[RULE_STATE_UNKNOWN_CAPABILITY] = {"state-unknown-capability",
		"a state is of capabilities that the device has"},
	[RULE_STATE_INVALID] = {"state-invalid",
		"a state has the members and values of its capability's type"},
	[RULE_EVENT_UNKNOWN_DEVICE] = {"event-unknown-device",
		"an event is of a device that was reported before"},
	[RULE_EVENT_UNKNOWN_CAPABILITY] = {"event-unknown-capability",
		"an event is of a capability that the device has"},
	[RULE_EVENT_NOT_EVENT_CAPABILITY] = {"event-not-event-capability",
		"only capabilities of type \"event\" have events"},
	[RULE_EVENT_TYPE_UNDECLARED] = {"event-type-undeclared",
		"an event's type is one of the capability's event_types"},
	[RULE_ISSUE_INVALID] = {"issue-invalid",
		"an issue has severity \"error\" or \"warning\", a title and a text"},
	[RULE_LOG_LEVEL] = {"log-level-unknown",
		"a log level is one of the ABI's numbers"},
	[RULE_LOG_NEWLINE] = {"log-newline",
		"a log line is one line"},
	[RULE_LOG_TOO_LONG] = {"log-too-long",
		"a log line is at most 4 KiB"},
	[RULE_PATCH_WRITE_ONLY] = {"patch-write-only",
		"patch_settings() never touches a writeOnly setting"},
	[RULE_PATCH_INVALID] = {"patch-invalid",
		"settings are still valid after patch_settings()"},
	[RULE_PROBE_REPORTED] = {"probe-reported-devices",
		"an instance made with DP_CONFIG_PROBE reports no device"},
	[RULE_SECRET_LEAKED] = {"secret-leaked",
		"the value of a writeOnly setting is in no log, state, event, status, issue "
		"or reply"},
	// clang-format on
};

_Static_assert(sizeof(rules) / sizeof(rules[0]) == RULE_COUNT, "a row for every rule");

const char *rule_id(enum rule rule)
{
	return rules[rule].id;
}

const char *rule_sentence(enum rule rule)
{
	return rules[rule].sentence;
}
