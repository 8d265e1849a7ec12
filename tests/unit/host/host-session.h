/* SPDX-License-Identifier: Apache-2.0 */
/* host-session.h - a gatehouse-host under test: say lines, wait for lines. */
#ifndef GATEHOUSE_HOST_SESSION_H
#define GATEHOUSE_HOST_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct host_session {
	pid_t pid;
	int in; /* -1: closed */
	int out;
	int err;    /* a file that is unlinked already */
	char *text; /* everything it said so far, as one string */
	size_t len;
	size_t seen; /* what host_session_hears() has passed */
};

/** @param args  NULL-terminated, without the program's name */
void host_session_begin(struct host_session *s, const char *const *args);

void host_session_say(struct host_session *s, const char *line);
void host_session_send(struct host_session *s, const void *data, size_t len);

/** Waits for a line that contains `a` and `b`, behind those heard before.
 * @return the line, valid until the next call; NULL: none within 10 s */
const char *host_session_hears(struct host_session *s, const char *a, const char *b);

/** Closes its input and waits for its end. Everything it said is in `text` then.
 * @return exit status; -1: killed or crashed */
int host_session_end(struct host_session *s);

/** What it wrote to standard error, NUL-terminated; after host_session_end(). */
void host_session_errors(struct host_session *s, char *ret_text, size_t cap);
void host_session_free(struct host_session *s);

#endif
