/* SPDX-License-Identifier: Apache-2.0 */
/* detection-switch.c - whether a camera, or a channel, looks for motion. */

#include "detection-switch.h"

#include "station-view.h"
#include "station.h"

/* The channel of the device; of a camera, its first. NULL: a recorder as a whole. */
static const struct unit_channel *channel_of(const struct child *child)
{
	const struct station_view *view = station_view_of(child->station);

	if (!view)
		return NULL;
	if (child->door)
		return station_view_channel(view, child->door);
	return view->recorder || !view->channel_count ? NULL : &view->channels[0];
}

static unsigned number_of(const struct child *child)
{
	const struct unit_channel *channel = channel_of(child);

	return channel ? channel->number : 0;
}

bool detection_switch_present(const struct child *child)
{
	const struct unit_channel *channel = channel_of(child);

	return channel && channel->has_detection &&
	       station_config(child->station)->vendor->detection;
}

bool detection_switch_concerns(const struct child *child, const struct event *ev)
{
	return (ev->kind == EVENT_DETECTION_ON || ev->kind == EVENT_DETECTION_OFF) &&
	       detection_switch_present(child) && ev->door == number_of(child);
}

json_t *detection_switch_describe(void)
{
	return json_pack("{s:s,s:s,s:s}", "type", "switch", "name", "Motion Detection",
		"category", "config");
}

static int send_order(struct child *child, bool on, command_done_fn *done, void *user,
	struct unit_command **ret_command)
{
	return station_detection(
		child->station, number_of(child), on, done, user, ret_command);
}

static void ask(struct child *child)
{
	station_ask_detection(child->station, number_of(child));
}

const struct unit_switch_type detection_switch_type = {
	.capability = "motion_detection", .send = send_order, .ask = ask};
