/* SPDX-License-Identifier: Apache-2.0 */
/* camera-channels.c - the video channels of a camera or recorder. */

#include "camera-channels.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBER_MAX = 999 };

/* Is it in "1-4,7"? */
static bool in_list(const char *list, unsigned number)
{
	while (*list) {
		char *end;
		unsigned long first = strtoul(list, &end, 10), last = first;

		if (*end == '-')
			last = strtoul(end + 1, &end, 10);
		if (number >= first && number <= last)
			return true;
		end += strcspn(end, ",");
		list = end + (*end == ',');
	}
	return false;
}

/* The Nth of "Hall,Yard", again and again; N from 0. */
static void name_channel(struct camera_channel *channel, const char *names, unsigned n)
{
	const char *name = names;

	if (!*names) {
		(void)snprintf(channel->name, sizeof(channel->name), "%s %02u",
			channel->source ? "IPCamera" : "Camera", channel->number);
		return;
	}
	while (n--) {
		name += strcspn(name, ",");
		name = *name ? name + 1 : names;
	}
	(void)snprintf(channel->name, sizeof(channel->name), "%.*s",
		(int)strcspn(name, ","), name);
}

static void add(struct camera_channels *channels, const struct channels_plan *plan,
	const struct camera_channels *before, unsigned number, unsigned source)
{
	struct camera_channel *channel = &channels->list[channels->count];

	if (channels->count == CAMERA_CHANNELS_MAX)
		return;
	*channel = (struct camera_channel){
		.number = number,
		.alert = source && plan->alert_offset ? plan->alert_offset + source
						      : number,
		.source = source,
		.online = !in_list(plan->offline, number),
		.motion_detection = true,
	};
	for (unsigned i = 0; i < before->count; i++)
		if (before->list[i].number == number)
			channel->motion_detection = before->list[i].motion_detection;
	name_channel(channel, plan->names, channels->count);
	channels->count++;
}

void camera_channels_plan(
	struct camera_channels *channels, const struct channels_plan *plan)
{
	const struct camera_channels before = *channels;
	unsigned source = 0;

	channels->count = 0;
	for (unsigned number = 1; number <= plan->inputs; number++)
		add(channels, plan, &before, number, 0);
	for (unsigned number = 1; number <= NUMBER_MAX; number++)
		if (in_list(plan->ip, number))
			add(channels, plan, &before, number, ++source);
}

struct camera_channel *camera_channel_find(
	struct camera_channels *channels, unsigned number)
{
	for (unsigned i = 0; i < channels->count; i++)
		if (channels->list[i].number == number)
			return &channels->list[i];
	return NULL;
}
