/* SPDX-License-Identifier: Apache-2.0 */
/* post-office.h - a receiver of ours on its loop, and somebody who posts to it. */
#ifndef GATEHOUSE_POST_OFFICE_H
#define GATEHOUSE_POST_OFFICE_H

#include "caller.h"
#include "http-receiver.h"
#include "reactor.h"

#include <pthread.h>

enum { LIMIT_MS = 10 * 1000, TEXT_MAX = 2000 };

/* Ours, and what it heard: "x<1>" for XML, "j" for JSON, "-" for what was skipped. */
struct office {
	struct reactor *reactor;
	struct http_receiver *receiver;
	const char *peers;
	unsigned port;
	int err;
	pthread_mutex_t lock;
	pthread_cond_t news;
	unsigned knocks, parts; /* under lock, as all that follows */
	char text[TEXT_MAX];
};

/** At "/hook". */
void office_open(struct office *o, const char *peers);
void office_close(struct office *o);

/** What it heard, once so many parts came. Not to be kept. */
const char *heard(struct office *o, unsigned parts);
unsigned knocks(struct office *o);

void say_bytes(int fd, const char *data, size_t len);
void post(int fd, const char *type, const char *body); /**< to "/hook" */

/** Does an answer begin so? Takes it up to its blank line. */
bool is_told(int fd, const char *status);

/** @return ms until the other side closed, or nothing came for so long */
unsigned ms_until_end(int fd, unsigned limit_ms);

#endif
