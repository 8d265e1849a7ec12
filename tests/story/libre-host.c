/* SPDX-License-Identifier: Apache-2.0 */
/* libre-host.c - a host's own loop on a libre of its own, in a thread of its own. */

#include "libre-host.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "re-compat.h"

enum { TICK_MS = 10, TICKS = 5 };

/* The functions are looked up: linked, they would be the linker's choice. */
struct libre_host {
	void *library;
	__typeof__(libre_init) *init;
	__typeof__(libre_close) *close;
	__typeof__(re_main) *main;
	__typeof__(re_cancel) *cancel;
	__typeof__(tmr_start) *start;

	pthread_t thread;
	struct tmr tick;
	unsigned long long last_ms; /* of the loop */
	atomic_uint ticks, longest_gap_ms;
	atomic_bool leave;
	int result;
};

static unsigned long long clock_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (unsigned long long)t.tv_sec * 1000 +
	       (unsigned long long)t.tv_nsec / 1000000;
}

static void on_tick(void *user)
{
	struct libre_host *h = user;
	unsigned long long now = clock_ms();

	if (now - h->last_ms > atomic_load(&h->longest_gap_ms))
		atomic_store(&h->longest_gap_ms, (unsigned)(now - h->last_ms));
	h->last_ms = now;
	atomic_fetch_add(&h->ticks, 1);
	if (atomic_load(&h->leave))
		h->cancel();
	else
		h->start(&h->tick, TICK_MS, on_tick, h);
}

/* As in a program that knows of no other libre: without re_thread_init(). */
static void *run_loop(void *user)
{
	struct libre_host *h = user;

	h->result = h->init();
	if (h->result)
		return NULL;
	h->last_ms = clock_ms();
	h->start(&h->tick, TICK_MS, on_tick, h);
	h->result = h->main(NULL);
	h->close();
	return NULL;
}

/* `function` points to a pointer to a function. */
static void look_up(const struct libre_host *h, const char *name, void *function)
{
	void **symbol = function;

	*symbol = dlsym(h->library, name);
	if (*symbol && *symbol == dlsym(RTLD_DEFAULT, name))
		return;
	fprintf(stderr, "%s: %s\n", name, *symbol ? "not everybody's" : dlerror());
	exit(99);
}

struct libre_host *libre_host_create(const char *path)
{
	struct libre_host *h = calloc(1, sizeof(*h));

	h->library = dlopen(path, RTLD_NOW | RTLD_GLOBAL);
	if (!h->library) {
		fprintf(stderr, "%s\n", dlerror());
		exit(99);
	}
	look_up(h, "libre_init", &h->init);
	look_up(h, "libre_close", &h->close);
	look_up(h, "re_main", &h->main);
	look_up(h, "re_cancel", &h->cancel);
	look_up(h, "tmr_start", &h->start);
	if (pthread_create(&h->thread, NULL, run_loop, h))
		exit(99);
	return h;
}

bool libre_host_ticks(struct libre_host *h, unsigned limit_ms)
{
	unsigned before = atomic_load(&h->ticks);
	unsigned long long end = clock_ms() + limit_ms;

	while (atomic_load(&h->ticks) < before + TICKS && clock_ms() < end)
		nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
	return atomic_load(&h->ticks) >= before + TICKS;
}

bool libre_host_destroy(struct libre_host *h, unsigned *ret_longest_gap_ms)
{
	bool well;

	atomic_store(&h->leave, true);
	pthread_join(h->thread, NULL);
	printf("# the host's loop: %u ticks, the longest gap %u ms\n",
		atomic_load(&h->ticks), atomic_load(&h->longest_gap_ms));
	well = h->result == 0;
	*ret_longest_gap_ms = atomic_load(&h->longest_gap_ms);
	dlclose(h->library);
	free(h);
	return well;
}
