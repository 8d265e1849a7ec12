/* SPDX-License-Identifier: Apache-2.0 */
/* link-wire.c - a device link whose surroundings are counters. */

#include "link-wire.h"

#include "check.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

static void identify(void *user)
{
	((struct link_wire *)user)->identified++;
}

static void count_doors(void *user)
{
	((struct link_wire *)user)->counted++;
}

static void open_stream(void *user)
{
	((struct link_wire *)user)->opened++;
}

static void drop(void *user)
{
	((struct link_wire *)user)->dropped++;
}

static void online(void *user)
{
	((struct link_wire *)user)->online++;
}

static void offline(int err, const char *why, void *user)
{
	struct link_wire *w = user;

	w->offline++;
	w->err = err;
	snprintf(w->why, sizeof(w->why), "%s", why);
}

static const struct device_link_ops ops = {
	.identify = identify,
	.probe = count_doors,
	.open_stream = open_stream,
	.drop = drop,
	.online = online,
	.offline = offline,
};

void link_wire_begin(struct link_wire *w)
{
	memset(w, 0, sizeof(*w));
	w->timers.now_ms = 1000;
	device_link_init(&w->link, &w->timers, 3, &ops, w);
}

void link_wire_end(struct link_wire *w)
{
	device_link_finish(&w->link);
	CHECK(!w->timers.first);
}

void link_wire_input(struct link_wire *w, enum link_input in, int err)
{
	device_link_input(&w->link, in, err, err ? "because" : "");
}
