/* SPDX-License-Identifier: Apache-2.0 */
/* side-effects.h - what a provider could leave behind in, or do to, its process. */
#ifndef SIDE_EFFECTS_H
#define SIDE_EFFECTS_H

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

enum { PROCESS_LOOK_SIZE = 64 * 1024 };

/** Everything that belongs to the process as a whole, as lines of text. */
struct process_look {
	char text[PROCESS_LOOK_SIZE];
};

void process_look_read(struct process_look *ret_state);

/** The first line that differs, both ways. @return false if there is none */
bool process_look_differ(const struct process_look *before,
	const struct process_look *after, char *ret_text, size_t size);

/** Milliseconds of the monotonic clock. */
double now_ms(void);

/** Give the others the processor for a moment while waiting for something. */
void wait_a_moment(void);

#endif
