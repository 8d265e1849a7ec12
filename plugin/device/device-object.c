/* SPDX-License-Identifier: Apache-2.0 */
/* device-object.c - what the host is told a device is: id, type, name, capabilities. */

#include "device-object.h"

/* Are there more of this kind? */
static bool several(enum child_kind kind, const struct unit_info *info)
{
	if (kind == CHILD_OUTPUT)
		return info->outputs & (info->outputs - 1);
	return info->last_door > info->first_door;
}

static json_t *name_of(const struct child *c, const struct unit_info *info)
{
	const char *name = *info->name ? info->name : "Door station";

	if (!c->type->title)
		return json_string(name);
	if (c->door && several(c->kind, info))
		return json_sprintf("%s %s %u", name, c->type->title, c->door);
	return json_sprintf("%s %s", name, c->type->title);
}

static json_t *unit_object(const struct unit_info *info, const char *manufacturer)
{
	json_t *unit = json_pack("{s:s,s:s,s:s,s:s}", "manufacturer", manufacturer,
		"model", info->model, "serial", info->serial, "sw_version",
		info->firmware);

	if (*info->mac)
		json_object_set_new(unit, "mac", json_string(info->mac));
	return unit;
}

json_t *device_child(const struct child *c, const struct unit_info *info)
{
	return json_pack("{s:s,s:s,s:o,s:o}", "id", c->id, "type", c->type->type,
		"name", name_of(c, info), "capabilities", c->type->describe(c));
}

json_t *device_root(
	const struct child *c, const struct unit_info *info, const char *manufacturer)
{
	json_t *device = device_child(c, info);

	json_object_set_new(device, "info", unit_object(info, manufacturer));
	return device;
}
