/* SPDX-License-Identifier: Apache-2.0 */
/* sip-settings.c - what a Hikvision door station is set to in SIP.
 *
 *   <SIPServer><id>1</id><localPort>5060</localPort><streamID>1</streamID><Standard>
 *   <enabled>true</enabled><proxy>192.0.2.2</proxy><proxyPort>5060</proxyPort>
 *   <displayName>d</displayName><userName>101</userName><authID>101</authID>
 *   <expires>60</expires><registerStatus>true</registerStatus></Standard></SIPServer>
 *   <KeyCfg><id>1</id><callNumber>12</callNumber><moduleId>1</moduleId>
 *   <templateNo>0</templateNo></KeyCfg> */

#include "sip-settings.h"

#include "phone-records.h"
#include "xml-edit.h"
#include "xml-walk.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { EXPIRES_S = 60, PORT_MAX = 65535 };

#define PASSWORD_PATH "Standard/password"

struct row {
	enum sip_place place;
	const char *path; /* below the root of its place */
	bool matters;
	bool must; /* a document without it is another one */
	bool add;  /* put where it is missing */
	bool is_bool;
};

/* ADD A ROW */
// clang-format off
static const struct row rows[SIP_FIELDS] = {
	/*                        place              path                 matters must   add    bool */
	[SIP_FIELD_ENABLED]     = {SIP_PLACE_SERVER,  "Standard/enabled",     true,  true,  false, true},
	[SIP_FIELD_PROXY]       = {SIP_PLACE_SERVER,  "Standard/proxy",       true,  true,  false, false},
	[SIP_FIELD_PROXY_PORT]  = {SIP_PLACE_SERVER,  "Standard/proxyPort",   true,  false, true,  false},
	[SIP_FIELD_USER]        = {SIP_PLACE_SERVER,  "Standard/userName",    true,  true,  false, false},
	[SIP_FIELD_AUTH_ID]     = {SIP_PLACE_SERVER,  "Standard/authID",      true,  false, true,  false},
	[SIP_FIELD_DISPLAY]     = {SIP_PLACE_SERVER,  "Standard/displayName", false, false, false, false},
	[SIP_FIELD_EXPIRES]     = {SIP_PLACE_SERVER,  "Standard/expires",     false, false, false, false},
	[SIP_FIELD_PHONES]      = {SIP_PLACE_NUMBERS, "phoneNumber",          true,  false, true,  false},
	[SIP_FIELD_PHONE_LIST]  = {SIP_PLACE_NUMBERS, "",                     false, false, false, false},
	[SIP_FIELD_CALL_NUMBER] = {SIP_PLACE_KEY,     "callNumber",           true,  false, true,  false},
	[SIP_FIELD_CALL_CENTER] = {SIP_PLACE_KEY,     "enableCallCenter",     true,  false, false, true},
};
// clang-format on

static const char *const scopes[SIP_PLACES] = {
	[SIP_PLACE_SERVER] = "SIPServer",
	[SIP_PLACE_KEY] = "KeyCfg",
};

/* As the station calls it. */
static const char *row_name(const struct row *row)
{
	const char *slash = strrchr(row->path, '/');

	return slash ? slash + 1 : row->path;
}

enum sip_place sip_field_place(enum sip_field field)
{
	return rows[field].place;
}

/* ---- what it shall be ---- */

static bool is_number(const char *text)
{
	return *text && strspn(text, "0123456789") == strlen(text);
}

bool sip_values_valid(const struct sip_values *values)
{
	return *values->address && values->port && values->port <= PORT_MAX &&
	       is_number(values->doorbell_number) && is_number(values->proxy_number) &&
	       values->room && values->button;
}

static void set(struct sip_settings *settings, enum sip_field field, const char *text)
{
	struct sip_value *v = &settings->fields[field];

	v->there = true;
	snprintf(v->text, sizeof(v->text), "%s", text);
}

static void set_number(
	struct sip_settings *settings, enum sip_field field, unsigned number)
{
	char text[16];

	snprintf(text, sizeof(text), "%u", number);
	set(settings, field, text);
}

void sip_values_settings(
	const struct sip_values *values, struct sip_settings *ret_settings)
{
	char list[SIP_NUMBER_MAX + 32];

	memset(ret_settings, 0, sizeof(*ret_settings));
	snprintf(
		list, sizeof(list), "[{\"phoneNumber\":\"%s\"}]", values->proxy_number);
	set(ret_settings, SIP_FIELD_ENABLED, "true");
	set(ret_settings, SIP_FIELD_PROXY, values->address);
	set_number(ret_settings, SIP_FIELD_PROXY_PORT, values->port);
	set(ret_settings, SIP_FIELD_USER, values->doorbell_number);
	set(ret_settings, SIP_FIELD_AUTH_ID, values->doorbell_number);
	set(ret_settings, SIP_FIELD_DISPLAY, SIP_DISPLAY_NAME);
	set_number(ret_settings, SIP_FIELD_EXPIRES, EXPIRES_S);
	set(ret_settings, SIP_FIELD_PHONES, values->proxy_number);
	set(ret_settings, SIP_FIELD_PHONE_LIST, list);
	set_number(ret_settings, SIP_FIELD_CALL_NUMBER, values->room);
	set(ret_settings, SIP_FIELD_CALL_CENTER, "false");
}

void sip_values_print(const struct sip_values *values, char *text, size_t cap)
{
	char port[64] = "as the status shows it once these settings are saved";

	if (values->port)
		snprintf(port, sizeof(port), "%u", values->port);
	snprintf(text, cap,
		"On the door station, under Network > SIP: enable it; server address %s, "
		"port %s; user name and authentication ID %s, any password; registration "
		"%u s. Let button %u call room %u, and give that room the phone number %s",
		*values->address ? values->address : "of this host", port,
		values->doorbell_number, (unsigned)EXPIRES_S, values->button,
		values->room, values->proxy_number);
}

/* ---- reading ---- */

struct reading {
	enum sip_place place;
	struct sip_value fields[SIP_FIELDS];
	char root[32]; /* of the scope, with a '/' behind */
	bool right_root, over;
	int err;
};

static void take_text(struct reading *r, const struct row *row, struct sip_value *v,
	struct bytes text)
{
	if (v->there)
		return;
	if (text.len >= XML_TEXT_MAX || text.len > SIP_VALUE_MAX) {
		r->err = -EMSGSIZE;
		return;
	}
	v->there = true;
	bytes_to_text(text, v->text, sizeof(v->text));
	if (row->is_bool && (!strcmp(v->text, "1") || !strcmp(v->text, "0")))
		snprintf(v->text, sizeof(v->text), "%s",
			*v->text == '1' ? "true" : "false");
}

/* Of a list, the first. */
static void element(const struct xml_element *e, void *user)
{
	static const char list[] = "sipserverlist/";
	struct reading *r = user;
	const char *path = e->path;
	size_t len = strlen(r->root);

	if (r->place == SIP_PLACE_SERVER && !strncmp(path, list, sizeof(list) - 1))
		path += sizeof(list) - 1;
	if (r->over || strncmp(path, r->root, len - 1))
		return;
	if (!path[len - 1]) {
		r->right_root = r->over = true;
		return;
	}
	for (size_t i = 0; path[len - 1] == '/' && i < SIP_FIELDS; i++)
		if (rows[i].place == r->place && !strcasecmp(path + len, rows[i].path))
			take_text(r, &rows[i], &r->fields[i], e->text);
}

static int read_xml(
	enum sip_place place, struct bytes document, struct sip_settings *settings)
{
	struct reading r = {.place = place};
	int err;

	snprintf(r.root, sizeof(r.root), "%s/", scopes[place]);
	for (char *c = r.root; *c; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	err = xml_walk(document, element, &r);
	if (err || r.err)
		return err ? err : r.err;
	for (size_t i = 0; i < SIP_FIELDS; i++)
		if (rows[i].place == place && rows[i].must && !r.fields[i].there)
			return -EPROTO;
	if (!r.right_root)
		return -EPROTO;
	for (size_t i = 0; i < SIP_FIELDS; i++)
		if (rows[i].place == place)
			settings->fields[i] = r.fields[i];
	return 0;
}

int sip_settings_read(enum sip_place place, struct bytes document, unsigned room,
	struct sip_settings *settings)
{
	return place == SIP_PLACE_NUMBERS ? phone_records_read(document, room, settings)
					  : read_xml(place, document, settings);
}

/* ---- comparing ---- */

/* What a station never had is not missed; what it must have is. */
static bool same(enum sip_field field, const struct sip_settings *read,
	const struct sip_settings *other)
{
	const struct sip_value *a = &read->fields[field], *b = &other->fields[field];

	if (!rows[field].matters)
		return true;
	if (a->there != b->there)
		return rows[field].place != SIP_PLACE_NUMBERS &&
		       !(b->there && rows[field].add);
	return !a->there || !strcasecmp(a->text, b->text);
}

const char *sip_settings_difference(enum sip_place place,
	const struct sip_settings *read, const struct sip_settings *other)
{
	for (unsigned i = 0; i < SIP_FIELDS; i++)
		if (rows[i].place == place && !same(i, read, other))
			return row_name(&rows[i]);
	return "";
}

bool sip_settings_same(enum sip_place place, const struct sip_settings *read,
	const struct sip_settings *other)
{
	return !*sip_settings_difference(place, read, other);
}

bool sip_settings_between(enum sip_place place, const struct sip_settings *read,
	const struct sip_settings *one, const struct sip_settings *other)
{
	for (unsigned i = 0; i < SIP_FIELDS; i++)
		if (rows[i].place == place && !same(i, read, one) &&
			!same(i, read, other))
			return false;
	return true;
}

void sip_settings_copy(
	enum sip_place place, const struct sip_settings *from, struct sip_settings *to)
{
	for (size_t i = 0; i < SIP_FIELDS; i++)
		if (rows[i].place == place)
			to->fields[i] = from->fields[i];
}

void sip_settings_print(enum sip_place place, const struct sip_settings *settings,
	char *text, size_t cap)
{
	size_t len = 0;

	text[0] = '\0';
	for (size_t i = 0; i < SIP_FIELDS; i++) {
		const struct sip_value *v = &settings->fields[i];
		int n;

		if (rows[i].place != place || !rows[i].matters)
			continue;
		n = snprintf(text + len, cap - len, "%s%s %s", len ? ", " : "",
			row_name(&rows[i]), v->there ? v->text : "(none)");
		if (n < 0 || (size_t)n >= cap - len)
			return;
		len += (size_t)n;
	}
}

/* ---- writing ---- */

/* Is there no login that we would overwrite? */
static bool is_vacant(const struct sip_settings *read)
{
	return strcasecmp(read->fields[SIP_FIELD_ENABLED].text, "true") != 0 &&
	       !*read->fields[SIP_FIELD_USER].text;
}

static int edit_xml(enum sip_place place, struct bytes document,
	const struct sip_settings *to, bool ours, struct buffer *out)
{
	struct xml_change changes[XML_CHANGES_MAX];
	struct sip_settings read = {.record = ""}, after = {.record = ""};
	size_t count = 0;
	int err = read_xml(place, document, &read);

	if (err)
		return err;
	for (size_t i = 0; i < SIP_FIELDS; i++)
		if (rows[i].place == place)
			changes[count++] = (struct xml_change){rows[i].path,
				to->fields[i].there ? to->fields[i].text : NULL,
				rows[i].add};
	if (place == SIP_PLACE_SERVER) {
		bool give = ours && is_vacant(&read);

		changes[count++] = (struct xml_change){
			PASSWORD_PATH, give ? "gatehouse" : NULL, give};
	}
	err = xml_edit(document, scopes[place], changes, count, out);
	/* In an encoding that is not as wide as ours it is nonsense now. */
	if (!err)
		err = read_xml(place, buffer_bytes(out), &after);
	if (!err && !sip_settings_same(place, &after, to))
		err = -EPROTO;
	return err;
}

int sip_settings_edit(enum sip_place place, struct bytes document, unsigned room,
	const struct sip_settings *to, bool ours, struct buffer *out)
{
	int err;

	buffer_clear(out);
	if (document.len > SIP_DOCUMENT_MAX)
		return -EMSGSIZE;
	err = place == SIP_PLACE_NUMBERS ? phone_records_edit(document, room, to, out)
					 : edit_xml(place, document, to, ours, out);
	if (err)
		buffer_clear(out);
	return err;
}
