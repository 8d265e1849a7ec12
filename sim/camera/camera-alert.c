/* SPDX-License-Identifier: Apache-2.0 */
/* camera-alert.c - how a camera or recorder writes an alert. */

#include "camera-alert.h"
#include "isapi-replies.h"

#include <errno.h>
#include <stdlib.h>

static int element(struct mbuf *mb, const char *name, const char *text)
{
	int err;

	if (!text)
		return 0;
	err = mbuf_printf(mb, "<%s>", name);
	err |= isapi_text_print(mb, true, text);
	return err | mbuf_printf(mb, "</%s>\n", name);
}

static int number(struct mbuf *mb, const char *name, unsigned value)
{
	return mbuf_printf(mb, "<%s>%u</%s>\n", name, value, name);
}

static int channel(struct mbuf *mb, const struct camera_alert *a)
{
	switch (a->form) {
	case CHANNEL_ID: return number(mb, "channelID", a->channel);
	case CHANNEL_DYN: return number(mb, "dynChannelID", a->channel);
	case CHANNEL_BOTH:
		return number(mb, "dynChannelID", a->channel) |
		       number(mb, "channelID", a->channel);
	case CHANNEL_LOWER_D: return number(mb, "channelId", a->channel);
	case CHANNEL_EMPTY:
		return mbuf_write_str(mb, "<dynChannelID/>\n<channelID/>\n");
	case CHANNEL_NONE: break;
	}
	return 0;
}

static int head(struct mbuf *mb, const struct camera_alert *a,
	const struct alert_source *source)
{
	char date[40];
	int err;

	isapi_stream_time_print(
		a->when, source->utc_offset_min, source->time_form, date);
	err = mbuf_printf(mb,
		"<EventNotificationAlert " REPLY_NAMESPACE ">\n"
		"<ipAddress>%s</ipAddress>\n<portNo>%u</portNo>\n"
		"<protocol>HTTP</protocol>\n<macAddress>%s</macAddress>\n",
		source->address, source->port, source->mac);
	err |= channel(mb, a);
	if (a->port)
		err |= number(mb, "inputIOPortID", a->port);
	if (a->dyn_port)
		err |= number(mb, "dynInputIOPortID", a->dyn_port);
	err |= element(mb, "dateTime", date);
	err |= element(mb, "activePostCount", a->count);
	err |= element(mb, "eventType", a->type);
	return err | element(mb, "eventState", a->state);
}

static int description(struct mbuf *mb, const struct camera_alert *a)
{
	char text[160];

	(void)snprintf(text, sizeof(text), "%s alarm",
		a->type && !strcmp(a->type, "VMD") ? "Motion"
		: a->type                          ? a->type
						   : "");
	return element(mb, "eventDescription", a->description ? a->description : text);
}

/* The next of "1,2". @return false at the end */
static bool next_word(const char **list, char word[32])
{
	size_t length = strcspn(*list, ",");

	if (!**list)
		return false;
	(void)snprintf(word, 32, "%.*s", (int)length, *list);
	*list += length + ((*list)[length] == ',');
	return true;
}

/* A list of regions; the Nth target is that of the Nth region. */
static int regions(struct mbuf *mb, const struct camera_alert *a)
{
	const char *list = a->regions ? a->regions : "1";
	const char *targets = a->targets && !a->target_on_top ? a->targets : "";
	char region[32], target[32];
	int err;

	if (!a->regions && !*targets)
		return 0;
	err = mbuf_write_str(mb, "<DetectionRegionList>\n");
	while (next_word(&list, region)) {
		err |= mbuf_write_str(mb, "<DetectionRegionEntry>\n");
		err |= element(mb, "regionID", region);
		err |= mbuf_write_str(mb, "<sensitivityLevel>50</sensitivityLevel>\n");
		if (next_word(&targets, target))
			err |= element(mb, "detectionTarget", target);
		err |= mbuf_write_str(mb, "</DetectionRegionEntry>\n");
	}
	return err | mbuf_write_str(mb, "</DetectionRegionList>\n");
}

static int extensions(struct mbuf *mb, const struct alert_source *source)
{
	return mbuf_printf(mb,
		"<Extensions version=\"1.0\" xmlns=\"urn:psialliance-org\">\n"
		"<serialNumber xmlns=\"urn:selfextension:psiaext-ver10-xsd\">%s"
		"</serialNumber>\n"
		"<eventPush xmlns=\"urn:selfextension:psiaext-ver10-xsd\">"
		"IO&amp;&amp;%s,,1.0</eventPush>\n</Extensions>\n",
		source->serial, source->serial);
}

/* All is written with LF. */
static int set_lines(struct mbuf *mb, enum alert_lines lines)
{
	struct mbuf *changed;
	int err = 0;

	if (lines == LINES_ARE_LF)
		return 0;
	changed = mbuf_alloc(mb->end + 128);
	if (!changed)
		return ENOMEM;
	for (size_t i = 0; i < mb->end && !err; i++) {
		if (mb->buf[i] != '\n')
			err = mbuf_write_u8(changed, mb->buf[i]);
		else if (lines == LINES_ARE_CRLF)
			err = mbuf_write_str(changed, "\r\n");
	}
	mbuf_rewind(mb);
	err |= mbuf_write_mem(mb, changed->buf, changed->end);
	mem_deref(changed);
	return err;
}

int camera_alert_print(const struct camera_alert *alert,
	const struct alert_source *source, struct mbuf *mb)
{
	int err = head(mb, alert, source);

	err |= description(mb, alert);
	if (alert->target_on_top)
		err |= element(mb, "targetType", alert->targets);
	if (alert->relation) {
		err |= mbuf_write_str(mb, "<DurationList>\n<Duration>\n");
		err |= element(mb, "relationEvent", alert->relation);
		err |= mbuf_write_str(mb, "</Duration>\n</DurationList>\n");
	}
	err |= regions(mb, alert);
	err |= element(mb, "channelName", alert->name);
	if (source->extensions)
		err |= extensions(mb, source);
	err |= mbuf_write_str(mb, "</EventNotificationAlert>\n");
	if (!err)
		err = reply_set_namespace(mb, alert->namespace_text
						      ? alert->namespace_text
						      : source->namespace_text);
	return err ? err : set_lines(mb, source->lines);
}

static int json_member(struct mbuf *mb, const char *name, const char *text)
{
	int err;

	if (!text)
		return 0;
	err = mbuf_printf(mb, ",\n\t\"%s\":\t\"", name);
	err |= isapi_text_print(mb, false, text);
	return err | mbuf_write_u8(mb, '"');
}

static int json_number(struct mbuf *mb, const char *name, unsigned value)
{
	return mbuf_printf(mb, ",\n\t\"%s\":\t%u", name, value);
}

int camera_alert_json(const struct camera_alert *a, const struct alert_source *source,
	struct mbuf *mb)
{
	bool named = a->form != CHANNEL_EMPTY && a->form != CHANNEL_NONE;
	char date[40];
	int err;

	isapi_stream_time_print(
		a->when, source->utc_offset_min, source->time_form, date);
	err = mbuf_printf(mb,
		"{\n\t\"ipAddress\":\t\"%s\",\n\t\"portNo\":\t%u,\n"
		"\t\"protocol\":\t\"HTTP\",\n\t\"macAddress\":\t\"%s\"",
		source->address, source->port, source->mac);
	if (named)
		err |= json_number(mb,
			a->form == CHANNEL_DYN ? "dynChannelID" : "channelID",
			a->channel);
	if (a->port)
		err |= json_number(mb, "inputIOPortID", a->port);
	err |= json_member(mb, "dateTime", date);
	err |= json_number(mb, "activePostCount",
		a->count ? (unsigned)strtoul(a->count, NULL, 10) : 0);
	err |= json_member(mb, "eventType", a->type);
	err |= json_member(mb, "eventState", a->state);
	err |= json_member(mb, "targetType", a->targets);
	err |= json_member(mb, "channelName", a->name);
	return err | mbuf_write_str(mb, "\n}\n");
}
