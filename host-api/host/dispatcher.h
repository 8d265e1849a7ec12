/* SPDX-License-Identifier: Apache-2.0 */
/* dispatcher.h - the one place where output is written, in the order things happened. */
#ifndef GATEHOUSE_DISPATCHER_H
#define GATEHOUSE_DISPATCHER_H

#include "complaint.h"
#include "host-core.h"
#include "instance.h"

#include <jansson.h>

struct dispatcher;

enum dispatcher_form {
	DISPATCHER_CONSOLE, /**< JSON lines (docs/console.md) */
	DISPATCHER_PEOPLE   /**< sentences */
};

/** @param fd  written to from a thread of the dispatcher's; stays the caller's
 * @return 0, -errno (the complaint says what could not be made) */
int dispatcher_create(struct host_core *core, int fd, enum dispatcher_form form,
	struct dispatcher **ret_dispatcher, struct complaint *why);

/** Writes what is left, and removes the files of blobs. */
void dispatcher_destroy(struct dispatcher *d);

/** Waits until everything said so far is written. */
void dispatcher_flush(struct dispatcher *d);

/** Readable once nobody reads the output any more. */
int dispatcher_broken_fd(const struct dispatcher *d);

/** A report of an instance. Of a probe only the reply, log lines and broken rules are
 * shown.  [any thread] */
void dispatcher_report(struct dispatcher *d, const struct report *report);
bool dispatcher_full(struct dispatcher *d); /**< [any thread] */

/** A line of the host's own; takes `line`. Sentences for people are the "text".
 * [any thread] */
void dispatcher_line(struct dispatcher *d, json_t *line);

#endif
