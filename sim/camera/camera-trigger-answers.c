/* SPDX-License-Identifier: Apache-2.0 */
/* camera-trigger-answers.c - answers: the triggers, and what they notify.
 *
 * Source: hiksink's triggers of a camera and a PTZ; the second root: two of 15 dumps;
 * notifications: DVR-208G-M1. dynVideoInputChannelID 1 with each alarm input of a camera:
 * facts 1.8 */

#include "camera-answers.h"

#define PATH "/ISAPI/Event/triggers/"

static int print_notifications(struct mbuf *mb, const struct camera_trigger *trigger)
{
	int err = mbuf_printf(mb, "<EventTriggerNotificationList>\n");

	if (trigger->channel)
		err |= mbuf_printf(mb,
			"<EventTriggerNotification>\n<id>record-%u</id>\n"
			"<notificationMethod>record</notificationMethod>\n"
			"<notificationRecurrence>beginning</notificationRecurrence>\n"
			"<videoInputID>%u</videoInputID>\n"
			"</EventTriggerNotification>\n",
			trigger->channel, trigger->channel);
	if (trigger->center)
		err |= mbuf_write_str(mb,
			"<EventTriggerNotification>\n<id>center</id>\n"
			"<notificationMethod>center</notificationMethod>\n"
			"<notificationRecurrence>beginning</notificationRecurrence>\n"
			"</EventTriggerNotification>\n");
	return err | mbuf_write_str(mb, "</EventTriggerNotificationList>\n");
}

static int print_channel(struct mbuf *mb, const struct camera *camera, unsigned channel)
{
	int64_t form = camera_number(camera, SWITCH_TRIGGER_CHANNEL);
	int err = 0;

	if (form != TRIGGER_CHANNEL_DYN)
		err = mbuf_printf(
			mb, "<videoInputChannelID>%u</videoInputChannelID>\n", channel);
	if (form != TRIGGER_CHANNEL_VIDEO)
		err |= mbuf_printf(mb,
			"<dynVideoInputChannelID>%u</dynVideoInputChannelID>\n",
			channel);
	return err;
}

static int print_trigger(struct mbuf *mb, const struct camera *camera,
	const struct camera_trigger *trigger, const char *attributes)
{
	bool recorder = camera->channels.count > 1;
	int err = mbuf_printf(mb,
		"<EventTrigger%s>\n<id>%s</id>\n<eventType>%s</eventType>\n"
		"<eventDescription>%s Event trigger Information</eventDescription>\n",
		attributes, trigger->id, trigger->kind->type, trigger->kind->type);

	if (trigger->port)
		err |= mbuf_printf(mb,
			"<inputIOPortID>%u</inputIOPortID>\n"
			"<dynInputIOPortID>%u</dynInputIOPortID>\n",
			trigger->port, trigger->port);
	if (trigger->channel)
		err |= print_channel(mb, camera, trigger->channel);
	else if (trigger->port && !recorder)
		err |= print_channel(mb, camera, 1);
	err |= print_notifications(mb, trigger);
	return err | mbuf_write_str(mb, "</EventTrigger>\n");
}

/* In the list, unless it is one that must be asked for. */
static bool listed(const struct camera *camera, const struct camera_trigger *trigger)
{
	return camera_number(camera, SWITCH_SCENE_CHANGE) != SCENE_HIDDEN ||
	       strcmp(trigger->kind->type, "scenechangedetection");
}

static int print_list(struct mbuf *mb, const struct camera *camera)
{
	bool inside =
		camera_number(camera, SWITCH_TRIGGER_ROOT) == TRIGGER_ROOT_NOTIFICATION;
	bool empty = camera_number(camera, SWITCH_TRIGGER_LIST) == TRIGGER_LIST_EMPTY;
	int err = mbuf_printf(mb, inside ? "<EventTriggerList>\n"
					 : "<EventTriggerList " REPLY_NAMESPACE ">\n");

	for (size_t i = 0; !empty && i < camera->triggers.count && !err; i++)
		if (listed(camera, &camera->triggers.list[i]))
			err = print_trigger(mb, camera, &camera->triggers.list[i], "");
	return err | mbuf_write_str(mb, "</EventTriggerList>\n");
}

void get_triggers(
	struct camera *camera, const struct sim_http_request *request, unsigned number)
{
	bool inside =
		camera_number(camera, SWITCH_TRIGGER_ROOT) == TRIGGER_ROOT_NOTIFICATION;
	struct mbuf *mb;
	int err;

	switch (camera_number(camera, SWITCH_TRIGGER_LIST)) {
	case TRIGGER_LIST_404: reply_status(request, STATUS_NO_SUCH_URL); return;
	case TRIGGER_LIST_500: reply_status(request, STATUS_DEVICE_ERROR); return;
	}
	mb = mbuf_alloc(16384);
	err = mb ? mbuf_write_str(mb, REPLY_XML_HEAD) : ENOMEM;
	if (!err && inside)
		err = mbuf_write_str(mb, "<EventNotification " REPLY_NAMESPACE ">\n");
	if (!err)
		err = print_list(mb, camera);
	if (!err && inside)
		err = mbuf_write_str(mb, "</EventNotification>\n");
	reply_document(request, REPLY_XML, err ? mem_deref(mb) : mb);
}

static void reply_trigger(struct camera *camera, const struct sim_http_request *request,
	const struct camera_trigger *trigger, bool notifications)
{
	struct mbuf *mb = mbuf_alloc(1024);
	int err = mb ? mbuf_write_str(mb, REPLY_XML_HEAD) : ENOMEM;

	if (!err)
		err = notifications
			      ? print_notifications(mb, trigger)
			      : print_trigger(mb, camera, trigger, " " REPLY_NAMESPACE);
	reply_document(request, REPLY_XML, err ? mem_deref(mb) : mb);
}

bool camera_answer_trigger(
	struct camera *camera, const struct sim_http_request *request)
{
	static const char end[] = "/notifications";
	const size_t end_length = sizeof(end) - 1;
	struct pl id = request->path;
	struct camera_trigger *trigger;
	bool notifications;

	if (id.l < sizeof(PATH) || memcmp(id.p, PATH, sizeof(PATH) - 1))
		return false;
	pl_advance(&id, sizeof(PATH) - 1);
	notifications =
		id.l > end_length && !memcmp(id.p + id.l - end_length, end, end_length);
	if (notifications)
		id.l -= end_length;
	trigger = camera_trigger_find(&camera->triggers, id.p, id.l);
	if (trigger)
		reply_trigger(camera, request, trigger, notifications);
	else
		reply_status(request, STATUS_NOT_SUPPORTED);
	return true;
}
