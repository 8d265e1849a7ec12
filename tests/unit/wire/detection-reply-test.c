/* SPDX-License-Identifier: Apache-2.0 */
/* detection-reply-test.c - is a detection on, and where does it look? */

#include "buffer.h"
#include "check.h"
#include "detection-reply.h"
#include "guard-page.h"
#include "xml-walk.h"

#include <errno.h>
#include <string.h>

#define MOTION(inside)                                                                 \
	"<MotionDetection version='2.0'><enabled>true</enabled>" inside                \
	"</MotionDetection>"
#define GRID(map)                                                                      \
	MOTION("<regionType>grid</regionType><MotionDetectionLayout><layout>"          \
	       "<gridMap>" map "</gridMap></layout></MotionDetectionLayout>")
#define POINT(x, y)  "<positionX>" x "</positionX><positionY>" y "</positionY>"
#define CORNER(x, y) "<RegionCoordinates>" POINT(x, y) "</RegionCoordinates>"
#define REGION(kind, corners)                                                          \
	"<" kind "Region><id>1</id><RegionCoordinatesList>" corners                    \
	"</RegionCoordinatesList></" kind "Region>"
#define REGIONS(kind, inside) "<" kind "RegionList>" inside "</" kind "RegionList>"
#define TRIANGLE              CORNER("0", "0") CORNER("1000", "0") CORNER("0", "500")
#define END(x, y)             "<Coordinates>" POINT(x, y) "</Coordinates>"
#define LINE(ends, more)                                                               \
	"<LineItem><id>1</id>" more "<CoordinatesList>" ends                           \
	"</CoordinatesList></LineItem>"
#define LINES(inside)                                                                  \
	"<LineDetection xmlns='u'><id>1</id><enabled>false</enabled>"                  \
	"<LineItemList size='4'>" inside "</LineItemList></LineDetection>"

static struct detection read_detection(const char *xml)
{
	struct detection d = {.areas = 77};

	CHECK(!detection_parse(bytes_from(xml), &d));
	return d;
}

static int areas_of(const char *xml)
{
	return read_detection(xml).areas;
}

static void the_cells_of_a_grid_count(void)
{
	struct detection d = read_detection(GRID("0001\n"));

	CHECK(d.enabled == ANSWER_YES && d.areas == 1);
	CHECK(areas_of(GRID("fffffCF8")) == 27);
	CHECK(areas_of(GRID("0123456789abcdefABCDEF")) == 49);
	CHECK(areas_of(GRID("00000000")) == 0);
}

static void a_grid_that_cannot_be_read_says_nothing(void)
{
	struct buffer xml;

	CHECK(areas_of(GRID("")) == -1);
	CHECK(areas_of(GRID("00g0")) == -1);
	CHECK(areas_of(MOTION("<regionType>grid</regionType>")) == -1);
	for (size_t len = XML_TEXT_MAX - 1; len <= XML_TEXT_MAX; len++) {
		buffer_init(&xml, 4096);
		buffer_appendf(&xml, "<MotionDetection><gridMap>");
		for (size_t i = 0; i < len; i++)
			buffer_append(&xml, BYTES("0"));
		buffer_appendf(&xml, "</gridMap></MotionDetection>");
		CHECK(areas_of(xml.data) == (len < XML_TEXT_MAX ? 0 : -1));
		xml.data[strlen("<MotionDetection><gridMap>")] = '8';
		CHECK(areas_of(xml.data) == 1);
		buffer_finish(&xml);
	}
}

static void motion_may_be_looked_for_in_regions(void)
{
	CHECK(areas_of(MOTION(REGIONS(
		      "MotionDetection", REGION("MotionDetection", TRIANGLE)))) == 1);
	CHECK(areas_of(MOTION("<MotionDetectionLayout>" REGIONS("MotionDetection",
		      REGION("MotionDetection", TRIANGLE) REGION("MotionDetection",
			      "")) "</MotionDetectionLayout>")) == 1);
	CHECK(areas_of(MOTION("<MotionDetectionRegionList/>")) == 0);
	CHECK(areas_of(MOTION("<regionType>grid</regionType>" REGIONS(
		      "MotionDetection", REGION("MotionDetection", "")))) == -1);
	CHECK(areas_of(MOTION("<regionType>grid</regionType>" REGIONS(
		      "MotionDetection", REGION("MotionDetection", TRIANGLE)))) == 1);
	CHECK(areas_of(MOTION("<regionType>grid</regionType><MotionDetectionRegionList>"
			      "<sensitivityLevel>60</sensitivityLevel>"
			      "</MotionDetectionRegionList>")) == -1);
}

static void regions_that_nobody_drew_do_not_count(void)
{
	CHECK(areas_of("<FieldDetection>" REGIONS("FieldDetection",
		      REGION("FieldDetection", TRIANGLE) REGION("FieldDetection", "")
			      REGION("FieldDetection", CORNER("0", "0") CORNER("0", "0")
							       CORNER("0", "0"))
				      REGION("FieldDetection", CORNER("5", "7"))) //
		      "</FieldDetection>") == 1);
	CHECK(areas_of("<RegionEntrance>" REGIONS("RegionEntrance",
		      REGION("RegionEntrance", TRIANGLE)
			      REGION("RegionEntrance", TRIANGLE)) //
		      "</RegionEntrance>") == 2);
	CHECK(areas_of("<RegionExiting><RegionExitingRegionList/></RegionExiting>") ==
		0);
	CHECK(areas_of("<FieldDetection>" REGIONS("FieldDetection",
		      REGION("FieldDetection",
			      CORNER("", "1") CORNER("2",
				      "") "<RegionCoordinates/>")) "</FieldDetection>") ==
		0);
}

static void lines_that_are_off_or_have_no_length_do_not_count(void)
{
	struct detection d = read_detection(LINES(LINE(
		END("0", "9") END("0", "8"), "") LINE(END("0", "1000") END("0", "1000"),
		"") LINE(END("1", "2") END("2", "2"), "<enabled>false</enabled>")
			LINE(END("1", "2") END("2", "2"), "<enabled>true</enabled>")));

	CHECK(d.enabled == ANSWER_NO && d.areas == 2);
	CHECK(areas_of(LINES("")) == 0);
	CHECK(areas_of(LINES(LINE(END("1", "2") END("2", "2"), "<enabled/>"))) == 1);
}

static void what_one_line_has_is_not_the_next_ones(void)
{
	CHECK(areas_of(LINES(LINE(END("1", "1"), "") LINE(END("2", "2"), ""))) == 0);
	CHECK(areas_of(LINES(LINE(END("1", "1") END("2", "2"), "")
			      LINE(END("2", "2"), ""))) == 1);
	CHECK(areas_of(LINES(LINE("", "<enabled>false</enabled>")
			      LINE(END("1", "1") END("2", "2"), ""))) == 1);
	CHECK(areas_of(
		      LINES(LINE(END("1", "1") "<Coordinates><positionX>4</positionX>"
					       "</Coordinates><Coordinates><positionY>4"
					       "</positionY></Coordinates>",
			      ""))) == 0);
}

static void what_is_not_said_is_not_known(void)
{
	struct detection d = read_detection("<SceneChangeDetection/>");

	CHECK(d.enabled == ANSWER_NONE && d.areas == -1);
	d = read_detection("<MotionDetection><enabled>on</enabled></MotionDetection>");
	CHECK(d.enabled == ANSWER_NONE && d.areas == -1);
	d = read_detection("<MotionDetection><x><enabled>true</enabled></x>"
			   "<gridMap>1</gridMap></MotionDetection>");
	CHECK(d.enabled == ANSWER_NONE && d.areas == 1);
}

static int parse(struct bytes in, void *user)
{
	return detection_parse(in, user);
}

static void other_documents_are_none_and_so_is_a_cut_one(void)
{
	struct detection d = {.areas = 77};

	CHECK(detection_parse(BYTES(""), &d) == -EPROTO);
	CHECK(detection_parse(BYTES("<ResponseStatus/>"), &d) == -EPROTO);
	CHECK(detection_parse(BYTES("<MotionDetectionExt/>"), &d) == -EPROTO);
	CHECK(detection_parse(BYTES("<a>" GRID("1") "</a>"), &d) == -EPROTO);
	CHECK(detection_parse(BYTES("<!DOCTYPE a>" GRID("1")), &d) == -EPERM);
	CHECK(d.areas == 77);
	CHECK(guard_page_cuts(
		BYTES(LINES(LINE(END("1", "2") END("2", "2"), ""))), parse, &d));
	CHECK(d.areas == 1);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(the_cells_of_a_grid_count),
		TEST(a_grid_that_cannot_be_read_says_nothing),
		TEST(motion_may_be_looked_for_in_regions),
		TEST(regions_that_nobody_drew_do_not_count),
		TEST(lines_that_are_off_or_have_no_length_do_not_count),
		TEST(what_one_line_has_is_not_the_next_ones),
		TEST(what_is_not_said_is_not_known),
		TEST(other_documents_are_none_and_so_is_a_cut_one),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
