/* SPDX-License-Identifier: Apache-2.0 */
/* sim-station.c - a simulated Hikvision door station: what it is made of, and its power. */

#include "sim-station.h"
#include "station-isapi.h"
#include "station-replies.h"

#include <errno.h>
#include <stdlib.h>

enum { REBOOT_NOTICE_MS = 100 };
enum { MAJOR_OPERATION = 3, MAJOR_EVENT = 5, MINOR_PRESS = 1024 };
enum { MINOR_DOOR_OPENED = 25, MINOR_BELL = 37 };

int64_t station_number(const struct station *station, enum station_switch which)
{
	return switches_number(station->switches, which);
}

const char *station_text(const struct station *station, enum station_switch which)
{
	return switches_text(station->switches, which);
}

time_t station_now(const struct station *station)
{
	return time(NULL) + (time_t)station_number(station, SWITCH_CLOCK_OFFSET);
}

struct station_identity station_identity(const struct station *station)
{
	return (struct station_identity){
		.address = station->options->address,
		.port = sim_http_port(station->ports.http),
		.mac = station_text(station, SWITCH_MAC),
		.device_name = station_text(station, SWITCH_DEVICE_NAME),
		.utc_offset_min = (int)station_number(station, SWITCH_UTC_OFFSET),
		.time_form = (enum station_time_form)station_number(
			station, SWITCH_STREAM_TIME),
		.heartbeat_form = (enum station_heartbeat_form)station_number(
			station, SWITCH_HEARTBEAT_FORM),
	};
}

const char *station_namespace(const struct station *station)
{
	static const char *const texts[] = {
		[NAMESPACE_ISAPI] = NULL,
		[NAMESPACE_HIKVISION20] =
			"version=\"2.0\" "
			"xmlns=\"http://www.hikvision.com/ver20/XMLSchema\"",
		[NAMESPACE_HIKVISION10] =
			"version=\"1.0\" "
			"xmlns=\"http://www.hikvision.com/ver10/XMLSchema\"",
		[NAMESPACE_PSIA] = "version=\"1.0\" xmlns=\"urn:psialliance-org\"",
		[NAMESPACE_NONE] = "version=\"1.0\"",
	};

	return texts[station_number(station, SWITCH_NAMESPACE)];
}

int station_print(const struct station *station, const struct station_event *event,
	struct mbuf *mb)
{
	struct station_identity identity = station_identity(station);
	bool xml = station_number(station, SWITCH_STREAM_FORMAT) == STREAM_XML;

	bool bare = station_number(station, SWITCH_STREAM_CONTENT) == CONTENT_BARE;
	int err;

	if (event)
		err = station_event_print(event, &identity, xml, bare, mb);
	else
		err = station_heartbeat_print(station_now(station), &identity, xml, mb);
	return err ? err : reply_set_namespace(mb, station_namespace(station));
}

void station_tell(struct station *station, const struct station_event *what)
{
	struct station_event event = *what;
	struct mbuf *body = mbuf_alloc(1024);

	event.when = station_now(station);
	event.live = true;
	journal_add(&station->journal, &event);
	station_push_event(station, &event);
	station->ledger.events++;
	if (body && station_number(station, SWITCH_STREAM_CONTENT) != CONTENT_NONE &&
		!station_print(station, &event, body))
		station_part(station, body);
	mem_deref(body);
}

void station_event(
	struct station *station, unsigned major, unsigned minor, unsigned door)
{
	station_tell(station,
		&(struct station_event){.major = major, .minor = minor, .door = door});
}

void station_press(struct station *station, unsigned button)
{
	struct station_event event = {
		.major = MAJOR_OPERATION,
		.minor = MINOR_PRESS,
		.pictures = (unsigned)station_number(station, SWITCH_PRESS_PICTURES),
	};

	if (station_number(station, SWITCH_PRESS_CODE) != PRESS_OPERATION) {
		event.major = MAJOR_EVENT;
		event.minor = station_number(station, SWITCH_PRESS_CODE) == PRESS_DOOR
				      ? MINOR_DOOR_OPENED
				      : MINOR_BELL;
	}
	station->ledger.presses++;
	(void)call_input(&station->call, CALL_PRESS);
	if (station_number(station, SWITCH_PRESS_BUTTON) == SWITCH_ON)
		event.button = button;
	if (station_number(station, SWITCH_PRESS_EVENT) == SWITCH_ON)
		station_tell(station, &event);
}

static unsigned ring_ms(void *user)
{
	return (unsigned)station_number(user, SWITCH_RING);
}

static void rings(void *user)
{
	struct station *station = user;

	station->ledger.rings_shown++;
	station_push(station, PUSH_RING, 0, "");
}

static void call_ended(bool by_time, void *user)
{
	if (!by_time || station_number(user, SWITCH_PUSH_RING_END) == RING_END_ALL)
		station_push(user, PUSH_HANG_UP, 0, "");
}

static const struct call_ops call_ops = {
	.ring_ms = ring_ms, .rings = rings, .ended = call_ended};

static void push_sent(bool all, void *user)
{
	struct station *station = user;

	station->ledger.pushes_failed += !all;
}

static const struct push_ops push_ops = {.sent = push_sent};

static unsigned open_duration_ms(void *user)
{
	return (unsigned)station_number(user, SWITCH_OPEN_DURATION);
}

static void door_event(unsigned minor, unsigned door, void *user)
{
	station_event(user, MAJOR_EVENT, minor, door);
}

static void door_pulsed(unsigned door, void *user)
{
	struct station *station = user;

	station->ledger.relay_pulses[door - 1]++;
}

static const struct doors_ops doors_ops = {
	.open_duration_ms = open_duration_ms,
	.event = door_event,
	.pulsed = door_pulsed,
};

static void stream_closed(struct sim_http_conn *conn, void *user)
{
	station_stream_closed(user, conn);
}

static void requested(const struct sim_http_request *request, void *user)
{
	station_isapi(user, request);
}

static const struct sim_http_ops http_ops = {
	.request = requested,
	.stream_closed = stream_closed,
};

static void open_indoor(struct station *station)
{
	unsigned count = (unsigned)station_number(station, SWITCH_INDOOR);
	void *users[INDOOR_MAX];
	int err;

	for (unsigned i = 0; i < INDOOR_MAX; i++) {
		station->indoor[i] = (struct indoor){station, i + 1};
		users[i] = &station->indoor[i];
	}
	err = ports_set_indoor(
		&station->ports, station->options, &indoor_http_ops, users, count);
	if (err)
		(void)fprintf(stderr, "gatehouse-sim: no indoor station: %s\n",
			strerror(-err));
}

void station_apply_switches(struct station *station)
{
	ports_set_timing(&station->ports,
		(unsigned)station_number(station, SWITCH_LATENCY),
		(unsigned)station_number(station, SWITCH_IDLE));
	ports_shut(
		&station->ports, station_number(station, SWITCH_HTTP) == HTTP_CLOSED);
	open_indoor(station);
	journal_set_history(&station->journal,
		(unsigned)station_number(station, SWITCH_HISTORY),
		station_now(station));
}

void station_off(struct station *station)
{
	tmr_cancel(&station->boot);
	tmr_cancel(&station->soon);
	station->powered = false;
	list_flush(&station->late_parts);
	list_flush(&station->held_slots);
	pushes_finish(&station->pushes);
	ports_off(&station->ports);
	call_finish(&station->call);
	doors_finish(&station->doors);
	login_forget(&station->login);
	memset(station->outputs.high, 0, sizeof(station->outputs.high));
	station->replay_due = true;
}

int station_on(struct station *station)
{
	int err;

	tmr_cancel(&station->boot);
	err = ports_on(&station->ports);
	if (!err)
		station->powered = true;
	return err;
}

static void booted(void *arg)
{
	struct station *station = arg;
	int err = station_on(station);

	if (err)
		(void)fprintf(stderr, "gatehouse-sim: cannot listen again: %s\n",
			strerror(-err));
}

void station_reboot(struct station *station, unsigned ms)
{
	station_off(station);
	tmr_start(&station->boot, ms, booted, station);
}

static void reboot_now(void *arg)
{
	struct station *station = arg;

	station_reboot(station, station->soon_ms);
}

void station_reboot_soon(struct station *station, unsigned ms)
{
	station->soon_ms = ms;
	tmr_start(&station->soon, REBOOT_NOTICE_MS, reboot_now, station);
}

int station_create(const struct sim_options *options, struct switches *switches,
	struct station **ret)
{
	struct station *station = calloc(1, sizeof(*station));
	int err;

	if (!station)
		return -ENOMEM;
	station->switches = switches;
	station->options = options;
	tmr_init(&station->boot);
	tmr_init(&station->soon);
	alert_streams_init(&station->streams, &station_streams_ops, station);
	call_init(&station->call, &call_ops, station);
	pushes_init(&station->pushes, &push_ops, station);
	replay_init(&station->replay, &station_replay_ops, station);
	doors_init(&station->doors, options->doors, &doors_ops, station);
	err = login_init(&station->login, options->username, options->password);
	if (!err)
		err = ledger_init(&station->ledger);
	if (!err)
		err = journal_init(&station->journal);
	if (!err && options->replay)
		err = replay_load(
			&station->replay, options->replay, options->replay_fast);
	if (!err)
		err = ports_init(&station->ports, options, &http_ops, station);
	if (err) {
		station_destroy(station);
		return err;
	}
	station->powered = true;
	station_apply_switches(station);
	*ret = station;
	return 0;
}

void station_destroy(struct station *station)
{
	if (!station)
		return;
	tmr_cancel(&station->boot);
	tmr_cancel(&station->soon);
	ports_finish(&station->ports);
	alert_streams_finish(&station->streams);
	list_flush(&station->late_parts);
	list_flush(&station->held_slots);
	replay_finish(&station->replay);
	pushes_finish(&station->pushes);
	call_finish(&station->call);
	doors_finish(&station->doors);
	ledger_finish(&station->ledger);
	journal_finish(&station->journal);
	free(station);
}
