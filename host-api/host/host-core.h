/* SPDX-License-Identifier: Apache-2.0 */
/* host-core.h - what all instances of a process share: clock, threads, the dead. */
#ifndef GATEHOUSE_HOST_CORE_H
#define GATEHOUSE_HOST_CORE_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct host_core;
struct instance;

/** @return 0, -ENOMEM */
int host_core_create(struct host_core **ret_core);

/** At the very end: the tables of destroyed instances go with it, and a provider that
 * still calls one of them then crashes instead of being caught. */
void host_core_destroy(struct host_core *core);

/** Microseconds since the core was made, monotonic.  [any thread] */
uint64_t host_core_now_us(const struct host_core *core);

/** How many rules were broken so far, warnings not counted.  [any thread] */
unsigned host_core_violations(struct host_core *core);

/** A thread of the host's own. Threads that are made otherwise, while instances run,
 * are taken for a plugin's. Join it with pthread_join().
 * @return 0, -errno */
int host_core_thread(struct host_core *core, pthread_t *ret_thread,
	void (*run)(void *user), void *user);

/* For instances only. */

void host_core_count_violation(struct host_core *core);
void host_core_bury(
	struct host_core *core, struct instance *dead); /* keeps it mapped */

/** Threads that are not the host's, when no instance runs; -1 while one does. */
int host_core_idle_threads(struct host_core *core);

void host_core_running(struct host_core *core); /* before start() */

/** After stop(). Waits a moment for threads that are about to end.
 * @return how many more threads there are than before the first start(); 0 also while
 *         other instances run */
unsigned host_core_stopped(struct host_core *core);

#endif
