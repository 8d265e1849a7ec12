/* SPDX-License-Identifier: Apache-2.0 */
/* camera-recorder.c - a recorder tells of many channels: each event reaches its own, and
 * what is of the recorder as a whole is shown there. */

#include "camera-house.h"

#include <stdio.h>
#include <string.h>

#define FAST "{\"off_delay\":1}"

/* With heartbeats, unless `more` says otherwise: else it counts as connected after 2 s. */
static struct story recorder(const char *profile, const char *more)
{
	const char *options[] = {"--profile", profile, "--set",
		"heartbeat-form=count-zero", "--set", more, NULL};

	return camera_at_home(options, FAST);
}

static void each_of_64_channels_hears_its_own_events_and_no_other(void)
{
	struct story s = recorder("nvr64", "heartbeat-ms=10000");
	unsigned wrong = 0;

	for (unsigned channel = 64; channel >= 1; channel--)
		sim_do(&s, "alert %s %u active", channel % 2 ? "VMD" : "linedetection",
			channel);
	CHECK(hear_sensor(&s, SOON_MS, 1, "motion", "true"));
	for (unsigned channel = 1; channel <= 64; channel++) {
		struct edges motion = camera_edges(&s, channel, "motion");
		struct edges line = camera_edges(&s, channel, "line_crossing");

		wrong += motion.on != channel % 2 || line.on != !(channel % 2);
	}
	CHECK(wrong == 0);
	CHECK(ledger(&s, "streams_total") == 1);
	story_end(&s);
}

static void two_channels_of_one_name_are_two(void)
{
	struct story s = recorder("nvr16", "channel-names=Yard");
	char one[DEVICE_ID_SIZE], two[DEVICE_ID_SIZE];

	camera_id(&s, 1, one);
	camera_id(&s, 2, two);
	CHECK(strcmp(one, two) != 0);
	CHECK(json_equal(json_object_get(camera_device(&s, 1), "name"),
		json_object_get(camera_device(&s, 2), "name")));
	sim_do(&s, "alert VMD 2 active");
	CHECK(hear_sensor(&s, SOON_MS, 2, "motion", "true"));
	CHECK(camera_edges(&s, 1, "motion").on == 0);
	story_end(&s);
}

/* All that a recorder's alerts may call its channels. */
static void a_channel_is_found_however_it_is_named(void)
{
	static const char *const forms[] = {
		"channelID", "dynChannelID", "both", "channelId"};
	struct story s = recorder("nvr16", "heartbeat-ms=10000");

	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		sim_do(&s, "alert VMD 3 active form=%s", forms[i]);
		if (!hear_sensor(&s, SOON_MS, 3, "motion", "true"))
			printf("# %s\n", forms[i]);
		sim_do(&s, "set alert-end sent");
		sim_do(&s, "alert VMD 3 inactive");
		CHECK(hear_sensor(&s, SOON_MS, 3, "motion", "false"));
	}
	story_end(&s);
}

static void cameras_behind_a_hybrid_recorder_are_numbered_from_33_on(void)
{
	struct story s = recorder("dvr", "heartbeat-ms=10000");

	sim_do(&s, "alert VMD 2 active");  /* analogue */
	sim_do(&s, "alert VMD 34 active"); /* the second IP camera */
	CHECK(hear_sensor(&s, SOON_MS, 2, "motion", "true"));
	CHECK(hear_sensor(&s, SOON_MS, 10, "motion", "true"));
	CHECK(camera_edges(&s, 9, "motion").on == 0);
	story_end(&s);
}

static void a_full_disk_is_the_recorders(void)
{
	struct story s = recorder("nvr16", "heartbeat-ms=10000");

	sim_do(&s, "alert diskfull 0 active");
	CHECK(hear_sensor(&s, SOON_MS, 0, "disk_full", "true"));
	sim_do(&s, "alert nicbroken 1 active"); /* the channel is only said */
	CHECK(hear_sensor(&s, SOON_MS, 0, "net_interface_broken", "true"));
	CHECK(!camera_capability(&s, 1, "net_interface_broken"));
	story_end(&s);
}

/* Two or three a second for ever, of one channel: no heartbeat, and no flood. */
static void a_picture_that_is_lost_for_long_is_one_edge(void)
{
	struct story s = recorder("nvr16", "heartbeat-form=never");

	sim_do(&s, "series videoloss 16 20 100");
	CHECK(hear_sensor(&s, SOON_MS, 16, "video_loss", "true"));
	listen_for(&s, 2500);
	CHECK(camera_edges(&s, 16, "video_loss").on == 1);
	CHECK(camera_edges(&s, 1, "video_loss").on == 0);
	CHECK(heard(&s, UNREACHABLE) == 0);
	story_end(&s);
}

static void a_recorder_that_closes_its_stream_all_the_time_does_not_flap(void)
{
	/* Shorter than steady would be a failure: 10 s count as steady. */
	struct story s = recorder("nvr16", "stream-life-ms=11000");

	sim_do(&s, "motion 1 500");
	CHECK(hear_sensor(&s, SOON_MS, 1, "motion", "true"));
	listen_for(&s, 12 * 1000);
	CHECK(ledger(&s, "streams_total") == 2);
	CHECK(heard(&s, ONLINE) == 1 && heard(&s, UNREACHABLE) == 0);
	CHECK(camera_edges(&s, 1, "motion").on == 1);
	CHECK(camera_edges(&s, 1, "motion").unknown <= 1);
	CHECK(ledger(&s, "paths/GET /ISAPI/System/deviceInfo") <= 2);
	story_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(each_of_64_channels_hears_its_own_events_and_no_other),
		TEST(two_channels_of_one_name_are_two),
		TEST(a_channel_is_found_however_it_is_named),
		TEST(cameras_behind_a_hybrid_recorder_are_numbered_from_33_on),
		TEST(a_full_disk_is_the_recorders),
		TEST(a_picture_that_is_lost_for_long_is_one_edge),
		TEST(a_recorder_that_closes_its_stream_all_the_time_does_not_flap),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
