/* SPDX-License-Identifier: Apache-2.0 */
/* camera-unit.h - one Hikvision camera or recorder: what the files of this folder share.
 *
 * It is the struct unit of vendor.h for hikvision_camera_vendor; unit.h has the door
 * station's. No file includes both. */
#ifndef GATEHOUSE_HIKVISION_CAMERA_UNIT_H
#define GATEHOUSE_HIKVISION_CAMERA_UNIT_H

#include "alarm-output.h"
#include "alert-age.h"
#include "alert-stream.h"
#include "camera-check.h"
#include "camera-events.h"
#include "camera-push.h"
#include "camera-view.h"
#include "camera.h"
#include "clock-advice.h"
#include "device-link.h"
#include "login-issue.h"
#include "motion-switch.h"
#include "question-round.h"

/** What has happened, for diagnostics only. */
struct camera_counts {
	uint64_t connections, losses; /**< as the owner was told */
	uint64_t streams; /**< opened; more than connections: it closes them */
	uint64_t alerts, heartbeats, news;
	uint64_t old;    /**< alerts of the stream that were old news */
	uint64_t rounds; /**< of discovery */
};

struct unit {
	const struct unit_listener *listener;
	void *user;
	const struct log *log;
	struct isapi *isapi;
	struct device_link link;
	char host[UNIT_HOST_MAX + 1];
	char username[128];
	struct isapi_call *question; /**< of the link: who is it? */
	bool other_paths; /**< asked in the other way, too: see isapi_bare() */
	struct question_round round; /**< what has it? */
	char type[32];               /**< deviceType, as it says */
	struct camera_found found;
	struct camera_view view;
	bool view_told; /**< the listener knows `view` as it is */
	bool probed;    /**< at probed_ms, of what `info` says it is */
	bool outdated;  /**< it has other channels since */
	uint64_t probed_ms;
	struct alert_stream stream;
	struct alert_age age;
	struct clock_advice clock;
	struct camera_words words;
	struct unit_info info;
	struct unit_info told; /**< as the listener knows it; serial "" before */
	struct timer status_timer;
	struct isapi_call *status_question; /**< are the cameras behind it there? */
	struct alarm_outputs outputs;
	struct motion_switches switches;
	struct camera_check check;
	int offline_err; /**< why it was last offline; 0: it is not */
	struct login_issue login_issue;
	struct camera_push push;
	struct camera_counts counts;
	check_done_fn *check_done; /**< instead of the listener, for a check */
	void *check_user;
};

/** An alert came, whichever way: tell what it says. Heartbeats and history say nothing.
 * @param source SOURCE_STREAM or SOURCE_PUSH */
void camera_unit_take_alert(
	struct unit *u, const struct alert *alert, enum event_source source);

/* camera-stream.c */
extern const struct alert_stream_listener camera_stream_listener;

/* camera-probe.c: who is it, and what has it? Answers the link's two questions. */
void camera_identify(struct unit *u);
void camera_probe(struct unit *u);
/** The second one once more, while its stream goes on. */
void camera_probe_again(struct unit *u);
void camera_adopt_view(struct unit *u); /**< as `found` has it */
/** Tell the listener, if there is news in it. */
void camera_tell_known(struct unit *u);

/* camera-status.c: are the cameras behind a recorder there? Asked now and then. */
void camera_status_start(struct unit *u);
void camera_status_drop(struct unit *u); /**< the question that is under way */
void camera_status_stop(struct unit *u);

/* camera-diagnosis.c */
json_t *camera_diagnose(const struct unit *u); /**< new reference */

#endif
