/* SPDX-License-Identifier: Apache-2.0 */
/* motion-bench.c - a device with motion detection, and our orders and questions to it. */

#include "motion-bench.h"

#include "check.h"
#include "command.h"

#include <string.h>

static void told(unsigned channel, bool on, void *user)
{
	struct motion_bench *y = user;

	y->told_on = on;
	workbench_tell(&y->bench, (int)channel, "");
}

void motion_bench_begin(struct motion_bench *y)
{
	memset(y, 0, sizeof(*y));
	workbench_begin(&y->bench);
	y->switches = (struct motion_switches){
		.isapi = y->bench.isapi, .told = told, .user = y};
	y->place = (struct motion_place){.asked = 3, .number = 3};
}

void drop_questions(void *user)
{
	struct motion_bench *y = user;

	motion_switches_drop(&y->switches);
}

void motion_bench_end(struct motion_bench *y)
{
	workbench_do(&y->bench, drop_questions, y);
	CHECK(!y->switches.questions);
	workbench_end(&y->bench);
}

void device_says(
	struct motion_bench *y, const char *request, int status, const char *body)
{
	test_server_script(y->bench.server, request, status, body);
}

bool device_saw(struct motion_bench *y, const char *story)
{
	return !strcmp(workbench_story(&y->bench), story);
}

static void done(int err, const char *why, void *user)
{
	struct motion_bench *y = user;

	y->command = NULL;
	workbench_tell(&y->bench, err, why);
}

void order(void *user)
{
	struct motion_bench *y = user;

	y->err = motion_switch_send(
		&y->switches, &y->place, y->on, done, y, &y->command);
}

void cancel(void *user)
{
	struct motion_bench *y = user;

	y->unsent = command_cancel(y->command);
}

void ask(void *user)
{
	struct motion_bench *y = user;

	motion_switch_ask(&y->switches, &y->place);
}

/* @return whether it ended so */
bool ordered(struct motion_bench *y, bool on, int err)
{
	y->on = on;
	workbench_do(&y->bench, order, y);
	return !y->err && workbench_ends(&y->bench, 1, err);
}
