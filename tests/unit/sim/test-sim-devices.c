/* SPDX-License-Identifier: Apache-2.0 */
/* test-sim-devices.c - simulated cameras and recorders: what they say of themselves. */

#include "check.h"
#include "sim-client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TRIGGERS "/ISAPI/Event/triggers"
#define PROXIES  "/ISAPI/ContentMgmt/InputProxy/channels"
#define INPUTS   "/ISAPI/System/Video/inputs/channels"

static struct sim_driver device(const char *profile, const char *set)
{
	const char *arguments[] = {"--password", PASSWORD, "--profile", profile,
		set ? "--set" : NULL, set, NULL};

	return sim_start_kind("hikvision-camera", arguments);
}

static unsigned count_in(
	const struct sim_driver *sim, const char *path, const char *what)
{
	char *text = ask_text(sim, path);
	unsigned times = times_in(text, what);

	free(text);
	return times;
}

static void every_profile_says_what_it_is_and_how_many_channels_it_has(void)
{
	// clang-format off
	static const struct {const char *profile, *type; unsigned inputs, proxies, triggers;} rows[] = {
		{"fixed", "IPCamera", 1, 0, 1}, {"ptz", "IPDome", 1, 0, 1},
		{"thermal", "IPCamera", 2, 0, 2}, {"nvr16", "NVR", 0, 13, 13},
		{"nvr64", "NVR", 0, 64, 64}, {"nvr1", "NVR", 0, 1, 1},
		{"dvr", "DVR", 4, 3, 7}, {"oem", "IPCamera", 1, 0, 1},
	};
	// clang-format on

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct sim_driver sim = device(rows[i].profile, NULL);
		char type[40];

		(void)snprintf(type, sizeof(type), "<deviceType>%s<", rows[i].type);
		CHECK(count_in(&sim, "/ISAPI/System/deviceInfo", type) == 1);
		CHECK(count_in(&sim, INPUTS, "<VideoInputChannel>") == rows[i].inputs);
		CHECK(count_in(&sim, PROXIES, "<InputProxyChannel>") ==
			rows[i].proxies);
		CHECK(ask(&sim, PROXIES, NULL) == (rows[i].proxies ? 200 : 404));
		CHECK(count_in(&sim, TRIGGERS, "<eventType>VMD<") == rows[i].triggers);
		CHECK(count_in(&sim, "/ISAPI/Streaming/channels",
			      "<StreamingChannel ") == 2 * rows[i].triggers);
		CHECK(sim_stop(&sim) == 0);
	}
}

static void old_firmware_knows_three_paths_without_isapi(void)
{
	struct sim_driver sim = device("old", "stream-life-ms=100");

	CHECK(ask(&sim, "/ISAPI/System/deviceInfo", NULL) == 404);
	CHECK(ask(&sim, TRIGGERS, NULL) == 404);
	CHECK(ask(&sim, "/System/capabilities", NULL) == 404);
	CHECK(count_in(&sim, "/System/deviceInfo", "<model>DS-2CD2032-I<") == 1);
	CHECK(count_in(&sim, "/Event/triggers", "<id>VMD-1<") == 1);
	CHECK(count_in(&sim, "/Event/notification/alertStream",
		      "<eventType>videoloss<") == 1);
	CHECK(sim_stop(&sim) == 0);
}

static void channels_have_gaps_names_that_stand_twice_and_one_is_offline(void)
{
	struct sim_driver sim = device("nvr16", NULL);

	CHECK(count_in(&sim, PROXIES, "<id>7<") == 1);
	CHECK(count_in(&sim, PROXIES, "<id>8<") == 0);
	CHECK(count_in(&sim, PROXIES, "<name>Garden<") > 1);
	CHECK(count_in(&sim, PROXIES "/status", "<online>false<") == 1);
	CHECK(count_in(&sim, PROXIES "/16/status", "<online>false<") == 1);
	CHECK(ask(&sim, PROXIES "/8/status", NULL) == 400);
	CHECK(ask(&sim, "/ISAPI/Streaming/channels/701/picture", NULL) == 200);
	CHECK(ask(&sim, "/ISAPI/ContentMgmt/StreamingProxy/channels/201/picture",
		      NULL) == 200);
	CHECK(ask(&sim, "/ISAPI/Streaming/channels/1601/picture", NULL) == 400);
	CHECK(sim_ledger(&sim, "pictures_asked") == 3);
	CHECK(sim_ledger(&sim, "writes") == 0);
	CHECK(sim_stop(&sim) == 0);
}

static void triggers_have_center_as_the_switch_and_the_command_say(void)
{
	struct sim_driver sim = device("fixed", "center=first");

	CHECK(count_in(&sim, TRIGGERS, "<id>center<") == 1);
	CHECK(count_in(&sim, TRIGGERS "/VMD-1/notifications", "<id>center<") == 1);
	CHECK(sim_do(&sim, "center linedetection-1 on"));
	CHECK(count_in(&sim, TRIGGERS "/linedetection-1", "<id>center<") == 1);
	CHECK(sim_do(&sim, "center all off"));
	CHECK(count_in(&sim, TRIGGERS, "<id>center<") == 0);
	CHECK(!sim_do(&sim, "center VMD-9 on"));
	CHECK(sim_do(&sim, "set center all"));
	CHECK(count_in(&sim, TRIGGERS, "<id>center<") ==
		count_in(&sim, TRIGGERS, "<EventTrigger>"));
	CHECK(sim_stop(&sim) == 0);
}

static void the_list_of_triggers_has_two_roots_and_can_be_missing(void)
{
	struct sim_driver sim = device("nvr64", NULL);

	CHECK(count_in(&sim, TRIGGERS, "<EventNotification ") == 1);
	CHECK(sim_do(&sim, "set trigger-root list"));
	CHECK(count_in(&sim, TRIGGERS, "<EventNotification ") == 0);
	CHECK(count_in(&sim, TRIGGERS, "<EventTriggerList ") == 1);
	CHECK(sim_do(&sim, "set trigger-list empty"));
	CHECK(count_in(&sim, TRIGGERS, "<EventTrigger>") == 0);
	CHECK(sim_do(&sim, "set trigger-list 500"));
	CHECK(ask(&sim, TRIGGERS, NULL) == 500);
	CHECK(sim_stop(&sim) == 0);
}

static void a_scene_change_is_listed_hidden_or_refused(void)
{
	static const char path[] = TRIGGERS "/scenechangedetection-1";
	struct sim_driver sim = device("fixed", NULL);

	CHECK(count_in(&sim, TRIGGERS, "<id>scenechangedetection-1<") == 1);
	CHECK(sim_do(&sim, "set scene-change hidden"));
	CHECK(count_in(&sim, TRIGGERS, "<id>scenechangedetection-1<") == 0);
	CHECK(count_in(&sim, path, "<id>scenechangedetection-1<") == 1);
	CHECK(sim_do(&sim, "set scene-change 403"));
	CHECK(ask(&sim, path, NULL) == 403);
	CHECK(sim_stop(&sim) == 0);
}

static void motion_detection_is_read_and_switched_for_each_channel(void)
{
	static const char off[] =
		"<MotionDetection><enabled>false</enabled></MotionDetection>";
	struct sim_driver sim = device("dvr", NULL);

	CHECK(count_in(&sim, INPUTS "/2/motionDetection", "<enabled>true<") == 1);
	CHECK(ask(&sim, INPUTS "/2/motionDetection", off) == 200);
	CHECK(count_in(&sim, INPUTS "/2/motionDetection", "<enabled>false<") == 1);
	CHECK(ask(&sim, PROXIES "/10/video/motionDetection", off) == 200);
	CHECK(sim_ledger(&sim, "motion_detection/2") == 0);
	CHECK(sim_ledger(&sim, "motion_detection/3") == 1);
	CHECK(sim_ledger(&sim, "motion_detection/10") == 0);
	CHECK(ask(&sim, INPUTS "/10/motionDetection", off) == 400);
	CHECK(ask(&sim, INPUTS "/3/motionDetection", "nonsense") == 400);
	CHECK(sim_do(&sim, "set motion-detection on"));
	CHECK(sim_ledger(&sim, "motion_detection/2") == 1);
	CHECK(sim_stop(&sim) == 0);
}

static void areas_schedules_and_rights_can_be_missing(void)
{
	static const char line[] = "/ISAPI/Smart/LineDetection/1";
	static const char grid[] = INPUTS "/1/motionDetection";
	static const char week[] = "/ISAPI/Event/schedules/motionDetections/VMD_video1";
	static const char rights[] = "/ISAPI/Security/UserPermission/2";
	struct sim_driver sim = device("fixed", "rights=all");

	CHECK(count_in(&sim, line, "<Coordinates>") == 2);
	CHECK(count_in(&sim, grid, "fffffc") > 0);
	CHECK(count_in(&sim, week, "<TimeBlock>") == 7);
	CHECK(count_in(&sim, "/ISAPI/Event/schedules", "<Schedule ") > 3);
	CHECK(count_in(&sim, "/ISAPI/Security/users", "<userLevel>Operator<") == 1);
	CHECK(count_in(&sim, rights, "<alarmOutOrUpload>true<") == 1);
	CHECK(sim_do(&sim, "set regions none"));
	CHECK(sim_do(&sim, "set schedule never"));
	CHECK(sim_do(&sim, "set rights no-notify"));
	CHECK(sim_do(&sim, "set web-auth basic"));
	CHECK(count_in(&sim, line, "<Coordinates>") == 0);
	CHECK(count_in(&sim, grid, "fffffc") == 0);
	CHECK(count_in(&sim, week, "<TimeBlock>") == 0);
	CHECK(count_in(&sim, rights, "<alarmOutOrUpload>false<") == 1);
	CHECK(count_in(&sim, "/ISAPI/Security/webCertificate",
		      "<CertificateType>basic<") == 1);
	CHECK(ask(&sim, "/ISAPI/Event/notification/alertStream", NULL) == 403);
	CHECK(ask(&sim, "/ISAPI/Smart/NoSuchThing/1", NULL) == 404);
	CHECK(sim_stop(&sim) == 0);
}

static void alarm_outputs_are_its_own_and_those_of_the_cameras_behind_it(void)
{
	static const char high[] =
		"<IOPortData><outputState>high</outputState></IOPortData>";
	static const char proxy[] = "/ISAPI/ContentMgmt/IOProxy/outputs";
	struct sim_driver sim = device("nvr16", NULL);

	CHECK(count_in(&sim, "/ISAPI/System/IO/outputs", "<IOOutputPort>") == 1);
	CHECK(ask(&sim, "/ISAPI/System/IO/outputs/1/trigger", high) == 200);
	CHECK(count_in(&sim, "/ISAPI/System/IO/outputs/1/status", ">active<") == 1);
	CHECK(count_in(&sim, proxy, "<id>701<") == 1);
	CHECK(ask(&sim, "/ISAPI/ContentMgmt/IOProxy/outputs/701/trigger", high) == 200);
	CHECK(count_in(&sim, "/ISAPI/ContentMgmt/IOProxy/outputs/701/status",
		      ">active<") == 1);
	CHECK(count_in(&sim, "/ISAPI/ContentMgmt/IOProxy/outputs/101/status",
		      ">inactive<") == 1);
	CHECK(ask(&sim, "/ISAPI/ContentMgmt/IOProxy/outputs/801/trigger", high) == 400);
	CHECK(sim_ledger(&sim, "output_triggers/1") == 1);
	CHECK(sim_ledger(&sim, "proxy_output_triggers/701") == 1);
	CHECK(sim_ledger(&sim, "writes_allowed") == 3);
	CHECK(sim_stop(&sim) == 0);
}

static const struct test tests[] = {
	TEST(every_profile_says_what_it_is_and_how_many_channels_it_has),
	TEST(old_firmware_knows_three_paths_without_isapi),
	TEST(channels_have_gaps_names_that_stand_twice_and_one_is_offline),
	TEST(triggers_have_center_as_the_switch_and_the_command_say),
	TEST(the_list_of_triggers_has_two_roots_and_can_be_missing),
	TEST(a_scene_change_is_listed_hidden_or_refused),
	TEST(motion_detection_is_read_and_switched_for_each_channel),
	TEST(areas_schedules_and_rights_can_be_missing),
	TEST(alarm_outputs_are_its_own_and_those_of_the_cameras_behind_it),
	{NULL, NULL},
};

int main(int argc, char **argv)
{
	curl_global_init(CURL_GLOBAL_ALL);
	return check_main(tests, argc, argv);
}
