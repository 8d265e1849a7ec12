/* SPDX-License-Identifier: Apache-2.0 */
/* farewell.h - stop() waits for the last words with the station, and not for long. */
#ifndef GATEHOUSE_FAREWELL_H
#define GATEHOUSE_FAREWELL_H

#include "vendor.h"
#include <pthread.h>

struct reactor;

enum { FAREWELL_LIMIT_MS = UNIT_FAREWELL_MS + 300 }; /**< of the 5 s that stop() has */

/** Begins the farewell, on the loop. @return 0: `done` follows; else there is none */
typedef int farewell_fn(farewell_done_fn *done, void *done_user, void *user);

struct farewell {
	pthread_mutex_t lock;
	pthread_cond_t over;
	bool ended; /**< under lock */
	farewell_fn *begin;
	void *user;
};

void farewell_init(struct farewell *f, farewell_fn *begin, void *user);
void farewell_finish(struct farewell *f);

/** Run it and wait for its end, or until there is no more time. Then `done` may still be
 * called until its caller is destroyed: finish `f` after that.  [any-thread but the
 * loop's] */
void farewell_wait(struct farewell *f, struct reactor *r);

#endif
