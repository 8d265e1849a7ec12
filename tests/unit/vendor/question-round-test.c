/* SPDX-License-Identifier: Apache-2.0 */
/* question-round-test.c - a table of questions, asked of a device. */

#include "check.h"
#include "question-round.h"
#include "workbench.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Who asks, and what he heard: "/path" and how it ended, in order. */
struct asker {
	struct workbench bench;
	struct question_round round;
	bool wants;
	char heard[512];
};

static void hear(struct asker *a, const char *what, unsigned number, int err)
{
	size_t at = strlen(a->heard);

	snprintf(a->heard + at, sizeof(a->heard) - at, "%s%u:%d ", what, number, err);
}

static void take_name(const struct isapi_result *result, unsigned number, void *user)
{
	hear(user, "name", number, result->err);
}

static void take_lamp(const struct isapi_result *result, unsigned number, void *user)
{
	hear(user, "lamp", number, result->err);
}

static bool has_lamp(unsigned number, const void *user)
{
	return number == 2 || number == 5;
}

static void take_bell(const struct isapi_result *result, unsigned number, void *user)
{
	hear(user, "bell", number, result->err);
}

static bool is_wanted(const void *user)
{
	return ((const struct asker *)user)->wants;
}

static const struct question questions[] = {
	{"/name", take_name, NULL, NULL, false},
	{"/lamp/%u/state", take_lamp, has_lamp, NULL, true},
	{"/bell", take_bell, NULL, is_wanted, false},
};

static void done(int err, const char *why, void *user)
{
	workbench_tell(&((struct asker *)user)->bench, err, why);
}

static void asker_begin(struct asker *a)
{
	memset(a, 0, sizeof(*a));
	workbench_begin(&a->bench);
	a->round = (struct question_round){
		.questions = questions, .count = 3, .done = done, .user = a};
	a->round.isapi = a->bench.isapi;
}

static void begin_round(void *user)
{
	struct asker *a = user;

	question_round_begin(&a->round);
}

static void drop_round(void *user)
{
	struct asker *a = user;

	question_round_drop(&a->round);
}

static void finish_round(void *user)
{
	struct asker *a = user;

	question_round_finish(&a->round);
}

static void asker_end(struct asker *a)
{
	workbench_do(&a->bench, finish_round, a);
	workbench_end(&a->bench);
}

static bool server_saw(struct asker *a, const char *story)
{
	return !strcmp(workbench_story(&a->bench), story);
}

static bool outcomes_are(const struct asker *a, const char *text)
{
	json_t *outcomes = question_round_outcomes(&a->round);
	json_t *right = json_loads(text, 0, NULL);
	bool same = right && json_equal(outcomes, right);

	json_decref(outcomes);
	json_decref(right);
	return same;
}

static void each_is_asked_in_turn_and_what_there_are_several_of_by_number(void)
{
	struct asker a;

	asker_begin(&a);
	a.wants = true;
	workbench_do(&a.bench, begin_round, &a);
	CHECK(workbench_ends(&a.bench, 1, 0));
	CHECK(server_saw(
		&a, "GET /name;GET /lamp/2/state;GET /lamp/5/state;GET /bell;"));
	CHECK(!strcmp(a.heard, "name0:0 lamp2:0 lamp5:0 bell0:0 "));
	asker_end(&a);
}

static void what_is_not_wanted_is_not_asked(void)
{
	struct asker a;

	asker_begin(&a);
	workbench_do(&a.bench, begin_round, &a);
	CHECK(workbench_ends(&a.bench, 1, 0));
	CHECK(server_saw(&a, "GET /name;GET /lamp/2/state;GET /lamp/5/state;"));
	asker_end(&a);
}

static void a_refusal_is_heard_and_the_round_goes_on(void)
{
	struct asker a;

	asker_begin(&a);
	a.wants = true;
	test_server_script(a.bench.server, "GET /name", 403,
		"<ResponseStatus><statusCode>4</statusCode><subStatusCode>lowPrivilege"
		"</subStatusCode></ResponseStatus>");
	test_server_script(a.bench.server, "GET /lamp/2/state", 404, "");
	test_server_script(a.bench.server, "GET /lamp/5/state", 500, "");
	CHECK(outcomes_are(&a, "[]"));
	workbench_do(&a.bench, begin_round, &a);
	CHECK(workbench_ends(&a.bench, 1, 0));
	CHECK(outcomes_are(&a,
		"[{\"path\":\"/name\",\"outcome\":\"no permission\"},"
		"{\"path\":\"/lamp/2/state\",\"outcome\":\"unsupported\"},"
		"{\"path\":\"/lamp/5/state\",\"outcome\":\"refused\"},"
		"{\"path\":\"/bell\",\"outcome\":\"answered\"}]"));
	CHECK(a.heard[strlen("name0:")] == '-' && strstr(a.heard, "bell0:0"));
	asker_end(&a);
}

static void a_device_that_does_not_answer_ends_the_round(void)
{
	struct asker a;

	asker_begin(&a);
	test_server_script(a.bench.server, "GET /name", SCRIPT_DROP, "");
	workbench_do(&a.bench, begin_round, &a);
	CHECK(workbench_ends(&a.bench, 1, -ETIMEDOUT) && *a.bench.why);
	CHECK(server_saw(&a, "GET /name;") && !*a.heard);
	asker_end(&a);
}

static void where_no_answer_is_one_the_round_goes_on_without_the_other_numbers(void)
{
	struct asker a;
	char silent[64];

	asker_begin(&a);
	a.wants = true;
	test_server_script(a.bench.server, "GET /lamp/2/state", SCRIPT_DROP, "");
	workbench_do(&a.bench, begin_round, &a);
	CHECK(workbench_ends(&a.bench, 1, 0));
	CHECK(server_saw(&a, "GET /name;GET /lamp/2/state;GET /bell;"));
	snprintf(silent, sizeof(silent), "name0:0 lamp2:%d bell0:0 ", -ETIMEDOUT);
	CHECK(!strcmp(a.heard, silent));
	asker_end(&a);
}

static void a_refused_login_ends_the_round_even_where_no_answer_is_one(void)
{
	struct asker a;

	asker_begin(&a);
	test_server_script(a.bench.server, "GET /lamp/2/state", 401, "");
	workbench_do(&a.bench, begin_round, &a);
	CHECK(workbench_ends(&a.bench, 1, -EACCES));
	CHECK(!strstr(a.heard, "lamp"));
	asker_end(&a);
}

static void a_round_that_is_dropped_tells_nobody(void)
{
	struct asker a;

	asker_begin(&a);
	test_server_script(a.bench.server, "GET /name", SCRIPT_SILENT, "");
	workbench_do(&a.bench, begin_round, &a);
	CHECK(test_server_await(a.bench.server, SEEN_LOGINS, 1));
	workbench_do(&a.bench, drop_round, &a);
	workbench_settle(&a.bench);
	CHECK(!a.bench.ended && !*a.heard);
	CHECK(server_saw(&a, "GET /name;GET /visit;"));
	asker_end(&a);
}

static void another_round_asks_all_again_and_forgets_the_first(void)
{
	struct asker a;

	asker_begin(&a);
	test_server_script(a.bench.server, "GET /name", 404, "");
	test_server_script(a.bench.server, "GET /name", 200, "Gate");
	workbench_do(&a.bench, begin_round, &a);
	CHECK(workbench_ends(&a.bench, 1, 0));
	workbench_do(&a.bench, begin_round, &a);
	CHECK(workbench_ends(&a.bench, 2, 0));
	CHECK(test_server_seen(a.bench.server, SEEN_LOGINS) == 6);
	CHECK(outcomes_are(&a,
		"[{\"path\":\"/name\",\"outcome\":\"answered\"},"
		"{\"path\":\"/lamp/2/state\",\"outcome\":\"answered\"},"
		"{\"path\":\"/lamp/5/state\",\"outcome\":\"answered\"}]"));
	asker_end(&a);
}

static const struct test tests[] = {
	TEST(each_is_asked_in_turn_and_what_there_are_several_of_by_number),
	TEST(what_is_not_wanted_is_not_asked),
	TEST(a_refusal_is_heard_and_the_round_goes_on),
	TEST(a_device_that_does_not_answer_ends_the_round),
	TEST(where_no_answer_is_one_the_round_goes_on_without_the_other_numbers),
	TEST(a_refused_login_ends_the_round_even_where_no_answer_is_one),
	TEST(a_round_that_is_dropped_tells_nobody),
	TEST(another_round_asks_all_again_and_forgets_the_first),
	{NULL, NULL},
};

int main(int argc, char **argv)
{
	return check_main(tests, argc, argv);
}
