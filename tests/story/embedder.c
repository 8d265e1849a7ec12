/* SPDX-License-Identifier: Apache-2.0 */
/* embedder.c - the plugin inside this very process: a small host that records. */

#include "embedder.h"

#include "story.h"

#include <dlfcn.h>
#include <errno.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* "Idle" that comes sooner may be of before the press: call.h, CALL_SKEW_MS. */
enum { CALL_END_MS = 3000 + SOON_MS };

/* ---- the plugin ---- */

const dp_provider *guest_provider(const struct guest *g, const char *id)
{
	const dp_plugin *plugin =
		g->library ? dlsym(g->library, DP_ENTRY_SYMBOL) : NULL;

	for (size_t i = 0; plugin && plugin->providers[i]; i++) {
		if (!strcmp(plugin->providers[i]->id, id))
			return plugin->providers[i];
	}
	return NULL;
}

struct guest guest_load(void)
{
	enum { LARGE_BLOCK = 128 * 1024 };
	const char *path = getenv("GATEHOUSE_PLUGIN");
	struct guest g = {.library = path ? dlopen(path, RTLD_NOW | RTLD_LOCAL) : NULL};

	/* The default, but fixed: malloc() else learns to keep blocks as large as libre's
	 * table of descriptors (576 kB), and RSS says what malloc() has learnt. */
	mallopt(M_MMAP_THRESHOLD, LARGE_BLOCK);
	g.doorbell = guest_provider(&g, "hikvision-doorbell");
	if (!g.doorbell) {
		fprintf(stderr, "no plugin: %s\n",
			path ? dlerror() : "GATEHOUSE_PLUGIN");
		exit(99);
	}
	return g;
}

void guest_unload(struct guest *g)
{
	CHECK(!dlclose(g->library));
	*g = (struct guest){NULL};
}

/* ---- its life ---- */

static void init_waiting(struct embedder *e)
{
	pthread_condattr_t monotonic;

	pthread_mutex_init(&e->lock, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&e->changed, &monotonic);
	pthread_condattr_destroy(&monotonic);
}

void embedder_init(struct embedder *e, const struct guest *g, const char *host,
	int port, const char *password)
{
	char settings[512];
	dp_config config = {.size = sizeof(config),
		.settings_version = 1,
		.instance_id = "front",
		.settings = settings};

	snprintf(settings, sizeof(settings),
		"{\"host\":\"%s\",\"port\":%d,\"tls\":\"off\",\"username\":\"admin\","
		"\"password\":\"%s\",\"expose_locks\":true,\"expose_tamper\":true,"
		"\"expose_contacts\":false,\"motion_timeout\":10,\"push_events\":\"auto\","
		"\"indoor_stations\":[],\"sip\":{\"mode\":\"off\"}}",
		host, port, password);
	*e = (struct embedder){.provider = g->doorbell, .host = recording_host};
	e->host.ctx = e;
	init_waiting(e);
	CHECK(e->provider->create(&e->host, &config, &e->instance) == DP_OK);
}

void embedder_init_at(struct embedder *e, const struct guest *g, const struct story *s)
{
	embedder_init(e, g, "127.0.0.1", s->port, "Front-Door-1");
}

void embedder_start(struct embedder *e)
{
	pthread_mutex_lock(&e->lock);
	e->stopped = false;
	pthread_mutex_unlock(&e->lock);
	CHECK(e->provider->start(e->instance) == DP_OK);
}

unsigned embedder_stop(struct embedder *e)
{
	unsigned long long before = now_ms();

	e->provider->stop(e->instance);
	pthread_mutex_lock(&e->lock);
	e->stopped = true;
	pthread_mutex_unlock(&e->lock);
	return (unsigned)(now_ms() - before);
}

void embedder_destroy(struct embedder *e)
{
	e->provider->destroy(e->instance);
	e->instance = NULL;
}

void embedder_finish(struct embedder *e)
{
	CHECK(!e->late);
	CHECK(!e->broken);
	for (unsigned i = 1; i <= e->asked; i++) {
		if (!CHECK(e->replies[i] == 1))
			printf("# request %u got %u replies\n", i, e->replies[i]);
	}
	pthread_mutex_destroy(&e->lock);
	pthread_cond_destroy(&e->changed);
}

/* ---- requests ---- */

unsigned embedder_ask(struct embedder *e, const char *device, const char *capability,
	const char *op, const char *args)
{
	dp_request r = {.size = sizeof(r),
		.device = device,
		.capability = capability,
		.op = op,
		.args = args};

	if (!CHECK(e->asked < EMBEDDER_REQUESTS_MAX))
		return 0;
	pthread_mutex_lock(&e->lock);
	r.id = ++e->asked; /* before the call: it may be answered inside */
	pthread_mutex_unlock(&e->lock);
	e->provider->request(e->instance, &r);
	return (unsigned)r.id;
}

unsigned embedder_unlock(struct embedder *e)
{
	char id[sizeof(e->lock_id)];

	pthread_mutex_lock(&e->lock);
	memcpy(id, e->lock_id, sizeof(id));
	pthread_mutex_unlock(&e->lock);
	return embedder_ask(e, id, "lock", "unlock", "{}");
}

/* ---- waiting ---- */

static struct timespec deadline(unsigned ms)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	t.tv_sec += ms / 1000;
	t.tv_nsec += (long)(ms % 1000) * 1000000;
	if (t.tv_nsec >= 1000000000) {
		t.tv_sec++;
		t.tv_nsec -= 1000000000;
	}
	return t;
}

typedef bool wanted_fn(const struct embedder *e, unsigned value);

static bool hears(struct embedder *e, unsigned ms, wanted_fn *wanted, unsigned value)
{
	struct timespec end = deadline(ms);
	bool yes;

	pthread_mutex_lock(&e->lock);
	while (!(yes = wanted(e, value)))
		if (pthread_cond_timedwait(&e->changed, &e->lock, &end) == ETIMEDOUT)
			break;
	pthread_mutex_unlock(&e->lock);
	return yes;
}

static bool has_status(const struct embedder *e, unsigned value)
{
	return e->has_status && e->status == (dp_status)value;
}

static bool has_rings(const struct embedder *e, unsigned value)
{
	return e->rings - e->rings_seen >= value;
}

static bool has_call(const struct embedder *e, unsigned value)
{
	return e->call == (char)value;
}

static bool has_unlocked(const struct embedder *e, unsigned value)
{
	return e->unlocked >= value;
}

static bool has_outcome(const struct embedder *e, unsigned value)
{
	return e->replies[value];
}

bool embedder_hears_status(struct embedder *e, dp_status status)
{
	return hears(e, SOON_MS, has_status, (unsigned)status);
}

bool embedder_hears_rings(struct embedder *e, unsigned count)
{
	bool yes = hears(e, SOON_MS, has_rings, count);

	pthread_mutex_lock(&e->lock);
	yes = yes && e->rings - e->rings_seen == count;
	e->rings_seen = e->rings;
	pthread_mutex_unlock(&e->lock);
	return yes;
}

bool embedder_hears_unlocked(struct embedder *e, unsigned count)
{
	return hears(e, SOON_MS, has_unlocked, count);
}

dp_status embedder_outcome_within(struct embedder *e, unsigned request, unsigned ms)
{
	dp_status outcome = -1;

	if (!hears(e, ms, has_outcome, request))
		return -1;
	pthread_mutex_lock(&e->lock);
	outcome = e->outcomes[request];
	pthread_mutex_unlock(&e->lock);
	return outcome;
}

dp_status embedder_outcome(struct embedder *e, unsigned request)
{
	return embedder_outcome_within(e, request, SOON_MS);
}

void embedder_does_its_job(struct embedder *e, struct story *s)
{
	if (!CHECK(embedder_hears_status(e, DP_OK)))
		return;
	sim_do(s, "press 1");
	CHECK(embedder_hears_rings(e, 1));
	embedder_takes_the_call(e, s);
	embedder_opens_the_door(e, s);
}

/* Answered first: a call that is over before the station was asked about it once is one
 * whose end the station cannot tell. */
void embedder_takes_the_call(struct embedder *e, struct story *s)
{
	sim_do(s, "answer");
	CHECK(hears(e, CALL_END_MS, has_call, 't'));
	sim_do(s, "hangup");
	CHECK(hears(e, CALL_END_MS, has_call, 'i'));
}

void embedder_opens_the_door(struct embedder *e, struct story *s)
{
	long long pulses = ledger(s, "relay_pulses/1");

	CHECK(embedder_outcome(e, embedder_unlock(e)) == DP_OK);
	CHECK(embedder_hears_unlocked(e, 1));
	CHECK(ledger(s, "relay_pulses/1") == pulses + 1);
}
