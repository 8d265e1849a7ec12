/* SPDX-License-Identifier: Apache-2.0 */
/* check-report.c - what a self-check found, in words for people. */

#include "check-report.h"

#include "isapi-right.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { TEXT_MAX = 320 };

/* `text` and `fix`: "%s" is first the sensor's name, then the page; each once at most. */
static const struct {
	const char *code, *text, *fix;
} findings[CHECK_FINDINGS] = {
	[CHECK_NOT_ARMED] = {"not_armed",
		"%s is not set to notify the surveillance center, so the device does not "
		"tell us of it.",
		"On the device: %s, Linkage Method: tick \"Notify Surveillance Center\"."},
	[CHECK_SWITCHED_OFF] = {"switched_off", "%s is switched off on the device.",
		"On the device: %s: tick \"Enable\"."},
	[CHECK_NO_REGION] = {"no_region",
		"%s is on, but no area or line is drawn for it: it never triggers.",
		"On the device: %s: draw an area or a line, and save."},
	[CHECK_NO_SCHEDULE] = {"no_schedule",
		"%s is on, but its arming schedule is empty: it never triggers.",
		"On the device: %s, Arming Schedule: mark the times, and save."},
	[CHECK_CHANNEL_LOST] = {"channel_lost",
		"The recorder does not reach the camera of this channel.",
		"Check the camera's power and network, and the login that the recorder "
		"has for it."},
	[CHECK_RIGHT_MISSING] = {"right_missing",
		"The user that is set here may not hear of events.",
		"On the device: User Management: tick \"" RIGHT_NOTIFY
		"\" for this user."},
	[CHECK_WEB_LOGIN] = {"web_authentication",
		"The device's WEB authentication is set to neither \"digest\" nor "
		"\"digest/basic\".",
		"On the device: System, Security, Authentication: set WEB Authentication to "
		"\"digest/basic\" or \"digest\"."},
};

#define BASIC "Event, Basic Event, "
#define SMART "Event, Smart Event, "

/* ADD A ROW */
static const struct {
	enum sensor_kind kind;
	const char *page;
	const char *path, *proxy_path; /**< "%s" is the channel; NULL: not known */
} kinds[] = {
	// clang-format off
	{SENSOR_MOTION,           BASIC "Motion Detection",               "/ISAPI/System/Video/inputs/channels/%s/motionDetection", "/ISAPI/ContentMgmt/InputProxy/channels/%s/video/motionDetection"},
	{SENSOR_TAMPER_DETECTION, BASIC "Video Tampering",                "/ISAPI/System/Video/inputs/channels/%s/tamperDetection", "/ISAPI/ContentMgmt/InputProxy/channels/%s/video/tamperDetection"},
	{SENSOR_SHELTER_ALARM,    BASIC "Video Tampering",                "/ISAPI/System/Video/inputs/channels/%s/tamperDetection", "/ISAPI/ContentMgmt/InputProxy/channels/%s/video/tamperDetection"},
	{SENSOR_PIR_ALARM,        BASIC "PIR Alarm",                      NULL, NULL},
	{SENSOR_IO,               BASIC "Alarm Input",                    NULL, NULL},
	{SENSOR_AUDIO_EXCEPTION,  SMART "Audio Exception Detection",      NULL, NULL},
	{SENSOR_LINE_CROSSING,    SMART "Line Crossing Detection",        "/ISAPI/Smart/LineDetection/%s", "/ISAPI/Smart/LineDetection/%s"},
	{SENSOR_FIELD_DETECTION,  SMART "Intrusion Detection",            "/ISAPI/Smart/FieldDetection/%s", "/ISAPI/Smart/FieldDetection/%s"},
	{SENSOR_ENTERING_REGION,  SMART "Region Entrance Detection",      "/ISAPI/Smart/regionEntrance/%s", "/ISAPI/Smart/regionEntrance/%s"},
	{SENSOR_EXITING_REGION,   SMART "Region Exiting Detection",       "/ISAPI/Smart/regionExiting/%s", "/ISAPI/Smart/regionExiting/%s"},
	{SENSOR_UNATTENDED,       SMART "Unattended Baggage Detection",   "/ISAPI/Smart/unattendedBaggage/%s", "/ISAPI/Smart/unattendedBaggage/%s"},
	{SENSOR_ATTENDED,         SMART "Object Removal Detection",       "/ISAPI/Smart/attendedBaggage/%s", "/ISAPI/Smart/attendedBaggage/%s"},
	{SENSOR_FACE_DETECTION,   SMART "Face Detection",                 "/ISAPI/Smart/FaceDetect/%s", "/ISAPI/Smart/FaceDetect/%s"},
	{SENSOR_SCENE_CHANGE,     SMART "Scene Change Detection",         "/ISAPI/Smart/SceneChangeDetection/%s", "/ISAPI/Smart/SceneChangeDetection/%s"},
	{SENSOR_DEFOCUS,          SMART "Defocus Detection",              NULL, NULL},
	// clang-format on
};

enum { KINDS = sizeof(kinds) / sizeof(*kinds) };

const char *check_page(enum sensor_kind kind)
{
	for (int i = 0; i < KINDS; i++) {
		if (kinds[i].kind == kind)
			return kinds[i].page;
	}
	return "";
}

/* `form` with its "%s" replaced. */
static void fill(const char *form, const char *word, char *text, size_t cap)
{
	const char *place = strstr(form, "%s");

	if (place)
		snprintf(text, cap, "%.*s%s%s", (int)(place - form), form, word,
			place + 2);
	else
		snprintf(text, cap, "%s", form);
}

int check_detection_path(
	enum sensor_kind kind, unsigned channel, bool proxy, char *path, size_t cap)
{
	char number[12];

	for (int i = 0; i < KINDS; i++) {
		const char *form = proxy ? kinds[i].proxy_path : kinds[i].path;

		if (kinds[i].kind != kind || !form)
			continue;
		snprintf(number, sizeof(number), "%u", channel);
		fill(form, number, path, cap);
		return 0;
	}
	return -ENOENT;
}

static json_t *finding_object(const struct sensor_id *id, enum check_finding finding)
{
	const char *key = NULL, *name = "", *page = "";
	char text[TEXT_MAX], fix[TEXT_MAX];

	if (id && id->kind != SENSOR_OTHER) {
		key = sensor_type_of(id->kind)->key;
		name = sensor_type_of(id->kind)->name;
		page = check_page(id->kind);
	} else if (id) {
		key = name = id->word;
	}
	fill(findings[finding].text, name, text, sizeof(text));
	fill(findings[finding].fix, *page ? page : "Event", fix, sizeof(fix));
	return json_pack("{s:s*,s:s,s:s,s:s}", "sensor", key, "code",
		findings[finding].code, "text", text, "fix", fix);
}

/* The findings of a channel; made when there is a first. */
static json_t *channel_findings(
	struct check_report *r, const struct unit_channel *channel)
{
	json_t *object;
	size_t i;

	if (!r->channels)
		r->channels = json_array();
	json_array_foreach(r->channels, i, object)
	{
		if (json_integer_value(json_object_get(object, "channel")) ==
			channel->number)
			return json_object_get(object, "findings");
	}
	object = json_pack("{s:i,s:s,s:[]}", "channel", (int)channel->number, "name",
		channel->name, "findings");
	json_array_append_new(r->channels, object);
	return json_object_get(object, "findings");
}

void check_report_add(struct check_report *r, const struct unit_channel *channel,
	const struct sensor_id *id, enum check_finding finding)
{
	if (!r->device)
		r->device = json_array();
	r->findings++;
	json_array_append_new(channel ? channel_findings(r, channel) : r->device,
		finding_object(id, finding));
}

static size_t print_more(
	char *text, size_t at, size_t cap, unsigned count, const char *what)
{
	int len = count ? snprintf(text + at, cap - at, what, count) : 0;

	return len < 0 || (size_t)len >= cap - at ? at : at + (size_t)len;
}

static void print_message(const struct check_report *r, char *text, size_t cap)
{
	size_t at = 0;

	if (r->findings)
		at = print_more(text, at, cap, r->findings,
			r->findings == 1 ? "%u thing keeps events from coming."
					 : "%u things keep events from coming.");
	else
		at = (size_t)snprintf(
			text, cap, "Nothing was found that keeps events from coming.");
	at = print_more(text, at, cap, r->untold,
		" Sensors besides that are not set to notify the surveillance center: %u; "
		"tick that on the device where you want them.");
	at = print_more(
		text, at, cap, r->unread, " Settings that could not be read: %u.");
	print_more(text, at, cap, r->cut, " Time was up before all was read.");
}

json_t *check_report_finish(struct check_report *r)
{
	char message[400];
	json_t *report;

	print_message(r, message, sizeof(message));
	report = json_pack("{s:b,s:s,s:o,s:o}", "ok", !r->findings, "message", message,
		"channels", r->channels ? r->channels : json_array(), "device",
		r->device ? r->device : json_array());
	*r = (struct check_report){0};
	return report;
}

void check_report_drop(struct check_report *r)
{
	json_decref(r->device);
	json_decref(r->channels);
	*r = (struct check_report){0};
}
