/* SPDX-License-Identifier: Apache-2.0 */
/* life.h - one instance under test: makes, and times, the control calls. */
#ifndef LIFE_H
#define LIFE_H

#include "trap-host.h"

#include <stdbool.h>

struct subject;
struct verdict;

struct life {
	const dp_provider *provider;
	struct trap_host *host;
	dp_instance *instance;
	bool started;
	double took_ms; /**< the last call */
	char *settings; /**< owned */
	const struct subject *subject;
};

/** Prepare; no call is made. `port` 0: settings as they are.
 * @return false after a failed verdict: no memory here */
bool life_begin(struct life *l, const struct subject *s, uint16_t port,
	const struct trap_host_options *options, struct verdict *v);

/* The control calls, by their names in the ABI. The statuses are the provider's. */
dp_status life_create(struct life *l, uint32_t flags);
dp_status life_start(struct life *l);
dp_status life_configure(struct life *l, const char *settings);
uint64_t life_request(struct life *l, const char *device, const char *capability,
	const char *op, const char *args);
void life_cancel(struct life *l, uint64_t request);
void life_stop(struct life *l);
void life_destroy(struct life *l);
const void *life_extension(struct life *l, const char *id);

/** create() and start(), both judged. */
bool life_go(struct life *l, struct verdict *v);

/** A handful of requests that move nothing: checks, diagnostics, unknown devices.
 * @param turn  which one; any number */
uint64_t life_harmless_request(struct life *l, unsigned turn);

/** Stop and destroy what lives. The host stays mapped until the process ends. */
void life_end(struct life *l);

#endif
