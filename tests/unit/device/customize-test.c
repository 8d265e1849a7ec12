/* SPDX-License-Identifier: Apache-2.0 */
/* customize-test.c - the setting "customize", with the examples of the document that the
 * users know. */

#include "log.h"
#include "yard.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { SECOND = 1000, LINES_MAX = 8 };

struct book {
	char lines[LINES_MAX][800];
	unsigned count;
};

static void write_line(void *user, enum log_level level, const char *line)
{
	struct book *b = user;

	if (level == LOG_LEVEL_WARNING && CHECK(b->count < LINES_MAX))
		snprintf(b->lines[b->count++], sizeof(b->lines[0]), "%s", line);
}

static void set(struct yard *y, const char *customize)
{
	json_decref((json_t *)y->house.config.customize);
	y->house.config.customize = json_loads(customize, 0, NULL);
	CHECK(y->house.config.customize);
}

static void leave(struct yard *y)
{
	json_t *customize = (json_t *)y->house.config.customize;

	yard_end(y);
	json_decref(customize);
}

/* Two channels with motion and field detection, two inputs. */
static void recorder_with(struct yard *y, const char *customize)
{
	yard_begin(y, "Home", true);
	set(y, customize);
	for (unsigned n = 1; n <= 2; n++) {
		yard_has_channel(y, n, "");
		yard_lists(y, SENSOR_MOTION, n, true);
		yard_lists(y, SENSOR_FIELD_DETECTION, n, true);
		yard_lists(y, SENSOR_IO, n, true);
	}
	yard_moves_in(y);
	yard_waits(y, 6 * SECOND);
}

static void the_example_of_a_camera_holds(void)
{
	struct yard y;

	yard_begin(&y, "Front Porch", false);
	set(&y, "{\"motion\":{\"delay\":30},\"line_crossing\":{\"ignored\":true}}");
	yard_lists(&y, SENSOR_MOTION, 1, true);
	yard_lists(&y, SENSOR_LINE_CROSSING, 1, true);
	yard_moves_in(&y);
	CHECK(!yard_capability(&y, "C1", "line_crossing"));
	CHECK(!yard_capability(&y, "C1", "line_crossing_event"));
	yard_tells(&y, SENSOR_LINE_CROSSING, 1, true); /* it does not come back so */
	CHECK(yard_sees(&y, "C1", "line_crossing") == -2);
	yard_tells(&y, SENSOR_MOTION, 1, true);
	yard_tells(&y, SENSOR_MOTION, 1, false);
	yard_waits(&y, 30 * SECOND - 1);
	CHECK(yard_sees(&y, "C1", "motion") == 1);
	yard_waits(&y, 1);
	CHECK(yard_sees(&y, "C1", "motion") == 0);
	leave(&y);
}

static void the_example_of_a_recorder_holds(void)
{
	struct yard y;

	recorder_with(&y,
		"{\"motion_1\":{\"delay\":30},\"field_detection_2\":{\"ignored\":true}}");
	CHECK(yard_capability(&y, "C1-channel-1", "field_detection"));
	CHECK(!yard_capability(&y, "C1-channel-2", "field_detection"));
	for (unsigned n = 1; n <= 2; n++) {
		yard_tells(&y, SENSOR_MOTION, n, true);
		yard_tells(&y, SENSOR_MOTION, n, false);
	}
	yard_waits(&y, SECOND);
	CHECK(yard_sees(&y, "C1-channel-1", "motion") == 1);
	CHECK(yard_sees(&y, "C1-channel-2", "motion") == 0);
	yard_waits(&y, 29 * SECOND);
	CHECK(yard_sees(&y, "C1-channel-1", "motion") == 0);
	leave(&y);
}

static void the_key_with_a_number_decides(void)
{
	struct yard y;

	recorder_with(&y, "{\"motion_2\":{\"delay\":0,\"ignored\":false},"
			  "\"motion\":{\"delay\":30,\"ignored\":true}}");
	CHECK(!yard_capability(&y, "C1-channel-1", "motion"));
	CHECK(yard_capability(&y, "C1-channel-2", "motion"));
	yard_tells(&y, SENSOR_MOTION, 2, true);
	yard_tells(&y, SENSOR_MOTION, 2, false);
	yard_waits(&y, 0);
	CHECK(yard_sees(&y, "C1-channel-2", "motion") == 0);
	leave(&y);
}

static void inputs_are_called_as_in_the_document(void)
{
	static const char *const all[] = {"{\"i/o\":{\"ignored\":true}}",
		"{\"i_o\":{\"ignored\":true}}", "{\"I/O\":{\"ignored\":true}}"};
	static const char *const second[] = {"{\"i/o_2\":{\"ignored\":true}}",
		"{\"i_o_2\":{\"ignored\":true}}", "{\"I/O 2\":{\"ignored\":true}}"};
	struct yard y;

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		recorder_with(&y, all[i]);
		CHECK(!yard_capability(&y, "C1", "i_o_1"));
		CHECK(!yard_capability(&y, "C1", "i_o_2"));
		leave(&y);
		recorder_with(&y, second[i]);
		CHECK(yard_capability(&y, "C1", "i_o_1"));
		CHECK(!yard_capability(&y, "C1", "i_o_2"));
		leave(&y);
	}
}

static void the_only_input_has_both_names(void)
{
	struct yard y;

	yard_begin(&y, "Home", false);
	set(&y, "{\"i/o_1\":{\"ignored\":true}}");
	yard_lists(&y, SENSOR_IO, 1, true);
	yard_moves_in(&y);
	CHECK(!yard_capability(&y, "C1", "i_o"));
	leave(&y);
}

static void what_is_ignored_no_more_comes_back(void)
{
	struct yard y;
	json_t *before;

	recorder_with(&y, "{\"motion\":{\"ignored\":true}}");
	CHECK(!yard_capability(&y, "C1-channel-1", "motion"));
	before = json_incref((json_t *)y.house.config.customize);
	set(&y, "{}");
	CHECK(!station_configure(y.house.station, &y.house.config));
	json_decref(before);
	CHECK(yard_capability(&y, "C1-channel-1", "motion"));
	CHECK(y.house.units_made == 1); /* without a new connection */
	yard_waits(&y, 5 * SECOND);
	CHECK(yard_sees(&y, "C1-channel-1", "motion") == 0);
	leave(&y);
}

static void what_is_wrong_is_said_once_with_what_is_right(void)
{
	struct book book = {.count = 0};
	struct log log = {.write = write_line, .user = &book};
	struct yard y;

	yard_begin(&y, "Home", true);
	y.house.log = &log;
	set(&y, "{\"motoin\":{\"delay\":1},\"motion_7\":{\"delay\":1},"
		"\"motion_1\":{\"delay\":\"5\",\"dealy\":5},\"motion\":7,"
		"\"field_detection\":{\"targets\":[]}}");
	for (unsigned n = 1; n <= 2; n++) {
		yard_has_channel(&y, n, "");
		yard_lists(&y, SENSOR_MOTION, n, true);
		yard_lists(&y, SENSOR_FIELD_DETECTION, n, true);
	}
	yard_moves_in(&y);
	CHECK(book.count == 6);
	CHECK(strstr(book.lines[0], "no sensor \"motoin\"") &&
		strstr(book.lines[0], "mean \"motion\"") &&
		strstr(book.lines[0], "there is motion, field_detection, each"));
	CHECK(strstr(book.lines[1], "no sensor \"motion_7\""));
	CHECK(strstr(book.lines[1], "mean \"motion_1\"") ||
		strstr(book.lines[1], "mean \"motion_2\""));
	CHECK(strstr(book.lines[2], "\"delay\" must be whole seconds"));
	CHECK(strstr(book.lines[3], "\"dealy\" is not known"));
	CHECK(strstr(book.lines[4], "\"motion\" must be an object"));
	CHECK(strstr(book.lines[5], "\"targets\" must be a list"));
	yard_is_known(&y);
	CHECK(book.count == 6);
	leave(&y);
}

static void what_does_not_fit_changes_nothing(void)
{
	struct yard y;

	recorder_with(&y,
		"{\"motion\":{\"delay\":-1,\"ignored\":1,\"targets\":\"human\"},"
		"\"field_detection\":{\"delay\":86401}}");
	yard_tells(&y, SENSOR_MOTION, 1, true);
	CHECK(yard_sees(&y, "C1-channel-1", "motion") == 1);
	yard_tells(&y, SENSOR_MOTION, 1, false);
	yard_waits(&y, 0);
	CHECK(yard_sees(&y, "C1-channel-1", "motion") == 0);
	yard_tells(&y, SENSOR_FIELD_DETECTION, 1, true);
	yard_tells(&y, SENSOR_FIELD_DETECTION, 1, false);
	yard_waits(&y, 0);
	CHECK(yard_sees(&y, "C1-channel-1", "field_detection") == 0);
	leave(&y);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(the_example_of_a_camera_holds),
		TEST(the_example_of_a_recorder_holds),
		TEST(the_key_with_a_number_decides),
		TEST(inputs_are_called_as_in_the_document),
		TEST(the_only_input_has_both_names),
		TEST(what_is_ignored_no_more_comes_back),
		TEST(what_is_wrong_is_said_once_with_what_is_right),
		TEST(what_does_not_fit_changes_nothing),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
