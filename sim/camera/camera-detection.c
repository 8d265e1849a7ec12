/* SPDX-License-Identifier: Apache-2.0 */
/* camera-detection.c - answers: detections, their areas, and when they are armed.
 *
 * Source: gridMap: DS-2CD2183G2-IU; lists of regions and lines, schedules: clients of
 * cameras, unverified. */

#include "camera-answers.h"

#define SMART    "/ISAPI/Smart/"
#define SCHEDULE "/ISAPI/Event/schedules"

static struct camera_channel *channel_of(struct camera *camera,
	const struct sim_http_request *request, unsigned number, bool proxy)
{
	struct camera_channel *channel = camera_channel_find(&camera->channels, number);

	if (channel && (channel->source != 0) == proxy)
		return channel;
	reply_status(request, STATUS_BAD_PARAMETERS);
	return NULL;
}

static void get_one(
	struct camera *camera, const struct sim_http_request *request, bool on)
{
	bool drawn = camera_number(camera, SWITCH_REGIONS) == REGIONS_SET;

	reply_print(request, REPLY_XML,
		REPLY_XML_HEAD
		"<MotionDetection " REPLY_NAMESPACE ">\n<enabled>%s</enabled>\n"
		"<enableHighlight>true</enableHighlight>\n"
		"<samplingInterval>2</samplingInterval>\n<startTriggerTime>500"
		"</startTriggerTime>\n<endTriggerTime>500</endTriggerTime>\n"
		"<regionType>grid</regionType>\n<Grid>\n"
		"<rowGranularity>18</rowGranularity>\n"
		"<columnGranularity>22</columnGranularity>\n</Grid>\n"
		"<MotionDetectionLayout>\n<sensitivityLevel>60</sensitivityLevel>\n"
		"<layout>\n<gridMap>%s</gridMap>\n</layout>\n"
		"</MotionDetectionLayout>\n</MotionDetection>\n",
		on ? "true" : "false",
		drawn ? "fffffcfffffcfffffcfffffc" : "000000000000000000000000");
}

/* @return whether it was set */
static void put_one(const struct sim_http_request *request, bool *on)
{
	struct pl word;

	if (!request->body.l || re_regex(request->body.p, request->body.l,
					"<enabled>[a-z]+</enabled>", &word)) {
		reply_status(request, STATUS_BAD_XML);
		return;
	}
	if (pl_strcmp(&word, "true") && pl_strcmp(&word, "false")) {
		reply_status(request, STATUS_BAD_PARAMETERS);
		return;
	}
	*on = !pl_strcmp(&word, "true");
	reply_status(request, STATUS_OK);
}

void get_motion(
	struct camera *camera, const struct sim_http_request *request, unsigned number)
{
	const struct camera_channel *channel =
		channel_of(camera, request, number, false);

	if (channel)
		get_one(camera, request, channel->motion_detection);
}

void put_motion(
	struct camera *camera, const struct sim_http_request *request, unsigned number)
{
	struct camera_channel *channel = channel_of(camera, request, number, false);

	if (channel)
		put_one(request, &channel->motion_detection);
}

void get_proxy_motion(
	struct camera *camera, const struct sim_http_request *request, unsigned number)
{
	const struct camera_channel *channel =
		channel_of(camera, request, number, true);

	if (channel)
		get_one(camera, request, channel->motion_detection);
}

void put_proxy_motion(
	struct camera *camera, const struct sim_http_request *request, unsigned number)
{
	struct camera_channel *channel = channel_of(camera, request, number, true);

	if (channel)
		put_one(request, &channel->motion_detection);
}

static int print_point(struct mbuf *mb, const char *name, unsigned x, unsigned y)
{
	return mbuf_printf(mb,
		"<%s>\n<positionX>%u</positionX>\n<positionY>%u</positionY>\n</%s>\n",
		name, x, y, name);
}

static int print_area(struct mbuf *mb, const char *area, bool drawn)
{
	bool line = !strcmp(area, "LineItem");
	const char *point = line ? "Coordinates" : "RegionCoordinates";
	int err = mbuf_printf(mb,
		"<%sList size=\"4\">\n<%s>\n<id>1</id>\n<enabled>true</enabled>\n"
		"<sensitivityLevel>50</sensitivityLevel>\n<%sList>\n",
		area, area, point);

	if (drawn) {
		err |= print_point(mb, point, 100, 100);
		err |= print_point(mb, point, 900, 900);
		if (!line)
			err |= print_point(mb, point, 100, 900);
	}
	return err |
	       mbuf_printf(mb, "</%sList>\n</%s>\n</%sList>\n", point, area, area);
}

static void get_smart(struct camera *camera, const struct sim_http_request *request,
	const struct trigger_kind *kind, unsigned number)
{
	bool drawn = camera_number(camera, SWITCH_REGIONS) == REGIONS_SET;
	struct mbuf *mb;
	int err;

	if (!camera_channel_find(&camera->channels, number)) {
		reply_status(request, STATUS_BAD_PARAMETERS);
		return;
	}
	mb = camera_list_begin(kind->smart);
	err = mb ? mbuf_printf(mb, "<id>%u</id>\n<enabled>true</enabled>\n", number)
		 : ENOMEM;
	if (!err && kind->areas)
		err = print_area(mb, kind->areas, drawn);
	camera_list_reply(request, kind->smart, mb, err);
}

static int print_days(struct mbuf *mb, bool armed)
{
	int err = mbuf_write_str(mb, "<TimeBlockList>\n");

	for (unsigned day = 1; armed && day <= 7 && !err; day++)
		err = mbuf_printf(mb,
			"<TimeBlock>\n<dayOfWeek>%u</dayOfWeek>\n<TimeRange>\n"
			"<beginTime>00:00</beginTime>\n<endTime>24:00</endTime>\n"
			"</TimeRange>\n</TimeBlock>\n",
			day);
	return err | mbuf_write_str(mb, "</TimeBlockList>\n");
}

static int print_schedule(struct mbuf *mb, const struct camera *camera,
	const struct trigger_kind *kind, unsigned channel)
{
	const char *id = strchr(kind->schedule, '/') + 1;
	int err = mbuf_printf(mb,
		"<Schedule " REPLY_NAMESPACE ">\n<id>%s%u</id>\n"
		"<eventType>%s</eventType>\n"
		"<videoInputChannelID>%u</videoInputChannelID>\n",
		id, channel, kind->type, channel);

	err |= print_days(
		mb, camera_number(camera, SWITCH_SCHEDULE) == SCHEDULE_ALWAYS);
	return err | mbuf_write_str(mb, "</Schedule>\n");
}

static void get_schedule(struct camera *camera, const struct sim_http_request *request,
	const struct trigger_kind *kind, unsigned number)
{
	struct mbuf *mb;

	if (!camera_channel_find(&camera->channels, number)) {
		reply_status(request, STATUS_BAD_PARAMETERS);
		return;
	}
	mb = mbuf_alloc(2048);
	if (mb && (mbuf_write_str(mb, REPLY_XML_HEAD) ||
			  print_schedule(mb, camera, kind, number)))
		mb = mem_deref(mb);
	reply_document(request, REPLY_XML, mb);
}

static void get_schedules(struct camera *camera, const struct sim_http_request *request)
{
	static const char name[] = "ScheduleList";
	struct mbuf *mb = camera_list_begin(name);
	int err = 0;

	for (const struct trigger_kind *kind = trigger_kinds; mb && kind->type; kind++)
		for (unsigned i = 0; i < camera->channels.count && !err; i++)
			if (kind->schedule &&
				kind->set <= camera_number(camera, SWITCH_TRIGGERS))
				err = print_schedule(mb, camera, kind,
					camera->channels.list[i].number);
	camera_list_reply(request, name, mb, err);
}

bool camera_answer_detection(
	struct camera *camera, const struct sim_http_request *request)
{
	char pattern[128];
	unsigned number;

	if (!pl_strcmp(&request->path, SCHEDULE)) {
		get_schedules(camera, request);
		return true;
	}
	for (const struct trigger_kind *kind = trigger_kinds; kind->type; kind++) {
		if (kind->set > camera_number(camera, SWITCH_TRIGGERS))
			continue;
		(void)snprintf(pattern, sizeof(pattern), SMART "%s/#",
			kind->smart ? kind->smart : "");
		if (kind->smart && isapi_path_is(&request->path, pattern, &number)) {
			get_smart(camera, request, kind, number);
			return true;
		}
		(void)snprintf(pattern, sizeof(pattern), SCHEDULE "/%s#",
			kind->schedule ? kind->schedule : "");
		if (kind->schedule && isapi_path_is(&request->path, pattern, &number)) {
			get_schedule(camera, request, kind, number);
			return true;
		}
	}
	return false;
}
