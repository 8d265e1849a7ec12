/* SPDX-License-Identifier: Apache-2.0 */
/* station-sip-settings.c - what a door station keeps about SIP. */

#include "station-sip-settings.h"
#include "isapi-replies.h"
#include "isapi-text.h"

#include <errno.h>
#include <jansson.h>

enum { EXPIRES_S = 3600 };

void sip_settings_init(struct sip_settings *settings)
{
	*settings = (struct sip_settings){
		.server = {.proxy = "0.0.0.0",
			.proxy_port = SIP_PORT,
			.local_port = SIP_PORT,
			.expires_s = EXPIRES_S},
		.stream = "1",
	};
	for (unsigned i = 0; i < SIP_KEYS; i++) {
		struct sip_key *key = &settings->keys[i];

		(void)snprintf(key->call_number, sizeof(key->call_number), "%u", i + 1);
		(void)snprintf(key->module, sizeof(key->module), "1");
		(void)snprintf(key->template_no, sizeof(key->template_no), "0");
	}
}

/* &amp; and its like become what they stand for. */
static void unescape(char *text)
{
	static const struct {
		const char *name, character;
	} entities[] = {{"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''},
		{"&amp;", '&'}};
	char *to = text;

	while (*text) {
		size_t length = 1;

		*to = *text;
		for (size_t i = 0; i < sizeof(entities) / sizeof(*entities); i++) {
			size_t l = strlen(entities[i].name);

			if (strncmp(text, entities[i].name, l))
				continue;
			*to = entities[i].character;
			length = l;
			break;
		}
		to++;
		text += length;
	}
	*to = '\0';
}

struct member {
	const char *name;
	char *place;
	size_t size;
};

static int read_texts(const struct pl *body, const struct member *members, size_t count,
	const char *dropped)
{
	for (size_t i = 0; i < count; i++) {
		struct pl value = isapi_element(body, members[i].name);

		if (!value.p || !strcmp(dropped, members[i].name))
			continue;
		if (value.l >= members[i].size)
			return -EINVAL;
		memcpy(members[i].place, value.p, value.l);
		members[i].place[value.l] = '\0';
		unescape(members[i].place);
	}
	return 0;
}

static int read_number(const struct pl *body, const char *name, unsigned most,
	const char *dropped, unsigned *ret)
{
	struct pl value = isapi_element(body, name);
	uint32_t number = value.l ? pl_u32(&value) : 0;

	if (!value.p || !strcmp(dropped, name))
		return 0;
	if (!number || number > most || value.l > 8)
		return -EINVAL;
	*ret = number;
	return 0;
}

static int read_enabled(const struct pl *body, const char *dropped, bool *ret)
{
	struct pl value = isapi_element(body, "enabled");

	if (!value.p || !strcmp(dropped, "enabled"))
		return 0;
	if (pl_strcmp(&value, "true") && pl_strcmp(&value, "false"))
		return -EINVAL;
	*ret = !pl_strcmp(&value, "true");
	return 0;
}

int sip_server_read(
	struct sip_settings *settings, const struct pl *body, const char *dropped)
{
	struct sip_settings read = *settings;
	struct phone_settings *s = &read.server;
	const struct member members[] = {
		{"proxy", s->proxy, sizeof(s->proxy)},
		{"userName", s->user, sizeof(s->user)},
		{"displayName", s->display, sizeof(s->display)},
		{"authID", s->auth_id, sizeof(s->auth_id)},
		{"password", s->password, sizeof(s->password)},
		{"streamID", read.stream, sizeof(read.stream)},
	};
	int err;

	if (!body->l || !memmem(body->p, body->l, "<SIPServer", 10))
		return -EPROTO;
	err = read_texts(body, members, sizeof(members) / sizeof(*members), dropped);
	if (!err)
		err = read_number(body, "localPort", 65535, dropped, &s->local_port);
	if (!err)
		err = read_number(body, "proxyPort", 65535, dropped, &s->proxy_port);
	if (!err)
		err = read_number(body, "expires", 86400, dropped, &s->expires_s);
	if (!err)
		err = read_enabled(body, dropped, &s->enabled);
	if (!err)
		*settings = read;
	return err;
}

int sip_key_read(struct sip_key *key, const struct pl *body, const char *dropped)
{
	struct sip_key read = *key;
	const struct member members[] = {
		{"callNumber", read.call_number, sizeof(read.call_number)},
		{"moduleId", read.module, sizeof(read.module)},
		{"templateNo", read.template_no, sizeof(read.template_no)},
	};
	int err;

	if (!body->l || !memmem(body->p, body->l, "<KeyCfg", 7))
		return -EPROTO;
	err = read_texts(body, members, sizeof(members) / sizeof(*members), dropped);
	if (!err)
		*key = read;
	return err;
}

static struct sip_room *room_of(struct sip_settings *settings, const char *room)
{
	struct sip_room *empty = NULL;

	for (size_t i = 0; i < SIP_ROOMS; i++) {
		struct sip_room *r = &settings->rooms[i];

		if (!strcmp(r->room, room))
			return r;
		if (!r->room[0] && !empty)
			empty = r;
	}
	return empty;
}

static int fill_room(struct sip_room *room, const char *name, const json_t *numbers)
{
	size_t i;
	const json_t *entry;
	struct sip_room read = {.count = 0};

	(void)snprintf(read.room, sizeof(read.room), "%s", name);
	json_array_foreach(numbers, i, entry)
	{
		const char *number =
			json_string_value(json_object_get(entry, "phoneNumber"));

		if (!number || read.count == SIP_NUMBERS ||
			strlen(number) >= sizeof(read.numbers[0]))
			return -EINVAL;
		(void)snprintf(read.numbers[read.count++], sizeof(read.numbers[0]),
			"%s", number);
	}
	*room = read;
	return 0;
}

int sip_room_read(
	struct sip_settings *settings, const struct pl *body, const char *dropped)
{
	json_t *document = json_loadb(body->p ? body->p : "", body->l, 0, NULL);
	const json_t *record = json_object_get(document, "PhoneNumberRecord");
	const char *name = json_string_value(json_object_get(record, "roomNo"));
	const json_t *numbers = json_object_get(record, "PhoneNumbers");
	struct sip_room *room;
	int err = 0;

	if (!record)
		err = -EPROTO;
	else if (!name || !*name || strlen(name) >= sizeof(room->room) ||
		 !json_is_array(numbers))
		err = -EINVAL;
	if (!strcmp(dropped, "phoneNumber"))
		numbers = NULL;
	if (!err) {
		room = room_of(settings, name);
		err = room ? fill_room(room, name, numbers) : -ENOSPC;
	}
	json_decref(document);
	return err;
}

static int element(struct mbuf *mb, const char *name, const char *text)
{
	int err = mbuf_printf(mb, "<%s>", name);

	err |= isapi_text_print(mb, true, text);
	return err | mbuf_printf(mb, "</%s>\n", name);
}

int sip_server_print(const struct sip_settings *settings, bool registered, bool secret,
	struct mbuf *mb)
{
	const struct phone_settings *s = &settings->server;
	int err;

	err = mbuf_printf(mb,
		"<SIPServer " REPLY_NAMESPACE ">\n<id>1</id>\n"
		"<localPort>%u</localPort>\n<streamID>%s</streamID>\n<Standard>\n"
		"<enabled>%s</enabled>\n",
		s->local_port, settings->stream, s->enabled ? "true" : "false");
	err |= element(mb, "proxy", s->proxy);
	err |= mbuf_printf(mb, "<proxyPort>%u</proxyPort>\n", s->proxy_port);
	err |= element(mb, "displayName", s->display);
	err |= element(mb, "userName", s->user);
	err |= element(mb, "authID", s->auth_id);
	if (secret)
		err |= element(mb, "password", s->password);
	return err | mbuf_printf(mb,
			     "<expires>%u</expires>\n"
			     "<registerStatus>%s</registerStatus>\n"
			     "</Standard>\n</SIPServer>\n",
			     s->expires_s, registered ? "true" : "false");
}

int sip_key_print(const struct sip_key *key, unsigned id, struct mbuf *mb)
{
	int err = mbuf_printf(mb, "<KeyCfg " REPLY_NAMESPACE ">\n<id>%u</id>\n", id);

	err |= element(mb, "callNumber", key->call_number);
	err |= element(mb, "moduleId", key->module);
	err |= element(mb, "templateNo", key->template_no);
	return err | mbuf_write_str(mb, "</KeyCfg>\n");
}

int sip_rooms_print(const struct sip_settings *settings, struct mbuf *mb)
{
	json_t *list = json_array(), *document;
	char *text;
	int err;

	for (size_t i = 0; i < SIP_ROOMS; i++) {
		const struct sip_room *room = &settings->rooms[i];
		json_t *numbers = json_array();

		for (unsigned n = 0; n < room->count; n++)
			(void)json_array_append_new(numbers,
				json_pack("{s:s}", "phoneNumber", room->numbers[n]));
		if (room->room[0])
			(void)json_array_append_new(
				list, json_pack("{s:s, s:O}", "roomNo", room->room,
					      "PhoneNumbers", numbers));
		json_decref(numbers);
	}
	document = json_pack("{s:o}", "PhoneNumberRecords", list);
	text = json_dumps(document, JSON_INDENT(1));
	json_decref(document);
	err = text ? mbuf_printf(mb, "%s\n", text) : ENOMEM;
	free(text);
	return err;
}

const char *sip_number_of(const struct sip_settings *settings, unsigned button)
{
	const char *room;

	if (!button || button > SIP_KEYS)
		return "";
	room = settings->keys[button - 1].call_number;
	for (size_t i = 0; i < SIP_ROOMS; i++)
		if (settings->rooms[i].count && !strcmp(settings->rooms[i].room, room))
			return settings->rooms[i].numbers[0];
	return room;
}

int sip_room_remove(struct sip_settings *settings, const char *room)
{
	int err = -ENOENT;

	for (size_t i = 0; i < SIP_ROOMS; i++) {
		struct sip_room *r = &settings->rooms[i];

		if (room && strcmp(r->room, room))
			continue;
		*r = (struct sip_room){.count = 0};
		err = 0;
	}
	return err;
}
