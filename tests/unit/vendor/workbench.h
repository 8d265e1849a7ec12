/* SPDX-License-Identifier: Apache-2.0 */
/* workbench.h - a device whose answers the test has written, and our requests to it: a real
 * loop and a real socket. */
#ifndef GATEHOUSE_WORKBENCH_H
#define GATEHOUSE_WORKBENCH_H

#include "isapi.h"
#include "log.h"
#include "reactor.h"
#include "test-server.h"

#include <pthread.h>

struct workbench {
	struct test_server *server;
	struct reactor *reactor;
	struct isapi *isapi;
	struct log log;
	unsigned fds_before;
	pthread_mutex_t lock;
	pthread_cond_t news;
	/* How what was asked for ended; under `lock`. */
	unsigned ended;
	int err;
	char why[ISAPI_WHY_MAX];
	char story[4096];
};

void workbench_begin(struct workbench *b);
void workbench_end(
	struct workbench *b); /**< also fails when a descriptor is left open */

void workbench_do(
	struct workbench *b, reactor_fn *fn, void *user); /**< on the loop; waits */

/** On the loop: it has ended. */
void workbench_tell(struct workbench *b, int err, const char *why);

/** Has it ended, in time, so many times in all, and how? */
bool workbench_ends(struct workbench *b, unsigned times, int err);

/** "PUT /path;" for every request with a login, in order. Valid until the next call. */
const char *workbench_story(struct workbench *b);

/** Until all is done that is under way now, here and there: a question of its own comes
 * and goes. */
void workbench_settle(struct workbench *b);

#endif
