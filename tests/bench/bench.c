/* SPDX-License-Identifier: Apache-2.0 */
/* bench.c - what every benchmark needs. */

#include "bench.h"

#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

static uint64_t clock_ns(clockid_t id)
{
	struct timespec t;

	if (clock_gettime(id, &t) < 0)
		bench_give_up("no clock");
	return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

uint64_t bench_now_ns(void)
{
	return clock_ns(CLOCK_MONOTONIC);
}

uint64_t bench_cpu_ns(clockid_t id)
{
	return clock_ns(id);
}

void bench_wait_until(uint64_t ns)
{
	struct timespec t = {.tv_sec = (time_t)(ns / 1000000000),
		.tv_nsec = (long)(ns % 1000000000)};

	while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL) == EINTR) {
	}
}

void bench_pin(unsigned which)
{
	cpu_set_t allowed, one;

	if (sched_getaffinity(0, sizeof(allowed), &allowed) < 0 ||
		CPU_COUNT(&allowed) < 2)
		return;
	which %= (unsigned)CPU_COUNT(&allowed);
	for (int cpu = 0; cpu < CPU_SETSIZE; cpu++)
		if (CPU_ISSET(cpu, &allowed) && which-- == 0) {
			CPU_ZERO(&one);
			CPU_SET(cpu, &one);
			(void)sched_setaffinity(0, sizeof(one), &one);
			return;
		}
}

bool bench_hurry(void)
{
	struct sched_param least = {
		.sched_priority = sched_get_priority_min(SCHED_FIFO)};

	return sched_setscheduler(0, SCHED_FIFO, &least) == 0;
}

void bench_give_up(const char *why)
{
	fprintf(stderr, "cannot run: %s\n", why);
	exit(EXIT_FAILURE);
}

void samples_init(struct bench_samples *s, size_t cap)
{
	*s = (struct bench_samples){.ns = calloc(cap, sizeof(*s->ns)), .cap = cap};
	if (!s->ns)
		bench_give_up("no memory");
}

void samples_add(struct bench_samples *s, uint64_t ns)
{
	if (s->count < s->cap)
		s->ns[s->count++] = ns;
}

void samples_finish(struct bench_samples *s)
{
	free(s->ns);
	*s = (struct bench_samples){NULL};
}

static int by_size(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

double samples_us(struct bench_samples *s, unsigned per_mille)
{
	size_t at = s->count * per_mille / 1000;

	if (!s->count)
		return 0;
	qsort(s->ns, s->count, sizeof(*s->ns), by_size);
	return (double)s->ns[at < s->count ? at : s->count - 1] / 1000;
}

void bench_print_machine(bool hurried)
{
	char line[256], model[128] = "unknown processor";
	FILE *f = fopen("/proc/cpuinfo", "re");
	struct utsname system;

	while (f && fgets(line, sizeof(line), f))
		if (sscanf(line, "model name : %127[^\n]", model) == 1)
			break;
	if (f)
		fclose(f);
	if (uname(&system) < 0)
		bench_give_up("no uname");
	printf("%s, %ld processors, %s %s%s\n\n", model, sysconf(_SC_NPROCESSORS_ONLN),
		system.sysname, system.release, hurried ? ", real-time priority" : "");
}
