/* SPDX-License-Identifier: Apache-2.0 */
/* camera-check-test.c - a self-check asks and never writes, in bounded time, and is out of
 * the way of commands. */

#include "camera-check.h"
#include "check.h"
#include "command.h"
#include "workbench.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define LOGIN    "/ISAPI/Security/webCertificate"
#define USERS    "/ISAPI/Security/users"
#define RIGHTS   "/ISAPI/Security/UserPermission/2"
#define TRIGGERS "/ISAPI/Event/triggers"
#define MOTION   "/ISAPI/System/Video/inputs/channels/1/motionDetection"
#define LINE     "/ISAPI/Smart/LineDetection/1"
#define SCHEDULE "/ISAPI/Event/schedules/"
#define ORDER    "/ISAPI/System/reboot"

#define INPUTS                                                                         \
	"<VideoInputChannelList><VideoInputChannel><id>1</id><inputPort>1</inputPort>" \
	"<name>Porch</name></VideoInputChannel></VideoInputChannelList>"
#define TRIGGER(type, methods)                                                               \
	"<EventTrigger><id>" type "-1</id><eventType>" type "</eventType>"                   \
	"<videoInputChannelID>1</videoInputChannelID><EventTriggerNotificationList>" methods \
	"</EventTriggerNotificationList></EventTrigger>"
#define CENTER                                                                         \
	"<EventTriggerNotification><notificationMethod>center</notificationMethod>"    \
	"</EventTriggerNotification>"
#define TRIGGER_LIST(center)                                                           \
	"<EventTriggerList>" TRIGGER("VMD", center) TRIGGER("linedetection", center)   \
		TRIGGER("diskfull", "") "</EventTriggerList>"

struct desk {
	struct workbench bench;
	struct timers timers; /* the check's; the loop has its own */
	struct camera_found found;
	struct camera_check check;
	bool deaf;
	int err;
	unsigned tests_ms;
	json_t *report; /* under the bench's lock */
	unsigned commands_done;
};

static void done(int err, const char *why, const json_t *report, void *user)
{
	struct desk *d = user;

	json_decref(d->report);
	d->report = report ? json_deep_copy(report) : NULL;
	workbench_tell(&d->bench, err, why);
}

static void device_says(struct desk *d, const char *path, int status, const char *body)
{
	char request[128];

	snprintf(request, sizeof(request), "GET %s", path);
	test_server_script(d->bench.server, request, status, body);
}

/* A camera with motion and line crossing; it answers nothing but what a test adds. */
static void desk_begin(struct desk *d)
{
	memset(d, 0, sizeof(*d));
	workbench_begin(&d->bench);
	camera_found_init(&d->found);
	d->found.kind = DEVICE_KIND_CAMERA;
	CHECK(!channel_list_parse(bytes_from(INPUTS), &d->found.inputs));
	CHECK(!trigger_list_parse(
		bytes_from(TRIGGER_LIST(CENTER)), &d->found.triggers));
	d->check = (struct camera_check){.isapi = d->bench.isapi,
		.timers = &d->timers,
		.username = "admin",
		.found = &d->found};
}

/* The same, and nothing is wrong. */
static void desk_begin_sound(struct desk *d)
{
	desk_begin(d);
	device_says(d, MOTION, 200,
		"<MotionDetection><enabled>true</enabled><MotionDetectionLayout><layout>"
		"<gridMap>0ff0</gridMap></layout></MotionDetectionLayout>"
		"</MotionDetection>");
}

static void drop(void *user)
{
	struct desk *d = user;

	camera_check_drop(&d->check);
}

static void desk_end(struct desk *d)
{
	workbench_do(&d->bench, drop, d);
	CHECK(!d->timers.first);
	workbench_end(&d->bench);
	camera_found_finish(&d->found);
	json_decref(d->report);
}

static void begin(void *user)
{
	struct desk *d = user;

	d->err = camera_check_begin(&d->check, d->deaf, done, d);
}

static void pass_time(void *user)
{
	struct desk *d = user;

	timers_advance(&d->timers, d->tests_ms);
}

static bool checked(struct desk *d)
{
	workbench_do(&d->bench, begin, d);
	return !d->err && workbench_ends(&d->bench, 1, 0);
}

static const char *story(struct desk *d)
{
	return workbench_story(&d->bench);
}

static const char *message(const struct desk *d)
{
	return json_string_value(json_object_get(d->report, "message"));
}

/* Is that the one finding of the device as a whole? */
static bool device_finding_is(const struct desk *d, const char *code)
{
	const json_t *findings = json_object_get(d->report, "device");
	const char *found =
		json_string_value(json_object_get(json_array_get(findings, 0), "code"));

	return json_array_size(findings) == 1 && found && !strcmp(found, code);
}

/* ---- the device as a whole ---- */

static void only_digest_among_what_it_takes_is_a_login_of_ours(void)
{
	static const struct {
		const char *words;
		bool finding;
	} rows[] = {{"digest", false}, {"digest/basic", false}, {"basic", true}};

	for (unsigned i = 0; i < 3; i++) {
		struct desk d;
		char body[128];

		desk_begin_sound(&d);
		snprintf(body, sizeof(body),
			"<WebCertificate><CertificateType>%s</CertificateType>"
			"</WebCertificate>",
			rows[i].words);
		device_says(&d, LOGIN, 200, body);
		CHECK(checked(&d));
		CHECK(device_finding_is(&d, "web_authentication") == rows[i].finding);
		desk_end(&d);
	}
}

static void the_rights_of_an_operator_are_read_an_administrators_are_not(void)
{
	static const struct {
		const char *level;
		const char *may;
		bool asked, finding;
	} rows[] = {{"Administrator", "false", false, false},
		{"Operator", "true", true, false}, {"Operator", "false", true, true}};

	for (unsigned i = 0; i < 3; i++) {
		struct desk d;
		char body[256];

		desk_begin_sound(&d);
		snprintf(body, sizeof(body),
			"<UserList><User><id>2</id><userName>admin</userName>"
			"<userLevel>%s</userLevel></User></UserList>",
			rows[i].level);
		device_says(&d, USERS, 200, body);
		snprintf(body, sizeof(body),
			"<UserPermission><id>2</id><remotePermission><alarmOutOrUpload>"
			"%s</alarmOutOrUpload></remotePermission></UserPermission>",
			rows[i].may);
		device_says(&d, RIGHTS, 200, body);
		CHECK(checked(&d));
		CHECK((strstr(story(&d), RIGHTS) != NULL) == rows[i].asked);
		CHECK(device_finding_is(&d, "right_missing") == rows[i].finding);
		desk_end(&d);
	}
}

static void a_right_that_the_stream_missed_is_told_once(void)
{
	struct desk d;

	desk_begin_sound(&d);
	d.deaf = true;
	device_says(&d, USERS, 200,
		"<UserList><User><id>2</id><userName>admin</userName><userLevel>Operator"
		"</userLevel></User></UserList>");
	device_says(&d, RIGHTS, 200,
		"<UserPermission><id>2</id><remotePermission><alarmOutOrUpload>false"
		"</alarmOutOrUpload></remotePermission></UserPermission>");
	CHECK(checked(&d));
	CHECK(device_finding_is(&d, "right_missing"));
	desk_end(&d);
}

/* ---- its sensors ---- */

static void it_tells_of_the_triggers_as_they_are_now(void)
{
	struct desk d;

	desk_begin_sound(&d);
	device_says(&d, TRIGGERS, 200, TRIGGER_LIST(""));
	CHECK(checked(&d));
	CHECK(json_array_size(json_object_get(d.report, "channels")) == 1);
	CHECK(json_is_false(json_object_get(d.report, "ok")));
	desk_end(&d);
}

static void without_an_answer_those_of_before_count(void)
{
	struct desk d;

	desk_begin_sound(&d);
	device_says(&d, TRIGGERS, 500, "");
	CHECK(checked(&d));
	CHECK(strstr(story(&d), "GET " MOTION ";") &&
		strstr(story(&d), "GET " LINE ";"));
	CHECK(json_is_true(json_object_get(d.report, "ok")));
	desk_end(&d);
}

static void a_schedule_is_asked_for_under_each_spelling(void)
{
	struct desk d;
	char path[ARMING_PATH_MAX], second[ARMING_PATH_MAX + 8];

	CHECK(!arming_schedule_path("VMD", 1, 0, path));
	desk_begin_sound(&d);
	device_says(&d, path, 404, "");
	CHECK(!arming_schedule_path("VMD", 1, 1, path));
	device_says(&d, path, 200, "<Schedule><TimeBlockList/></Schedule>");
	CHECK(checked(&d));
	snprintf(second, sizeof(second), "GET %s;", path);
	CHECK(strstr(story(&d), second));
	CHECK(json_is_false(json_object_get(d.report, "ok")));
	desk_end(&d);
}

static void what_could_not_be_read_is_counted_and_not_called_missing(void)
{
	struct desk d;

	desk_begin(&d);
	device_says(&d, MOTION, 500, "");
	device_says(&d, LINE, 404, "");
	CHECK(checked(&d));
	CHECK(json_is_true(json_object_get(d.report, "ok")));
	CHECK(strstr(message(&d), "could not be read: 1."));
	desk_end(&d);
}

/* ---- how it asks ---- */

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
		snprintf(end, sizeof(end), "GET %s;GET /visit;", hanging[i]);
		CHECK(strstr(story(&d), end) && !d.bench.ended);
		desk_end(&d);
	}
}

static const struct test tests[] = {
	TEST(only_digest_among_what_it_takes_is_a_login_of_ours),
	TEST(the_rights_of_an_operator_are_read_an_administrators_are_not),
	TEST(a_right_that_the_stream_missed_is_told_once),
	TEST(it_tells_of_the_triggers_as_they_are_now),
	TEST(without_an_answer_those_of_before_count),
	TEST(a_schedule_is_asked_for_under_each_spelling),
	TEST(what_could_not_be_read_is_counted_and_not_called_missing),
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
