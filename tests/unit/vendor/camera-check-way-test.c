/* SPDX-License-Identifier: Apache-2.0 */
/* camera-check-way-test.c - a self-check only reads, in bounded time, out of the way of
 * commands. */

#include "check-desk.h"
#include "check.h"
#include "command.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define SCHEDULE "/ISAPI/Event/schedules/"
#define ORDER    "/ISAPI/System/reboot"

static void nothing_is_written(void)
{
	struct desk d;

	desk_begin_sound(&d);
	CHECK(checked(&d));
	CHECK(strstr(story(&d), "GET " MOTION ";"));
	CHECK(!strstr(story(&d), "PUT") && !strstr(story(&d), "POST") &&
		!strstr(story(&d), "DELETE"));
	desk_end(&d);
}

static void a_device_that_hangs_is_reported_on_after_the_limit_as_far_as_it_was_read(
	void)
{
	struct desk d;

	desk_begin(&d);
	device_says(&d, LOGIN, 200,
		"<WebCertificate><CertificateType>basic</CertificateType>"
		"</WebCertificate>");
	device_says(&d, USERS, SCRIPT_SILENT, "");
	workbench_do(&d.bench, begin, &d);
	CHECK(test_server_await(d.bench.server, SEEN_LOGINS, 2));
	d.tests_ms = CAMERA_CHECK_LIMIT_MS - 1;
	workbench_do(&d.bench, pass_time, &d);
	CHECK(!d.bench.ended);
	d.tests_ms = 1;
	workbench_do(&d.bench, pass_time, &d);
	CHECK(workbench_ends(&d.bench, 1, 0));
	CHECK(device_finding_is(&d, "web_authentication"));
	CHECK(strstr(message(&d), "Time was up"));
	desk_end(&d);
}

static void one_question_without_an_answer_costs_only_itself(void)
{
	struct desk d;

	desk_begin_sound(&d);
	device_says(&d, LOGIN, SCRIPT_DROP, "");
	device_says(&d, LINE, SCRIPT_DROP, "");
	CHECK(checked(&d));
	CHECK(strstr(story(&d), "GET " USERS ";") &&
		strstr(story(&d), "GET " MOTION ";"));
	CHECK(strstr(message(&d), "could not be read: 1."));
	desk_end(&d);
}

static void a_refused_login_ends_it(void)
{
	struct desk d;

	desk_begin_sound(&d);
	device_says(&d, USERS, 401, "");
	workbench_do(&d.bench, begin, &d);
	CHECK(workbench_ends(&d.bench, 1, -EACCES) && *d.bench.why && !d.report);
	CHECK(!strstr(story(&d), TRIGGERS));
	desk_end(&d);
}

static void command_done(int err, const char *why, void *user)
{
	struct desk *d = user;

	d->commands_done += !err;
}

static void command(void *user)
{
	struct unit_command *command;

	CHECK(!command_send(((struct desk *)user)->bench.isapi, ORDER, "", command_done,
		user, &command));
}

static void a_question_gives_way_to_a_command_and_is_asked_again(void)
{
	struct desk d;

	desk_begin_sound(&d);
	device_says(&d, USERS, SCRIPT_SILENT, "");
	device_says(&d, USERS, 404, "");
	workbench_do(&d.bench, begin, &d);
	CHECK(test_server_await(d.bench.server, SEEN_LOGINS, 2));
	workbench_do(&d.bench, command, &d);
	CHECK(workbench_ends(&d.bench, 1, 0));
	CHECK(d.commands_done == 1);
	CHECK(strstr(story(&d),
		"GET " USERS ";PUT " ORDER ";GET " USERS ";GET " TRIGGERS ";"));
	desk_end(&d);
}

static void each_question_may_give_way_once(void)
{
	static const char *const paths[] = {LOGIN, USERS};
	struct desk d;

	desk_begin_sound(&d);
	for (unsigned i = 0; i < 2; i++) {
		device_says(&d, paths[i], SCRIPT_SILENT, "");
		device_says(&d, paths[i], 404, "");
	}
	workbench_do(&d.bench, begin, &d);
	CHECK(test_server_await(d.bench.server, SEEN_LOGINS, 1));
	workbench_do(&d.bench, command, &d);
	CHECK(test_server_await(d.bench.server, SEEN_LOGINS, 4));
	workbench_do(&d.bench, command, &d);
	CHECK(workbench_ends(&d.bench, 1, 0));
	CHECK(d.commands_done == 2);
	CHECK(strstr(story(&d), "GET " LOGIN ";PUT " ORDER ";GET " LOGIN ";GET " USERS
				";PUT " ORDER ";GET " USERS ";GET " TRIGGERS ";"));
	desk_end(&d);
}

static void what_gives_way_twice_is_left_out(void)
{
	struct desk d;

	desk_begin_sound(&d);
	device_says(&d, USERS, SCRIPT_SILENT, "");
	workbench_do(&d.bench, begin, &d);
	CHECK(test_server_await(d.bench.server, SEEN_LOGINS, 2));
	workbench_do(&d.bench, command, &d);
	CHECK(test_server_await(d.bench.server, SEEN_LOGINS, 4));
	workbench_do(&d.bench, command, &d);
	CHECK(workbench_ends(&d.bench, 1, 0));
	CHECK(strstr(story(&d), "GET " USERS ";PUT " ORDER ";GET " USERS ";PUT " ORDER
				";GET " TRIGGERS ";"));
	desk_end(&d);
}

static void one_is_under_way_at_a_time_and_the_next_one_begins_anew(void)
{
	struct desk d;

	desk_begin_sound(&d);
	device_says(&d, USERS, SCRIPT_SILENT, "");
	device_says(&d, USERS, 404, "");
	workbench_do(&d.bench, begin, &d);
	workbench_do(&d.bench, begin, &d);
	CHECK(d.err == -EBUSY);
	CHECK(test_server_await(d.bench.server, SEEN_LOGINS, 2));
	workbench_do(&d.bench, drop, &d);
	CHECK(checked(&d));
	CHECK(json_is_true(json_object_get(d.report, "ok")));
	desk_end(&d);
}

static void forgotten_anywhere_in_the_middle_nothing_is_left(void)
{
	static const char *const hanging[] = {LOGIN, USERS, TRIGGERS, MOTION, LINE,
		SCHEDULE "motionDetections/VMD_video1"};

	for (unsigned i = 0; i < sizeof(hanging) / sizeof(*hanging); i++) {
		struct desk d;
		unsigned seen;
		char end[128];

		desk_begin_sound(&d);
		device_says(&d, hanging[i], SCRIPT_SILENT, "");
		workbench_do(&d.bench, begin, &d);
		for (seen = 1; !strstr(story(&d), hanging[i]); seen++)
			CHECK(test_server_await(d.bench.server, SEEN_LOGINS, seen));
		workbench_do(&d.bench, drop, &d);
		CHECK(!d.timers.first && !d.check.call && !d.check.view.ways &&
			!d.check.triggers.list && !d.check.report.device);
		workbench_settle(&d.bench);
		workbench_settle(&d.bench);
		snprintf(end, sizeof(end), "GET %s;GET /visit;GET /visit;", hanging[i]);
		CHECK(strstr(story(&d), end) && !d.bench.ended);
		desk_end(&d);
	}
}

static const struct test tests[] = {
	TEST(nothing_is_written),
	TEST(a_device_that_hangs_is_reported_on_after_the_limit_as_far_as_it_was_read),
	TEST(one_question_without_an_answer_costs_only_itself),
	TEST(a_refused_login_ends_it),
	TEST(a_question_gives_way_to_a_command_and_is_asked_again),
	TEST(each_question_may_give_way_once),
	TEST(what_gives_way_twice_is_left_out),
	TEST(one_is_under_way_at_a_time_and_the_next_one_begins_anew),
	TEST(forgotten_anywhere_in_the_middle_nothing_is_left),
	{NULL, NULL},
};

int main(int argc, char **argv)
{
	return check_main(tests, argc, argv);
}
