/* SPDX-License-Identifier: Apache-2.0 */
/* push-source.h - a device pushes its events to a port of ours: the port, and the device's
 * knowledge of it.
 *
 * Nothing is written to the device before push_source_start(). The port and the path stay
 * the same for as long as the system lets us have them, over restarts too, so that a device
 * that still knows them needs no writing. */
#ifndef GATEHOUSE_PUSH_SOURCE_H
#define GATEHOUSE_PUSH_SOURCE_H

#include "push-registration.h"
#include "push-slot.h"

struct isapi;
struct isapi_call;
struct listener;
struct reactor;
struct resolver;

/** What it tells its owner, and asks of it. All mandatory; the owner does not finish it
 * inside one. `held` and `failed` may come before push_source_start() has returned. */
struct push_source_ops {
	void (*held)(bool news, void *user); /**< news: it was written just now */
	void (*taken)(const char *who, void *user); /**< the slot is another's */
	void (*failed)(int err, const char *why, void *user); /**< it tries again */
	void (*returned)(int err, const char *why, void *user);
	/** Listen for what the device pushes.
	 * @param peers, port  as listener_create()
	 * @param path         where it shall push, as far as the way it pushes has one
	 * @return 0, and what listens; as listener_create() */
	int (*listen)(const char *peers, unsigned port, const char *path,
		struct listener **ret_listener, void *user);
	void (*unlisten)(void *user); /**< not any more: it is gone when this returns */
	/** @return 0: `text` is filled; -ENOENT */
	int (*recall)(char *text, size_t cap, void *user);
	void (*remember)(const char *text, void *user); /**< NULL: forget */
};

struct push_source {
	struct reactor *reactor;
	struct isapi *isapi;
	const struct push_rules *rules;
	const struct push_source_ops *ops;
	void *user;
	char host[256];
	struct push_registration registration;
	struct resolver *resolver;
	struct listener *listener; /**< the owner's, from ops->listen() */
	struct isapi_call *question;
	bool recalled;
	bool wrote;                /**< since it was last held */
	bool hurried;              /**< on the way out: short limits */
	struct push_record now;    /**< where we listen */
	struct push_record before; /**< as the store has it */
	char previous[PUSH_PREVIOUS_MAX +
		      1]; /**< of the free slot that was read last */
	char holder[224]; /**< who has the slot that was read last */
};

void push_source_init(struct push_source *p, struct reactor *r, struct isapi *isapi,
	const char *host, const struct push_rules *rules,
	const struct push_source_ops *ops, void *user);
void push_source_finish(struct push_source *p); /**< gives nothing back */

/** Listen, and see to it that the station knows. Again: check it now. */
void push_source_start(struct push_source *p);

/** The connection is lost: ask nothing any more. The port stays open. */
void push_source_drop(struct push_source *p);

/** Give the slot back; `returned` follows.
 * @param hurry  there are seconds left
 * @return 0, -ENOENT: nothing of ours is there */
int push_source_give_back(struct push_source *p, bool hurry);

/** Is there something to give back? */
bool push_source_indebted(struct push_source *p);

/** It is not the device it was: what is remembered of that is not of this one. */
void push_source_another(struct push_source *p);

bool push_source_stands(const struct push_source *p); /**< the device knows us */

#endif
