/* SPDX-License-Identifier: Apache-2.0 */
/* camera-push.h - listening mode: a camera or a recorder posts its alerts to us, besides
 * its event stream ("Alarm Server", "HTTP Listening" on its own pages).
 *
 * Off unless the user turns it on: then, and only then, its notification hosts are read,
 * and a free one is written; one that somebody else uses never is. Given back when it is
 * turned off, and on the way out. Until then it stands, whatever becomes of the stream.
 *
 * The stream is what says that the device is there. Rationale: a slot that is read back
 * shows that the device would push, not that we could be reached; only what it pushes shows
 * that, and a quiet device pushes nothing. So with a stream that is refused, "off" could
 * mean "deaf", and the device stays offline, with the stream's reason. What it pushes all
 * the same is told: in the gap between two streams nothing is lost. */
#ifndef GATEHOUSE_CAMERA_PUSH_H
#define GATEHOUSE_CAMERA_PUSH_H

#include "alert-xml.h"
#include "news-echo.h"
#include "push-farewell.h"
#include "push-source.h"
#include "vendor.h"

struct http_receiver;
struct log;
struct recorder;

/** Whose it is. All mandatory, but for the recorder. */
struct camera_push_owner {
	const struct unit_listener *listener;
	void *listener_user;
	const struct log *log;
	struct recorder *recorder; /**< parts are kept there; NULL: nowhere */
	/** An alert was posted; it may be an echo: ask camera_push_is_news(). Does not
	 * finish this. */
	void (*alert)(const struct alert *alert, void *user);
	void *user;
};

struct camera_push {
	struct camera_push_owner owner;
	struct push_source source;
	struct http_receiver *receiver; /**< NULL: nothing listens */
	struct push_farewell farewell;
	struct news_echo *echo; /**< NULL: off */
	enum push_mode mode;
	char serial[64];   /**< of the device that is online, or was */
	const char *issue; /**< the one that is raised, or NULL */
	bool leaving;      /**< the farewell has begun */
	bool reached;      /**< it has posted something, ever */
	uint64_t alerts, echoes, unreadable; /**< posted; for diagnostics */
};

/** @return 0, -ENOMEM: it may be finished, and nothing else */
int camera_push_init(struct camera_push *p, struct reactor *r, struct isapi *isapi,
	const struct unit_config *config, const struct camera_push_owner *owner);
void camera_push_finish(struct camera_push *p); /**< before its isapi goes */

/** It answered, and is this device. Turned on: see to it that it knows us. Off: give back
 * what is still ours there. */
void camera_push_online(struct camera_push *p, const char *serial);
/** Who answers there is not known any more: ask and write nothing. The port stays open. */
void camera_push_drop(struct camera_push *p);
bool camera_push_stands(
	const struct camera_push *p); /**< it knows us, as it said last */

/** Of each news of an alert, whichever way it came, before it is told. */
bool camera_push_is_news(struct camera_push *p, const struct sensor_news *news,
	enum event_source source, uint64_t now_ms);

/** Is there something of ours to give back? */
bool camera_push_owes(struct camera_push *p);
/** As vendor.farewell(); the owner has stopped everything else of its. */
int camera_push_farewell(struct camera_push *p, farewell_done_fn *done, void *user);

/** For diagnostics: {"stands":true,...}. A new reference, NULL: off, or out of memory */
json_t *camera_push_diagnose(const struct camera_push *p);

#endif
