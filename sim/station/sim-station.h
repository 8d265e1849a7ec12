/* SPDX-License-Identifier: Apache-2.0 */
/* sim-station.h - a simulated Hikvision door station: what it is made of, and its power.
 *
 * Inside the simulator only: sim-kind.h is what the rest knows. */
#ifndef GATEHOUSE_SIM_STATION_H
#define GATEHOUSE_SIM_STATION_H

#include "isapi-device.h"
#include "journal.h"
#include "ledger.h"
#include "push-message.h"
#include "station-call.h"
#include "station-doors.h"
#include "station-events.h"
#include "station-indoor.h"
#include "station-sip.h"
#include "station-switches.h"

/** After a boot the next stream begins with that many. */
enum { STATION_REPLAY = 256 };

struct station {
	struct isapi_device isapi;
	struct indoor indoor[INDOOR_MAX];
	unsigned answered_by;   /* the indoor station that is in the call */
	struct list late_parts; /* owned */
	uint64_t told_at;       /* when the last event went out; 0: none */
	struct call call;
	unsigned pressed; /* the button that was pressed last */
	struct station_sip sip;
	struct doors doors;
	uint32_t push_number; /* of the next message */
	struct ledger ledger;
	bool replay_due; /* it booted: the next stream begins with the log */
	struct journal journal;
};

int station_create(const struct sim_options *options, struct switches *switches,
	struct station **ret);
void station_destroy(struct station *station);

int64_t station_number(const struct station *station, size_t which);
const char *station_text(const struct station *station, size_t which);

struct station_identity station_identity(const struct station *station);

time_t station_now(const struct station *station);

/** Something happened: write it into the journal, and tell it on the streams. */
void station_event(
	struct station *station, unsigned major, unsigned minor, unsigned door);

/** The same, with more to tell: all but the serial number and the time. */
void station_tell(struct station *station, const struct station_event *what);

/** Push it to wherever httpHosts says, if this station does that. */
void station_push(
	struct station *station, enum push_kind kind, unsigned door, const char *card);
void station_push_event(struct station *station, const struct station_event *event);

/** @param button  1-based */
void station_press(struct station *station, unsigned button);

/** Write the text of an event, or of a heartbeat for NULL. @return 0 or an error number */
int station_print(const struct station *station, const struct station_event *event,
	struct mbuf *mb);

extern const struct streams_ops station_streams_ops;

/** Tell it on the streams, when it is time to. */
void station_part(struct station *station, const struct mbuf *body);

/** A new stream begins with the history and, after a boot, the log. */
void station_stream_opened(struct alert_stream *stream, void *user);

#endif
