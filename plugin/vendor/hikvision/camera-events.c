/* SPDX-License-Identifier: Apache-2.0 */
/* camera-events.c - alerts of a camera or a recorder -> news of its sensors. */

#include "camera-events.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* What some recorders add to a camera's number: reported of DS-7608NXI-I2 V4.61.067 and
 * V4.62.200 (forks of hikvision_next); captured: 34 for camera 2 (its fixture). */
enum { FIRST_PROXY = 32 };

enum { NOTHING = -1 };

/* eventType -> sensor; whatever their case. Of several words for one sensor, the first is
 * what the device's triggers are called. ADD A ROW, and an alert in camera-events-test.c
 * that shows it. "dumps": trigger lists of 15 devices; "pyHik", "hikvision_next",
 * "JoeyGE0": words that these programs know. */
static const struct {
	const char *type;
	int kind;  /**< enum sensor_kind, or NOTHING */
	bool port; /**< known by its port */
	const char *seen;
} types[] = {
	// clang-format off
	{"VMD",                    SENSOR_MOTION,            false, "captured: cameras, PTZ, NVR"},
	{"motionDetection",        SENSOR_MOTION,            false, "capabilities of cameras"},
	{"VMDHumanVehicle",        SENSOR_MOTION,            false, "hikvision_next"},
	{"VMDHuman",               SENSOR_MOTION,            false, "JoeyGE0"},
	{"VMDVehicle",             SENSOR_MOTION,            false, "JoeyGE0"},
	{"humanDetection",         SENSOR_MOTION,            false, "JoeyGE0"},
	{"vehicleDetection",       SENSOR_MOTION,            false, "JoeyGE0"},
	{"pedestrian",             SENSOR_MOTION,            false, "JoeyGE0"},
	{"vcaHuman",               SENSOR_MOTION,            false, "JoeyGE0"},
	{"vcaVehicle",             SENSOR_MOTION,            false, "JoeyGE0"},
	{"linedetection",          SENSOR_LINE_CROSSING,     false, "captured: camera; dumps"},
	{"lineCrossing",           SENSOR_LINE_CROSSING,     false, "JoeyGE0"},
	{"fielddetection",         SENSOR_FIELD_DETECTION,   false, "dumps"},
	{"intrusion",              SENSOR_FIELD_DETECTION,   false, "JoeyGE0"},
	{"intrusionDetection",     SENSOR_FIELD_DETECTION,   false, "JoeyGE0"},
	{"tamperdetection",        SENSOR_TAMPER_DETECTION,  false, "dumps"},
	{"shelteralarm",           SENSOR_SHELTER_ALARM,     false, "pyHik; capabilities of cameras"},
	{"defocus",                SENSOR_DEFOCUS,           false, "pyHik"},
	{"defocusDetection",       SENSOR_DEFOCUS,           false, "JoeyGE0"},
	{"diskfull",               SENSOR_DISK_FULL,         false, "dumps"},
	{"diskerror",              SENSOR_DISK_ERROR,        false, "dumps"},
	{"nicbroken",              SENSOR_NET_BROKEN,        false, "dumps"},
	{"ipconflict",             SENSOR_IP_CONFLICT,       false, "dumps"},
	{"illaccess",              SENSOR_ILLEGAL_ACCESS,    false, "dumps; also \"illAccess\""},
	{"videomismatch",          SENSOR_VIDEO_MISMATCH,    false, "dumps"},
	{"badvideo",               SENSOR_BAD_VIDEO,         false, "dumps"},
	{"videoloss",              SENSOR_VIDEO_LOSS,        false, "captured: NVR, active; else it is the heartbeat"},
	{"PIR",                    SENSOR_PIR_ALARM,         false, "dumps"},
	{"facedetection",          SENSOR_FACE_DETECTION,    false, "dumps"},
	{"scenechangedetection",   SENSOR_SCENE_CHANGE,      false, "dumps"},
	{"IO",                     SENSOR_IO,                true,  "dumps"},
	{"unattendedBaggage",      SENSOR_UNATTENDED,        false, "dumps"},
	{"attendedBaggage",        SENSOR_ATTENDED,          false, "dumps"},
	{"recordingfailure",       SENSOR_RECORDING_FAILURE, false, "dumps"},
	{"regionExiting",          SENSOR_EXITING_REGION,    false, "dumps"},
	{"regionEntrance",         SENSOR_ENTERING_REGION,   false, "dumps"},
	{"audioexception",         SENSOR_AUDIO_EXCEPTION,   false, "dumps"},
	{"objectsThrownDetection", SENSOR_THROWN_OBJECT,     false, "dumps"},
	{"faceSnap",               SENSOR_FACE_CAPTURE,      false, "dumps; reported: core#173869"},
	{"faceCapture",            SENSOR_FACE_CAPTURE,      false, "reported"},
	{"storageDetection",       SENSOR_STORAGE,           false, "dumps; HikSink"},
	{"thermometry",            SENSOR_TEMPERATURE,       false, "dumps; pyHik"},
	{"TMA",                    SENSOR_TEMPERATURE,       false, "node-red-contrib-hikvision-ultimate"},
	{"WLSensor",               SENSOR_WIRELESS,          true,  "dumps"},
	{"callhelp",               SENSOR_CALL_HELP,         false, "dumps"},
	{"softIO",                 SENSOR_OTHER,             true,  "dumps: inputs that only software raises"},
	{"heartBeat",              NOTHING,                  false, "subscribeEvent"},
	{"AccessControllerEvent",  NOTHING,                  false, "access controllers, intercoms"},
	{"duration",               NOTHING,                  false, "captured: DS-2CD2386G2; says what goes on, see below"},
	// clang-format on
};

enum { TYPES = sizeof(types) / sizeof(*types) };

/* @return its row, or -1 */
static int row_of(const char *type)
{
	for (int i = 0; i < TYPES; i++) {
		if (!strcasecmp(types[i].type, type))
			return i;
	}
	return -1;
}

/* A type that nobody knows names its sensor: one word.
 * @return false: nothing is left of it */
static bool print_word(const char *type, char word[SENSOR_WORD_MAX + 1])
{
	size_t n = 0;

	for (; *type && n < SENSOR_WORD_MAX; type++) {
		char c = *type;

		if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
			(c >= '0' && c <= '9') || c == '_')
			word[n++] = c;
	}
	word[n] = '\0';
	return n > 0;
}

/* @param shifted what a recorder that counts from 33 on means. @return 0: nothing listed */
static unsigned proxied(const struct camera_view *v, unsigned shifted)
{
	for (unsigned i = 0; i < v->view.channel_count; i++) {
		if (v->ways[i].proxy && v->ways[i].input == shifted)
			return v->view.channels[i].number;
	}
	return camera_view_place(v, shifted) < 0 ? 0 : shifted;
}

static unsigned channel_of(const struct camera_view *v, int said, bool own)
{
	const struct unit_view *view = &v->view;
	unsigned number = said > 0 ? (unsigned)said : 0, meant;

	if (!view->recorder && view->channel_count <= 1)
		return 0;
	if (!number && own)
		return 0;
	if (!number && view->channel_count &&
		(!view->recorder || view->channel_count == 1))
		return view->channels[0].number;
	if (number <= FIRST_PROXY || !view->recorder ||
		camera_view_place(v, number) >= 0)
		return number;
	meant = proxied(v, number - FIRST_PROXY);
	return meant ? meant : number;
}

/* @param port  -1 or 0: not said
 * @return false: no sensor is meant */
static bool sensor_of(const struct camera_view *v, const char *type, int channel,
	int port, struct sensor_id *ret_id)
{
	int row = row_of(type);
	struct sensor_id id = {.kind = SENSOR_OTHER};

	if (row >= 0 && types[row].kind == NOTHING)
		return false;
	if (row >= 0)
		id.kind = (enum sensor_kind)types[row].kind;
	if (id.kind == SENSOR_OTHER && !print_word(type, id.word))
		return false;
	if (id.kind == SENSOR_OTHER ||
		sensor_type_of(id.kind)->scope == SENSOR_OF_CHANNEL)
		id.channel = channel_of(v, channel, id.kind == SENSOR_OTHER);
	/* Rationale: who has one input only may leave its number out. */
	if (row >= 0 && types[row].port)
		id.port = port > 0      ? (unsigned)port
			  : channel > 0 ? (unsigned)channel
					: 1;
	if (id.port && id.kind == SENSOR_OTHER)
		id.channel = 0;
	*ret_id = id;
	return true;
}

/* "IO-2" -> 2, 0 when there is none */
static int number_behind(const char *id)
{
	const char *dash = strrchr(id, '-');
	uint64_t number;

	if (!dash || bytes_to_u64(bytes_from(dash + 1), TRIGGER_NUMBER_MAX, &number))
		return 0;
	return (int)number;
}

bool camera_trigger_sensor(const struct camera_view *v, const struct trigger *trigger,
	struct sensor_id *ret_id)
{
	int port = trigger->port ? (int)trigger->port : number_behind(trigger->id);

	return sensor_of(v, trigger->type, (int)trigger->channel, port, ret_id);
}

static void print_lower(const char *word, char *text, size_t cap)
{
	size_t n = 0;

	for (; word[n] && n + 1 < cap; n++)
		text[n] = (char)(word[n] >= 'A' && word[n] <= 'Z' ? word[n] - 'A' + 'a'
								  : word[n]);
	text[n] = '\0';
}

static void take_details(const struct alert *alert, struct sensor_news *news)
{
	for (unsigned i = 0; i < alert->targets.count && i < SENSOR_TARGETS_MAX; i++)
		print_lower(alert->targets.list[i], news->targets[i],
			sizeof(news->targets[i]));
	for (unsigned i = 0; i < alert->regions.count && i < SENSOR_REGIONS_MAX; i++)
		bytes_to_text(bytes_from(alert->regions.list[i]), news->regions[i],
			sizeof(news->regions[i]));
	snprintf(news->device_time, sizeof(news->device_time), "%s", alert->time);
}

/* Rationale: "videoloss" is what cameras send as their heartbeat. It is an alarm only when
 * it says so, and of which picture. */
static bool is_alarm(const struct alert *alert)
{
	if (alert->has_acs || alert_is_heartbeat(alert))
		return false;
	return strcasecmp(alert->type, "videoloss") != 0 ||
	       (alert->state == ALERT_STATE_ACTIVE && alert->channel > 0);
}

unsigned camera_news(const struct camera_view *v, const struct alert *alert,
	struct sensor_news ret_news[CAMERA_NEWS_MAX])
{
	bool ongoing = !strcasecmp(alert->type, "duration");
	unsigned said = ongoing ? alert->relations.count : 1, count = 0;

	if (!is_alarm(alert))
		return 0;
	for (unsigned i = 0; i < said && i < CAMERA_NEWS_MAX; i++) {
		struct sensor_news *news = &ret_news[count];

		*news = (struct sensor_news){
			.active = alert->state != ALERT_STATE_INACTIVE,
			.ongoing = ongoing,
		};
		if (!sensor_of(v, ongoing ? alert->relations.list[i] : alert->type,
			    alert->channel, alert->port, &news->id))
			continue;
		take_details(alert, news);
		count++;
	}
	return count;
}

const char *camera_wire_type(const struct sensor_id *id)
{
	for (int i = 0; i < TYPES && id->kind != SENSOR_OTHER; i++) {
		if (types[i].kind == (int)id->kind)
			return types[i].type;
	}
	return id->word;
}

bool camera_words_add(struct camera_words *words, const char *word)
{
	for (unsigned i = 0; i < words->count; i++) {
		if (!sensor_word_compare(words->list[i], word))
			return false;
	}
	if (words->count == CAMERA_WORDS_MAX)
		return false;
	snprintf(words->list[words->count++], sizeof(words->list[0]), "%s", word);
	return true;
}
