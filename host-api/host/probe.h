/* SPDX-License-Identifier: Apache-2.0 */
/* probe.h - settings that are not saved yet, tried in instances that are thrown away. */
#ifndef GATEHOUSE_PROBE_H
#define GATEHOUSE_PROBE_H

#include "dispatcher.h"
#include "instance.h"

/** Each probe has a thread of its own, so that a slow provider delays nobody. The main
 * thread's, like the fleet. */
struct probes {
	struct host_core *core;
	struct dispatcher *out;
	struct probe *first;
	struct probe *gone; /* ended, but a late call may still name them */
};

void probes_init(struct probes *p, struct host_core *core, struct dispatcher *out);

/** Cancels what is under way and waits for its end. */
void probes_end(struct probes *p);

/** Frees what is left: after this, a late call of a provider is not caught any more. */
void probes_finish(struct probes *p);

/** create, start, request, stop, destroy: one REPORT_REPLY follows, always.
 * @param like      the instance whose provider and id it borrows
 * @param settings  the draft, valid and filled
 * @param request   copied
 * @return 0, -errno */
int probes_begin(struct probes *p, struct instance *like, const json_t *settings,
	const struct instance_request *request);

/** @return 0, -ENOENT: no such probe is under way */
int probes_cancel(struct probes *p, const char *instance, uint64_t request);

#endif
