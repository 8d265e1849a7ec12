/* SPDX-License-Identifier: Apache-2.0 */
/* libre-host.h - a host's own loop on a libre of its own, in a thread of its own.
 *
 * A file apart: the headers of libre and of jansson both want JSON_STRING. */
#ifndef GATEHOUSE_LIBRE_HOST_H
#define GATEHOUSE_LIBRE_HOST_H

#include <stdbool.h>

struct libre_host;

/** Load that libre for everybody (RTLD_GLOBAL), and run its loop with a timer of 10 ms.
 * Fails the test run by exit(). */
struct libre_host *libre_host_create(const char *path);

/** Wait until the timer has run five times more. */
bool libre_host_ticks(struct libre_host *h, unsigned limit_ms);

/** End the loop. Prints how it went. @return it ended well; its longest pause */
bool libre_host_destroy(struct libre_host *h, unsigned *ret_longest_gap_ms);

#endif
