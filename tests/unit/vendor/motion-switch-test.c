/* SPDX-License-Identifier: Apache-2.0 */
/* motion-switch-test.c - motion detection is switched: one change in a document that
 * holds much else. */

#include "check.h"
#include "command.h"
#include "motion-bench.h"

#include <errno.h>
#include <string.h>

static void switched_on_all_else_in_the_document_stays_and_it_is_read_again(void)
{
	struct motion_bench y;

	motion_bench_begin(&y);
	device_says(&y, "GET " PATH, 200, OFF);
	device_says(&y, "GET " PATH, 200, ON);
	CHECK(ordered(&y, true, 0));
	CHECK(device_saw(&y, "GET " PATH ";PUT " PATH ";GET " PATH ";"));
	CHECK(!strcmp(test_server_body(y.bench.server), ON));
	motion_bench_end(&y);
}

static void switched_off_it_is_the_same_behind_a_recorder(void)
{
	struct motion_bench y;

	motion_bench_begin(&y);
	y.place = (struct motion_place){.asked = 9, .number = 9, .proxy = true};
	device_says(&y, "GET " PROXY_PATH, 200, ON);
	device_says(&y, "GET " PROXY_PATH, 200, OFF);
	CHECK(ordered(&y, false, 0));
	CHECK(device_saw(
		&y, "GET " PROXY_PATH ";PUT " PROXY_PATH ";GET " PROXY_PATH ";"));
	CHECK(!strcmp(test_server_body(y.bench.server), OFF));
	motion_bench_end(&y);
}

static void what_is_so_already_is_not_written(void)
{
	struct motion_bench y;

	motion_bench_begin(&y);
	device_says(&y, "GET " PATH, 200, ON);
	CHECK(ordered(&y, true, 0));
	CHECK(device_saw(&y, "GET " PATH ";"));
	motion_bench_end(&y);
}

static void a_refusal_is_the_end_with_its_reason(void)
{
	struct motion_bench y;

	motion_bench_begin(&y);
	device_says(&y, "GET " PATH, 200, OFF);
	device_says(&y, "PUT " PATH, 403, RIGHT_MISSING);
	CHECK(ordered(&y, true, -EPERM));
	CHECK(strstr(y.bench.why, "lowPrivilege"));
	CHECK(device_saw(&y, "GET " PATH ";PUT " PATH ";"));
	motion_bench_end(&y);
}

static void a_device_that_does_not_keep_it_has_refused(void)
{
	struct motion_bench y;

	motion_bench_begin(&y);
	device_says(&y, "GET " PATH, 200, OFF);
	CHECK(ordered(&y, true, -EREMOTEIO));
	CHECK(strstr(y.bench.why, "did not keep it"));
	CHECK(device_saw(&y, "GET " PATH ";PUT " PATH ";GET " PATH ";"));
	motion_bench_end(&y);
}

static void with_the_answer_lost_the_outcome_is_unknown_and_nothing_is_sent_again(void)
{
	struct motion_bench y;

	motion_bench_begin(&y);
	device_says(&y, "GET " PATH, 200, OFF);
	device_says(&y, "PUT " PATH, SCRIPT_DROP, "");
	CHECK(ordered(&y, true, -ETIMEDOUT));
	CHECK(device_saw(&y, "GET " PATH ";PUT " PATH ";"));
	motion_bench_end(&y);
}

static void what_could_not_be_verified_is_unknown_whatever_the_reason(void)
{
	static const int statuses[] = {SCRIPT_DROP, 403, 500};

	for (unsigned i = 0; i < 3; i++) {
		struct motion_bench y;

		motion_bench_begin(&y);
		device_says(&y, "GET " PATH, 200, OFF);
		device_says(&y, "GET " PATH, statuses[i], RIGHT_MISSING);
		CHECK(ordered(&y, true, -ETIMEDOUT));
		CHECK(device_saw(&y, "GET " PATH ";PUT " PATH ";GET " PATH ";"));
		motion_bench_end(&y);
	}
}

static void what_cannot_be_understood_is_not_written(void)
{
	static const char *const documents[] = {"", "hello", "<MotionDetection/>",
		"<Other><enabled>true</enabled></Other>"};

	for (unsigned i = 0; i < 8; i++) {
		struct motion_bench y;

		motion_bench_begin(&y);
		device_says(&y, "GET " PATH, 200, documents[i / 2]);
		CHECK(ordered(&y, i % 2, -EREMOTEIO));
		CHECK(strstr(y.bench.why, "nothing was changed"));
		CHECK(device_saw(&y, "GET " PATH ";"));
		motion_bench_end(&y);
	}
}

static void what_cannot_be_read_is_not_written(void)
{
	struct motion_bench y;

	motion_bench_begin(&y);
	device_says(&y, "GET " PATH, 404, "");
	CHECK(ordered(&y, true, -ENOTSUP));
	CHECK(device_saw(&y, "GET " PATH ";"));
	motion_bench_end(&y);
}

static void given_up_before_it_is_written_it_never_is(void)
{
	struct motion_bench y;

	motion_bench_begin(&y);
	device_says(&y, "GET " PATH, SCRIPT_SILENT, "");
	y.on = true;
	workbench_do(&y.bench, order, &y);
	CHECK(test_server_await(y.bench.server, SEEN_LOGINS, 1));
	workbench_do(&y.bench, cancel, &y);
	CHECK(y.unsent);
	workbench_settle(&y.bench);
	CHECK(device_saw(&y, "GET " PATH ";GET /visit;") && !y.bench.ended);
	motion_bench_end(&y);
}

static void given_up_later_it_may_have_been_done(void)
{
	struct motion_bench y;

	for (unsigned verifying = 0; verifying < 2; verifying++) {
		motion_bench_begin(&y);
		device_says(&y, "GET " PATH, 200, OFF);
		if (verifying)
			device_says(&y, "GET " PATH, SCRIPT_SILENT, "");
		else
			device_says(&y, "PUT " PATH, SCRIPT_SILENT, "");
		y.on = true;
		workbench_do(&y.bench, order, &y);
		CHECK(test_server_await(
			y.bench.server, SEEN_LOGINS, verifying ? 3 : 2));
		workbench_do(&y.bench, cancel, &y);
		CHECK(!y.unsent);
		workbench_settle(&y.bench);
		CHECK(!y.bench.ended);
		motion_bench_end(&y);
	}
}

/* Urgent calls that come in between. */
static void hang(const struct isapi_result *result, void *user)
{
}

static void get_in_between(struct motion_bench *y, const char *path, isapi_done_fn *fn)
{
	struct http_request request = {
		.method = "GET", .path = path, .timeout_ms = 8000, .urgent = true};
	struct isapi_call *call;

	CHECK(!isapi_send(y->bench.isapi, &request, fn, y, &call));
}

static void hang_behind_the_write(const struct isapi_result *result, void *user)
{
	get_in_between(user, "/silent", hang);
}

static void order_and_get_in_between(void *user)
{
	order(user);
	get_in_between(user, "/between", hang_behind_the_write);
}

static void written_and_not_yet_verified_it_has_been_sent(void)
{
	struct motion_bench y;

	motion_bench_begin(&y);
	device_says(&y, "GET " PATH, 200, OFF);
	y.on = true;
	workbench_do(&y.bench, order_and_get_in_between, &y);
	CHECK(test_server_await(y.bench.server, SEEN_LOGINS, 4));
	CHECK(device_saw(&y, "GET " PATH ";GET /between;PUT " PATH ";GET /silent;"));
	workbench_do(&y.bench, cancel, &y);
	CHECK(!y.unsent);
	motion_bench_end(&y);
}

static void witness(int err, void *user)
{
	struct motion_bench *y = user;

	y->witnessed += !y->bench.ended;
	y->witnessed_err = err;
}

static void order_before_a_witness(void *user)
{
	struct motion_bench *y = user;

	order(y);
	command_witness(y->command, witness, y);
}

static void a_witness_hears_first_and_not_of_what_was_given_up(void)
{
	struct motion_bench y;

	motion_bench_begin(&y);
	device_says(&y, "GET " PATH, 404, "");
	device_says(&y, "GET " PATH, SCRIPT_SILENT, "");
	workbench_do(&y.bench, order_before_a_witness, &y);
	CHECK(workbench_ends(&y.bench, 1, -ENOTSUP));
	CHECK(y.witnessed == 1 && y.witnessed_err == -ENOTSUP);
	workbench_do(&y.bench, order_before_a_witness, &y);
	workbench_do(&y.bench, cancel, &y);
	workbench_settle(&y.bench);
	CHECK(y.witnessed == 1 && y.bench.ended == 1);
	motion_bench_end(&y);
}

static const struct test tests[] = {
	TEST(switched_on_all_else_in_the_document_stays_and_it_is_read_again),
	TEST(switched_off_it_is_the_same_behind_a_recorder),
	TEST(what_is_so_already_is_not_written),
	TEST(a_refusal_is_the_end_with_its_reason),
	TEST(a_device_that_does_not_keep_it_has_refused),
	TEST(with_the_answer_lost_the_outcome_is_unknown_and_nothing_is_sent_again),
	TEST(what_could_not_be_verified_is_unknown_whatever_the_reason),
	TEST(what_cannot_be_understood_is_not_written),
	TEST(what_cannot_be_read_is_not_written),
	TEST(given_up_before_it_is_written_it_never_is),
	TEST(given_up_later_it_may_have_been_done),
	TEST(written_and_not_yet_verified_it_has_been_sent),
	TEST(a_witness_hears_first_and_not_of_what_was_given_up),
	{NULL, NULL},
};

int main(int argc, char **argv)
{
	return check_main(tests, argc, argv);
}
