/* SPDX-License-Identifier: Apache-2.0 */
/* report-test.c - the connection's status, its log lines, its issue, its store. */

#include "check.h"
#include "device_provider.h"
#include "report.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct desk {
	dp_host host;
	struct report report;
	unsigned lines, warnings, statuses, raised, withdrawn;
	dp_status status;
	char device[20], stored[20000];
};

static void log_text(
	const dp_host *h, dp_level level, const char *device, const char *text)
{
	struct desk *d = h->ctx;

	d->lines++;
	d->warnings += level == DP_LOG_WARNING;
}

static dp_status set_status(
	const dp_host *h, const char *device, dp_status status, const char *detail)
{
	struct desk *d = h->ctx;

	d->statuses++;
	d->status = status;
	snprintf(d->device, sizeof(d->device), "%s", device);
	return DP_OK;
}

static dp_status issue(const dp_host *h, const char *id, const char *json)
{
	struct desk *d = h->ctx;

	if (json)
		d->raised++;
	else
		d->withdrawn++;
	return DP_OK;
}

static int64_t store_get(const dp_host *h, const char *key, char *buf, size_t cap)
{
	struct desk *d = h->ctx;

	if (!*d->stored)
		return -1;
	return snprintf(buf, cap, "%s", d->stored);
}

static dp_status store_put(const dp_host *h, const char *key, const char *json)
{
	struct desk *d = h->ctx;

	snprintf(d->stored, sizeof(d->stored), "%s", json);
	return DP_OK;
}

static void begin(struct desk *d)
{
	memset(d, 0, sizeof(*d));
	d->host = (dp_host){.ctx = d,
		.log = log_text,
		.set_status = set_status,
		.issue = issue,
		.store_get = store_get,
		.store_put = store_put};
	d->report.host = &d->host;
	d->report.noun = "door station";
}

static void one_line_down_and_one_line_up(void)
{
	struct desk d;

	begin(&d);
	report_status(&d.report, "", -EHOSTUNREACH, "gone");
	report_status(&d.report, "", -ETIMEDOUT, "still gone");
	CHECK(d.lines == 1 && d.warnings == 1 && d.statuses == 2);
	CHECK(d.status == DP_E_TIMEOUT);
	report_status(&d.report, "", 0, "");
	CHECK(d.lines == 2 && d.warnings == 1 && d.status == DP_OK);
	report_status(&d.report, "S1", -EHOSTUNREACH, "gone");
	CHECK(d.lines == 2 && !strcmp(d.device, "S1"));
	CHECK(!d.raised && !d.withdrawn);
}

static void a_refused_login_is_an_issue_until_it_is_mended(void)
{
	struct desk d;

	begin(&d);
	report_status(&d.report, "", -EACCES, "wrong password");
	report_status(&d.report, "", -EACCES, "wrong password, account locked");
	CHECK(d.raised == 1 && !d.withdrawn && d.status == DP_E_AUTH);
	report_status(&d.report, "", 0, "");
	CHECK(d.raised == 1 && d.withdrawn == 1);
	report_finish(&d.report);
}

static void an_issue_does_not_outlive_the_instance(void)
{
	struct desk d;

	begin(&d);
	report_status(&d.report, "", -EACCES, "wrong password");
	report_finish(&d.report);
	CHECK(d.withdrawn == 1);
	report_finish(&d.report);
	CHECK(d.withdrawn == 1);
}

static void a_stored_value_comes_back(void)
{
	struct desk d;
	json_t *value = json_pack("{s:b}", "on", 1), *back;

	begin(&d);
	CHECK(!report_store_get(&d.report, "k"));
	report_store_put(&d.report, "k", value);
	back = report_store_get(&d.report, "k");
	CHECK(json_equal(back, value));
	json_decref(back);
	json_decref(value);
	memset(d.stored, 'x', sizeof(d.stored) - 1); /* not ours */
	CHECK(!report_store_get(&d.report, "k"));
	snprintf(d.stored, sizeof(d.stored), "{torn");
	CHECK(!report_store_get(&d.report, "k"));
}

/* What a large recorder has is more than fits on a page. */
static void a_long_value_comes_back_whole(void)
{
	struct desk d;
	json_t *value = json_array(), *back;

	begin(&d);
	for (int i = 0; i < 3000; i++)
		json_array_append_new(value, json_integer(1000 + i));
	report_store_put(&d.report, "k", value);
	back = report_store_get(&d.report, "k");
	CHECK(json_equal(back, value));
	json_decref(back);
	json_decref(value);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(one_line_down_and_one_line_up),
		TEST(a_refused_login_is_an_issue_until_it_is_mended),
		TEST(an_issue_does_not_outlive_the_instance),
		TEST(a_stored_value_comes_back),
		TEST(a_long_value_comes_back_whole),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
