/* SPDX-License-Identifier: Apache-2.0 */
/* sim-listener.h - somebody whom the simulated station pushes its events to. */
#ifndef GATEHOUSE_SIM_LISTENER_H
#define GATEHOUSE_SIM_LISTENER_H

#include <stdbool.h>
#include <stddef.h>

struct listener {
	int fd;
	unsigned port;
};

/** On 127.0.0.1, on a port that is chosen. */
struct listener listener_open(void);
void listener_close(struct listener *listener);

/** Take the next connection and read until `size` bytes are there, or the deadline.
 * @param ret_reads  How many reads it took; may be NULL
 * @return how many bytes came */
size_t listener_take(struct listener *listener, unsigned char *bytes, size_t size,
	unsigned *ret_reads);

/** The same for an HTTP request: until its body is there. */
size_t listener_take_post(struct listener *listener, unsigned char *bytes, size_t size);

/** Does nobody call in this time? */
bool listener_hears_nothing(struct listener *listener, int ms);

#endif
