/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-reply-test.c - bodies a Hikvision device answers with, and is sent. */

#include "check.h"
#include "guard-page.h"
#include "isapi-reply.h"
#include "isapi-request.h"

#include <errno.h>
#include <string.h>

static void a_device_says_what_it_is(void)
{
	struct device_info info;

	CHECK(!device_info_parse(
		BYTES("<?xml version=\"1.0\"?>\n<DeviceInfo version=\"2.0\" xmlns=\"u\">\n"
		      "<deviceName>Front & back</deviceName>\n<deviceID>255</deviceID>\n"
		      "<model>DS-X1</model>\n<serialNumber>DS-X1 0120</serialNumber>\n"
		      "<macAddress>00:00:5e:00:53:01</macAddress>\n"
		      "<firmwareVersion>V3.7.0</firmwareVersion>\n"
		      "<firmwareReleasedDate>build 250818</firmwareReleasedDate>\n"
		      "<deviceType>VIS</deviceType>\n</DeviceInfo>\n"),
		&info));
	CHECK(!strcmp(info.name, "Front & back") && !strcmp(info.model, "DS-X1"));
	CHECK(!strcmp(info.serial, "DS-X1 0120"));
	CHECK(!strcmp(info.mac, "00:00:5e:00:53:01") && !strcmp(info.type, "VIS"));
	CHECK(!strcmp(info.firmware, "V3.7.0 build 250818"));
}

static void a_device_in_one_line_without_everything(void)
{
	struct device_info info;

	CHECK(!device_info_parse(
		BYTES("<DeviceInfo><MODEL>M</MODEL><firmwareVersion>V1</firmwareVersion>"
		      "<serialNumber/></DeviceInfo>"),
		&info));
	CHECK(!strcmp(info.model, "M") && !strcmp(info.firmware, "V1"));
	CHECK(!info.serial[0] && !info.name[0]);
	CHECK(!device_info_parse(BYTES("<DeviceInfo><firmwareReleasedDate>build 1"
				       "</firmwareReleasedDate></DeviceInfo>"),
		&info));
	CHECK(!strcmp(info.firmware, "build 1"));
	CHECK(device_info_parse(BYTES("<userCheck/>"), &info) == -EPROTO);
	CHECK(device_info_parse(BYTES("<html>"), &info) == -EPROTO);
	CHECK(device_info_parse(BYTES(""), &info) == -EPROTO);
	CHECK(device_info_parse(BYTES("<!DOCTYPE a><DeviceInfo/>"), &info) == -EPERM);
}

static bool doors_are(
	const char *inside, unsigned first, unsigned last, unsigned commands)
{
	struct door_capabilities d = {0};

	return !door_capabilities_parse(bytes_from(inside), &d) && d.first == first &&
	       d.last == last && d.commands == commands;
}

static void doors_and_their_commands_are_read(void)
{
	unsigned all = DOOR_OPEN | DOOR_CLOSE | DOOR_ALWAYS_OPEN | DOOR_ALWAYS_CLOSE |
		       DOOR_RESUME;
	struct door_capabilities d;

	CHECK(doors_are(
		"<RemoteControlDoor><doorNo min=\"1\" max=\"2\"/><cmd "
		"opt=\"open,close,alwaysOpen,alwaysClose,resume\"/></RemoteControlDoor>",
		1, 2, all));
	CHECK(doors_are(
		"<remotecontroldoor xmlns='u'><doorNo min=' 1 ' max='1'> 1 </doorNo>"
		"<cmd opt=' open , wipe,,close'></cmd></remotecontroldoor>",
		1, 1, DOOR_OPEN | DOOR_CLOSE));
	CHECK(doors_are("<RemoteControlDoor/>", 1, 1, 0));
	CHECK(doors_are(
		"<RemoteControlDoor><doorNo/><cmd/></RemoteControlDoor>", 1, 1, 0));
	CHECK(doors_are("<RemoteControlDoor><doorNo min='0' max='4000000000'/>"
			"</RemoteControlDoor>",
		1, DOORS_MAX, 0));
	CHECK(doors_are(
		"<RemoteControlDoor><doorNo min='3' max='2'/></RemoteControlDoor>", 3,
		3, 0));
	CHECK(doors_are(
		"<RemoteControlDoor><doorNo min='-1' max='x'/></RemoteControlDoor>", 1,
		1, 0));
	CHECK(door_capabilities_parse(BYTES("<ResponseStatus/>"), &d) == -EPROTO);
}

static bool call_is(const char *json, enum call_status wanted)
{
	enum call_status status;

	return !call_status_parse(bytes_from(json), &status) && status == wanted;
}

static void the_call_is_idle_ringing_or_answered(void)
{
	enum call_status s = CALL_STATUS_RING;

	CHECK(call_is("{\"CallStatus\":{\"status\":\"idle\"}}", CALL_STATUS_IDLE));
	CHECK(call_is("{\n\t\"CallStatus\":\t{\n\t\t\"status\":\t\"ring\"\n\t}\n}\n",
		CALL_STATUS_RING));
	CHECK(call_is("{\"CallStatus\":{\"status\":\"onCall\"}}", CALL_STATUS_ON_CALL));
	CHECK(call_status_parse(BYTES("{\"CallStatus\":{\"status\":\"error\"}}"), &s) ==
		-EPROTO);
	CHECK(call_status_parse(BYTES("{\"statusCode\":4}"), &s) == -EPROTO);
	CHECK(call_status_parse(BYTES("<ResponseStatus/>"), &s) == -EPROTO);
	CHECK(s == CALL_STATUS_RING);
}

static void a_refusal_names_its_reason(void)
{
	struct refusal f;

	CHECK(!refusal_parse(
		BYTES("<?xml version=\"1.0\"?><ResponseStatus xmlns=\"u\">"
		      "<requestURL>/x</requestURL><statusCode>4</statusCode>"
		      "<statusString>Invalid Operation</statusString>"
		      "<subStatusCode>methodNotAllowed</subStatusCode>"
		      "</ResponseStatus>"),
		&f));
	CHECK(f.status_code == 4 && !strcmp(f.status, "Invalid Operation"));
	CHECK(!strcmp(f.sub_status, "methodNotAllowed") && !f.is_user_check);
	CHECK(!f.locked && f.unlock_s == -1 && f.tries_left == -1);
	CHECK(!refusal_parse(
		BYTES("{\"statusCode\":\"4\",\"statusString\":\"Unknow\","
		      "\"subStatusCode\":\"lowPrivilege\",\"errorCode\":1}"),
		&f));
	CHECK(f.status_code == 4 && !strcmp(f.status, "Unknow"));
	CHECK(!strcmp(f.sub_status, "lowPrivilege"));
	CHECK(!refusal_parse(BYTES("{\"ResponseStatus\":{\"statusCode\":6}}"), &f));
	CHECK(f.status_code == 6 && !f.status[0]);
}

static void a_refused_login_says_how_many_tries_are_left(void)
{
	struct refusal f;

	CHECK(!refusal_parse(
		BYTES("<userCheck>\n<statusValue>401</statusValue>\n"
		      "<statusString>Unauthorized</statusString>\n"
		      "<lockStatus>unlock</lockStatus><unlockTime>0</unlockTime>"
		      "<retryLoginTime>4</retryLoginTime></userCheck>"),
		&f));
	CHECK(f.is_user_check && f.status_code == 401 && !f.locked);
	CHECK(f.unlock_s == 0 && f.tries_left == 4);
	CHECK(!refusal_parse(
		BYTES("<userCheck><statusValue>401</statusValue>"
		      "<lockStatus>lock</lockStatus><unlockTime>1800</unlockTime>"
		      "<retryLoginTime>-1</retryLoginTime></userCheck>"),
		&f));
	CHECK(f.locked && f.unlock_s == 1800 && f.tries_left == -1 && !f.status[0]);
}

static void what_is_no_refusal_is_refused(void)
{
	struct refusal f = {.status_code = 77};

	CHECK(refusal_parse(BYTES(""), &f) == -EPROTO);
	CHECK(refusal_parse(BYTES("Access Error: 404 -- Not Found"), &f) == -EPROTO);
	CHECK(refusal_parse(BYTES("<html><body>x</body></html>"), &f) == -EPROTO);
	CHECK(refusal_parse(BYTES("{\"CallStatus\":{\"statusCode\":1}}"), &f) ==
		-EPROTO);
	CHECK(f.status_code == 77);
}

static void nothing_outside_a_body_is_read(void)
{
	static const char *const bodies[] = {
		"<DeviceInfo><model>a & b</model></DeviceInfo>",
		"<RemoteControlDoor><cmd opt='open,'/></RemoteControlDoor>",
		"{\"CallStatus\":{\"status\":\"idle\"}}",
		"<userCheck><lockStatus>lock</lockStatus></userCheck>",
	};

	for (size_t i = 0; i < sizeof(bodies) / sizeof(*bodies); i++) {
		struct bytes body = bytes_from(bodies[i]);
		struct guard_page g;

		guard_page_init(&g, body.len);
		for (size_t len = 0; len < body.len; len++) {
			struct bytes cut =
				guard_page_before(&g, bytes_slice(body, 0, len));
			enum call_status status;
			struct door_capabilities doors;
			struct device_info info;
			struct refusal refusal;

			CHECK(device_info_parse(cut, &info) == -EPROTO);
			CHECK(door_capabilities_parse(cut, &doors) == -EPROTO);
			CHECK(call_status_parse(cut, &status) == -EPROTO);
			CHECK(refusal_parse(cut, &refusal) == -EPROTO);
		}
		guard_page_finish(&g);
	}
}

static void a_door_command_is_one_small_document(void)
{
	CHECK(bytes_equal(door_command_body(DOOR_OPEN),
		BYTES("<RemoteControlDoor><cmd>open</cmd></RemoteControlDoor>")));
	CHECK(bytes_equal(door_command_body(DOOR_ALWAYS_CLOSE),
		BYTES("<RemoteControlDoor><cmd>alwaysClose</cmd></RemoteControlDoor>")));
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_device_says_what_it_is),
		TEST(a_device_in_one_line_without_everything),
		TEST(doors_and_their_commands_are_read),
		TEST(the_call_is_idle_ringing_or_answered),
		TEST(a_refusal_names_its_reason),
		TEST(a_refused_login_says_how_many_tries_are_left),
		TEST(what_is_no_refusal_is_refused),
		TEST(nothing_outside_a_body_is_read),
		TEST(a_door_command_is_one_small_document),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
