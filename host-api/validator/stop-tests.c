/* SPDX-License-Identifier: Apache-2.0 */
/* stop-tests.c - a device that is not well, and the end of an instance. */

#include "hole.h"
#include "life.h"
#include "side-effects.h"
#include "subject.h"
#include "validator-test.h"
#include "verdict.h"

#include <string.h>

enum {
	START_LIMIT_MS = 50,
	STATUS_LIMIT_MS = 15000,
	STOP_LIMIT_MS = 5000,
	VISIT_LIMIT_MS = 2000, /* for the provider to get into the phase */
	NO_VISIT_MS = 300,     /* the same, where no connection ever comes */
	LINGER_MS = 300,       /* how long a forgotten thread is given to show itself */
	REQUESTS = 10,
};

static bool is_unreachable(const struct host_call *c, const void *user)
{
	return strcmp(c->function, "set_status") == 0 && c->status == DP_E_UNREACHABLE;
}

static void start_unreachable(const struct subject *s, struct verdict *v)
{
	struct hole closed;
	struct life l;

	if (hole_open(&closed, HOLE_CLOSED)) {
		verdict_skip(v, "no closed port on loopback");
		return;
	}
	if (life_begin(&l, s, closed.port, NULL, v)) {
		if (life_go(&l, v)) {
			verdict_check(v,
				trap_host_await(l.host, 0, is_unreachable, NULL,
					STATUS_LIMIT_MS),
				"no status UNREACHABLE in 15 s");
			if (l.took_ms > START_LIMIT_MS)
				verdict_warn(v, "start() took %.0f ms", l.took_ms);
		}
		life_end(&l);
	}
	hole_close(&closed);
}

/* --------------------------------------------------------------- stop-time ---- */

static void await_visit(const struct hole *h)
{
	double end = now_ms() + (h->server ? VISIT_LIMIT_MS : NO_VISIT_MS);

	while (!*h->visits && now_ms() < end)
		wait_a_moment();
}

/* Get an instance into the phase, with requests under way, and end it. */
static void time_one_stop(const struct subject *s, uint16_t port,
	const struct hole *hole, const char *phase, struct verdict *v)
{
	struct life l;

	if (!life_begin(&l, s, port, NULL, v))
		return;
	if (life_go(&l, v)) {
		if (hole)
			await_visit(hole);
		for (unsigned i = 0; i < REQUESTS; i++)
			life_harmless_request(&l, i);
		if (hole) /* an answer to the first request is on its way now */
			trap_host_await_reply(l.host, 1, LINGER_MS);
		life_stop(&l);
		verdict_check(v, l.took_ms <= STOP_LIMIT_MS,
			"stop() took %.1f s with %s", l.took_ms / 1000, phase);
	}
	life_end(&l);
}

static void stop_time(const struct subject *s, struct verdict *v)
{
	if (!subject_has_address(s)) {
		time_one_stop(s, 0, NULL, "requests under way", v);
		return;
	}
	for (int kind = HOLE_CLOSED; kind <= HOLE_NO_LOGIN && !verdict_is_final(v);
		kind++) {
		struct hole h;

		if (hole_open(&h, (enum hole_kind)kind)) {
			verdict_warn(v, "%s could not be arranged",
				hole_words((enum hole_kind)kind));
			continue;
		}
		time_one_stop(s, h.port, kind == HOLE_CLOSED ? NULL : &h,
			hole_words((enum hole_kind)kind), v);
		hole_close(&h);
	}
}

/* ------------------------------------------------------ no-call-after-stop ---- */

static bool never(const struct host_call *c, const void *user)
{
	return false;
}

static void judge_silence(struct life *l, struct verdict *v)
{
	char text[256];

	trap_host_await(l->host, trap_host_calls(l->host), never, NULL, LINGER_MS);
	if (trap_host_late_calls(l->host, text, sizeof(text)))
		verdict_fail(v, "it called %s", text);
}

static void no_call_after_stop(const struct subject *s, struct verdict *v)
{
	struct hole silent;
	struct life l;

	if (hole_open(&silent, HOLE_SILENT)) {
		verdict_skip(v, "no address on loopback that stays silent");
		return;
	}
	if (life_begin(&l, s, silent.port, NULL, v)) {
		if (life_go(&l, v)) {
			if (subject_has_address(s))
				await_visit(&silent);
			for (unsigned i = 0; i < REQUESTS; i++)
				life_harmless_request(&l, i);
			life_stop(&l);
			judge_silence(&l, v);
			life_destroy(&l);
			judge_silence(&l, v);
		}
		life_end(&l);
	}
	hole_close(&silent);
}

const struct validator_test stop_tests[] = {
	{
		.name = "start-unreachable",
		.rule = "An unreachable device is no failure: start() returns DP_OK "
			"at once, and a status says UNREACHABLE.",
		.description =
			"The settings point at a closed port on loopback. start() has "
			"to return DP_OK (more than 50 ms: a warning), and within 15 "
			"s set_status() has to be called with DP_E_UNREACHABLE, for "
			"the instance or a device.",
		.needs = NEEDS_PROVIDER | NEEDS_ADDRESS,
		.run = start_unreachable,
	},
	{
		.name = "stop-time",
		.rule = "stop() returns within 5 s, whatever the device does.",
		.description =
			"Stops with requests under way while the address refuses "
			"connections, does not accept them, accepts and stays silent, "
			"stops in the middle of a body, or refuses every login. "
			"Names that do not resolve are not tried: only loopback is "
			"used.",
		.needs = NEEDS_PROVIDER,
		.run = stop_time,
	},
	{
		.name = "no-call-after-stop",
		.rule = "Once stop() has returned, no host function is called.",
		.description =
			"Starts, waits for the connection, makes requests, stops, and "
			"listens for 300 ms; destroys and listens again.",
		.needs = NEEDS_PROVIDER,
		.run = no_call_after_stop,
	},
	{0},
};
