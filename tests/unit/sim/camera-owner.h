/* SPDX-License-Identifier: Apache-2.0 */
/* camera-owner.h - the owner of a unit of ours, which serves a simulated camera. */
#ifndef GATEHOUSE_CAMERA_OWNER_H
#define GATEHOUSE_CAMERA_OWNER_H

#include "log.h"
#include "reactor.h"
#include "sim-client.h"
#include "vendor.h"

#include <pthread.h>

enum { STORE_MAX = 4096 };

/* A camera's owner, and what it was told. What follows `lock` is under it. */
struct owner {
	struct reactor *reactor;
	struct unit_config config;
	struct unit *unit;
	struct log log;
	int err;
	json_t *diagnosis;
	pthread_mutex_t lock;
	pthread_cond_t news;
	unsigned online, offline;
	unsigned told[EVENT_SOURCES]; /* how many sensors went on */
	unsigned channel;             /* of the last */
	unsigned parted;
	char issue[40];
	char store[STORE_MAX]; /* "": nothing is kept */
};

/* What is waited for. Called with the lock held. */
typedef bool holds_fn(const struct owner *o);

/** The unit is made, and started. */
void owner_begin(struct owner *o, const struct sim_driver *sim, enum push_mode mode);
void owner_end(struct owner *o);

/** Does it become so, in time? */
bool comes(struct owner *o, holds_fn *holds);

/* For reactor_call(). */
void create_on_loop(void *user); /**< `err` says how that went */
void destroy_on_loop(void *user);
void part_on_loop(void *user); /**< the same; `parted` counts the ends of farewells */
void diagnose_on_loop(void *user); /**< into `diagnosis`, to be given back */

#endif
