/* SPDX-License-Identifier: Apache-2.0 */
/* reactor.h - the one loop thread of the process: libre's loop, curl's sockets plugged
 * into it, timers, and an inbox for other threads.
 *
 * However many instances the host makes, there is one reactor. It starts with the first
 * reactor_acquire() and ends, joined, with the last reactor_release(). Its thread is
 * named "gatehouse", and every signal is blocked on it. Everything not marked
 * [any-thread] is called on the loop thread only. */
#ifndef GATEHOUSE_REACTOR_H
#define GATEHOUSE_REACTOR_H

#include <stdbool.h>
#include <stdint.h>

struct reactor;
struct timers;
struct http_engine;
typedef void reactor_fn(void *user);

/** Count one more user; start the thread if it is the first. Waits until it runs.
 * @return 0, -ENOMEM, -EAGAIN (no thread), -EMFILE...  [any-thread but the loop's] */
int reactor_acquire(struct reactor **ret_reactor);

/** Count one user less; if it was the last: finish what was posted, end the thread, join
 * it, give back every descriptor. NULL is ignored.  [any-thread but the loop's] */
void reactor_release(struct reactor *r);

/** Run `fn` on the loop, in the order posted, never before this returns. Not bounded by
 * a pipe: a flood of posts costs memory, not posts.
 * @return 0, -ENOMEM  [any-thread] */
int reactor_post(struct reactor *r, reactor_fn *fn, void *user);

/** The same, and wait until it has run. @return 0, -ENOMEM, -EDEADLK (on the loop: not
 * run)  [any-thread but the loop's] */
int reactor_call(struct reactor *r, reactor_fn *fn, void *user);

/** Run `fn` on the loop after the current round of callbacks; for results that must not
 * arrive before the call that asked for them has returned. `d` lives with its owner, is
 * all-zero when not waiting, and may be cancelled. */
struct deferred {
	struct deferred *next, **link;
	reactor_fn *fn;
	void *user;
};
void reactor_defer(struct reactor *r, struct deferred *d, reactor_fn *fn, void *user);
void deferred_cancel(struct deferred *d); /**< after this returns, fn is not called */

/** The loop's timers; their now_ms is fresh in every callback of ours. In callbacks of
 * libre's own (SIP) it is made fresh by this call: ask again, do not keep the pointer. */
struct timers *reactor_timers(struct reactor *r);

bool reactor_on_loop(const struct reactor *r); /**< [any-thread] */

/** Watch a descriptor. `w` lives with its owner. One watch per descriptor. Watching again
 * changes the events. Stopping inside any callback is safe, also for other watches of the
 * same round.
 * @param events WATCH_READ | WATCH_WRITE
 * @return 0, -ENOMEM, -EMFILE, -EBADF */
enum { WATCH_READ = 1, WATCH_WRITE = 2 };
typedef void watch_fn(int fd, int events, void *user);
struct watch;
int watch_create(struct reactor *r, int fd, int events, watch_fn *fn, void *user,
	struct watch **ret_watch);
int watch_change(struct watch *w, int events);
void watch_destroy(struct watch *w); /**< does not close the descriptor */

/** curl's side of the loop; made with the reactor. See http.h. */
struct http_engine *reactor_http(struct reactor *r);

/** One place for what a layer above shares among all its users; NULL at first. Whoever
 * puts something there takes it away again. */
void **reactor_guest(struct reactor *r);

#endif
