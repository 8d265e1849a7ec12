/* SPDX-License-Identifier: Apache-2.0 */
/* sim-station.h - a simulated Hikvision door station: what it is made of, and its power.
 *
 * Inside the simulator only: sim-kind.h is what the rest knows. */
#ifndef GATEHOUSE_SIM_STATION_H
#define GATEHOUSE_SIM_STATION_H

#include "alert-streams.h"
#include "journal.h"
#include "ledger.h"
#include "login.h"
#include "notify-hosts.h"
#include "push-message.h"
#include "push.h"
#include "replay.h"
#include "sim-options.h"
#include "station-call.h"
#include "station-doors.h"
#include "station-events.h"
#include "station-indoor.h"
#include "station-outputs.h"
#include "station-ports.h"
#include "station-switches.h"

/** After a boot the next stream begins with that many. */
enum { STATION_REPLAY = 256 };

struct station {
	struct switches *switches;         /* borrowed */
	const struct sim_options *options; /* borrowed */
	struct ports ports;
	struct indoor indoor[INDOOR_MAX];
	unsigned answered_by; /* the indoor station that is in the call */
	struct alert_streams streams;
	struct list late_parts, held_slots; /* owned */
	uint64_t told_at;                   /* when the last event went out; 0: none */
	struct login login;
	struct call call;
	struct doors doors;
	struct outputs outputs;
	struct notify_hosts hosts;
	struct pushes pushes;
	struct replay replay;
	uint32_t push_number; /* of the next message */
	struct ledger ledger;
	struct tmr boot; /* runs: rebooting */
	struct tmr soon; /* runs: about to reboot, and for how long */
	unsigned soon_ms;
	bool powered;
	bool replay_due; /* it booted: the next stream begins with the log */
	struct journal journal;
};

int station_create(const struct sim_options *options, struct switches *switches,
	struct station **ret);
void station_destroy(struct station *station);

int64_t station_number(const struct station *station, enum station_switch which);
const char *station_text(const struct station *station, enum station_switch which);

/** A switch was changed: what is not asked for each time is set anew. */
void station_apply_switches(struct station *station);

struct station_identity station_identity(const struct station *station);

/** What replies and events have for a namespace; NULL: the usual one. */
const char *station_namespace(const struct station *station);
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
extern const struct replay_ops station_replay_ops;

/** Tell it on the streams, when it is time to. */
void station_part(struct station *station, const struct mbuf *body);

void station_stream_closed(struct station *station, const struct sim_http_conn *conn);
unsigned station_slots_taken(const struct station *station);

/** A new stream; begins with the history and, after a boot, the log. */
void station_open_stream(struct station *station, struct sim_http_conn *conn);

void station_off(struct station *station);
/** @return 0 or -errno: the port may be taken by now */
int station_on(struct station *station);
void station_reboot(struct station *station, unsigned ms);

/** The same, when the reply that says so is on its way. */
void station_reboot_soon(struct station *station, unsigned ms);

#endif
