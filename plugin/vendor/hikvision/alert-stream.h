/* SPDX-License-Identifier: Apache-2.0 */
/* alert-stream.h - a device's event stream, read into alerts.
 *
 * Parts are delivered when they are complete, whatever stands behind them. Each is kept
 * for diagnostics, redacted. A part that cannot be read costs only itself. */
#ifndef GATEHOUSE_ALERT_STREAM_H
#define GATEHOUSE_ALERT_STREAM_H

#include "alert-xml.h"
#include "buffer.h"
#include "isapi.h"
#include "multipart.h"
#include "recorder.h"

struct timers;

/** What a stream tells its owner. All mandatory. The owner may drop the stream inside
 * one, and not finish it. */
struct alert_stream_listener {
	void (*opened)(void *user);
	void (*alive)(void *user); /**< bytes came, whatever they are */
	void (*alert)(const struct alert *alert, void *user);
	isapi_done_fn *closed; /**< err is never 0; not after a drop */
};

struct alert_stream {
	const struct alert_stream_listener *listener;
	void *user;
	struct timers *timers;
	const struct log *log;
	struct isapi_call *call; /**< NULL: not open, and not opening */
	struct buffer in;
	struct multipart multipart;
	struct recorder recorder;
	uint64_t unreadable_parts,
		framing_faults; /**< of all streams before this one */
};

void alert_stream_init(struct alert_stream *s, struct timers *timers,
	const struct log *log, const struct alert_stream_listener *listener,
	void *user);
void alert_stream_finish(struct alert_stream *s); /**< before its isapi goes */

/** Ask for it. `opened` or `closed` comes later.
 * @return 0, -EBUSY, -ENOMEM: nothing comes
 *
 * Source: ISAPI "Event/notification/alertStream" */
int alert_stream_open(struct alert_stream *s, struct isapi *isapi);
void alert_stream_drop(struct alert_stream *s); /**< nothing comes any more */

/** How often the framing was lost, in all. */
uint64_t alert_stream_faults(const struct alert_stream *s);

#endif
