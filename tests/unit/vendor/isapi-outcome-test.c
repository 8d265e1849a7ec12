/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-outcome-test.c - what an answer of the device means. */

#include "check.h"
#include "isapi-outcome.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

struct verdict {
	struct isapi_result result;
	char why[ISAPI_WHY_MAX];
};

static void judge(struct verdict *v, const char *method, struct http_reply reply)
{
	isapi_outcome(&reply, method, "/ISAPI/Door/1?format=json", "anna", v->why,
		sizeof(v->why), &v->result);
}

static struct verdict answered(const char *method, int status, const char *body)
{
	struct verdict v;

	judge(&v, method,
		(struct http_reply){.status = status, .body = bytes_from(body)});
	v.result.why = v.why;
	return v;
}

static struct verdict unanswered(int err, bool maybe_sent)
{
	struct verdict v;

	judge(&v, "PUT",
		(struct http_reply){
			.err = err, .maybe_sent = maybe_sent, .reason = "the reason"});
	return v;
}

static bool says(const struct verdict *v, const char *part)
{
	return strstr(v->why, part);
}

static void an_accepted_question_is_answered(void)
{
	struct verdict v = answered("GET", 200, "<anything/>");

	CHECK(!v.result.err && !strcmp(v.why, ""));
	CHECK(bytes_equal(v.result.body, BYTES("<anything/>")));
}

static void what_never_got_there_is_unreachable(void)
{
	struct verdict v = unanswered(-EHOSTUNREACH, false);

	CHECK(v.result.err == -EHOSTUNREACH && says(&v, "the reason"));
	CHECK(!v.result.no_listener);
	v = unanswered(-ECONNREFUSED, false);
	CHECK(v.result.err == -EHOSTUNREACH && v.result.no_listener);
	v = unanswered(-ENOENT, false);
	CHECK(v.result.err == -EHOSTUNREACH);
	v = unanswered(-ETIMEDOUT, false);
	CHECK(v.result.err == -EHOSTUNREACH);
}

static void what_may_have_got_there_has_an_unknown_outcome(void)
{
	static const int errs[] = {-ETIMEDOUT, -ECONNRESET, -EPROTO, -EMSGSIZE, -EIO};

	for (size_t i = 0; i < sizeof(errs) / sizeof(*errs); i++) {
		struct verdict v = unanswered(errs[i], true);

		CHECK(v.result.err == -ETIMEDOUT && says(&v, "the reason"));
	}
}

static void a_write_may_be_refused_in_the_body_of_a_200(void)
{
	struct verdict v = answered("PUT", 200,
		"<ResponseStatus><statusCode>4</statusCode><statusString>Invalid "
		"Operation</statusString><subStatusCode>lockBusy</subStatusCode>"
		"</ResponseStatus>");

	CHECK(v.result.err == -EREMOTEIO);
	CHECK(says(&v, "Invalid Operation") && says(&v, "lockBusy"));
	v = answered("PUT", 200,
		"<ResponseStatus><statusCode>1</statusCode><statusString>OK"
		"</statusString></ResponseStatus>");
	CHECK(!v.result.err);
	v = answered("PUT", 200,
		"<ResponseStatus><statusCode>7</statusCode>"
		"</ResponseStatus>"); /* done, after a reboot */
	CHECK(!v.result.err);
	v = answered("PUT", 200, "");
	CHECK(!v.result.err);
	v = answered(
		"PUT", 200, "{\"statusCode\":6,\"subStatusCode\":\"badParameters\"}");
	CHECK(v.result.err == -EREMOTEIO && says(&v, "badParameters"));
}

static void a_missing_right_names_the_user(void)
{
	struct verdict v = answered("PUT", 403,
		"<ResponseStatus><statusCode>4</statusCode><subStatusCode>lowPrivilege"
		"</subStatusCode></ResponseStatus>");

	CHECK(v.result.err == -EPERM && says(&v, "\"anna\"") &&
		says(&v, "lowPrivilege"));
	v = answered("GET", 403, "{\"subStatusCode\":\"notPermission\"}");
	CHECK(v.result.err == -EPERM);
}

/* Which page of the device to open, and what to tick there. */
static void a_missing_right_names_what_to_tick(void)
{
	static const char *const rights[][2] = {
		{"/ISAPI/Event/notification/alertStream",
			"\"Remote: Notify Surveillance Center / Trigger Alarm Output\""},
		{"/ISAPI/AccessControl/RemoteControl/door/1", "\"Remote: Control\""},
		{"/ISAPI/System/reboot", "\"Remote: Shutdown / Reboot\""},
		{"/ISAPI/Streaming/channels/101/picture", "\"Remote: Live View\""},
		{"/ISAPI/Anything", "\"Remote: Parameters Settings\""},
	};
	struct http_reply reply = {
		.status = 403, .body = BYTES("{\"subStatusCode\":\"lowPrivilege\"}")};

	for (size_t i = 0; i < sizeof(rights) / sizeof(*rights); i++) {
		struct verdict v;

		isapi_outcome(&reply, "PUT", rights[i][0], "anna", v.why, sizeof(v.why),
			&v.result);
		CHECK(v.result.err == -EPERM && says(&v, rights[i][1]));
	}
}

static void what_the_device_does_not_offer_is_unsupported(void)
{
	struct verdict v = answered("GET", 404, "<html>not here</html>");

	CHECK(v.result.err == -ENOTSUP && says(&v, "/ISAPI/Door/1 (HTTP 404)"));
	v = answered("GET", 403, "{\"subStatusCode\":\"notSupport\"}");
	CHECK(v.result.err == -ENOTSUP);
	v = answered("GET", 403, "{\"subStatusCode\":\"METHODNOTALLOWED\"}");
	CHECK(v.result.err == -ENOTSUP);
}

static void other_refusals_are_refusals(void)
{
	struct verdict v = answered("GET", 503, "");

	CHECK(v.result.err == -EREMOTEIO && says(&v, "HTTP 503"));
	v = answered("GET", 302, "");
	CHECK(v.result.err == -EREMOTEIO);
	v = answered("GET", 404, "{\"statusCode\":4,\"subStatusCode\":\"slotsTaken\"}");
	CHECK(v.result.err == -EREMOTEIO && says(&v, "slotsTaken"));
}

static void a_long_reason_is_cut(void)
{
	char body[600] = "{\"subStatusCode\":\"";
	struct verdict v;

	memset(body + strlen(body), 'x', 500);
	strncat(body, "\"}", 3);
	v = answered("GET", 500, body);
	CHECK(v.result.err == -EREMOTEIO && strlen(v.why) < ISAPI_WHY_MAX);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(an_accepted_question_is_answered),
		TEST(what_never_got_there_is_unreachable),
		TEST(what_may_have_got_there_has_an_unknown_outcome),
		TEST(a_write_may_be_refused_in_the_body_of_a_200),
		TEST(a_missing_right_names_the_user),
		TEST(a_missing_right_names_what_to_tick),
		TEST(what_the_device_does_not_offer_is_unsupported),
		TEST(other_refusals_are_refusals),
		TEST(a_long_reason_is_cut),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
