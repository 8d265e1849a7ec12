/* SPDX-License-Identifier: Apache-2.0 */
/* embedder.h - the plugin inside this very process: a small host that records.
 *
 * Where the other stories have a host process, these have the plugin's threads,
 * descriptors and memory among their own, and can count them. What the provider says is
 * checked while it is said: the right host, no NULL, one reply per request, nothing after
 * stop(). Breaches are counted, since they come on foreign threads; embedder_finish()
 * judges them. */
#ifndef GATEHOUSE_EMBEDDER_H
#define GATEHOUSE_EMBEDDER_H

#include "device_provider.h"

#include <pthread.h>
#include <stdbool.h>

struct story;

struct guest {
	void *library;
	const dp_provider *doorbell;
};

/** dlopen() the plugin of GATEHOUSE_PLUGIN. Fails the test run by exit(). */
struct guest guest_load(void);
void guest_unload(struct guest *g); /**< dlclose() */
/** @return NULL: it has no such provider */
const dp_provider *guest_provider(const struct guest *g, const char *id);

enum { EMBEDDER_REQUESTS_MAX = 16 };

/** One instance and what it has said. Never moved or freed before the last judgement:
 * a call that comes too late must still find it. */
struct embedder {
	const dp_provider *provider;
	dp_instance *instance;
	dp_host host;

	pthread_mutex_t lock;   /**< of all below */
	pthread_cond_t changed; /**< something was said */
	bool stopped;           /**< stop() has returned */
	unsigned late, broken;  /**< calls after stop(); calls against another rule */
	unsigned rings, rings_seen, unlocked, logs;
	char call;        /**< 'i' idle, 'r' ringing, 't' talking, 0 not told */
	dp_status status; /**< last one of the connection as a whole */
	bool has_status;
	char lock_id[80]; /**< "" until announced */
	unsigned asked;   /**< requests so far; their ids are 1 to this */
	unsigned replies[EMBEDDER_REQUESTS_MAX + 1];
	dp_status outcomes[EMBEDDER_REQUESTS_MAX + 1];
};

/** The functions of a struct embedder, for its `host`; ctx is the embedder. */
extern const dp_host recording_host;

/** create(). @param host  where the station is; with locks exposed
 *  @param password  of the station, or a wrong one */
void embedder_init(struct embedder *e, const struct guest *g, const char *host,
	int port, const char *password);
/** The same for the station of a story. */
void embedder_init_at(struct embedder *e, const struct guest *g, const struct story *s);
void embedder_start(struct embedder *e);
/** stop(), with what it took. @return milliseconds */
unsigned embedder_stop(struct embedder *e);
/** destroy(); what it recorded stays. */
void embedder_destroy(struct embedder *e);
/** Judge: each request answered once, nothing against the rules. Prints why not. */
void embedder_finish(struct embedder *e);

/** @return its id. At most EMBEDDER_REQUESTS_MAX in a life */
unsigned embedder_ask(struct embedder *e, const char *device, const char *capability,
	const char *op, const char *args);
/** Ask the lock it announced. */
unsigned embedder_unlock(struct embedder *e);

/* Wait, at most SOON_MS. */
bool embedder_hears_status(struct embedder *e, dp_status status);
/** So many since the last time, and no more. */
bool embedder_hears_rings(struct embedder *e, unsigned count);
bool embedder_hears_unlocked(struct embedder *e, unsigned count);
/** @return the outcome, or -1 */
dp_status embedder_outcome(struct embedder *e, unsigned request);
/** Wait for the outcome for `ms` only, as a pause whose length does not matter. */
dp_status embedder_outcome_within(struct embedder *e, unsigned request, unsigned ms);

/** The main job: the connection stands, one press rings once, one unlock is one pulse.
 * The call is over before the door is opened: a press and an unlock in one second may be
 * the two signs of a remote unlock. */
void embedder_does_its_job(struct embedder *e, struct story *s);
/** Parts of it: the indoor station answers, and hangs up; the door is opened. */
void embedder_takes_the_call(struct embedder *e, struct story *s);
void embedder_opens_the_door(struct embedder *e, struct story *s);

#endif
