/* SPDX-License-Identifier: Apache-2.0 */
/* door-camera.c - the camera of a device: which picture is taken next. */

#include "door-camera.h"

#include "door-camera-private.h"
#include "log.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void start_next(struct door_camera *c);

static struct timers *timers_of(const struct door_camera *c)
{
	return station_timers(c->child->station);
}

static bool for_ring(const struct picture_job *job)
{
	return *job->call;
}

static unsigned age_ms(const struct door_camera *c, const struct picture_job *job)
{
	return (unsigned)(timers_of(c)->now_ms - job->wanted_ms);
}

static void take_out(struct door_camera *c, struct picture_job *job)
{
	struct picture_job **link = &c->jobs;

	while (*link != job)
		link = &(*link)->next;
	*link = job->next;
}

/* ---- the end of a job ---- */

static void keep_ring(struct door_camera *c, struct picture_job *job, struct bytes jpeg)
{
	int err = picture_book_put(&c->book, job->call, age_ms(c, job), jpeg);

	if (err)
		log_warning(station_log(c->child->station),
			"%s: the picture of the ring (%zu bytes) is not kept: %s",
			c->child->id, jpeg.len, strerror(-err));
	else
		door_camera_tell(c);
}

static void end_job(struct door_camera *c, struct picture_job *job, int err,
	const char *why, struct bytes jpeg)
{
	struct station *station = c->child->station;

	take_out(c, job);
	if (for_ring(job) && !err)
		keep_ring(c, job, jpeg);
	else if (for_ring(job))
		log_warning(station_log(station), "%s: no picture of the ring: %s",
			c->child->id, why);
	else if (err)
		station_answer(station, job->ticket, err, why);
	else
		station_answer_bytes(station, job->ticket, NULL, jpeg, "image/jpeg");
	free(job);
}

/* All that the picture under way is for. */
static void end_shared(
	struct door_camera *c, int err, const char *why, struct bytes jpeg)
{
	struct picture_job *job = c->jobs, *next;

	for (; job; job = next) {
		next = job->next;
		if (job->shares)
			end_job(c, job, err, why, jpeg);
	}
}

/* ---- one picture ---- */

static void give_up(struct door_camera *c)
{
	timer_stop(&c->timer);
	if (c->picture)
		station_config(c->child->station)->vendor->forget_snapshot(c->picture);
	c->picture = NULL;
	for (struct picture_job *job = c->jobs; job; job = job->next)
		job->shares = false;
	c->state = CAMERA_IDLE;
}

static void ring_too_late(void *user)
{
	struct door_camera *c = user;
	struct picture_job *job = c->jobs;

	give_up(c);
	end_job(c, job, -ETIMEDOUT, "the station took too long", (struct bytes){0});
	start_next(c);
}

static void pause_over(void *user)
{
	start_next(user);
}

/* The station was busy, or refused for now; not when it cannot, or does not answer. */
static bool try_again(struct door_camera *c, struct picture_job *job, int err)
{
	if ((err != -EBUSY && err != -EREMOTEIO) || job->tries >= PICTURE_TRIES)
		return false;
	if (for_ring(job))
		return age_ms(c, job) + PICTURE_PAUSE_MS <= RING_PICTURE_TAKEN_MS;
	if (err == -EREMOTEIO)
		job->wish.width = job->wish.height = 0; /* it was only a wish */
	return true;
}

static void picture_done(int err, const char *why, struct bytes jpeg, void *user)
{
	struct door_camera *c = user;
	const char *lost = station_channel_lost(c->child);

	c->picture = NULL;
	timer_stop(&c->timer);
	if (err == -EREMOTEIO && lost) {
		/* Rationale: what a recorder says then is "Invalid XML Content". */
		err = -EHOSTUNREACH;
		why = lost;
	}
	if (err && try_again(c, c->jobs, err)) {
		c->state = CAMERA_PAUSING;
		timer_start(timers_of(c), &c->timer, PICTURE_PAUSE_MS, pause_over, c);
		return;
	}
	c->state = CAMERA_IDLE;
	end_shared(c, err, why, jpeg);
	start_next(c);
}

/* Who else gets the picture of `first`: whoever asked before it is taken. */
static void share(struct picture_job *first)
{
	first->shares = true;
	for (struct picture_job *job = first->next; job; job = job->next) {
		if (!for_ring(first) && !for_ring(job) &&
			job->wish.width == first->wish.width &&
			job->wish.height == first->wish.height)
			job->shares = true;
	}
}

static int ask(struct door_camera *c, struct picture_job *job)
{
	unsigned age = age_ms(c, job);

	job->tries++;
	job->wish.limit_ms = PICTURE_LIMIT_MS;
	if (for_ring(job)) {
		if (age > RING_PICTURE_TAKEN_MS)
			return -ETIMEDOUT;
		timer_start(timers_of(c), &c->timer, RING_PICTURE_MS - age,
			ring_too_late, c);
	}
	return station_snapshot(
		c->child->station, &job->wish, picture_done, c, &c->picture);
}

static void start_next(struct door_camera *c)
{
	c->state = CAMERA_IDLE;
	while (c->jobs) {
		int err;

		share(c->jobs);
		err = ask(c, c->jobs);
		if (!err) {
			c->state = CAMERA_TAKING;
			return;
		}
		timer_stop(&c->timer);
		end_shared(c, err, strerror(-err), (struct bytes){0});
	}
}

/* ---- jobs ---- */

static struct picture_job *job_create(struct door_camera *c)
{
	struct picture_job *job = calloc(1, sizeof(*job));

	if (job)
		job->wanted_ms = timers_of(c)->now_ms;
	return job;
}

/* Behind the rings, or behind all. */
static void put_in(struct door_camera *c, struct picture_job *job)
{
	struct picture_job **link = &c->jobs;

	while (*link && (!for_ring(job) || for_ring(*link)))
		link = &(*link)->next;
	job->next = *link;
	*link = job;
}

static bool ring_is_wanted(const struct door_camera *c, const char *call)
{
	for (const struct picture_job *job = c->jobs; job; job = job->next) {
		if (!strcmp(job->call, call))
			return true;
	}
	return false;
}

void door_camera_ring(struct door_camera *c, const char *call)
{
	bool busy = c->state != CAMERA_IDLE;
	struct picture_job *job;

	if (!*call || !door_camera_present(c->child) || ring_is_wanted(c, call))
		return;
	job = job_create(c);
	if (!job)
		return;
	snprintf(job->call, sizeof(job->call), "%s", call);
	if (busy && !for_ring(c->jobs)) {
		give_up(c); /* it is taken anew, after the ring's */
		busy = false;
	}
	put_in(c, job);
	if (busy)
		return;
	/* Rationale: whatever else this press makes us ask of the station, above all
	 * whether the call goes on, is asked first; a picture takes its time. */
	c->state = CAMERA_PAUSING;
	timer_start(timers_of(c), &c->timer, 0, pause_over, c);
}

int door_camera_want(
	struct door_camera *c, uint64_t ticket, unsigned width, unsigned height)
{
	struct picture_job *job;
	unsigned waiting = 0;

	for (job = c->jobs; job; job = job->next)
		waiting++;
	if (waiting >= PICTURES_WAITING_MAX)
		return -EBUSY;
	job = job_create(c);
	if (!job)
		return -ENOMEM;
	job->ticket = ticket;
	job->wish = (struct picture_wish){
		.channel = c->child->door, .width = width, .height = height};
	put_in(c, job);
	if (c->state == CAMERA_IDLE)
		start_next(c);
	return 0;
}

static bool still_shared(const struct door_camera *c)
{
	for (const struct picture_job *job = c->jobs; job; job = job->next) {
		if (job->shares)
			return true;
	}
	return false;
}

void door_camera_cancel(struct door_camera *c, uint64_t ticket)
{
	struct picture_job *job = c->jobs;

	while (job && (for_ring(job) || job->ticket != ticket))
		job = job->next;
	if (!job)
		return;
	take_out(c, job);
	free(job);
	if (c->state == CAMERA_IDLE || still_shared(c))
		return;
	give_up(c);
	start_next(c);
}

void door_camera_unit_gone(struct door_camera *c)
{
	give_up(c);
	while (c->jobs)
		end_job(c, c->jobs, -ECANCELED, "given up: the connection changes",
			(struct bytes){0});
}

/* ---- life ---- */

void door_camera_init(struct door_camera *c, struct child *child)
{
	*c = (struct door_camera){.child = child};
}

void door_camera_finish(struct door_camera *c)
{
	if (c->jobs)
		door_camera_unit_gone(c);
	picture_book_finish(&c->book);
}
