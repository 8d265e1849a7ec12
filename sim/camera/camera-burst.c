/* SPDX-License-Identifier: Apache-2.0 */
/* camera-burst.c - very many alerts in a short time. */

#include "sim-camera.h"

#include <errno.h>

enum { TICK_MS = 5, WAITING_MAX = 512 * 1024 };

void camera_burst_finish(struct camera_burst *burst)
{
	tmr_cancel(&burst->tick);
	burst->frames = mem_deref(burst->frames);
	burst->left = 0;
}

/* As many as are due, but none beyond the last frame. */
static unsigned due(const struct camera_burst *burst)
{
	uint64_t elapsed = tmr_jiffies() - burst->began;
	uint64_t count = elapsed * burst->rate / 1000;

	count = count > burst->sent ? count - burst->sent : 0;
	if (count > burst->left)
		count = burst->left;
	if (count > BURST_FRAMES - burst->next)
		count = BURST_FRAMES - burst->next;
	return (unsigned)count;
}

static void count(struct camera *camera, unsigned first, unsigned frames)
{
	struct camera_burst *burst = &camera->burst;
	unsigned odd = (frames + first % 2) / 2;

	camera_count(
		camera, burst->type, burst->channel, burst->states[0], frames - odd);
	camera_count(camera, burst->type, burst->channel, burst->states[1], odd);
	camera->isapi.counts.parts_sent +=
		(uint64_t)frames * alert_streams_count(&camera->isapi.streams);
	camera->told_at = tmr_jiffies();
}

/* @return whether more may follow at once */
static bool send_some(struct camera *camera)
{
	struct camera_burst *burst = &camera->burst;
	unsigned frames = due(burst);
	size_t start = burst->starts[burst->next];
	struct mbuf view = {.buf = burst->frames->buf + start};

	if (!frames)
		return false;
	view.size = view.end = burst->starts[burst->next + frames] - start;
	if (!alert_streams_flood(&camera->isapi.streams, &view, WAITING_MAX))
		return false;
	count(camera, burst->next, frames);
	burst->next = (burst->next + frames) % BURST_FRAMES;
	burst->left -= frames;
	burst->sent += frames;
	return burst->left > 0;
}

static void tick(void *arg)
{
	struct camera *camera = arg;

	while (send_some(camera))
		continue;
	if (camera->burst.left)
		tmr_start(&camera->burst.tick, TICK_MS, tick, camera);
	else
		camera_burst_finish(&camera->burst);
}

static int frame(struct camera *camera, const struct camera_alert *alert)
{
	struct alert_source source = camera_source(camera);
	struct camera_burst *burst = &camera->burst;
	struct mbuf *body = mbuf_alloc(1024), *part = NULL;
	int err = body ? camera_alert_print(alert, &source, body) : ENOMEM;

	if (!err)
		part = alert_streams_frame(
			&camera->isapi.streams, STREAMS_XML_TYPE, body);
	if (!part)
		err = ENOMEM;
	if (!err)
		err = mbuf_write_mem(burst->frames, part->buf, part->end);
	mem_deref(part);
	mem_deref(body);
	return err;
}

int camera_burst_begin(struct camera *camera, const struct camera_alert alerts[2],
	uint64_t count_all, unsigned rate)
{
	struct camera_burst *burst = &camera->burst;
	int err = 0;

	camera_burst_finish(burst);
	burst->frames = mbuf_alloc(BURST_FRAMES * 1024);
	if (!burst->frames)
		return -ENOMEM;
	for (unsigned i = 0; i < BURST_FRAMES && !err; i++) {
		err = frame(camera, &alerts[i % 2]);
		burst->starts[i + 1] = burst->frames->end;
	}
	if (err) {
		camera_burst_finish(burst);
		return -ENOMEM;
	}
	burst->next = 0;
	burst->left = count_all;
	burst->sent = 0;
	burst->rate = rate;
	burst->began = tmr_jiffies();
	(void)snprintf(burst->type, sizeof(burst->type), "%s", alerts[0].type);
	for (int i = 0; i < 2; i++)
		(void)snprintf(burst->states[i], sizeof(burst->states[i]), "%s",
			alerts[i].state);
	burst->channel = alerts[0].channel;
	tmr_start(&burst->tick, TICK_MS, tick, camera);
	return 0;
}
