/* SPDX-License-Identifier: Apache-2.0 */
/* camera-oddities.c - whatever a device sends instead of a plain alert, the right sensor
 * turns on, and so does that of the plain alert after it, on one connection. */

#include "camera-house.h"
#include "quirk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BOUNDARY "--boundary\r\n"
#define XML_TYPE "Content-Type: application/xml; charset=\"UTF-8\"\r\n"
#define HIK20    " version=\"2.0\" xmlns=\"http://www.hikvision.com/ver20/XMLSchema\""
#define HIK10    " version=\"1.0\" xmlns=\"http://www.hikvision.com/ver10/XMLSchema\""
#define CHANNEL  "<channelID>1</channelID>\r\n"
#define COUNT    "<activePostCount>1</activePostCount>\r\n"
#define TYPE(t)  "<eventType>" t "</eventType>\r\n"
#define ALERT(space, channel, count, rest)                                             \
	"<EventNotificationAlert" space ">\r\n<ipAddress>192.0.2.7</ipAddress>\r\n"    \
	"<portNo>80</portNo>\r\n<protocol>HTTP</protocol>\r\n" channel count rest      \
	"<eventState>active</eventState>\r\n"                                          \
	"<eventDescription>Motion alarm</eventDescription>\r\n"                        \
	"</EventNotificationAlert>\r\n"
#define MOTION ALERT(HIK20, CHANNEL, COUNT, TYPE("VMD"))
#define LOSS(ids)                                                                      \
	"<EventNotificationAlert" HIK20 ">\r\n" ids                                    \
	"<activePostCount>0</activePostCount>\r\n<eventType>videoloss</eventType>\r\n" \
	"<eventState>inactive</eventState>\r\n</EventNotificationAlert>\r\n"

/** How a body is put onto the stream. */
enum frame {
	FRAME_LENGTH,
	FRAME_NO_LENGTH,
	FRAME_LF,
	FRAME_DOUBLED,
	FRAME_OTHER_NAME,
	FRAME_JSON,
	FRAME_AFTER_JPEG,
};

/* What is sent, and the sensor that it is about; NULL: none. The rows of facts 7.1. */
// clang-format off
static const struct oddity {
	const char *name;
	enum frame frame;
	const char *body;
	const char *sensor;
} oddities[] = {
	{"nothing odd", FRAME_LENGTH, MOTION, "motion"},
	{"a type in small letters", FRAME_LENGTH,
		ALERT(HIK20, CHANNEL, COUNT, TYPE("vmd")), "motion"},
	{"no length", FRAME_NO_LENGTH, MOTION, "motion"},
	{"line feeds only", FRAME_LF, MOTION, "motion"},
	{"all on one line", FRAME_NO_LENGTH,
		"<EventNotificationAlert" HIK10 "><channelID>1</channelID><eventType>VMD</eventType>"
		"<eventState>active</eventState></EventNotificationAlert>", "motion"},
	{"a doubled boundary", FRAME_DOUBLED, MOTION, "motion"},
	{"another boundary than the header's", FRAME_OTHER_NAME, MOTION, "motion"},
	{"an XML declaration", FRAME_LENGTH,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n" MOTION, "motion"},
	{"an empty count", FRAME_LENGTH,
		ALERT(HIK20, CHANNEL, "<activePostCount/>\r\n", TYPE("VMD")), "motion"},
	{"a count of blanks", FRAME_LENGTH,
		ALERT(HIK20, CHANNEL, "<activePostCount>  </activePostCount>\r\n", TYPE("VMD")), "motion"},
	{"no count", FRAME_LENGTH, ALERT(HIK20, CHANNEL, "", TYPE("VMD")), "motion"},
	{"a count of 0", FRAME_LENGTH,
		ALERT(HIK20, CHANNEL, "<activePostCount>0</activePostCount>\r\n", TYPE("VMD")), "motion"},
	{"a heartbeat with empty channels", FRAME_LENGTH,
		LOSS("<channelID/>\r\n<dynChannelID/>\r\n"), NULL},
	{"a heartbeat of channel 0", FRAME_LENGTH, LOSS("<channelID>0</channelID>\r\n"), NULL},
	{"no channel at all", FRAME_LENGTH, ALERT(HIK20, "", COUNT, TYPE("VMD")), "motion"},
	{"the namespace of std-cgi", FRAME_LENGTH,
		ALERT(" version=\"1.0\" xmlns=\"http://www.std-cgi.com/ver10/XMLSchema\"", CHANNEL, COUNT,
			TYPE("VMD")), "motion"},
	{"the namespace of isapi.org", FRAME_LENGTH,
		ALERT(" version=\"2.0\" xmlns=\"http://www.isapi.org/ver20/XMLSchema\"", CHANNEL, COUNT,
			TYPE("VMD")), "motion"},
	{"the namespace of PSIA", FRAME_LENGTH,
		ALERT(" version=\"1.0\" xmlns=\"urn:psialliance-org\"", CHANNEL, COUNT, TYPE("VMD")),
		"motion"},
	{"no namespace", FRAME_LENGTH, ALERT("", CHANNEL, COUNT, TYPE("VMD")), "motion"},
	{"an old namespace before the new one", FRAME_LENGTH,
		ALERT(HIK10, CHANNEL, COUNT, TYPE("linedetection")) "\r\n" BOUNDARY XML_TYPE "\r\n" MOTION,
		"motion"},
	{"that motion is going on, and no more", FRAME_LENGTH,
		ALERT(HIK20, CHANNEL, COUNT,
			TYPE("duration")
			"<DurationList><Duration><relationEvent>VMD</relationEvent></Duration></DurationList>\r\n"),
		"motion"},
	{"a type that few have", FRAME_LENGTH,
		ALERT(HIK20, CHANNEL, COUNT, TYPE("storageDetection")), "storage_detection"},
	{"a type with a tail", FRAME_LENGTH, ALERT(HIK20, CHANNEL, COUNT, TYPE("VMD-1")), "motion"},
	{"JSON about doors", FRAME_JSON,
		"{\"eventType\":\"AccessControllerEvent\",\"eventState\":\"active\","
		"\"AccessControllerEvent\":{\"majorEventType\":5,\"subEventType\":22}}", NULL},
	{"a picture before it", FRAME_AFTER_JPEG, MOTION, "motion"},
	{"a raw & in a name", FRAME_LENGTH,
		ALERT(HIK20, CHANNEL, COUNT, TYPE("VMD") "<channelName>Bed & Breakfast</channelName>\r\n"),
		"motion"},
	{"a byte that is no UTF-8", FRAME_LENGTH,
		ALERT(HIK20, CHANNEL, COUNT, TYPE("VMD") "<channelName>Caf\xe9</channelName>\r\n"), "motion"},
	{"only dynChannelID", FRAME_LENGTH,
		ALERT(HIK20, "<dynChannelID>1</dynChannelID>\r\n", COUNT, TYPE("VMD")), "motion"},
	{"the second input of channel 1", FRAME_LENGTH,
		ALERT(HIK20, "<inputIOPortID>2</inputIOPortID>\r\n" CHANNEL, COUNT, TYPE("IO")), "i_o_2"},
	{"targets of the top, two of them", FRAME_LENGTH,
		ALERT(HIK20, CHANNEL, COUNT, TYPE("VMD") "<targetType>human,vehicle</targetType>\r\n"),
		"motion"},
};
// clang-format on

enum { ODDITIES = sizeof(oddities) / sizeof(*oddities), PART_MAX = 4096 };

static size_t without_cr(char *text, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		if (text[i] != '\r')
			text[n++] = text[i];
	}
	return n;
}

static void send_odd(struct story *s, const struct oddity *o)
{
	static const char picture[] =
		BOUNDARY "Content-Type: image/jpeg\r\nContent-Length: 12\r\n\r\n"
			 "\xff\xd8--bound\xff\xd9.\r\n";
	const char *body = o->body;
	const char *end = strstr(body, "\r\n" BOUNDARY); /* of the first of two */
	unsigned first = (unsigned)(end ? (size_t)(end - body) : strlen(body));
	char part[PART_MAX], length[48] = "";
	int n;

	if (o->frame != FRAME_NO_LENGTH)
		snprintf(length, sizeof(length), "Content-Length: %u\r\n", first);
	n = snprintf(part, sizeof(part), "%s%s%s%s%s\r\n%s\r\n",
		o->frame == FRAME_AFTER_JPEG ? picture : "",
		o->frame == FRAME_DOUBLED ? BOUNDARY : "",
		o->frame == FRAME_OTHER_NAME ? "--myboundary\r\n" : BOUNDARY,
		o->frame == FRAME_JSON ? "Content-Type: application/json\r\n"
				       : XML_TYPE,
		o->frame == FRAME_LF ? "" : length, body);
	CHECK(n < PART_MAX);
	send_raw(s, part,
		o->frame == FRAME_LF ? without_cr(part, (size_t)n) : (size_t)n);
}

/* All sensors that have been on, without those of the plain alerts. */
static size_t turned_on(struct story *s)
{
	static const char *const plain = "field_detection";
	size_t count = 0;

	for (size_t i = s->seen; i < json_array_size(s->reports); i++) {
		const json_t *state =
			json_object_get(json_array_get(s->reports, i), "state");
		const char *key;
		json_t *value;

		json_object_foreach((json_t *)state, key, value)
		{
			count += json_is_true(json_object_get(value, "on")) &&
				 strcmp(key, plain) != 0;
		}
	}
	return count;
}

static bool send_plain(struct story *s)
{
	sim_do(s, "alert fielddetection 1 active");
	sim_do(s, "alert fielddetection 1 inactive");
	return hear_sensor(s, SOON_MS, 0, "field_detection", "true") &&
	       hear_sensor(s, SOON_MS, 0, "field_detection", "false");
}

static void send_end(struct story *s, const char *sensor)
{
	if (!strcmp(sensor, "motion"))
		sim_do(s, "alert VMD 1 inactive");
	else if (!strcmp(sensor, "i_o_2"))
		sim_do(s, "alert IO 1 inactive port=2");
	else
		sim_do(s, "alert storageDetection 0 inactive");
}

/* Odd, then plain, then the end of the odd one in plain words. */
static bool one_oddity(struct story *s, const struct oddity *o)
{
	struct edges before, after;
	bool well = true;
	size_t begin;

	listen_for(s, 0);
	begin = s->seen = json_array_size(s->reports);
	before = camera_edges(s, 0, o->sensor ? o->sensor : "motion");
	send_odd(s, o);
	if (o->sensor)
		well = hear_sensor(s, SOON_MS, 0, o->sensor, "true");
	well &= send_plain(s);
	s->seen = begin;
	if (!o->sensor)
		return CHECK(turned_on(s) == 0) && well;
	send_end(s, o->sensor);
	well &= hear_sensor(s, SOON_MS, 0, o->sensor, "false");
	after = camera_edges(s, 0, o->sensor);
	return CHECK(after.on == before.on + 1) && well;
}

static void each_oddity_turns_on_its_sensor_and_the_plain_alert_after_it_its_own(void)
{
	static const char *const options[] = {"--set", "io-inputs=2", NULL};
	struct story s = camera_at_home(options, "{\"off_delay\":2}");

	camera_quiet(&s, 0, "field_detection");
	for (size_t i = 0; i < ODDITIES; i++) {
		if (!one_oddity(&s, &oddities[i]))
			printf("# with %s\n", oddities[i].name);
	}
	CHECK(ledger(&s, "streams_total") == 1);
	CHECK(heard(&s, ONLINE) == 1 && heard(&s, UNREACHABLE) == 0);
	story_end(&s);
}

static void whatever_stands_between_two_alerts_both_are_told(void)
{
	/* That of the quirks: a picture without a length ends with the next of its kind. */
	static const char *const options[] = {
		"--set", "stream-delimiter=MIME_boundary", NULL};
	struct story s = camera_at_home(options, "{\"off_delay\":1}");

	camera_quiet(&s, 0, "field_detection");
	for (size_t i = 1; i < QUIRKS; i++) {
		send_raw(&s, quirks[i].bytes, strlen(quirks[i].bytes));
		if (!send_plain(&s))
			printf("# after %s\n", quirks[i].name);
	}
	CHECK(ledger(&s, "streams_total") == 1);
	story_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(each_oddity_turns_on_its_sensor_and_the_plain_alert_after_it_its_own),
		TEST(whatever_stands_between_two_alerts_both_are_told),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
