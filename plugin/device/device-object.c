/* SPDX-License-Identifier: Apache-2.0 */
/* device-object.c - what the host is told a device is: id, type, name, capabilities. */

#include "device-object.h"

#include "station-view.h"
#include "station.h"

/* Are there more of this kind? */
static bool several(const struct child *c)
{
	const struct unit_info *info = station_info(c->station);

	if (c->kind == CHILD_CHANNEL)
		return true;
	if (c->kind == CHILD_OUTPUT)
		return info->outputs & (info->outputs - 1);
	return info->last_door > info->first_door;
}

/* A channel is called as the recorder calls it. */
static const char *own_name(const struct child *c)
{
	const struct unit_channel *channel =
		c->kind == CHILD_CHANNEL
			? station_view_channel(station_view_of(c->station), c->door)
			: NULL;

	return channel ? channel->name : "";
}

static json_t *name_of(const struct child *c)
{
	const char *name = station_name(c->station);

	if (*own_name(c))
		return json_string(own_name(c));
	if (!c->type->title)
		return json_string(name);
	if (c->door && several(c))
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

json_t *device_child(const struct child *c)
{
	return json_pack("{s:s,s:s,s:o,s:o}", "id", c->id, "type", child_word(c),
		"name", name_of(c), "capabilities", c->type->describe(c));
}

json_t *device_root(const struct child *c)
{
	json_t *device = device_child(c);

	json_object_set_new(device, "info",
		unit_object(station_info(c->station),
			station_config(c->station)->vendor->manufacturer));
	return device;
}
