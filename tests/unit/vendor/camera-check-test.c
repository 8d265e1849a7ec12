/* SPDX-License-Identifier: Apache-2.0 */
/* camera-check-test.c - what a self-check finds. */

#include "check-desk.h"
#include "check.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define DETECTION(on, grid)                                                            \
	"<MotionDetection><enabled>" on "</enabled><MotionDetectionLayout><layout>"    \
	"<gridMap>" grid                                                               \
	"</gridMap></layout></MotionDetectionLayout></MotionDetection>"
#define LINE_OF(on, points)                                                            \
	"<LineDetection><id>1</id><enabled>" on "</enabled><LineItemList><LineItem>"   \
	"<id>1</id><enabled>true</enabled><CoordinatesList>" points                    \
	"</CoordinatesList></LineItem></LineItemList></LineDetection>"
#define LINE_DRAWN                                                                     \
	"<Coordinates><positionX>1</positionX><positionY>1</positionY></Coordinates>"  \
	"<Coordinates><positionX>9</positionX><positionY>9</positionY></Coordinates>"
#define TIMES                                                                          \
	"<TimeBlock><dayOfWeek>1</dayOfWeek><TimeRange><beginTime>00:00</beginTime>"   \
	"<endTime>24:00</endTime></TimeRange></TimeBlock>"

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

/* What is found of the only channel: "sensor:code sensor:code " */
static bool channel_findings_are(const struct desk *d, const char *wanted)
{
	const json_t *channel =
		json_array_get(json_object_get(d->report, "channels"), 0);
	const json_t *findings = json_object_get(channel, "findings");
	char text[256] = "";
	const json_t *finding;
	size_t i;

	json_array_foreach(findings, i, finding)
	{
		const char *sensor =
			json_string_value(json_object_get(finding, "sensor"));
		size_t at = strlen(text);

		snprintf(text + at, sizeof(text) - at, "%s:%s ", sensor ? sensor : "",
			json_string_value(json_object_get(finding, "code")));
	}
	return json_array_size(json_object_get(d->report, "channels")) <= 1 &&
	       !strcmp(text, wanted);
}

static void each_reason_why_a_sensor_is_silent_is_found(void)
{
	/* In the order of the columns: is it armed, what its documents say. */
	static const struct {
		const char *triggers, *motion, *line, *schedule, *found;
	} rows[] = {
		{TRIGGER_LIST(CENTER), DETECTION("true", "0ff0"),
			LINE_OF("true", LINE_DRAWN), TIMES, ""},
		{TRIGGER_LIST(CENTER), DETECTION("true", "0000"),
			LINE_OF("true", LINE_DRAWN), TIMES, "motion:no_region "},
		{TRIGGER_LIST(CENTER), DETECTION("true", "0ff0"), LINE_OF("true", ""),
			TIMES, "line_crossing:no_region "},
		{TRIGGER_LIST(CENTER), DETECTION("true", "0ff0"),
			LINE_OF("true", LINE_DRAWN), "", "motion:no_schedule "},
		{TRIGGER_LIST(""), DETECTION("true", "0ff0"),
			LINE_OF("true", LINE_DRAWN), TIMES,
			"motion:not_armed line_crossing:not_armed "},
		{TRIGGER_LIST(CENTER), DETECTION("false", "0000"), LINE_OF("false", ""),
			"", "motion:switched_off line_crossing:switched_off "},
		/* Who does not use a detection does not miss it; but for motion. */
		{TRIGGER_LIST(""), DETECTION("false", "0000"), LINE_OF("false", ""), "",
			"motion:switched_off motion:not_armed "},
	};

	for (unsigned i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct desk d;
		char schedule[512];

		desk_begin(&d);
		snprintf(schedule, sizeof(schedule),
			"<Schedule><TimeBlockList>%s</TimeBlockList></Schedule>",
			rows[i].schedule);
		device_says(&d, TRIGGERS, 200, rows[i].triggers);
		device_says(&d, MOTION, 200, rows[i].motion);
		device_says(&d, LINE, 200, rows[i].line);
		device_says(&d, "/ISAPI/Event/schedules/motionDetections/VMD_video1",
			200, schedule);
		CHECK(checked(&d));
		if (!CHECK(channel_findings_are(&d, rows[i].found)))
			printf("# row %u\n", i);
		desk_end(&d);
	}
}

static void a_channel_that_is_lost_is_one_finding_and_asked_nothing_else(void)
{
	static const char proxies[] =
		"<InputProxyChannelList><InputProxyChannel><id>1</id><name>Porch</name>"
		"</InputProxyChannel></InputProxyChannelList>";
	static const char statuses[] =
		"<InputProxyChannelStatusList><InputProxyChannelStatus><id>1</id><online>"
		"false</online></InputProxyChannelStatus></InputProxyChannelStatusList>";
	struct desk d;

	desk_begin(&d);
	d.found.kind = DEVICE_KIND_RECORDER;
	CHECK(!channel_list_parse(bytes_from(proxies), &d.found.proxies));
	CHECK(!channel_list_parse(bytes_from(statuses), &d.found.statuses));
	CHECK(checked(&d));
	CHECK(channel_findings_are(&d, ":channel_lost "));
	CHECK(!strstr(story(&d), "otionDetection") && !strstr(story(&d), LINE));
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

static const struct test tests[] = {
	TEST(only_digest_among_what_it_takes_is_a_login_of_ours),
	TEST(the_rights_of_an_operator_are_read_an_administrators_are_not),
	TEST(a_right_that_the_stream_missed_is_told_once),
	TEST(it_tells_of_the_triggers_as_they_are_now),
	TEST(without_an_answer_those_of_before_count),
	TEST(each_reason_why_a_sensor_is_silent_is_found),
	TEST(a_channel_that_is_lost_is_one_finding_and_asked_nothing_else),
	TEST(a_schedule_is_asked_for_under_each_spelling),
	TEST(what_could_not_be_read_is_counted_and_not_called_missing),
	{NULL, NULL},
};

int main(int argc, char **argv)
{
	return check_main(tests, argc, argv);
}
