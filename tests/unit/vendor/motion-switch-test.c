/* SPDX-License-Identifier: Apache-2.0 */
/* motion-switch-test.c - motion detection is asked for, and switched: one change in a
 * document that holds much else. */

#include "check.h"
#include "command.h"
#include "motion-switch.h"
#include "workbench.h"

#include <errno.h>
#include <string.h>

#define PATH       "/ISAPI/System/Video/inputs/channels/3/motionDetection"
#define PROXY_PATH "/ISAPI/ContentMgmt/InputProxy/channels/9/video/motionDetection"
/* What else the user has set there, not all of it known to us. */
#define DOCUMENT(on)                                                                   \
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<MotionDetection "              \
	"version=\"2.0\">\r\n<enabled>" on "</enabled>\r\n<!-- mine -->"               \
	"<MotionDetectionLayout><sensitivityLevel>37</sensitivityLevel><targetType>"   \
	"human,vehicle</targetType><layout><gridMap>0ff0</gridMap></layout>"           \
	"</MotionDetectionLayout><Extra><enabled>false</enabled></Extra>\r\n"          \
	"</MotionDetection>\r\n"
#define ON  DOCUMENT("true")
#define OFF DOCUMENT("false")
#define RIGHT_MISSING                                                                  \
	"<ResponseStatus><statusCode>4</statusCode><statusString>Invalid Operation"    \
	"</statusString><subStatusCode>lowPrivilege</subStatusCode></ResponseStatus>"

struct yard {
	struct workbench bench;
	struct motion_switches switches;
	struct motion_place place;
	bool on; /* what is ordered */
	int err;
	bool unsent;
	struct unit_command *command;
	/* Who else hears of the order; under the bench's lock, as the ends are. */
	unsigned witnessed;
	int witnessed_err;
	bool told_on; /* each time it is told, the bench hears of it: err is the channel */
};

static void told(unsigned channel, bool on, void *user)
{
	struct yard *y = user;

	y->told_on = on;
	workbench_tell(&y->bench, (int)channel, "");
}

static void yard_begin(struct yard *y)
{
	memset(y, 0, sizeof(*y));
	workbench_begin(&y->bench);
	y->switches = (struct motion_switches){
		.isapi = y->bench.isapi, .told = told, .user = y};
	y->place = (struct motion_place){.asked = 3, .number = 3};
}

static void drop_questions(void *user)
{
	struct yard *y = user;

	motion_switches_drop(&y->switches);
}

static void yard_end(struct yard *y)
{
	workbench_do(&y->bench, drop_questions, y);
	CHECK(!y->switches.questions);
	workbench_end(&y->bench);
}

static void device_says(
	struct yard *y, const char *request, int status, const char *body)
{
	test_server_script(y->bench.server, request, status, body);
}

static bool device_saw(struct yard *y, const char *story)
{
	return !strcmp(workbench_story(&y->bench), story);
}

static void done(int err, const char *why, void *user)
{
	struct yard *y = user;

	y->command = NULL;
	workbench_tell(&y->bench, err, why);
}

static void order(void *user)
{
	struct yard *y = user;

	y->err = motion_switch_send(
		&y->switches, &y->place, y->on, done, y, &y->command);
}

static void cancel(void *user)
{
	struct yard *y = user;

	y->unsent = command_cancel(y->command);
}

static void ask(void *user)
{
	struct yard *y = user;

	motion_switch_ask(&y->switches, &y->place);
}

/* @return whether it ended so */
static bool ordered(struct yard *y, bool on, int err)
{
	y->on = on;
	workbench_do(&y->bench, order, y);
	return !y->err && workbench_ends(&y->bench, 1, err);
}

/* ---- switch ---- */

static void switched_on_all_else_in_the_document_stays_and_it_is_read_again(void)
{
	struct yard y;

	yard_begin(&y);
	device_says(&y, "GET " PATH, 200, OFF);
	device_says(&y, "GET " PATH, 200, ON);
	CHECK(ordered(&y, true, 0));
	CHECK(device_saw(&y, "GET " PATH ";PUT " PATH ";GET " PATH ";"));
	CHECK(!strcmp(test_server_body(y.bench.server), ON));
	yard_end(&y);
}

static void switched_off_it_is_the_same_behind_a_recorder(void)
{
	struct yard y;

	yard_begin(&y);
	y.place = (struct motion_place){.asked = 9, .number = 9, .proxy = true};
	device_says(&y, "GET " PROXY_PATH, 200, ON);
	device_says(&y, "GET " PROXY_PATH, 200, OFF);
	CHECK(ordered(&y, false, 0));
	CHECK(device_saw(
		&y, "GET " PROXY_PATH ";PUT " PROXY_PATH ";GET " PROXY_PATH ";"));
	CHECK(!strcmp(test_server_body(y.bench.server), OFF));
	yard_end(&y);
}

static void what_is_so_already_is_not_written(void)
{
	struct yard y;

	yard_begin(&y);
	device_says(&y, "GET " PATH, 200, ON);
	CHECK(ordered(&y, true, 0));
	CHECK(device_saw(&y, "GET " PATH ";"));
	yard_end(&y);
}

static void a_refusal_is_the_end_with_its_reason(void)
{
	struct yard y;

	yard_begin(&y);
	device_says(&y, "GET " PATH, 200, OFF);
	device_says(&y, "PUT " PATH, 403, RIGHT_MISSING);
	CHECK(ordered(&y, true, -EPERM));
	CHECK(strstr(y.bench.why, "lowPrivilege"));
	CHECK(device_saw(&y, "GET " PATH ";PUT " PATH ";"));
	yard_end(&y);
}

static void a_device_that_does_not_keep_it_has_refused(void)
{
	struct yard y;

	yard_begin(&y);
	device_says(&y, "GET " PATH, 200, OFF);
	CHECK(ordered(&y, true, -EREMOTEIO));
	CHECK(strstr(y.bench.why, "did not keep it"));
	CHECK(device_saw(&y, "GET " PATH ";PUT " PATH ";GET " PATH ";"));
	yard_end(&y);
}

static void with_the_answer_lost_the_outcome_is_unknown_and_nothing_is_sent_again(void)
{
	struct yard y;

	yard_begin(&y);
	device_says(&y, "GET " PATH, 200, OFF);
	device_says(&y, "PUT " PATH, SCRIPT_DROP, "");
	CHECK(ordered(&y, true, -ETIMEDOUT));
	CHECK(device_saw(&y, "GET " PATH ";PUT " PATH ";"));
	yard_end(&y);
}

static void what_could_not_be_verified_is_unknown_whatever_the_reason(void)
{
	static const int statuses[] = {SCRIPT_DROP, 403, 500};

	for (unsigned i = 0; i < 3; i++) {
		struct yard y;

		yard_begin(&y);
		device_says(&y, "GET " PATH, 200, OFF);
		device_says(&y, "GET " PATH, statuses[i], RIGHT_MISSING);
		CHECK(ordered(&y, true, -ETIMEDOUT));
		CHECK(device_saw(&y, "GET " PATH ";PUT " PATH ";GET " PATH ";"));
		yard_end(&y);
	}
}

static void what_cannot_be_understood_is_not_written(void)
{
	static const char *const documents[] = {"", "hello", "<MotionDetection/>",
		"<Other><enabled>true</enabled></Other>"};

	for (unsigned i = 0; i < 8; i++) {
		struct yard y;

		yard_begin(&y);
		device_says(&y, "GET " PATH, 200, documents[i / 2]);
		CHECK(ordered(&y, i % 2, -EREMOTEIO));
		CHECK(strstr(y.bench.why, "nothing was changed"));
		CHECK(device_saw(&y, "GET " PATH ";"));
		yard_end(&y);
	}
}

static void what_cannot_be_read_is_not_written(void)
{
	struct yard y;

	yard_begin(&y);
	device_says(&y, "GET " PATH, 404, "");
	CHECK(ordered(&y, true, -ENOTSUP));
	CHECK(device_saw(&y, "GET " PATH ";"));
	yard_end(&y);
}

static void given_up_before_it_is_written_it_never_is(void)
{
	struct yard y;

	yard_begin(&y);
	device_says(&y, "GET " PATH, SCRIPT_SILENT, "");
	y.on = true;
	workbench_do(&y.bench, order, &y);
	CHECK(test_server_await(y.bench.server, SEEN_LOGINS, 1));
	workbench_do(&y.bench, cancel, &y);
	CHECK(y.unsent);
	workbench_settle(&y.bench);
	CHECK(device_saw(&y, "GET " PATH ";GET /visit;") && !y.bench.ended);
	yard_end(&y);
}

static void given_up_later_it_may_have_been_done(void)
{
	struct yard y;

	for (unsigned verifying = 0; verifying < 2; verifying++) {
		yard_begin(&y);
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
		yard_end(&y);
	}
}

/* Urgent calls that come in between. */
static void hang(const struct isapi_result *result, void *user)
{
}

static void get_in_between(struct yard *y, const char *path, isapi_done_fn *fn)
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
	struct yard y;

	yard_begin(&y);
	device_says(&y, "GET " PATH, 200, OFF);
	y.on = true;
	workbench_do(&y.bench, order_and_get_in_between, &y);
	CHECK(test_server_await(y.bench.server, SEEN_LOGINS, 4));
	CHECK(device_saw(&y, "GET " PATH ";GET /between;PUT " PATH ";GET /silent;"));
	workbench_do(&y.bench, cancel, &y);
	CHECK(!y.unsent);
	yard_end(&y);
}

static void witness(int err, void *user)
{
	struct yard *y = user;

	y->witnessed += !y->bench.ended;
	y->witnessed_err = err;
}

static void order_before_a_witness(void *user)
{
	struct yard *y = user;

	order(y);
	command_witness(y->command, witness, y);
}

static void a_witness_hears_first_and_not_of_what_was_given_up(void)
{
	struct yard y;

	yard_begin(&y);
	device_says(&y, "GET " PATH, 404, "");
	device_says(&y, "GET " PATH, SCRIPT_SILENT, "");
	workbench_do(&y.bench, order_before_a_witness, &y);
	CHECK(workbench_ends(&y.bench, 1, -ENOTSUP));
	CHECK(y.witnessed == 1 && y.witnessed_err == -ENOTSUP);
	workbench_do(&y.bench, order_before_a_witness, &y);
	workbench_do(&y.bench, cancel, &y);
	workbench_settle(&y.bench);
	CHECK(y.witnessed == 1 && y.bench.ended == 1);
	yard_end(&y);
}

/* ---- ask ---- */

static void asked_it_tells_under_the_number_it_was_asked_for(void)
{
	struct yard y;

	yard_begin(&y);
	y.place = (struct motion_place){.asked = 7, .number = 3};
	device_says(&y, "GET " PATH, 200, ON);
	device_says(&y, "GET " PATH, 200, OFF);
	workbench_do(&y.bench, ask, &y);
	CHECK(workbench_ends(&y.bench, 1, 7) && y.told_on);
	workbench_do(&y.bench, ask, &y);
	CHECK(workbench_ends(&y.bench, 2, 7) && !y.told_on);
	yard_end(&y);
}

static void without_an_answer_that_is_understood_nothing_is_told(void)
{
	static const struct {
		int status;
		const char *body;
	} answers[] = {{404, ON}, {403, RIGHT_MISSING}, {200, "hello"},
		{200, "<MotionDetection/>"}, {SCRIPT_DROP, ""}};

	for (unsigned i = 0; i < 5; i++) {
		struct yard y;

		yard_begin(&y);
		device_says(&y, "GET " PATH, answers[i].status, answers[i].body);
		workbench_do(&y.bench, ask, &y);
		workbench_settle(&y.bench);
		CHECK(!y.bench.ended && !y.switches.questions);
		yard_end(&y);
	}
}

static void asked_again_the_older_answer_is_not_waited_for(void)
{
	struct yard y;

	yard_begin(&y);
	device_says(&y, "GET " PATH, SCRIPT_SILENT, "");
	device_says(&y, "GET " PATH, 200, ON);
	workbench_do(&y.bench, ask, &y);
	CHECK(test_server_await(y.bench.server, SEEN_LOGINS, 1));
	workbench_do(&y.bench, ask, &y);
	CHECK(workbench_ends(&y.bench, 1, 3) && y.told_on && !y.switches.questions);
	yard_end(&y);
}

static void asked_of_another_channel_both_are_told(void)
{
	struct yard y;

	yard_begin(&y);
	device_says(&y, "GET " PATH, 200, ON);
	device_says(&y, "GET " PROXY_PATH, 200, ON);
	workbench_do(&y.bench, ask, &y);
	y.place = (struct motion_place){.asked = 9, .number = 9, .proxy = true};
	workbench_do(&y.bench, ask, &y);
	CHECK(workbench_ends(&y.bench, 2, 9));
	yard_end(&y);
}

static void dropped_in_the_middle_nobody_is_told(void)
{
	struct yard y;

	yard_begin(&y);
	device_says(&y, "GET " PATH, SCRIPT_SILENT, "");
	workbench_do(&y.bench, ask, &y);
	CHECK(test_server_await(y.bench.server, SEEN_LOGINS, 1));
	workbench_do(&y.bench, drop_questions, &y);
	workbench_settle(&y.bench);
	CHECK(!y.bench.ended);
	yard_end(&y);
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
	TEST(asked_it_tells_under_the_number_it_was_asked_for),
	TEST(without_an_answer_that_is_understood_nothing_is_told),
	TEST(asked_again_the_older_answer_is_not_waited_for),
	TEST(asked_of_another_channel_both_are_told),
	TEST(dropped_in_the_middle_nobody_is_told),
	{NULL, NULL},
};

int main(int argc, char **argv)
{
	return check_main(tests, argc, argv);
}
