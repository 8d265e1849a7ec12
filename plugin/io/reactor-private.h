/* SPDX-License-Identifier: Apache-2.0 */
/* reactor-private.h - inside of the reactor, for reactor*.c only. */
#ifndef GATEHOUSE_REACTOR_PRIVATE_H
#define GATEHOUSE_REACTOR_PRIVATE_H

#include "reactor.h"
#include "timers.h"
#include <pthread.h>
#include <sys/epoll.h>

enum { REACTOR_ROUND_EVENTS = 64 };

/** Ours are watched in an epoll set of our own, and libre's loop watches that set: libre
 * 1.1.0 keeps its table by descriptor number, and a host may have thousands open. */
struct watch_set {
	int epoll_fd;
	struct epoll_event round[REACTOR_ROUND_EVENTS]; /**< of the round under way */
	int round_len;
	int round_at;
};

/** @return 0 or -errno */
int watch_set_init(struct watch_set *s);
void watch_set_finish(struct watch_set *s);

/** One round: call everybody whose descriptor is ready.
 * @param before called before each callback */
void watch_set_run(struct watch_set *s, reactor_fn *before, void *user);

/** Results that wait for the end of the round. */
struct deferred_list {
	struct deferred *first;
	struct deferred end; /**< always last; so cancelling needs no list */
};
void deferred_list_init(struct deferred_list *l);
bool deferred_list_empty(const struct deferred_list *l);
void deferred_list_add(
	struct deferred_list *l, struct deferred *d, reactor_fn *fn, void *user);

/** Call all that wait now, not those added meanwhile. */
void deferred_list_run(struct deferred_list *l, reactor_fn *before, void *user);

/** What other threads posted. */
struct inbox_item;
struct inbox {
	pthread_mutex_t lock;
	struct inbox_item *first, **end; /* under lock */
	bool closing;                    /* under lock */
	int event_fd;
};
int inbox_init(struct inbox *b);
void inbox_finish(struct inbox *b);
int inbox_post(struct inbox *b, reactor_fn *fn, void *user); /**< [any-thread] */
void inbox_wake(struct inbox *b);                            /**< [any-thread] */

void inbox_close(struct inbox *b); /**< after what was posted, no more  [any-thread] */

enum inbox_left { INBOX_EMPTY, INBOX_MORE, INBOX_CLOSED };

/** Call at most `limit` of what was posted. @return what is left */
enum inbox_left inbox_run(
	struct inbox *b, unsigned limit, reactor_fn *before, void *user);

struct watch_set *reactor_watch_set(struct reactor *r);

#endif
