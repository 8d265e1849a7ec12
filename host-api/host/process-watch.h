/* SPDX-License-Identifier: Apache-2.0 */
/* process-watch.h - what belongs to the process, so that a change of it is noticed. */
#ifndef GATEHOUSE_PROCESS_WATCH_H
#define GATEHOUSE_PROCESS_WATCH_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PROCESS_SIGNALS = 65 };

struct process_state {
	struct {
		void (*handler)(int);
		int flags;
	} signals[PROCESS_SIGNALS];
	sigset_t mask; /* of the calling thread */
	unsigned umask;
	uint64_t environment; /* a hash */
	char locale[256];
	char folder[4096];
};

/** Reads only; nothing is set and set back. */
void process_state_read(struct process_state *ret_state);

/** @param ret_what  words for what differs: "signal handlers, umask"
 * @return are they the same? */
bool process_state_same(const struct process_state *a, const struct process_state *b,
	char *ret_what, size_t cap);

unsigned process_threads(void); /**< of the whole process; 0: cannot tell */

#endif
