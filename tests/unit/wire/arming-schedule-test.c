/* SPDX-License-Identifier: Apache-2.0 */
/* arming-schedule-test.c - when does a camera watch for an event? */

#include "arming-schedule.h"
#include "check.h"
#include "guard-page.h"

#include <errno.h>
#include <string.h>

#define BLOCK(day, from, to)                                                           \
	"<TimeBlock><dayOfWeek>" day "</dayOfWeek><TimeRange><beginTime>" from         \
	"</beginTime><endTime>" to "</endTime></TimeRange></TimeBlock>\n"
#define HOLIDAYS "<HolidayBlockList>" BLOCK("3", "00:00", "24:00") "</HolidayBlockList>"
#define SCHEDULE(blocks)                                                               \
	"<Schedule xmlns='u'><id>VMD_video1</id><eventType>VMD</eventType>"            \
	"<TimeBlockList size='8'>" blocks "</TimeBlockList>" HOLIDAYS "</Schedule>"

static struct arming_schedule read_schedule(const char *xml)
{
	struct arming_schedule s = {.blocks = 77};

	CHECK(!arming_schedule_parse(bytes_from(xml), &s));
	return s;
}

static void times_of_the_week_are_counted(void)
{
	struct arming_schedule s =
		read_schedule(SCHEDULE(BLOCK("1", "00:00", "24:00") BLOCK(
			"1", "20:00:00", "22:00:00") BLOCK("7", "22:00", "06:00")));

	CHECK(s.blocks == 3 && s.days == (1u << 0 | 1u << 6));
}

static unsigned blocks_of(const char *xml)
{
	struct arming_schedule s = read_schedule(xml);

	CHECK(s.blocks || !s.days);
	return s.blocks;
}

static void no_time_is_no_schedule(void)
{
	CHECK(blocks_of(SCHEDULE("")) == 0);
	CHECK(blocks_of("<Schedule><TimeBlockList/></Schedule>") == 0);
	CHECK(blocks_of("<Schedule/>") == 0);
	CHECK(blocks_of("<Schedule>" HOLIDAYS "</Schedule>") == 0);
	CHECK(blocks_of(SCHEDULE("<TimeBlock/>")) == 0);
	CHECK(blocks_of(SCHEDULE("<TimeBlock><dayOfWeek>1</dayOfWeek></TimeBlock>")) ==
		0);
}

static void a_time_that_ends_when_it_begins_is_none(void)
{
	CHECK(blocks_of(SCHEDULE(BLOCK("1", "00:00", "00:00"))) == 0);
	CHECK(blocks_of(SCHEDULE(BLOCK("1", "00:00:00", "00:00"))) == 0);
	CHECK(blocks_of(SCHEDULE(BLOCK("1", "08:00", "08:00:00"))) == 0);
	CHECK(blocks_of(SCHEDULE(BLOCK("1", "08:00", "08:00:01"))) == 1);
	CHECK(blocks_of(SCHEDULE(BLOCK("1", "00:00", "00:01"))) == 1);
	CHECK(blocks_of(SCHEDULE(BLOCK("1", "08:30", "08:00"))) == 1);
	CHECK(blocks_of(SCHEDULE(BLOCK("1", "00:00", ""))) == 0);
}

static void what_one_block_has_is_not_the_next_ones(void)
{
	struct arming_schedule s = read_schedule(SCHEDULE(BLOCK("2", "08:00", "09:00")
			BLOCK("", "10:00", "11:00") BLOCK("8", "10:00", "11:00")));

	CHECK(s.blocks == 3 && s.days == 1u << 1);
	s = read_schedule(SCHEDULE(BLOCK("2", "08:00",
		"09:00") "<TimeBlock><TimeRange><beginTime>10:00</beginTime></TimeRange></TimeBlock><TimeBlock><TimeRange><endTime>11:00</endTime></TimeRange></TimeBlock>"));
	CHECK(s.blocks == 1);
	s = read_schedule(SCHEDULE(BLOCK("2", "08:00",
		"") "<TimeBlock><TimeRange><beginTime>10:00</beginTime><endTime>11:00</endTime></TimeRange></TimeBlock>"));
	CHECK(s.blocks == 1 && !s.days);
	CHECK(blocks_of(SCHEDULE(BLOCK("2", "08:00", "") BLOCK("3", "", "09:00"))) ==
		0);
}

static bool is_asked_at(
	const char *type, unsigned channel, unsigned spelling, const char *path)
{
	char got[ARMING_PATH_MAX] = "";

	if (arming_schedule_path(type, channel, spelling, got))
		return !path;
	return path && !strcmp(got, path);
}

#define AT "/ISAPI/Event/schedules/"

static void every_spelling_of_its_path_can_be_tried(void)
{
	CHECK(is_asked_at("VMD", 1, 0, AT "motionDetections/VMD_video1"));
	CHECK(is_asked_at("vmd", 16, 1, AT "motionDetection/VMD_video16"));
	CHECK(is_asked_at("VMD", 1, 2, NULL));
	CHECK(is_asked_at("linedetection", 2, 0, AT "lineDetections/lineDetection-2"));
	CHECK(is_asked_at(
		"linedetection", 2, 1, AT "lineDetections/linedetection_video2"));
	CHECK(is_asked_at("REGIONEXITING", 4294967295u, 1,
		AT "regionExitings/regionExiting_video4294967295"));
	CHECK(is_asked_at("shelteralarm", 1, 0, AT "tamperDetections/tamper_video1"));
	CHECK(is_asked_at("diskfull", 1, 0, NULL));
	CHECK(is_asked_at("", 1, 0, NULL));
}

static int parse(struct bytes in, void *user)
{
	return arming_schedule_parse(in, user);
}

static void other_documents_are_none_and_so_is_a_cut_one(void)
{
	struct arming_schedule s = {.blocks = 77};

	CHECK(arming_schedule_parse(BYTES(""), &s) == -EPROTO);
	CHECK(arming_schedule_parse(BYTES("<ResponseStatus/>"), &s) == -EPROTO);
	CHECK(arming_schedule_parse(BYTES("<a><Schedule/></a>"), &s) == -EPROTO);
	CHECK(arming_schedule_parse(BYTES("<!DOCTYPE a><Schedule/>"), &s) == -EPERM);
	CHECK(s.blocks == 77);
	CHECK(guard_page_cuts(
		BYTES(SCHEDULE(BLOCK("1", "00:00", "24:00"))), parse, &s));
	CHECK(s.blocks == 1);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(times_of_the_week_are_counted),
		TEST(no_time_is_no_schedule),
		TEST(a_time_that_ends_when_it_begins_is_none),
		TEST(what_one_block_has_is_not_the_next_ones),
		TEST(every_spelling_of_its_path_can_be_tried),
		TEST(other_documents_are_none_and_so_is_a_cut_one),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
