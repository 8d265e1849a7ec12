/* SPDX-License-Identifier: Apache-2.0 */
/* sip-report.h - where SIP stands, for people: a note, an issue, lines of the log.
 *
 *   port taken, login refused    an issue at once
 *   not registered               one after SIP_PATIENCE_MS: a restart is no issue
 *   all is well                  none
 *
 * Pure: time comes with `timers`. */
#ifndef GATEHOUSE_SIP_REPORT_H
#define GATEHOUSE_SIP_REPORT_H

#include "sip-line.h"
#include "timers.h"
#include "vendor.h"

enum { SIP_PATIENCE_MS = 180 * 1000 };

struct sip_report {
	struct timers *timers;
	const struct sip_config *config;
	const struct unit_listener *listener;
	void *user;
	const struct log *log;
	const char *raised; /**< id of the issue there is; NULL: none */
	const char *stray; /**< where the station looks for us instead; "": not known */
	char stray_text[96];
	struct sip_line_status status;
	char why[256], address[64]; /**< of `status` */
	struct timer patience; /**< runs while it is not registered, and no issue yet */
};

void sip_report_init(struct sip_report *r, struct timers *timers,
	const struct sip_config *config, const struct unit_listener *listener,
	const struct log *log, void *user);
void sip_report_finish(struct sip_report *r); /**< withdraws what is raised */

void sip_report_status(struct sip_report *r, const struct sip_line_status *status);

/** There is no line: why, for people. */
void sip_report_nothing(struct sip_report *r, const char *why);

/** The station says where it looks for a proxy: "192.0.2.1, port 5060"; "": nowhere; NULL:
 * at ours, or it did not say. While it is waited for, this is an issue at once. */
void sip_report_stray(struct sip_report *r, const char *where);

#endif
