/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-reply.c - what a device says of itself: deviceInfo, doors, callStatus. */

#include "isapi-reply.h"
#include "json-walk.h"
#include "xml-repair.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

struct info_reading {
	struct device_info info;
	char version[24];
	char released[24];
	bool right_root;
};

static void info_begin(void *user)
{
	*(struct info_reading *)user = (struct info_reading){0};
}

static void info_element(const struct xml_element *e, void *user)
{
	struct info_reading *r = user;
	const struct {
		const char *path;
		char *to;
		size_t size;
	} texts[] = {
		{"deviceinfo/devicename", r->info.name, sizeof(r->info.name)},
		{"deviceinfo/model", r->info.model, sizeof(r->info.model)},
		{"deviceinfo/serialnumber", r->info.serial, sizeof(r->info.serial)},
		{"deviceinfo/macaddress", r->info.mac, sizeof(r->info.mac)},
		{"deviceinfo/devicetype", r->info.type, sizeof(r->info.type)},
		{"deviceinfo/firmwareversion", r->version, sizeof(r->version)},
		{"deviceinfo/firmwarereleaseddate", r->released, sizeof(r->released)},
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (!strcmp(e->path, texts[i].path) && e->text.len)
			bytes_to_text(e->text, texts[i].to, texts[i].size);
	if (!strcmp(e->path, "deviceinfo"))
		r->right_root = true;
}

int device_info_parse(struct bytes body, struct device_info *ret_info)
{
	struct info_reading r;
	int err = xml_walk_repaired(body, info_begin, info_element, &r);

	if (err)
		return err;
	if (!r.right_root)
		return -EPROTO;
	snprintf(r.info.firmware, sizeof(r.info.firmware), "%s%s%s", r.version,
		r.version[0] && r.released[0] ? " " : "", r.released);
	*ret_info = r.info;
	return 0;
}

struct doors_reading {
	struct door_capabilities doors;
	bool right_root;
};

static void doors_begin(void *user)
{
	*(struct doors_reading *)user = (struct doors_reading){.doors = {1, 0, 0}};
}

static struct bytes attribute(const struct xml_element *e, const char *name)
{
	for (const char *const *a = e->attributes; *a; a += 2)
		if (bytes_equal_nocase(bytes_from(a[0]), bytes_from(name)))
			return bytes_trim(bytes_from(a[1]));
	return (struct bytes){0};
}

/* @return `otherwise` when it is not there, no number, or no door's number */
static unsigned door_attribute(
	const struct xml_element *e, const char *name, unsigned otherwise)
{
	uint64_t value;
	int err = bytes_to_u64(attribute(e, name), DOORS_MAX, &value);

	if (err == -ERANGE)
		return DOORS_MAX;
	return err || !value ? otherwise : (unsigned)value;
}

/* opt="open,close,alwaysOpen" */
static unsigned commands_of(struct bytes list)
{
	static const struct {
		struct bytes word;
		enum door_command command;
	} words[] = {
		{{"open", 4}, DOOR_OPEN},
		{{"close", 5}, DOOR_CLOSE},
		{{"alwaysOpen", 10}, DOOR_ALWAYS_OPEN},
		{{"alwaysClose", 11}, DOOR_ALWAYS_CLOSE},
		{{"resume", 6}, DOOR_RESUME},
	};
	unsigned commands = 0;

	while (list.len) {
		ssize_t comma = bytes_find(list, 0, BYTES(","));
		size_t len = comma < 0 ? list.len : (size_t)comma;
		struct bytes word = bytes_trim(bytes_slice(list, 0, len));

		for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
			if (bytes_equal_nocase(word, words[i].word))
				commands |= words[i].command;
		list = bytes_skip(list, len + 1);
	}
	return commands;
}

static void doors_element(const struct xml_element *e, void *user)
{
	struct doors_reading *r = user;

	if (!strcmp(e->path, "remotecontroldoor/doorno")) {
		r->doors.first = door_attribute(e, "min", 1);
		r->doors.last = door_attribute(e, "max", 0);
	}
	if (!strcmp(e->path, "remotecontroldoor/cmd"))
		r->doors.commands = commands_of(attribute(e, "opt"));
	if (!strcmp(e->path, "remotecontroldoor"))
		r->right_root = true;
}

int door_capabilities_parse(struct bytes body, struct door_capabilities *ret_doors)
{
	struct doors_reading r;
	int err = xml_walk_repaired(body, doors_begin, doors_element, &r);

	if (err)
		return err;
	if (!r.right_root)
		return -EPROTO;
	if (r.doors.last < r.doors.first)
		r.doors.last = r.doors.first;
	*ret_doors = r.doors;
	return 0;
}

static void call_value(const char *path, struct bytes text, void *user)
{
	int *status = user;
	static const struct {
		struct bytes word;
		enum call_status status;
	} words[] = {
		{{"idle", 4}, CALL_STATUS_IDLE},
		{{"ring", 4}, CALL_STATUS_RING},
		{{"onCall", 6}, CALL_STATUS_ON_CALL},
	};

	if (strcmp(path, "callstatus/status"))
		return;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (bytes_equal_nocase(text, words[i].word))
			*status = (int)words[i].status;
}

int call_status_parse(struct bytes body, enum call_status *ret_status)
{
	int status = -1;
	int err = json_walk(body, call_value, &status);

	if (err)
		return err;
	if (status < 0)
		return -EPROTO;
	*ret_status = (enum call_status)status;
	return 0;
}
