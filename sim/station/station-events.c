/* SPDX-License-Identifier: Apache-2.0 */
/* station-events.c - how a door station writes its events. */

#include "station-events.h"

/* The members that all alerts begin with. */
struct alert_head {
	const char *type, *state, *text;
	time_t when;
	enum isapi_heartbeat_form form;
};

static int alert_json(struct mbuf *mb, const struct station_identity *identity,
	const struct alert_head *head)
{
	bool zero = head->form == HEARTBEAT_ZERO, empty = head->form == HEARTBEAT_EMPTY;
	char date[40];
	int err;

	isapi_stream_time_print(
		head->when, identity->utc_offset_min, identity->time_form, date);
	err = mbuf_printf(mb,
		"{\n\t\"ipAddress\":\t\"%s\",\n\t\"portNo\":\t%u,\n"
		"\t\"protocol\":\t\"HTTP\",\n\t\"macAddress\":\t\"%s\",\n",
		identity->address, identity->port, identity->mac);
	if (!empty)
		err |= mbuf_printf(mb, "\t\"channelID\":\t%u,\n", !zero);
	err |= mbuf_printf(mb, "\t\"dateTime\":\t\"%s\",\n", date);
	if (!empty)
		err |= mbuf_printf(mb, "\t\"activePostCount\":\t%u,\n", !zero);
	return err | mbuf_printf(mb,
			     "\t\"eventType\":\t\"%s\",\n"
			     "\t\"eventState\":\t\"%s\",\n"
			     "\t\"eventDescription\":\t\"%s\"",
			     head->type, head->state, head->text);
}

static int alert_xml(struct mbuf *mb, const struct station_identity *identity,
	const struct alert_head *head)
{
	const char *number = head->form == HEARTBEAT_ZERO    ? "0"
			     : head->form == HEARTBEAT_EMPTY ? ""
							     : "1";
	char date[40];

	isapi_stream_time_print(
		head->when, identity->utc_offset_min, identity->time_form, date);
	return mbuf_printf(mb,
		"<EventNotificationAlert version=\"2.0\" "
		"xmlns=\"http://www.isapi.org/ver20/XMLSchema\">\n"
		"<ipAddress>%s</ipAddress>\n<portNo>%u</portNo>\n"
		"<protocol>HTTP</protocol>\n<macAddress>%s</macAddress>\n"
		"<channelID>%s</channelID>\n<dateTime>%s</dateTime>\n"
		"<activePostCount>%s</activePostCount>\n<eventType>%s</eventType>\n"
		"<eventState>%s</eventState>\n"
		"<eventDescription>%s</eventDescription>\n",
		identity->address, identity->port, identity->mac, number, date, number,
		head->type, head->state, head->text);
}

static int member(struct mbuf *mb, bool xml, const char *name, uint64_t value)
{
	if (xml)
		return mbuf_printf(mb, "<%s>%llu</%s>\n", name, value, name);
	return mbuf_printf(mb, ",\n\t\t\"%s\":\t%llu", name, value);
}

static int word(struct mbuf *mb, bool xml, const char *name, const char *text)
{
	int err;

	if (!*text)
		return 0;
	err = xml ? mbuf_printf(mb, "<%s>", name)
		  : mbuf_printf(mb, ",\n\t\t\"%s\":\t\"", name);
	err |= isapi_text_print(mb, xml, text);
	return err | (xml ? mbuf_printf(mb, "</%s>\n", name) : mbuf_write_u8(mb, '"'));
}

static int what_happened(struct mbuf *mb, bool xml, const struct station_event *e)
{
	int err = member(mb, xml, "majorEventType", e->major);

	err |= member(mb, xml, "subEventType", e->minor);
	err |= word(mb, xml, "cardNo", e->card);
	err |= word(mb, xml, "name", e->name);
	if (e->door)
		err |= member(mb, xml, "doorNo", e->door);
	err |= word(mb, xml, "employeeNoString", e->employee);
	if (e->button)
		err |= member(mb, xml, "buttonNo", e->button);
	err |= member(mb, xml, "serialNo", e->serial);
	err |= word(mb, xml, "currentVerifyMode", e->mode);
	err |= member(mb, xml, "frontSerialNo", e->serial ? e->serial - 1 : 0);
	if (e->pictures)
		err |= member(mb, xml, "picturesNumber", e->pictures);
	return err;
}

static int members(struct mbuf *mb, bool xml, bool bare, const struct station_event *e)
{
	int err = bare ? 0 : what_happened(mb, xml, e);

	if (xml)
		return err | mbuf_printf(mb, "<currentEvent>%s</currentEvent>\n",
				     e->live ? "true" : "false");
	return err | mbuf_printf(mb, ",\n\t\t\"currentEvent\":\t%s",
			     e->live ? "true" : "false");
}

int station_event_print(const struct station_event *event,
	const struct station_identity *identity, bool xml, bool bare, struct mbuf *mb)
{
	const struct alert_head head = {"AccessControllerEvent", "active",
		"Access Controller Event", event->when, HEARTBEAT_ONE};
	int err;

	if (xml) {
		err = alert_xml(mb, identity, &head);
		err |= mbuf_printf(mb,
			"<AccessControllerEvent>\n<deviceName>%s</deviceName>\n",
			identity->device_name);
		err |= members(mb, true, bare, event);
		return err |
		       mbuf_write_str(mb,
			       "</AccessControllerEvent>\n</EventNotificationAlert>\n");
	}
	err = alert_json(mb, identity, &head);
	err |= mbuf_printf(mb,
		",\n\t\"AccessControllerEvent\":\t{\n\t\t\"deviceName\":\t\"%s\"",
		identity->device_name);
	err |= members(mb, false, bare, event);
	return err | mbuf_write_str(mb, "\n\t}\n}");
}

static int alert_print(const struct alert_head *head,
	const struct station_identity *identity, bool xml, struct mbuf *mb)
{
	int err = xml ? alert_xml(mb, identity, head) : alert_json(mb, identity, head);

	return err | mbuf_write_str(mb, xml ? "</EventNotificationAlert>\n" : "\n}");
}

int station_heartbeat_print(
	time_t when, const struct station_identity *identity, bool xml, struct mbuf *mb)
{
	bool other = identity->heartbeat_form == HEARTBEAT_OTHER;
	const struct alert_head head = {other ? "other" : "videoloss", "inactive",
		other ? "Heartbeat" : "videoloss alarm", when,
		identity->heartbeat_form};

	return alert_print(&head, identity, xml, mb);
}

int station_motion_print(time_t when, const struct station_identity *identity,
	bool active, bool xml, struct mbuf *mb)
{
	const struct alert_head head = {"VMD", active ? "active" : "inactive",
		"Motion alarm", when, HEARTBEAT_ONE};

	return alert_print(&head, identity, xml, mb);
}
