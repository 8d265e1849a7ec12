/* SPDX-License-Identifier: Apache-2.0 */
/* our-reader.c - the plugin as it is installed, in this process, at the camera. */

#include "alert-reader.h"
#include "bench.h"
#include "keeping-host.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOTION "{\"motion\":{\"on\":true"

struct our_reader {
	struct keeping_host host; /* first: the ctx of what it lends */
	struct alert_reader reader;
	struct guest guest;
	bool settled; /* of the loop's thread */
};

/* The first state is told by the loop's thread, like all others. */
static void settle(struct our_reader *o)
{
	bench_pin(BENCH_READER);
	if (pthread_getcpuclockid(pthread_self(), &o->reader.cpu))
		bench_give_up("no clock");
	o->settled = true;
}

static dp_status on_state(const dp_host *h, const char *device, const char *json)
{
	struct our_reader *o = h->ctx;

	(void)device;
	if (!o->settled)
		settle(o);
	if (!strncmp(json, MOTION, sizeof(MOTION) - 1))
		reader_told(&o->reader, 1);
	return DP_OK;
}

static void destroy(struct alert_reader *r)
{
	struct our_reader *o =
		(struct our_reader *)((char *)r - offsetof(struct our_reader, reader));

	keeping_host_stop(&o->host);
	keeping_host_finish(&o->host);
	guest_unload(&o->guest);
	sem_destroy(&r->done);
	free(o);
}

struct alert_reader *our_reader_create(struct bench_camera *c)
{
	struct our_reader *o = calloc(1, sizeof(*o));
	char settings[256];

	if (!o)
		bench_give_up("no memory");
	o->reader.name = "Gatehouse";
	o->reader.destroy = destroy;
	sem_init(&o->reader.done, 0, 0);
	o->guest = guest_load();
	keeping_host_init(&o->host, &o->guest, "hikvision-camera");
	o->host.host.state = on_state;
	snprintf(settings, sizeof(settings),
		"{\"host\":\"127.0.0.1\",\"port\":%u,\"username\":\"admin\","
		"\"password\":\"bench\",\"off_delay\":3600}",
		c->port);
	keeping_host_start(&o->host, settings);
	o->reader.stream = camera_stream(c);
	return &o->reader;
}
