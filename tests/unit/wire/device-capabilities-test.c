/* SPDX-License-Identifier: Apache-2.0 */
/* device-capabilities-test.c - what a device has; camera or recorder? */

#include "check.h"
#include "device-capabilities.h"
#include "guard-page.h"

#include <errno.h>
#include <string.h>

#define CAP(inside) "<DeviceCap version='2.0' xmlns='u'>" inside "</DeviceCap>"

static const char hybrid[] = "<?xml version=\"1.0\"?>\r\n" CAP(
	"<SysCap><isSupportDst>true</isSupportDst><VideoCap>"
	"<videoInputPortNums>4</videoInputPortNums></VideoCap><IOCap>"
	"<IOInputPortNums>8</IOInputPortNums>"
	"<IOOutputPortNums>0</IOOutputPortNums></IOCap></SysCap>\r\n"
	"<RacmCap><inputProxyNums>16</inputProxyNums>"
	"<isSupportIOOutputProxy>true</isSupportIOOutputProxy></RacmCap>"
	"<SmartCap><isSupportSceneChangeDetection>false"
	"</isSupportSceneChangeDetection></SmartCap>"
	"<WLAlarmCap><isSupportPIR>true</isSupportPIR></WLAlarmCap>"
	"<isSupportGetmutexFuncErrMsg>true</isSupportGetmutexFuncErrMsg>");

static struct device_capabilities read_caps(const char *xml)
{
	struct device_capabilities caps = {.proxies = 77};

	CHECK(!device_capabilities_parse(bytes_from(xml), &caps));
	return caps;
}

static void what_a_device_says_is_read(void)
{
	struct device_capabilities caps = read_caps(hybrid);

	CHECK(caps.video_inputs == 4 && caps.proxies == 16);
	CHECK(caps.alarm_inputs == 8 && caps.alarm_outputs == 0);
	CHECK(caps.pir == ANSWER_YES && caps.scene_change == ANSWER_NO);
	CHECK(caps.proxied_outputs == ANSWER_YES);
	CHECK(caps.exclusive_events == ANSWER_YES);
}

static bool says_nothing(const char *xml)
{
	struct device_capabilities caps = read_caps(xml);

	return !memcmp(&caps, &device_capabilities_none, sizeof(caps));
}

static void what_it_does_not_say_is_neither_no_nor_nought(void)
{
	CHECK(device_capabilities_none.video_inputs == -1);
	CHECK(device_capabilities_none.pir == ANSWER_NONE);
	CHECK(says_nothing("<DeviceCap/>"));
	CHECK(says_nothing(CAP("<SysCap/><RacmCap><inputProxyNums/></RacmCap>"
			       "<WLAlarmCap><isSupportPIR/></WLAlarmCap>")));
	CHECK(says_nothing(CAP("<RacmCap><inputProxyNums>-3</inputProxyNums></RacmCap>"
			       "<SysCap><VideoCap><videoInputPortNums>4097"
			       "</videoInputPortNums></VideoCap></SysCap>")));
	CHECK(says_nothing(CAP("<WLAlarmCap><isSupportPIR>opt</isSupportPIR>"
			       "</WLAlarmCap><inputProxyNums>2</inputProxyNums>")));
}

static enum device_kind kind_by_name(const char *type, const char *model)
{
	return device_kind(type, model, &device_capabilities_none);
}

static void the_type_decides_first(void)
{
	static const char *const cameras[] = {
		"IPCamera", "IPDome", "IPZoom", " ipcamera "};
	static const char *const recorders[] = {"NVR", "DVR", "HybirdNVR", "HybirdDVR",
		"HybridNVR", "hybriddvr", "DVS", "CVR"};
	struct device_capabilities many = {.video_inputs = 2, .proxies = 64};
	struct device_capabilities one = {.video_inputs = 0, .proxies = 1};

	for (size_t i = 0; i < sizeof(cameras) / sizeof(*cameras); i++)
		CHECK(device_kind(cameras[i], "DS-7608", &many) == DEVICE_KIND_CAMERA);
	for (size_t i = 0; i < sizeof(recorders) / sizeof(*recorders); i++)
		CHECK(device_kind(recorders[i], "DS-2CD", &one) ==
			DEVICE_KIND_RECORDER);
	CHECK(device_kind("ACS", "DS-2CD", &many) == DEVICE_KIND_OTHER);
	CHECK(kind_by_name("VIS", "") == DEVICE_KIND_OTHER);
}

static void the_model_decides_where_the_type_does_not(void)
{
	CHECK(kind_by_name("", "DS-2CD2386G2-IU") == DEVICE_KIND_CAMERA);
	CHECK(kind_by_name("NewThing", "iDS-2CD7A46G0") == DEVICE_KIND_CAMERA);
	CHECK(kind_by_name("NVRx", "ds-7608NI-E2") == DEVICE_KIND_RECORDER);
	CHECK(kind_by_name("", "iDS-7216HQHI") == DEVICE_KIND_RECORDER);
	CHECK(kind_by_name("", "DS-9664NI") == DEVICE_KIND_RECORDER);
	CHECK(kind_by_name("", "DS-8632NI") == DEVICE_KIND_RECORDER);
	CHECK(kind_by_name("", "DVR-208G-M1") == DEVICE_KIND_RECORDER);
	CHECK(kind_by_name("", "DS-KV6124") == DEVICE_KIND_OTHER);
	CHECK(kind_by_name("", "DS-") == DEVICE_KIND_UNKNOWN);
	CHECK(kind_by_name("", "") == DEVICE_KIND_UNKNOWN);
}

static void two_lenses_make_no_recorder(void)
{
	struct device_capabilities caps = {.video_inputs = 2, .proxies = -1};

	CHECK(device_kind("IPCamera", "DS-2TD1228", &caps) == DEVICE_KIND_CAMERA);
	CHECK(device_kind("", "DS-2TD1228-2/QA", &caps) == DEVICE_KIND_CAMERA);
}

static void the_channels_decide_where_no_name_does(void)
{
	struct device_capabilities caps = device_capabilities_none;

	caps.proxies = 1;
	CHECK(device_kind("", "HNVR", &caps) == DEVICE_KIND_RECORDER);
	caps.video_inputs = 1;
	caps.proxies = 0;
	CHECK(device_kind("", "HNDB302", &caps) == DEVICE_KIND_CAMERA);
	caps.video_inputs = 4;
	CHECK(device_kind("", "OEM", &caps) == DEVICE_KIND_RECORDER);
	caps.video_inputs = 0;
	CHECK(device_kind("", "OEM", &caps) == DEVICE_KIND_UNKNOWN);
}

static int parse(struct bytes in, void *user)
{
	return device_capabilities_parse(in, user);
}

static void other_documents_are_none_and_so_is_a_cut_one(void)
{
	struct device_capabilities caps = {.proxies = 77};

	CHECK(device_capabilities_parse(BYTES(""), &caps) == -EPROTO);
	CHECK(device_capabilities_parse(BYTES("<DeviceInfo/>"), &caps) == -EPROTO);
	CHECK(device_capabilities_parse(BYTES("<!DOCTYPE a><DeviceCap/>"), &caps) ==
		-EPERM);
	CHECK(caps.proxies == 77);
	CHECK(guard_page_cuts(bytes_from(hybrid), parse, &caps));
	CHECK(caps.proxies == 16);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(what_a_device_says_is_read),
		TEST(what_it_does_not_say_is_neither_no_nor_nought),
		TEST(the_type_decides_first),
		TEST(the_model_decides_where_the_type_does_not),
		TEST(two_lenses_make_no_recorder),
		TEST(the_channels_decide_where_no_name_does),
		TEST(other_documents_are_none_and_so_is_a_cut_one),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
