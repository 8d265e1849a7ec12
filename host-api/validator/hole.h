/* SPDX-License-Identifier: Apache-2.0 */
/* hole.h - addresses on loopback where a device should be, and is not well. */
#ifndef HOLE_H
#define HOLE_H

#include <stdint.h>

enum hole_kind {
	HOLE_CLOSED,       /**< nobody listens: connections are refused at once */
	HOLE_BACKLOG_FULL, /**< connecting gets no answer at all */
	HOLE_SILENT,       /**< accepts, reads, never says a word */
	HOLE_STALLED_BODY, /**< answers with half a body, and then nothing */
	HOLE_NO_LOGIN,     /**< HTTP: refuses every login, for ever */
};

/** One address. A server works in a process of its own, so that its threads and
 * descriptors are not taken for the provider's. */
struct hole {
	uint16_t port;
	int server;  /**< process id, or 0 */
	int held[3]; /**< descriptors that keep the port as it is, or -1 */
	volatile unsigned *visits; /**< connections seen; shared with the server */
};

/** "a closed port", ... */
const char *hole_words(enum hole_kind kind);

/** Call it before the plugin starts threads. @return 0 or -errno */
int hole_open(struct hole *h, enum hole_kind kind);

void hole_close(struct hole *h);

#endif
