/* SPDX-License-Identifier: Apache-2.0 */
/* channel.c - one channel of a recorder. Its own camera may be lost while the recorder is
 * there: then the channel is unreachable, and what it watched is unknown. */

#include "channel.h"

#include "station.h"
#include "watcher.h"

#include <errno.h>
#include <stdlib.h>

struct channel {
	struct child child;
	struct watcher watcher;
	bool told_lost; /**< the host was told that it is unreachable */
};

static struct channel *channel_of(struct child *c)
{
	return (struct channel *)c;
}

static void tell_status(struct channel *ch)
{
	const char *lost = station_channel_lost(&ch->child);

	if (ch->told_lost == !!lost)
		return;
	ch->told_lost = lost;
	station_child_status(&ch->child, lost ? -EHOSTUNREACH : 0, lost ? lost : "");
}

static void channel_follow(struct child *c)
{
	watcher_follow(&channel_of(c)->watcher);
}

static void channel_announced(struct child *c)
{
	tell_status(channel_of(c));
	watcher_announced(&channel_of(c)->watcher);
}

static void channel_on_event(struct child *c, const struct event *ev)
{
	watcher_event(&channel_of(c)->watcher, ev);
}

static void channel_on_link(struct child *c, bool online)
{
	watcher_link(&channel_of(c)->watcher, online);
}

static int channel_on_request(struct child *c, const struct child_request *request)
{
	return watcher_request(&channel_of(c)->watcher, request);
}

static void channel_on_cancel(struct child *c, uint64_t ticket)
{
	watcher_cancel(&channel_of(c)->watcher, ticket);
}

static void channel_on_unit_gone(struct child *c)
{
	watcher_unit_gone(&channel_of(c)->watcher);
}

static json_t *channel_describe(const struct child *c)
{
	json_t *capabilities = json_object();

	watcher_describe(&((const struct channel *)c)->watcher, capabilities);
	return capabilities;
}

static void channel_destroy(struct child *c)
{
	watcher_finish(&channel_of(c)->watcher);
	free(channel_of(c));
}

static struct child *channel_create(struct station *station)
{
	struct channel *ch = calloc(1, sizeof(*ch));

	if (!ch)
		return NULL;
	watcher_init(&ch->watcher, &ch->child);
	return &ch->child;
}

const struct child_type channel_type = {
	.suffix = "channel",
	.type = "channel",
	.title = "channel",
	.numbered = true,
	.create = channel_create,
	.destroy = channel_destroy,
	.describe = channel_describe,
	.announced = channel_announced,
	.on_event = channel_on_event,
	.on_follow = channel_follow,
	.on_link = channel_on_link,
	.on_request = channel_on_request,
	.on_unit_gone = channel_on_unit_gone,
	.on_cancel = channel_on_cancel,
};
