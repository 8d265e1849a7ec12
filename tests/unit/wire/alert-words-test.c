/* SPDX-License-Identifier: Apache-2.0 */
/* alert-words-test.c - what an alert says several times: targets, regions, events. */

#include "alert-xml.h"
#include "check.h"

#include <stdio.h>
#include <string.h>

#define ALERT(inside)  "<EventNotificationAlert>" inside "</EventNotificationAlert>"
#define LIST(inside)   "<DetectionRegionList>" inside "</DetectionRegionList>"
#define ENTRY(inside)  "<DetectionRegionEntry>" inside "</DetectionRegionEntry>"
#define REGION(id)     "<regionID>" id "</regionID>"
#define TARGET(words)  "<detectionTarget>" words "</detectionTarget>"
#define TARGETS(words) "<targetType>" words "</targetType>"

static struct alert read_alert(const char *text)
{
	struct alert a = {0};
	struct bytes in = bytes_from(text);

	if (text[0] == '<')
		CHECK(!alert_xml_parse(in, &a));
	else
		CHECK(!alert_json_parse(in, &a));
	return a;
}

/* Are these the words, `first` being those of the alert itself? */
static bool are(const struct alert_words *w, const char *first, const char *behind)
{
	char text[2][ALERT_WORDS_MAX * sizeof(*w->list)] = {"", ""};

	for (unsigned i = 0; i < w->count; i++) {
		char *to = text[i >= w->own];
		size_t len = strlen(to);

		snprintf(to + len, sizeof(*text) - len, "%s%s", len ? " " : "",
			w->list[i]);
	}
	return !strcmp(text[0], first) && !strcmp(text[1], behind);
}

static void all_regions_and_targets_are_kept(void)
{
	struct alert a = read_alert(ALERT(LIST(ENTRY(REGION("2") TARGET("human")) ENTRY(
		REGION("3") TARGET("vehicle")) ENTRY(REGION("2") TARGET("Human")))));

	CHECK(are(&a.regions, "", "2 3") && !strcmp(a.region, "2"));
	CHECK(are(&a.targets, "", "human vehicle") && !strcmp(a.target, "human"));
}

static void a_target_may_be_several(void)
{
	struct alert a = read_alert(ALERT(TARGETS(" human, vehicle,,pet ,HUMAN,")));

	CHECK(are(&a.targets, "human vehicle pet", ""));
	CHECK(!strcmp(a.target, "human"));
	a = read_alert(ALERT(TARGETS(" , ")));
	CHECK(!a.targets.count && !a.target[0]);
}

static void what_stands_on_top_goes_first_wherever_it_is_written(void)
{
	struct alert a = read_alert(ALERT(LIST(ENTRY(REGION("4") TARGET("human")) ENTRY(
		REGION("5") TARGET("vehicle"))) TARGETS("pet,vehicle") REGION("5")));

	CHECK(are(&a.targets, "pet vehicle", "human") && !strcmp(a.target, "pet"));
	CHECK(are(&a.regions, "5", "4") && !strcmp(a.region, "5"));
	a = read_alert(ALERT(TARGETS("pet,vehicle")
			LIST(ENTRY(TARGET("human") TARGETS("pet,others")))));
	CHECK(are(&a.targets, "pet vehicle", "human others"));
}

static void more_than_can_be_kept_are_left_out(void)
{
	struct alert a = read_alert(ALERT(LIST(ENTRY(REGION("0,1,2,3,4,5,6,7,8")))));

	CHECK(are(&a.regions, "", "0 1 2 3 4 5 6 7"));
	a = read_alert(ALERT(LIST(ENTRY(REGION("0,1,2,3,4,5,6,7"))) REGION("a,3,b")));
	CHECK(are(&a.regions, "a 3 b", "0 1 2 4 5"));
	a = read_alert(ALERT(REGION("0,1,2,3,4,5,6,7,8") LIST(ENTRY(REGION("9,1")))));
	CHECK(are(&a.regions, "0 1 2 3 4 5 6 7", ""));
}

static void a_word_is_cut_and_cleaned(void)
{
	struct alert a =
		read_alert(ALERT(TARGETS("a&#10;b,0123456789012345678901234567890123,"
					 "012345678901234567890123456789012x")));

	CHECK(are(&a.targets, "a?b 0123456789012345678901234567890", ""));
}

static void a_duration_may_name_several_events(void)
{
	struct alert a = read_alert(ALERT(
		"<eventType>duration</eventType><eventState>active</eventState>"
		"<DurationList><Duration><relationEvent>linedetection-1</relationEvent>"
		"</Duration><Duration><relationEvent>VMD</relationEvent></Duration>"
		"<Duration><relationEvent/></Duration></DurationList>"));

	CHECK(!strcmp(a.type, "duration") && a.state == ALERT_STATE_ACTIVE);
	CHECK(are(&a.relations, "", "linedetection VMD"));
	CHECK(!strcmp(a.related, "linedetection"));
}

static void json_says_the_same(void)
{
	struct alert a = read_alert(
		"{\"eventType\":\"fielddetection-2\",\"channelId\":\"\","
		"\"dynChannelID\":\"12\",\"targetType\":[\"vehicle\",\"pet\"],"
		"\"DetectionRegionList\":[{\"DetectionRegionEntry\":{\"regionID\":1,"
		"\"detectionTarget\":\"human\"}},{\"DetectionRegionEntry\":{\"regionID\":"
		"\"2\",\"detectionTarget\":null}}],\"DurationList\":{\"Duration\":"
		"[{\"relationEvent\":\"VMD\"},{\"relationEvent\":\"IO\"}]}}");

	CHECK(!strcmp(a.type, "fielddetection") && a.channel == 12 && a.port == -1);
	CHECK(are(&a.targets, "vehicle pet", "human"));
	CHECK(are(&a.regions, "", "1 2") && are(&a.relations, "", "VMD IO"));
}

static void an_alarm_input_has_its_port_beside_the_channel(void)
{
	struct alert a = read_alert(
		ALERT("<channelID>1</channelID><inputIOPortID>2</inputIOPortID>"
		      "<eventType>IO</eventType>"));

	CHECK(a.port == 2 && a.channel == 1);
	a = read_alert("{\"eventType\":\"IO\",\"channelId\":7,\"inputIOPortID\":\"\","
		       "\"dynInputIOPortID\":701}");
	CHECK(a.port == 701 && a.channel == 7);
	a = read_alert(ALERT("<channelId>4</channelId><inputIOPortID/>"));
	CHECK(a.port == -1 && a.channel == 4);
}

static void what_is_not_said_is_absent(void)
{
	struct alert a = read_alert(
		ALERT(LIST(ENTRY("<regionID/><detectionTarget> </detectionTarget>")
				ENTRY("")) "<targetType/><DurationList/>"));

	CHECK(!a.targets.count && !a.regions.count && !a.relations.count);
	CHECK(!a.target[0] && !a.region[0] && !a.related[0]);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(all_regions_and_targets_are_kept),
		TEST(a_target_may_be_several),
		TEST(what_stands_on_top_goes_first_wherever_it_is_written),
		TEST(more_than_can_be_kept_are_left_out),
		TEST(a_word_is_cut_and_cleaned),
		TEST(a_duration_may_name_several_events),
		TEST(json_says_the_same),
		TEST(an_alarm_input_has_its_port_beside_the_channel),
		TEST(what_is_not_said_is_absent),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
