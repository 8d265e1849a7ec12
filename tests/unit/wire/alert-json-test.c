/* SPDX-License-Identifier: Apache-2.0 */
/* alert-json-test.c - a JSON alert -> struct alert. */

#include "alert-xml.h"
#include "buffer.h"
#include "check.h"
#include "guard-page.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static struct alert read_alert(struct bytes json)
{
	struct alert a = {0};

	if (!CHECK(alert_json_parse(json, &a) == 0))
		printf("# %.*s\n", (int)json.len, json.data);
	return a;
}

/* An access event with `inside` in it. */
static struct alert read_acs(const char *inside)
{
	struct buffer json;
	struct alert a;

	buffer_init(&json, 4096);
	buffer_appendf(&json,
		"{\"eventType\":\"AccessControllerEvent\",\"AccessControllerEvent\":{%s}}",
		inside);
	a = read_alert(buffer_bytes(&json));
	buffer_finish(&json);
	return a;
}

static void an_access_event_is_read_whole(void)
{
	struct alert a = read_alert(BYTES(
		"{\r\n\t\"ipAddress\":\t\"192.0.2.7\",\r\n\"channelID\": 1,"
		"\"dateTime\":\"2024-05-06T07:08:09+02:00\",\"activePostCount\":2,"
		"\"eventType\":\"AccessControllerEvent\",\"eventState\":\"active\","
		"\"eventDescription\":\"Access Controller Event\","
		"\"AccessControllerEvent\":{\"deviceName\":\"x\",\"majorEventType\":5,"
		"\"subEventType\":75,\"doorNo\":1,\"serialNo\":257,\"currentEvent\":true,"
		"\"name\":\"Ann \\\"A\\\" {B}\",\"cardNo\":\"12345\",\"verifyNo\":3,"
		"\"employeeNoString\":\"e7\",\"employeeNo\":8}}"));

	CHECK(!strcmp(a.type, "AccessControllerEvent") &&
		a.state == ALERT_STATE_ACTIVE);
	CHECK(a.channel == 1 && a.post_count == 2);
	CHECK(!strcmp(a.time, "2024-05-06T07:08:09+02:00"));
	CHECK(a.has_acs && a.acs.major == 5 && a.acs.minor == 75 && a.acs.door == 1);
	CHECK(a.acs.serial == 257 && !a.acs.past && a.acs.verify_no == 3);
	CHECK(!strcmp(a.acs.name, "Ann \"A\" {B}") && !strcmp(a.acs.card, "12345"));
	CHECK(!strcmp(a.acs.employee, "e7"));
}

static void numbers_come_as_numbers_or_as_strings(void)
{
	struct alert a = read_acs("\"majorEventType\":\"5\",\"subEventType\":\" 21 \","
				  "\"doorNo\":1.0,\"serialNo\":\"9007199254740991\"");

	CHECK(a.acs.major == 5 && a.acs.minor == 21 && a.acs.door == 1);
	CHECK(a.acs.serial == 9007199254740991);
	a = read_acs("\"majorEventType\":\"five\",\"subEventType\":-3,\"doorNo\":1.5,"
		     "\"serialNo\":99999999999999999999999999");
	CHECK(a.acs.major == -1 && a.acs.minor == -1 && a.acs.door == -1);
	CHECK(a.acs.serial == -1);
	a = read_acs("\"majorEventType\":null,\"subEventType\":true,\"doorNo\":[],"
		     "\"serialNo\":{}");
	CHECK(a.acs.major == -1 && a.acs.minor == -1 && a.acs.door == -1);
	CHECK(a.acs.serial == -1);
}

static void history_is_marked_as_past(void)
{
	CHECK(read_acs("\"currentEvent\":false").acs.past);
	CHECK(read_acs("\"currentEvent\":\"false\"").acs.past);
	CHECK(read_acs("\"currentEvent\":0").acs.past);
	CHECK(!read_acs("\"currentEvent\":true").acs.past);
	CHECK(!read_acs("\"currentEvent\":null").acs.past);
	CHECK(!read_acs("").acs.past);
}

static void an_ordinary_alert_may_come_in_json(void)
{
	struct alert a = read_alert(BYTES(
		"{\"EventNotificationAlert\":{\"channelID\":\"13\",\"eventType\":\"duration\","
		"\"eventState\":\"inactive\",\"DurationList\":{\"Duration\":"
		"[{\"relationEvent\":\"VMD\"}]},\"DetectionRegionList\":["
		"{\"DetectionRegionEntry\":{\"regionID\":0,\"detectionTarget\":\"human\"}}]}}"));

	CHECK(a.channel == 13 && a.state == ALERT_STATE_INACTIVE && !a.has_acs);
	CHECK(!strcmp(a.related, "VMD") && !strcmp(a.region, "0"));
	CHECK(!strcmp(a.target, "human"));
	a = read_alert(
		BYTES("{\"eventType\":\"videoloss\",\"eventState\":\"inactive\"}"));
	CHECK(alert_is_heartbeat(&a));
}

static void a_name_somebody_typed_does_not_cost_the_event(void)
{
	struct alert a = read_acs("\"doorNo\":1,\"name\":\"H\xfc"
				  "tte \xc3\xbc\"");

	CHECK(a.acs.door == 1 && !strcmp(a.acs.name, "H?tte \xc3\xbc"));
	a = read_acs("\"doorNo\":1,\"name\":\"a\tb\x01\"");
	CHECK(a.acs.door == 1 && !strcmp(a.acs.name, "a b"));
	a = read_acs("\"doorNo\":1,\"name\":\"Eve\\nroot\\u0000\\u001b\"");
	CHECK(a.acs.door == 1 && !strcmp(a.acs.name, "Eve?root??"));
	a = read_acs(
		"\"doorNo\":1,\"name\":\"\\\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\"");
	CHECK(a.acs.door == 1 && a.acs.name[0] == '"');
}

static void what_is_no_alert_is_refused(void)
{
	struct alert a = {.channel = 77};
	struct buffer deep;

	CHECK(alert_json_parse(BYTES(""), &a) == -EPROTO);
	CHECK(alert_json_parse(BYTES("[]"), &a) == -EPROTO);
	CHECK(alert_json_parse(BYTES("{}"), &a) == -EPROTO);
	CHECK(alert_json_parse(BYTES("{\"a\":1}"), &a) == -EPROTO);
	CHECK(alert_json_parse(BYTES("{\"eventType\":\"VMD\""), &a) == -EPROTO);
	CHECK(alert_json_parse(BYTES("{\"eventType\":\"VMD\"} x"), &a) == -EPROTO);
	buffer_init(&deep, 1024 * 1024);
	for (int i = 0; i < 100000; i++)
		buffer_append(&deep, BYTES("["));
	CHECK(alert_json_parse(buffer_bytes(&deep), &a) == -ELOOP);
	for (int i = 0; i < 200000; i++)
		buffer_append(&deep, BYTES(" "));
	CHECK(alert_json_parse(buffer_bytes(&deep), &a) == -EMSGSIZE);
	buffer_finish(&deep);
	CHECK(a.channel == 77);
}

static void an_object_cut_anywhere_is_refused_and_read_no_further(void)
{
	struct bytes json =
		BYTES("{\"eventType\":\"VMD\",\"a\":[1.5,\"\\u00e9\xc3\xa9\",null]}");
	struct guard_page g;
	struct alert a;

	guard_page_init(&g, json.len);
	for (size_t len = 0; len < json.len; len++)
		CHECK(alert_json_parse(guard_page_before(&g, bytes_slice(json, 0, len)),
			      &a) == -EPROTO);
	for (size_t from = 1; from < json.len; from++)
		CHECK(alert_json_parse(guard_page_behind(&g, bytes_skip(json, from)),
			      &a) == -EPROTO);
	CHECK(!alert_json_parse(guard_page_before(&g, json), &a));
	CHECK(!alert_json_parse(guard_page_behind(&g, json), &a));
	guard_page_finish(&g);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(an_access_event_is_read_whole),
		TEST(numbers_come_as_numbers_or_as_strings),
		TEST(history_is_marked_as_past),
		TEST(an_ordinary_alert_may_come_in_json),
		TEST(a_name_somebody_typed_does_not_cost_the_event),
		TEST(what_is_no_alert_is_refused),
		TEST(an_object_cut_anywhere_is_refused_and_read_no_further),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
