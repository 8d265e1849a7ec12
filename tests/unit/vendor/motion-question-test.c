/* SPDX-License-Identifier: Apache-2.0 */
/* motion-question-test.c - does a channel look for motion? */

#include "check.h"
#include "motion-bench.h"

#include <errno.h>
#include <string.h>

static void asked_it_tells_under_the_number_it_was_asked_for(void)
{
	struct motion_bench y;

	motion_bench_begin(&y);
	y.place = (struct motion_place){.asked = 7, .number = 3};
	device_says(&y, "GET " PATH, 200, ON);
	device_says(&y, "GET " PATH, 200, OFF);
	workbench_do(&y.bench, ask, &y);
	CHECK(workbench_ends(&y.bench, 1, 7) && y.told_on);
	workbench_do(&y.bench, ask, &y);
	CHECK(workbench_ends(&y.bench, 2, 7) && !y.told_on);
	motion_bench_end(&y);
}

static void without_an_answer_that_is_understood_nothing_is_told(void)
{
	static const struct {
		int status;
		const char *body;
	} answers[] = {{404, ON}, {403, RIGHT_MISSING}, {200, "hello"},
		{200, "<MotionDetection/>"}, {SCRIPT_DROP, ""}};

	for (unsigned i = 0; i < 5; i++) {
		struct motion_bench y;

		motion_bench_begin(&y);
		device_says(&y, "GET " PATH, answers[i].status, answers[i].body);
		workbench_do(&y.bench, ask, &y);
		workbench_settle(&y.bench);
		CHECK(!y.bench.ended && !y.switches.questions);
		motion_bench_end(&y);
	}
}

static void ask_twice(void *user)
{
	ask(user);
	ask(user);
}

static void asked_again_the_older_answer_is_not_heard(void)
{
	struct motion_bench y;

	motion_bench_begin(&y);
	device_says(&y, "GET " PATH, 200, ON);
	workbench_do(&y.bench, ask_twice, &y);
	workbench_settle(&y.bench);
	CHECK(y.bench.ended == 1 && y.told_on && !y.switches.questions);
	motion_bench_end(&y);
}

static void asked_of_another_channel_both_are_told(void)
{
	struct motion_bench y;

	motion_bench_begin(&y);
	device_says(&y, "GET " PATH, 200, ON);
	device_says(&y, "GET " PROXY_PATH, 200, ON);
	workbench_do(&y.bench, ask, &y);
	y.place = (struct motion_place){.asked = 9, .number = 9, .proxy = true};
	workbench_do(&y.bench, ask, &y);
	CHECK(workbench_ends(&y.bench, 2, 9));
	motion_bench_end(&y);
}

static void dropped_in_the_middle_nobody_is_told(void)
{
	struct motion_bench y;

	motion_bench_begin(&y);
	device_says(&y, "GET " PATH, SCRIPT_SILENT, "");
	workbench_do(&y.bench, ask, &y);
	CHECK(test_server_await(y.bench.server, SEEN_LOGINS, 1));
	workbench_do(&y.bench, drop_questions, &y);
	workbench_settle(&y.bench);
	CHECK(!y.bench.ended);
	motion_bench_end(&y);
}

static const struct test tests[] = {
	TEST(asked_it_tells_under_the_number_it_was_asked_for),
	TEST(without_an_answer_that_is_understood_nothing_is_told),
	TEST(asked_again_the_older_answer_is_not_heard),
	TEST(asked_of_another_channel_both_are_told),
	TEST(dropped_in_the_middle_nobody_is_told),
	{NULL, NULL},
};

int main(int argc, char **argv)
{
	return check_main(tests, argc, argv);
}
