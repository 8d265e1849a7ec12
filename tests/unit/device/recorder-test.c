/* SPDX-License-Identifier: Apache-2.0 */
/* recorder-test.c - a recorder and its channels. */

#include "yard.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SECOND = 1000, MANY_CHANNELS = 64, KINDS_EACH = 20 };

/* Channels 1, 2 and 5, motion and video loss armed on each; a disk. */
static void recorder(struct yard *y)
{
	static const unsigned numbers[] = {1, 2, 5};

	yard_begin(y, "Home", true);
	for (size_t i = 0; i < 3; i++) {
		yard_has_channel(y, numbers[i], i ? "" : "Yard");
		yard_lists(y, SENSOR_MOTION, numbers[i], true);
		yard_lists(y, SENSOR_VIDEO_LOSS, numbers[i], true);
	}
	yard_lists(y, SENSOR_DISK_FULL, 0, true);
}

static const char *text(const struct yard *y, const char *device, const char *name)
{
	return json_string_value(json_object_get(yard_device(y, device), name));
}

static int status(const struct yard *y, const char *device)
{
	return (int)json_integer_value(json_object_get(y->house.statuses, device));
}

static void each_channel_is_a_device(void)
{
	struct yard y;

	recorder(&y);
	yard_moves_in(&y);
	CHECK(!strcmp(text(&y, "C1", "type"), "nvr"));
	CHECK(!strcmp(text(&y, "C1-channel-1", "type"), "channel"));
	CHECK(!strcmp(text(&y, "C1-channel-1", "name"), "Yard"));
	CHECK(!strcmp(text(&y, "C1-channel-2", "name"), "Home channel 2"));
	CHECK(host_has(&y.house, "C1-channel-5") &&
		!host_has(&y.house, "C1-channel-3"));
	CHECK(!yard_capability(&y, "C1", "camera") &&
		!yard_capability(&y, "C1", "motion"));
	CHECK(yard_capability(&y, "C1-channel-5", "camera"));
	CHECK(yard_capability(&y, "C1", "reboot"));
	CHECK(!yard_capability(&y, "C1-channel-5", "reboot"));
	yard_end(&y);
}

static void system_events_are_the_recorders(void)
{
	struct sensor_news news = {
		.id = {.kind = SENSOR_DISK_FULL, .channel = 1}, .active = true};
	struct yard y;

	recorder(&y);
	yard_moves_in(&y);
	yard_tells_news(&y, &news); /* some say channel 1 of them */
	CHECK(yard_sees(&y, "C1", "disk_full") == 1);
	CHECK(!yard_capability(&y, "C1-channel-1", "disk_full"));
	yard_end(&y);
}

static void alarm_inputs_of_cameras_are_the_recorders(void)
{
	struct yard y;

	recorder(&y);
	yard_lists(&y, SENSOR_IO, 1, true);
	yard_lists(&y, SENSOR_IO, 201, true); /* the first of channel 2 */
	yard_moves_in(&y);
	yard_tells(&y, SENSOR_IO, 201, true);
	CHECK(yard_sees(&y, "C1", "i_o_201") == 1 &&
		yard_sees(&y, "C1", "i_o_1") == -1);
	yard_end(&y);
}

static void each_event_reaches_its_own_channel(void)
{
	struct yard y;
	char id[32];

	yard_begin(&y, "Home", true);
	for (unsigned n = 1; n <= MANY_CHANNELS; n++) {
		yard_has_channel(&y, n, "Same name");
		for (unsigned k = 1; k <= KINDS_EACH; k++)
			yard_lists(&y, (enum sensor_kind)k, n, true);
	}
	yard_moves_in(&y);
	yard_waits(&y, 6 * SECOND);
	for (unsigned n = 1; n <= MANY_CHANNELS; n++) {
		yard_tells(&y, SENSOR_MOTION, n, true);
		for (unsigned other = 1; other <= MANY_CHANNELS; other++) {
			snprintf(id, sizeof(id), "C1-channel-%u", other);
			CHECK(yard_sees(&y, id, "motion") == (other == n));
			CHECK(yard_sees(&y, id, "line_crossing") == 0);
		}
		yard_tells(&y, SENSOR_MOTION, n, false);
		yard_waits(&y, 0);
	}
	yard_end(&y);
}

static void all_that_repeats_is_told_once(void)
{
	struct yard y;

	yard_begin(&y, "Home", true);
	for (unsigned n = 1; n <= MANY_CHANNELS; n++) {
		yard_has_channel(&y, n, "");
		for (unsigned k = 1; k <= KINDS_EACH; k++)
			yard_lists(&y, (enum sensor_kind)k, n, true);
	}
	yard_moves_in(&y);
	yard_waits(&y, 6 * SECOND);
	y.house.state_reports = 0;
	for (unsigned i = 0; i < 50; i++) {
		for (unsigned n = 1; n <= MANY_CHANNELS; n++)
			yard_tells(&y, SENSOR_MOTION, n, true);
		yard_waits(&y, SECOND);
	}
	CHECK(y.house.state_reports == MANY_CHANNELS);
	y.house.state_reports = 0;
	unit_goes_offline(&y.house, -ETIMEDOUT, "gone");
	CHECK(y.house.state_reports <= 2 * MANY_CHANNELS + 1); /* with the detection */
	CHECK(yard_sees(&y, "C1-channel-64", "motion") == -1);
	CHECK(!y.house.timers.first);
	yard_end(&y);
}

static void a_large_recorder_fits_into_its_reports(void)
{
	struct yard y;
	char *text;

	yard_begin(&y, "A recorder with quite a name", true);
	for (unsigned n = 1; n <= MANY_CHANNELS; n++) {
		yard_has_channel(
			&y, n, "A camera with a name as long as that of others");
		for (unsigned k = 1; k <= 25; k++)
			yard_lists(&y, (enum sensor_kind)k, n, false);
	}
	yard_moves_in(&y);
	text = json_dumps(json_object_get(y.house.devices, "C1"), JSON_COMPACT);
	CHECK(text && strlen(text) < 4 * 1024 * 1024);
	free(text);
	CHECK(y.house.longest_state < 64 * 1024);
	yard_end(&y);
}

/* ---- lost channels ---- */

static void a_lost_channel_is_unreachable_and_unknown(void)
{
	struct yard y;

	recorder(&y);
	yard_moves_in(&y);
	yard_waits(&y, 6 * SECOND);
	y.channels[1].lost = true;
	yard_is_known(&y);
	CHECK(status(&y, "C1-channel-2") == -EHOSTUNREACH);
	CHECK(status(&y, "C1-channel-1") == 0 && status(&y, "C1") == 0);
	CHECK(yard_sees(&y, "C1-channel-2", "motion") == -1);
	CHECK(yard_sees(&y, "C1-channel-1", "motion") == 0);
	yard_tells(&y, SENSOR_VIDEO_LOSS, 2, true);
	CHECK(yard_sees(&y, "C1-channel-2", "video_loss") == 1);
	CHECK(status(&y, "C1-channel-2") == -EHOSTUNREACH);
	y.channels[1].lost = false;
	yard_is_known(&y);
	CHECK(status(&y, "C1-channel-2") == 0);
	CHECK(yard_sees(&y, "C1-channel-2", "motion") == -1);
	yard_waits(&y, 5 * SECOND);
	CHECK(yard_sees(&y, "C1-channel-2", "motion") == 0);
	yard_end(&y);
}

static void a_lost_channel_never_says_that_there_is_a_picture(void)
{
	struct yard y;

	recorder(&y);
	yard_moves_in(&y);
	yard_waits(&y, 6 * SECOND);
	CHECK(yard_sees(&y, "C1-channel-2", "video_loss") == 0);
	y.channels[1].lost = true;
	yard_is_known(&y);
	CHECK(yard_sees(&y, "C1-channel-2", "video_loss") == -1);
	CHECK(yard_sees(&y, "C1-channel-1", "video_loss") == 0);
	yard_tells(&y, SENSOR_VIDEO_LOSS, 2, true);
	CHECK(yard_sees(&y, "C1-channel-2", "video_loss") == 1);
	yard_waits(&y, 6 * SECOND);
	CHECK(yard_sees(&y, "C1-channel-2", "video_loss") == -1);
	unit_goes_offline(&y.house, -ETIMEDOUT, "gone");
	unit_comes_online(&y.house);
	yard_waits(&y, 6 * SECOND);
	CHECK(yard_sees(&y, "C1-channel-2", "video_loss") == -1);
	y.channels[1].lost = false;
	yard_is_known(&y);
	CHECK(yard_sees(&y, "C1-channel-2", "video_loss") == 0);
	yard_end(&y);
}

/* ---- what events teach ---- */

static void a_sensor_that_is_not_listed_comes_with_its_event(void)
{
	struct yard y;

	recorder(&y);
	yard_moves_in(&y);
	yard_tells(&y, SENSOR_LINE_CROSSING, 2, false); /* that is nothing yet */
	CHECK(!yard_capability(&y, "C1-channel-2", "line_crossing"));
	yard_tells(&y, SENSOR_LINE_CROSSING, 2, true);
	CHECK(yard_capability(&y, "C1-channel-2", "line_crossing"));
	CHECK(!json_object_get(
		yard_capability(&y, "C1-channel-2", "line_crossing"), "enabled"));
	CHECK(!yard_capability(&y, "C1-channel-1", "line_crossing"));
	CHECK(yard_sees(&y, "C1-channel-2", "line_crossing") == 1);
	CHECK(yard_events(&y, "C1-channel-2", "line_crossing_event", NULL) == 1);
	yard_is_known(&y); /* it is not listed again */
	CHECK(yard_sees(&y, "C1-channel-2", "line_crossing") == 1);
	yard_end(&y);
}

static void a_channel_that_is_not_listed_comes_with_its_event(void)
{
	struct yard y;

	recorder(&y);
	yard_moves_in(&y);
	yard_tells(&y, SENSOR_MOTION, 3, true);
	CHECK(yard_sees(&y, "C1-channel-3", "motion") == 1);
	CHECK(!yard_capability(&y, "C1-channel-3", "camera"));
	yard_is_known(&y);
	CHECK(host_has(&y.house, "C1-channel-3"));
	CHECK(yard_sees(&y, "C1-channel-3", "motion") == 1);
	yard_end(&y);
}

static void a_type_that_only_its_maker_knows_is_a_sensor(void)
{
	struct yard y;

	recorder(&y);
	yard_moves_in(&y);
	yard_tells_word(&y, "PeopleCounting", 1);
	yard_tells_word(&y, "peopleCounting", 1);
	yard_tells_word(&y, "peoplecounting", 1);
	CHECK(!yard_capability(&y, "C1-channel-1", "peoplecounting"));
	CHECK(yard_sees(&y, "C1-channel-1", "people_counting") == 1);
	CHECK(yard_events(&y, "C1-channel-1", "people_counting_event", NULL) == 1);
	CHECK(!strcmp(yard_text(&y, "C1-channel-1", "people_counting", "name"),
		"People Counting"));
	CHECK(!strcmp(yard_text(&y, "C1-channel-1", "people_counting", "entity_id"),
		"binary_sensor.home_people_counting_1"));
	yard_tells_word(&y, "motion", 1); /* not the one we know */
	CHECK(yard_sees(&y, "C1-channel-1", "other_motion") == 1);
	CHECK(yard_sees(&y, "C1-channel-1", "motion") == -1);
	yard_end(&y);
}

static void what_can_be_learned_has_an_end(void)
{
	const char *key;
	json_t *value;
	unsigned sensors = 0;
	struct yard y;
	struct sensor_news news = {.id = {.channel = 1}, .active = true};

	recorder(&y);
	yard_moves_in(&y);
	for (unsigned i = 0; i < SENSOR_REGIONS_MAX; i++)
		snprintf(news.regions[i], sizeof(news.regions[i]), "a long region %u",
			i);
	for (unsigned i = 0; i < SENSOR_TARGETS_MAX; i++)
		snprintf(news.targets[i], sizeof(news.targets[i]), "a long target %u",
			i);
	for (unsigned i = 0; i < 700; i++) {
		snprintf(news.id.word, sizeof(news.id.word), "t%ux", i);
		yard_tells_news(&y, &news);
	}
	json_object_foreach(
		json_object_get(yard_device(&y, "C1-channel-1"), "capabilities"), key,
		value)
	{
		sensors += !strcmp(json_string_value(json_object_get(value, "type")),
			"binary_sensor");
	}
	CHECK(sensors == 256 + 2);
	yard_is_known(&y); /* all are told again */
	CHECK(y.house.longest_state < 64 * 1024);
	yard_tells(&y, SENSOR_MOTION, 2, true); /* the others are as ever */
	CHECK(yard_sees(&y, "C1-channel-2", "motion") == 1);
	yard_tells(&y, SENSOR_MOTION, 4000000000u, true);
	yard_end(&y);
}

static void what_was_missed_is_no_motion(void)
{
	struct sensor_news news = {
		.id = {.kind = SENSOR_MOTION, .channel = 1}, .active = true};
	struct yard y;

	recorder(&y);
	yard_moves_in(&y);
	unit_tells_all(&y.house,
		&(struct event){.kind = EVENT_SENSOR, .missed = true, .news = &news});
	CHECK(yard_sees(&y, "C1-channel-1", "motion") == -1);
	CHECK(!yard_events(&y, "C1-channel-1", "motion_event", NULL));
	yard_end(&y);
}

/* ---- pictures ---- */

static void a_lost_channel_gives_its_reason_instead_of_a_picture(void)
{
	struct yard y;

	recorder(&y);
	y.channels[1].lost = true;
	yard_moves_in(&y);
	host_asks(&y.house, 1, "C1-channel-2", "camera", "snapshot");
	picture_fails(&y.house, -EREMOTEIO);
	CHECK(host_answer(&y.house, 1) == -EHOSTUNREACH);
	host_asks(&y.house, 2, "C1-channel-2", "camera", "snapshot");
	picture_comes(&y.house, "two"); /* the recorder was wrong, or is late */
	CHECK(host_answer(&y.house, 2) == 0);
	yard_end(&y);
}

static void each_channel_gives_its_own_picture(void)
{
	struct yard y;

	recorder(&y);
	yard_moves_in(&y);
	host_asks(&y.house, 1, "C1-channel-5", "camera", "snapshot");
	CHECK(picture_wished(&y.house)->channel == 5);
	picture_comes(&y.house, "five");
	CHECK(host_answer(&y.house, 1) == 0);
	host_asks(&y.house, 2, "C1-channel-2", "camera", "stream");
	CHECK(!strcmp(json_string_value(json_object_get(y.house.result, "url")),
		"rtsp://front/2/main"));
	host_asks(&y.house, 3, "C1", "camera", "snapshot");
	CHECK(host_answer(&y.house, 3) == -ENOENT);
	yard_end(&y);
}

static void each_channel_has_its_own_detection(void)
{
	struct yard y;

	recorder(&y);
	y.channels[0].has_detection = false;
	yard_moves_in(&y);
	CHECK(!yard_capability(&y, "C1-channel-1", "motion_detection"));
	unit_tells(&y.house, EVENT_DETECTION_OFF, 5);
	CHECK(yard_sees(&y, "C1-channel-5", "motion_detection") == 0);
	CHECK(yard_sees(&y, "C1-channel-2", "motion_detection") == -1);
	host_asks(&y.house, 1, "C1-channel-5", "motion_detection", "turn_on");
	CHECK(order_door(&y.house) == 5 && order_switches_on(&y.house));
	order_ends(&y.house, -ETIMEDOUT, "no answer");
	CHECK(y.house.detection_asked == 5);
	CHECK(yard_sees(&y, "C1-channel-5", "motion_detection") == -1);
	yard_end(&y);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(each_channel_is_a_device),
		TEST(system_events_are_the_recorders),
		TEST(alarm_inputs_of_cameras_are_the_recorders),
		TEST(each_event_reaches_its_own_channel),
		TEST(all_that_repeats_is_told_once),
		TEST(a_large_recorder_fits_into_its_reports),
		TEST(a_lost_channel_is_unreachable_and_unknown),
		TEST(a_lost_channel_never_says_that_there_is_a_picture),
		TEST(a_sensor_that_is_not_listed_comes_with_its_event),
		TEST(a_channel_that_is_not_listed_comes_with_its_event),
		TEST(a_type_that_only_its_maker_knows_is_a_sensor),
		TEST(what_can_be_learned_has_an_end),
		TEST(what_was_missed_is_no_motion),
		TEST(each_channel_gives_its_own_picture),
		TEST(a_lost_channel_gives_its_reason_instead_of_a_picture),
		TEST(each_channel_has_its_own_detection),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
