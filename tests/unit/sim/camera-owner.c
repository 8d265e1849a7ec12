/* SPDX-License-Identifier: Apache-2.0 */
/* camera-owner.c - the owner of a unit of ours, which serves a simulated camera. */

#include "camera-owner.h"

#include "check.h"
#include "hikvision.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { LIMIT_S = 15 };

static void signal_news(struct owner *o)
{
	pthread_cond_broadcast(&o->news);
	pthread_mutex_unlock(&o->lock);
}

static void on_known(const struct unit_info *info, void *user)
{
}

static void on_online(void *user)
{
	struct owner *o = user;

	pthread_mutex_lock(&o->lock);
	o->online++;
	signal_news(o);
}

static void on_offline(int err, const char *why, void *user)
{
	struct owner *o = user;

	pthread_mutex_lock(&o->lock);
	o->offline++;
	signal_news(o);
}

static void on_event(const struct event *ev, void *user)
{
	struct owner *o = user;

	if (ev->kind != EVENT_SENSOR || !ev->news->active)
		return;
	pthread_mutex_lock(&o->lock);
	o->told[ev->source]++;
	o->channel = ev->news->id.channel;
	signal_news(o);
}

static void on_issue(const char *id, const struct unit_issue *issue, void *user)
{
	struct owner *o = user;

	pthread_mutex_lock(&o->lock);
	snprintf(o->issue, sizeof(o->issue), "%s", issue ? id : "");
	signal_news(o);
}

static void on_note(const char *text, void *user)
{
}

static void on_chose_port(unsigned port, void *user)
{
}

static int on_recall(const char *key, char *text, size_t cap, void *user)
{
	struct owner *o = user;

	if (!*o->store || strlen(o->store) >= cap)
		return -ENOENT;
	memcpy(text, o->store, strlen(o->store) + 1);
	return 0;
}

static void on_remember(const char *key, const char *text, void *user)
{
	struct owner *o = user;

	pthread_mutex_lock(&o->lock);
	snprintf(o->store, sizeof(o->store), "%s", text ? text : "");
	signal_news(o);
}

static void on_parted(int err, void *user)
{
	struct owner *o = user;

	pthread_mutex_lock(&o->lock);
	o->parted++;
	o->err = err;
	signal_news(o);
}

static const struct unit_listener owner_listener = {
	.known = on_known,
	.online = on_online,
	.offline = on_offline,
	.event = on_event,
	.issue = on_issue,
	.note = on_note,
	.chose_port = on_chose_port,
	.recall = on_recall,
	.remember = on_remember,
};

void create_on_loop(void *user)
{
	struct owner *o = user;

	o->err = hikvision_camera_vendor.create(
		o->reactor, &o->config, &owner_listener, &o->log, o, &o->unit);
	if (!o->err)
		hikvision_camera_vendor.start(o->unit);
}

void destroy_on_loop(void *user)
{
	struct owner *o = user;

	hikvision_camera_vendor.destroy(o->unit);
	o->unit = NULL;
}

void part_on_loop(void *user)
{
	struct owner *o = user;

	o->err = hikvision_camera_vendor.farewell(o->unit, false, on_parted, o);
}

static void write_log(void *user, enum log_level level, const char *line)
{
}

void owner_begin(struct owner *o, const struct sim_driver *sim, enum push_mode mode)
{
	pthread_condattr_t attr;

	*o = (struct owner){.config = {.host = "127.0.0.1",
				    .port = sim->port,
				    .username = "admin",
				    .password = PASSWORD,
				    .push = mode}};
	o->log.write = write_log;
	pthread_mutex_init(&o->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&o->news, &attr);
	pthread_condattr_destroy(&attr);
	CHECK(!reactor_acquire(&o->reactor));
	CHECK(!reactor_call(o->reactor, create_on_loop, o) && !o->err);
}

void owner_end(struct owner *o)
{
	CHECK(!reactor_call(o->reactor, destroy_on_loop, o));
	reactor_release(o->reactor);
	pthread_cond_destroy(&o->news);
	pthread_mutex_destroy(&o->lock);
}

bool comes(struct owner *o, holds_fn *holds)
{
	struct timespec until;
	bool right;
	int err = 0;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += LIMIT_S;
	pthread_mutex_lock(&o->lock);
	while (!holds(o) && !err)
		err = pthread_cond_timedwait(&o->news, &o->lock, &until);
	right = holds(o);
	pthread_mutex_unlock(&o->lock);
	return right;
}

void diagnose_on_loop(void *user)
{
	struct owner *o = user;

	o->diagnosis = hikvision_camera_vendor.diagnose(o->unit);
}
