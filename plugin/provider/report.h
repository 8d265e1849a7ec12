/* SPDX-License-Identifier: Apache-2.0 */
/* report.h - what a station tells, told to the host. */
#ifndef GATEHOUSE_REPORT_H
#define GATEHOUSE_REPORT_H

#include "log.h"
#include "station.h"

struct dp_host;

/** The connection as last reported, so that its edges can be told. */
struct report {
	const struct dp_host *host;
	const char *noun; /**< what we are connected to: "door station" */
	bool told;        /**< `err` is filled */
	int err;
	const char
		*fault; /**< id of the issue that the connection has raised, or NULL */
	int fault_err;
	json_t *raised; /**< ids of the issues there are, a set */
};

/** One status line: for the instance as a whole, or for a device. Raises and withdraws the
 * issue of a connection that only the user can mend, and logs when the connection goes down or up. */
void report_status(struct report *r, const char *device, int err, const char *why);

void report_finish(struct report *r); /**< withdraws what is raised */

/** The certificate is known now: into the settings. */
void report_pinned(const struct report *r, const char *fingerprint);

/** A struct log's write. @param user the dp_host */
void report_log(void *user, enum log_level level, const char *line);

void report_devices(const struct report *r, const char *parent, const json_t *list);
void report_state(const struct report *r, const char *device, const json_t *patch);
void report_event(const struct report *r, const char *device, const char *capability,
	const char *type, const json_t *data);
/** @param issue NULL: it is mended */
void report_unit_issue(struct report *r, const char *id, const json_t *issue);
json_t *report_store_get(const struct report *r, const char *key); /**< new reference */
void report_store_put(const struct report *r, const char *key, const json_t *value);

#endif
