/* SPDX-License-Identifier: Apache-2.0 */
/* alert-age.h - is an alert old news, sent because a stream begins? Pure.
 *
 * Some devices keep what nobody heard, and send it when a stream opens. Such an alert is
 * older, by the device's own clock, than another that came before it: the heartbeat with
 * which the stream began, or what the stream before this one ended with. The clock itself
 * may be hours off, or jump: it is only compared with what it said before, only in the
 * first seconds of a stream, and an alert without a time is never old. So the worst that a
 * jump can do is to keep those seconds silent. Zones are left out: devices write them
 * wrong (reported: "11:46:3100:00").
 *
 * Source: node-red-contrib-hikvision-ultimate drops what is 20 s older than the newest */
#ifndef GATEHOUSE_ALERT_AGE_H
#define GATEHOUSE_ALERT_AGE_H

#include <stdbool.h>
#include <stdint.h>

enum {
	ALERT_BACKLOG_MS = 3000, /**< from the opening; later, nothing is old */
	ALERT_OLD_S = 20,
};

/** All-zero: nothing is known of its clock. */
struct alert_age {
	uint64_t opened_ms; /**< set by its owner, when a stream opens */
	bool known;
	int64_t lead_s; /**< the device's clock, less ours */
};

/** @param time  dateTime, as written; "": not said */
bool alert_age_is_old(struct alert_age *a, const char *time, uint64_t now_ms);

#endif
