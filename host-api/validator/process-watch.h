/* SPDX-License-Identifier: Apache-2.0 */
/* process-watch.h - what a provider could leave behind in, or do to, its process. */
#ifndef PROCESS_WATCH_H
#define PROCESS_WATCH_H

#include <stdbool.h>
#include <stddef.h>

/** What grows when something is forgotten. */
struct process_counts {
	unsigned threads;
	unsigned descriptors;
	unsigned free_keys; /**< pthread keys still to be had */
	size_t heap; /**< bytes in use; 0 where that cannot be known (sanitizers) */
};

void process_counts_read(struct process_counts *ret_counts);

/** Wait until neither threads nor descriptors exceed `before`, at most `limit_ms`: a
 * joined thread may be listed for a moment longer. @return did they come down? */
bool process_counts_settle(const struct process_counts *before, unsigned limit_ms,
	struct process_counts *ret_now);

enum { PROCESS_STATE_SIZE = 64 * 1024 };

/** Everything that belongs to the process as a whole, as lines of text. */
struct process_state {
	char text[PROCESS_STATE_SIZE];
};

void process_state_read(struct process_state *ret_state);

/** The first line that differs, both ways. @return false if there is none */
bool process_state_differ(const struct process_state *before,
	const struct process_state *after, char *ret_text, size_t size);

/** Milliseconds of the monotonic clock. */
double now_ms(void);

/** Give the others the processor for a moment while waiting for something. */
void wait_a_moment(void);

#endif
