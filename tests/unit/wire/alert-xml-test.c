/* SPDX-License-Identifier: Apache-2.0 */
/* alert-xml-test.c - EventNotificationAlert -> struct alert. */

#include "alert-xml.h"
#include "buffer.h"
#include "check.h"
#include "guard-page.h"

#include <errno.h>
#include <string.h>

#define ALERT(inside)                                                                  \
	"<EventNotificationAlert version=\"2.0\" "                                     \
	"xmlns=\"http://www.hikvision.com/ver20/XMLSchema\">\r\n" inside               \
	"\r\n</EventNotificationAlert>\r\n"

static struct alert read_alert(struct bytes xml)
{
	struct alert a = {0};

	CHECK(alert_xml_parse(xml, &a) == 0);
	return a;
}

static void an_alert_is_read_whole(void)
{
	struct alert a =
		read_alert(BYTES("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n" ALERT(
			"<ipAddress>192.0.2.7</ipAddress><portNo>80</portNo>"
			"<channelID>3</channelID>"
			"<dateTime>2024-05-06T07:08:09+02:00</dateTime>"
			"<activePostCount>12</activePostCount>"
			"<eventType>fielddetection</eventType>"
			"<eventState>active</eventState>"
			"<eventDescription>field alarm</eventDescription>"
			"<DetectionRegionList><DetectionRegionEntry><regionID>1</regionID>"
			"<detectionTarget>human</detectionTarget></DetectionRegionEntry>"
			"<DetectionRegionEntry><regionID>2</regionID>"
			"<detectionTarget>vehicle</detectionTarget></DetectionRegionEntry>"
			"</DetectionRegionList>")));

	CHECK(!strcmp(a.type, "fielddetection"));
	CHECK(a.state == ALERT_STATE_ACTIVE);
	CHECK(a.channel == 3 && a.port == -1 && a.post_count == 12);
	CHECK(!strcmp(a.time, "2024-05-06T07:08:09+02:00"));
	CHECK(!strcmp(a.target, "human"));
	CHECK(!strcmp(a.region, "1"));
	CHECK(!strcmp(a.description, "field alarm"));
	CHECK(!a.has_acs && a.acs.major == -1 && a.acs.serial == -1);
}

static void every_element_may_be_absent_empty_or_blank(void)
{
	struct alert a = read_alert(BYTES(ALERT("")));

	CHECK(!a.type[0] && a.state == ALERT_STATE_UNKNOWN && a.channel == -1);
	CHECK(!a.time[0] && !a.target[0] && !a.region[0] && a.post_count == -1);
	a = read_alert(BYTES(
		ALERT("<activePostCount/><channelID> \t</channelID><dynChannelID/>"
		      "<eventType></eventType><eventState>\r\n</eventState>"
		      "<DetectionRegionList><DetectionRegionEntry><regionID/>"
		      "</DetectionRegionEntry></DetectionRegionList>")));
	CHECK(!a.type[0] && a.state == ALERT_STATE_UNKNOWN && a.channel == -1);
	CHECK(!a.region[0] && a.post_count == -1);
	a = read_alert(BYTES("<EventNotificationAlert/>"));
	CHECK(!a.type[0]);
}

static void names_are_matched_whatever_their_case_and_prefix(void)
{
	struct alert a = read_alert(
		BYTES("<h:eventnotificationALERT xmlns:h='u'>"
		      "<h:EVENTTYPE> VMD </h:EVENTTYPE><channelId>4</channelId>"
		      "<eventState>Inactive</eventState>"
		      "</h:eventnotificationALERT>"));

	CHECK(!strcmp(a.type, "VMD") && a.channel == 4 &&
		a.state == ALERT_STATE_INACTIVE);
}

static void the_type_ends_at_its_dash(void)
{
	struct alert a = read_alert(
		BYTES(ALERT("<eventType>faceDetection-Unknown</eventType>")));

	CHECK(!strcmp(a.type, "faceDetection"));
	a = read_alert(BYTES(ALERT("<eventType>-x</eventType>")));
	CHECK(!strcmp(a.type, "-x"));
}

static void channel_and_port_have_a_second_name(void)
{
	struct alert a = read_alert(BYTES(ALERT("<dynChannelID>6</dynChannelID>")));

	CHECK(a.channel == 6);
	a = read_alert(
		BYTES(ALERT("<dynChannelID>6</dynChannelID><channelID>5</channelID>")));
	CHECK(a.channel == 5);
	a = read_alert(
		BYTES(ALERT("<channelID>5</channelID><dynChannelID>6</dynChannelID>")));
	CHECK(a.channel == 5);
	a = read_alert(BYTES(ALERT("<channelID/><dynChannelID>6</dynChannelID>")));
	CHECK(a.channel == 6);
	a = read_alert(BYTES(ALERT("<dynInputIOPortID>701</dynInputIOPortID>")));
	CHECK(a.port == 701 && a.channel == -1);
	a = read_alert(BYTES(
		ALERT("<dynInputIOPortID>701</dynInputIOPortID>"
		      "<inputIOPortID>2</inputIOPortID><channelID>1</channelID>")));
	CHECK(a.port == 2 && a.channel == 1);
}

static void what_is_no_number_is_absent(void)
{
	struct alert a = read_alert(
		BYTES(ALERT("<channelID>-1</channelID>"
			    "<inputIOPortID>0x10</inputIOPortID>"
			    "<activePostCount>99999999999</activePostCount>")));

	CHECK(a.channel == -1 && a.port == -1 && a.post_count == -1);
	a = read_alert(BYTES(ALERT("<channelID>0</channelID>")));
	CHECK(a.channel == 0);
}

static void the_target_may_stand_on_top_or_inside(void)
{
	struct alert a = read_alert(
		BYTES(ALERT("<targetType>vehicle</targetType>"
			    "<DetectionRegionList><DetectionRegionEntry>"
			    "<detectionTarget>human</detectionTarget>"
			    "</DetectionRegionEntry></DetectionRegionList>")));

	CHECK(!strcmp(a.target, "vehicle"));
	a = read_alert(BYTES(ALERT("<DetectionRegionList><DetectionRegionEntry>"
				   "<detectionTarget>human</detectionTarget>"
				   "</DetectionRegionEntry></DetectionRegionList>"
				   "<targetType>vehicle</targetType>")));
	CHECK(!strcmp(a.target, "vehicle"));
}

static void an_empty_target_on_top_hides_none_inside(void)
{
	struct alert a = read_alert(BYTES(
		ALERT("<a><detectionTarget>human</detectionTarget></a><targetType/>")));

	CHECK(!strcmp(a.target, "human"));
}

static void a_duration_names_what_goes_on(void)
{
	struct alert a = read_alert(BYTES(ALERT(
		"<eventType>duration</eventType><DurationList><Duration>"
		"<relationEvent>linedetection</relationEvent></Duration></DurationList>")));

	CHECK(!strcmp(a.type, "duration") && !strcmp(a.related, "linedetection"));
}

static void an_access_event_may_come_in_xml(void)
{
	struct alert a = read_alert(BYTES(ALERT(
		"<eventType>AccessControllerEvent</eventType><AccessControllerEvent>"
		"<majorEventType>5</majorEventType><subEventType>75</subEventType>"
		"<doorNo>2</doorNo><serialNo>4294967296</serialNo><name>A&amp;B</name>"
		"<cardNo>12345</cardNo><employeeNo>9</employeeNo>"
		"<currentEvent>false</currentEvent></AccessControllerEvent>")));

	CHECK(a.has_acs && a.acs.major == 5 && a.acs.minor == 75 && a.acs.door == 2);
	CHECK(a.acs.serial == 4294967296 && a.acs.past);
	CHECK(!strcmp(a.acs.name, "A&B") && !strcmp(a.acs.card, "12345"));
	CHECK(!strcmp(a.acs.employee, "9"));
	a = read_alert(BYTES(ALERT("<AccessControllerEvent/>")));
	CHECK(a.has_acs && a.acs.major == -1 && !a.acs.past);
}

static void a_name_somebody_typed_does_not_cost_the_event(void)
{
	static const char *const names[] = {"Tom & Jerry",
		"H\xfc"
		"tte",
		"\xb4\xf3\xc3\xc5", "3 < 4", "&nbsp;",
		"a\x01"
		"b"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct buffer xml;
		struct alert a;

		buffer_init(&xml, 4096);
		buffer_appendf(&xml,
			ALERT("<channelName>%s</channelName><channelID>2</channelID>"
			      "<eventType>VMD</eventType>"
			      "<eventState>active</eventState>"),
			names[i]);
		a = read_alert(buffer_bytes(&xml));
		CHECK(!strcmp(a.type, "VMD") && a.channel == 2);
		CHECK(a.state == ALERT_STATE_ACTIVE);
		buffer_finish(&xml);
	}
}

static void text_is_cut_and_cleaned(void)
{
	struct alert a = read_alert(BYTES(ALERT(
		"<eventDescription>&#10;a&#10;b&#9;c&#127;&#133;</eventDescription><regionID>"
		"0123456789012345678901234567890\xe2\x82\xac</regionID>")));

	CHECK(!strcmp(a.description, "a?b?c???"));
	CHECK(!strcmp(a.region, "0123456789012345678901234567890"));
}

static void what_is_no_alert_is_refused(void)
{
	struct alert a = {.channel = 77};

	CHECK(alert_xml_parse(BYTES(""), &a) == -EPROTO);
	CHECK(alert_xml_parse(BYTES("<ResponseStatus/>"), &a) == -EPROTO);
	CHECK(alert_xml_parse(BYTES("<EventNotificationAlertList/>"), &a) == -EPROTO);
	CHECK(alert_xml_parse(BYTES("<a><EventNotificationAlert/></a>"), &a) ==
		-EPROTO);
	CHECK(alert_xml_parse(BYTES("<EventNotificationAlert>"), &a) == -EPROTO);
	CHECK(alert_xml_parse(BYTES("<!DOCTYPE a><EventNotificationAlert/>"), &a) ==
		-EPERM);
	CHECK(a.channel == 77);
}

static bool beats(const char *xml)
{
	struct alert a = read_alert(bytes_from(xml));

	return alert_is_heartbeat(&a);
}

static void signs_of_life_are_told_from_events(void)
{
	CHECK(beats(ALERT(
		"<eventType>videoloss</eventType><eventState>inactive</eventState>")));
	CHECK(beats(ALERT(
		"<channelID>0</channelID><activePostCount>1</activePostCount>"
		"<eventType>videoLoss</eventType><eventState>inactive</eventState>")));
	CHECK(beats(ALERT("<eventType>other</eventType>"
			  "<eventDescription>Heartbeat</eventDescription>")));
	CHECK(beats(ALERT("<eventType>heartBeat</eventType>")));
	CHECK(!beats(ALERT(
		"<eventType>videoloss</eventType><eventState>active</eventState>")));
	CHECK(!beats(ALERT("<eventType>videoloss</eventType>")));
	CHECK(!beats(ALERT("<eventType>other</eventType>")));
	CHECK(!beats(
		ALERT("<eventType>VMD</eventType><eventState>inactive</eventState>")));
}

static void a_document_cut_anywhere_is_refused_and_read_no_further(void)
{
	struct bytes xml = BYTES(ALERT("<eventType>VMD</eventType><channelName>a & b"
				       "</channelName><AccessControllerEvent/>"));
	struct bytes whole = bytes_trim(xml);
	struct guard_page g;
	struct alert a;

	guard_page_init(&g, xml.len);
	for (size_t len = 0; len < whole.len; len++)
		CHECK(alert_xml_parse(guard_page_before(&g, bytes_slice(xml, 0, len)),
			      &a) == -EPROTO);
	for (size_t from = 1; from < xml.len; from++)
		CHECK(alert_xml_parse(guard_page_behind(&g, bytes_skip(xml, from)),
			      &a) == -EPROTO);
	CHECK(!alert_xml_parse(guard_page_before(&g, xml), &a));
	CHECK(!alert_xml_parse(guard_page_behind(&g, xml), &a));
	guard_page_finish(&g);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(an_alert_is_read_whole),
		TEST(every_element_may_be_absent_empty_or_blank),
		TEST(names_are_matched_whatever_their_case_and_prefix),
		TEST(the_type_ends_at_its_dash),
		TEST(channel_and_port_have_a_second_name),
		TEST(what_is_no_number_is_absent),
		TEST(the_target_may_stand_on_top_or_inside),
		TEST(an_empty_target_on_top_hides_none_inside),
		TEST(a_duration_names_what_goes_on),
		TEST(an_access_event_may_come_in_xml),
		TEST(a_name_somebody_typed_does_not_cost_the_event),
		TEST(text_is_cut_and_cleaned),
		TEST(what_is_no_alert_is_refused),
		TEST(signs_of_life_are_told_from_events),
		TEST(a_document_cut_anywhere_is_refused_and_read_no_further),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
