/* SPDX-License-Identifier: Apache-2.0 */
/* host-core.c - what all instances of a process share: clock, threads, the dead. */

#include "host-core.h"
#include "instance-private.h"
#include "process-watch.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <time.h>

/* A joined thread is in /proc for a moment longer. */
enum { THREAD_END_LIMIT_MS = 500 };

struct host_core {
	struct timespec began;
	pthread_mutex_t lock;
	struct instance *dead; /* a list */
	unsigned own_threads;  /* besides the first */
	unsigned running;
	unsigned before; /* threads that were not ours when the first started */
	unsigned violations;
};

struct trampoline {
	struct host_core *core;
	void (*run)(void *user);
	void *user;
};

int host_core_create(struct host_core **ret_core)
{
	struct host_core *core = calloc(1, sizeof(*core));

	if (!core)
		return -ENOMEM;
	clock_gettime(CLOCK_MONOTONIC, &core->began);
	pthread_mutex_init(&core->lock, NULL);
	json_object_seed(0); /* before there are threads */
	*ret_core = core;
	return 0;
}

void host_core_destroy(struct host_core *core)
{
	if (!core)
		return;
	while (core->dead) {
		struct instance *dead = core->dead;

		core->dead = dead->next_dead;
		instance_free_shell(dead);
	}
	pthread_mutex_destroy(&core->lock);
	free(core);
}

uint64_t host_core_now_us(const struct host_core *core)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)(now.tv_sec - core->began.tv_sec) * 1000000u +
	       (uint64_t)(now.tv_nsec / 1000) - (uint64_t)(core->began.tv_nsec / 1000);
}

unsigned host_core_violations(struct host_core *core)
{
	unsigned count;

	pthread_mutex_lock(&core->lock);
	count = core->violations;
	pthread_mutex_unlock(&core->lock);
	return count;
}

void host_core_count_violation(struct host_core *core)
{
	pthread_mutex_lock(&core->lock);
	core->violations++;
	pthread_mutex_unlock(&core->lock);
}

void host_core_bury(struct host_core *core, struct instance *dead)
{
	pthread_mutex_lock(&core->lock);
	dead->next_dead = core->dead;
	core->dead = dead;
	pthread_mutex_unlock(&core->lock);
}

/* Stops counting itself before it ends: for a moment a thread of ours looks like a
 * plugin's, which costs a little patience, never a wrong verdict. */
static void *trampoline(void *user)
{
	struct trampoline t = *(struct trampoline *)user;

	free(user);
	t.run(t.user);
	pthread_mutex_lock(&t.core->lock);
	t.core->own_threads--;
	pthread_mutex_unlock(&t.core->lock);
	return NULL;
}

int host_core_thread(struct host_core *core, pthread_t *ret_thread,
	void (*run)(void *user), void *user)
{
	struct trampoline *t = malloc(sizeof(*t));
	int err;

	if (!t)
		return -ENOMEM;
	*t = (struct trampoline){core, run, user};
	pthread_mutex_lock(&core->lock);
	err = pthread_create(ret_thread, NULL, trampoline, t);
	if (!err)
		core->own_threads++;
	pthread_mutex_unlock(&core->lock);
	if (err)
		free(t);
	return -err;
}

static unsigned others(const struct host_core *core)
{
	unsigned all = process_threads(), ours = core->own_threads + 1;

	return all > ours ? all - ours : 0;
}

int host_core_idle_threads(struct host_core *core)
{
	int count;

	pthread_mutex_lock(&core->lock);
	count = core->running ? -1 : (int)others(core);
	pthread_mutex_unlock(&core->lock);
	return count;
}

void host_core_running(struct host_core *core)
{
	pthread_mutex_lock(&core->lock);
	if (!core->running++)
		core->before = others(core);
	pthread_mutex_unlock(&core->lock);
}

unsigned host_core_stopped(struct host_core *core)
{
	const struct timespec moment = {.tv_nsec = 1000000};
	unsigned more = 0;

	pthread_mutex_lock(&core->lock);
	core->running--;
	for (unsigned ms = 0; ms < THREAD_END_LIMIT_MS; ms++) {
		unsigned now = others(core);

		more = !core->running && now > core->before ? now - core->before : 0;
		if (!more)
			break;
		pthread_mutex_unlock(&core->lock);
		nanosleep(&moment, NULL);
		pthread_mutex_lock(&core->lock);
	}
	pthread_mutex_unlock(&core->lock);
	return more;
}
