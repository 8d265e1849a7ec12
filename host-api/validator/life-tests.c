/* SPDX-License-Identifier: Apache-2.0 */
/* life-tests.c - instances begin, live and end, many times. */

#include "hole.h"
#include "life.h"
#include "no-io.h"
#include "sandbox.h"
#include "side-effects.h"
#include "subject.h"
#include "validator-test.h"
#include "verdict.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	CREATE_CYCLES = 1000,
	START_CYCLES = 300,
	REQUESTS_PER_CYCLE = 20,
	LEAK_BYTES_PER_CYCLE = 8, /* a smaller growth is some cache's */
	SETTLE_MS = 1000,
	REPLY_LIMIT_MS = 10000,
};

/* ------------------------------------------------------------------ growth ---- */

/* Three looks at equal distances. What grows twice is forgotten memory; what grows once
 * was set up for good. */
struct growth {
	struct process_counts first, middle, last;
};

static void judge_growth(const struct growth *g, unsigned cycles, struct verdict *v)
{
	size_t leak = (size_t)cycles * LEAK_BYTES_PER_CYCLE;

	verdict_check(v, g->last.threads <= g->first.threads, "%u threads are left",
		g->last.threads - g->first.threads);
	verdict_check(v, g->last.descriptors <= g->first.descriptors,
		"%u descriptors are left open",
		g->last.descriptors - g->first.descriptors);
	verdict_check(v, g->last.free_keys + 1 >= g->middle.free_keys,
		"%u keys of thread-specific data are lost",
		g->middle.free_keys - g->last.free_keys);
	verdict_check(v,
		g->middle.heap < g->first.heap + leak ||
			g->last.heap < g->middle.heap + leak,
		"memory grows: by %zu bytes, then by %zu, in %u cycles each",
		g->middle.heap - g->first.heap, g->last.heap - g->middle.heap, cycles);
}

/* ---------------------------------------------------------- create-destroy ---- */

static bool create_and_destroy(struct life *l, unsigned cycles, struct verdict *v)
{
	for (unsigned i = 0; i < cycles; i++) {
		dp_status status = life_create(l, 0);

		if (!verdict_check(v, status == DP_OK && l->instance,
			    "create() with valid settings returned %d in cycle %u",
			    status, i))
			return false;
		life_destroy(l);
	}
	return true;
}

static void create_destroy(const struct subject *s, struct verdict *v)
{
	enum { WARM_UP = CREATE_CYCLES / 10, PART = (CREATE_CYCLES - WARM_UP) / 2 };
	struct growth g;
	struct life l;

	if (!life_begin(&l, s, 0, NULL, v))
		return;
	if (create_and_destroy(&l, WARM_UP, v)) {
		process_counts_read(&g.first);
		if (create_and_destroy(&l, PART, v)) {
			process_counts_read(&g.middle);
			if (create_and_destroy(&l, PART, v)) {
				process_counts_settle(&g.first, SETTLE_MS, &g.last);
				judge_growth(&g, PART, v);
			}
		}
	}
	life_end(&l);
}

static void create_is_quiet(const struct subject *s, struct verdict *v)
{
	struct process_counts before, after;
	struct hole silent;
	struct life l;

	if (hole_open(&silent, HOLE_SILENT)) {
		verdict_skip(v, "no address on loopback to watch");
		return;
	}
	if (!life_begin(&l, s, silent.port, NULL, v)) {
		hole_close(&silent);
		return;
	}
	create_and_destroy(
		&l, 1, v); /* what is set up once, libraries' own, is set up now */
	process_counts_read(&before);
	if (!s->in_process)
		no_io_from_now_on();
	if (life_create(&l, 0) == DP_OK) {
		process_counts_read(&after);
		verdict_check(
			v, after.threads == before.threads, "create() made a thread");
		verdict_check(v, after.descriptors == before.descriptors,
			"create() opened a descriptor");
		verdict_check(
			v, *silent.visits == 0, "create() connected to the device");
	}
	if (!s->in_process) {
		sandbox_send(v); /* what runs at exit may do what is forbidden now */
		_exit(EXIT_SUCCESS);
	}
	life_end(&l);
	hole_close(&silent);
}

/* -------------------------------------------------------------- start-stop ---- */

static void judge_replies(struct life *l, uint64_t from, struct verdict *v)
{
	for (uint64_t id = from; id <= trap_host_issued(l->host); id++) {
		unsigned replies = trap_host_replies(l->host, id);

		verdict_check(v, replies == 1, "request %llu of %llu got %u replies",
			(unsigned long long)id,
			(unsigned long long)trap_host_issued(l->host), replies);
	}
	verdict_check(v, trap_host_stray_replies(l->host) == 0,
		"a reply was given to a request that nobody made");
}

static bool start_and_stop(
	struct life *l, unsigned cycles, unsigned *random, struct verdict *v)
{
	for (unsigned i = 0; i < cycles && !verdict_is_final(v); i++) {
		uint64_t from = trap_host_issued(l->host) + 1;

		if (!life_go(l, v))
			break;
		for (unsigned k = 0; k < REQUESTS_PER_CYCLE; k++) {
			*random = *random * 1103515245u + 12345u;
			life_harmless_request(l, *random >> 16);
		}
		life_stop(l);
		judge_replies(l, from, v);
		life_destroy(l);
	}
	return !verdict_is_final(v);
}

static void start_stop(const struct subject *s, struct verdict *v)
{
	enum { PART = START_CYCLES / 3 };
	struct growth g;
	struct hole silent;
	struct life l;
	unsigned random = s->seed;

	if (hole_open(&silent, HOLE_SILENT)) {
		verdict_skip(v, "no address on loopback that stays silent");
		return;
	}
	if (life_begin(&l, s, silent.port, NULL, v)) {
		if (start_and_stop(&l, PART, &random, v)) {
			process_counts_read(&g.first);
			if (start_and_stop(&l, PART, &random, v)) {
				process_counts_read(&g.middle);
				if (start_and_stop(&l, PART, &random, v)) {
					process_counts_settle(
						&g.first, SETTLE_MS, &g.last);
					judge_growth(&g, PART, v);
				}
			}
		}
		life_end(&l);
	}
	hole_close(&silent);
}

/* ----------------------------------------------------------- odd sequences ---- */

static void stop_idempotent(const struct subject *s, struct verdict *v)
{
	struct life l;

	if (!life_begin(&l, s, 0, NULL, v))
		return;
	if (life_go(&l, v)) {
		for (unsigned i = 0; i < 3; i++)
			life_stop(&l);
	}
	life_end(&l);
}

static void stop_before_start(const struct subject *s, struct verdict *v)
{
	struct life l;
	dp_status status;

	if (!life_begin(&l, s, 0, NULL, v))
		return;
	if (life_create(&l, 0) == DP_OK) {
		life_stop(&l);
		status = life_start(&l);
		verdict_check(
			v, status == DP_OK, "start() after it returned %d", status);
	}
	life_end(&l);
}

static void destroy_without_start(const struct subject *s, struct verdict *v)
{
	char text[256];
	struct life l;

	if (!life_begin(&l, s, 0, NULL, v))
		return;
	if (life_create(&l, 0) == DP_OK) {
		life_destroy(&l);
		if (trap_host_late_calls(l.host, text, sizeof(text)))
			verdict_fail(v, "it called %s", text);
	}
	s->provider->destroy(NULL);
	life_end(&l);
}

static void restart(const struct subject *s, struct verdict *v)
{
	struct life l;
	dp_status status;
	uint64_t id;

	if (!life_begin(&l, s, 0, NULL, v))
		return;
	if (life_go(&l, v)) {
		id = life_request(&l, "", "", "diagnostics", "{}");
		trap_host_await_reply(l.host, id, REPLY_LIMIT_MS);
		life_stop(&l);
		status = life_start(&l);
		if (verdict_check(v, status == DP_OK, "the second start() returned %d",
			    status)) {
			id = life_request(&l, "", "", "diagnostics", "{}");
			verdict_check(v,
				trap_host_await_reply(l.host, id, REPLY_LIMIT_MS),
				"started again, it did not answer a request in 10 s");
		}
	}
	life_end(&l);
}

const struct validator_test life_tests[] = {
	{
		.name = "create-destroy",
		.rule = "create() and destroy() leave nothing behind.",
		.description =
			"1000 times, never started: heap, descriptors, threads and "
			"keys of thread-specific data must not grow.",
		.needs = NEEDS_PROVIDER,
		.run = create_destroy,
	},
	{
		.name = "create-is-quiet",
		.rule = "create() makes no threads and does no I/O.",
		.description =
			"The second of two instances is created with the settings "
			"pointing at an address that is watched, in a process that "
			"may no longer open sockets, open files for writing, or make "
			"threads and processes: the kernel reports the attempt.",
		.needs = NEEDS_PROVIDER,
		.run = create_is_quiet,
	},
	{
		.name = "start-stop",
		.rule = "Every request gets exactly one reply, at the latest during "
			"stop(); stop() and destroy() leave nothing behind.",
		.description =
			"300 times create, start, 20 harmless requests "
			"(settings.check, diagnostics, a draft action, an unknown "
			"device, an unknown op) in random order (--seed), stop at "
			"once, destroy. The device's address accepts and stays "
			"silent. Counts replies, threads, descriptors, heap and keys.",
		.needs = NEEDS_PROVIDER,
		.run = start_stop,
	},
	{
		.name = "stop-idempotent",
		.rule = "stop() may be called again.",
		.description = "Starts, then stops three times.",
		.needs = NEEDS_PROVIDER,
		.run = stop_idempotent,
	},
	{
		.name = "stop-before-start",
		.rule = "stop() may be called before start().",
		.description = "Creates, stops, then starts.",
		.needs = NEEDS_PROVIDER,
		.run = stop_before_start,
	},
	{
		.name = "destroy-without-start",
		.rule = "destroy() works without start(), ignores NULL, and calls no "
			"host function.",
		.description = "Creates and destroys, then destroys NULL.",
		.needs = NEEDS_PROVIDER,
		.run = destroy_without_start,
	},
	{
		.name = "restart",
		.rule = "A stopped instance can be started again.",
		.description =
			"Starts, asks for diagnostics, stops, starts, asks again: the "
			"answer has to come within 10 s.",
		.needs = NEEDS_PROVIDER,
		.run = restart,
	},
	{0},
};
