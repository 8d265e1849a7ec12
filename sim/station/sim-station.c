/* SPDX-License-Identifier: Apache-2.0 */
/* sim-station.c - a simulated Hikvision door station: what it is made of, and its power. */

#include "sim-station.h"
#include "isapi-replies.h"
#include "station-isapi.h"
#include "station-profiles.h"

#include <errno.h>
#include <stdlib.h>

enum { MAJOR_OPERATION = 3, MAJOR_EVENT = 5, MINOR_PRESS = 1024 };
enum { MINOR_CARD_DENIED = 9, MINOR_DOOR_OPENED = 25, MINOR_BELL = 37 };

int64_t station_number(const struct station *station, size_t which)
{
	return isapi_number(&station->isapi, which);
}

const char *station_text(const struct station *station, size_t which)
{
	return isapi_text(&station->isapi, which);
}

time_t station_now(const struct station *station)
{
	return isapi_now(&station->isapi);
}

struct station_identity station_identity(const struct station *station)
{
	return (struct station_identity){
		.address = station->isapi.options->address,
		.port = sim_http_port(station->isapi.ports.http),
		.mac = station_text(station, SWITCH_MAC),
		.device_name = station_text(station, SWITCH_DEVICE_NAME),
		.utc_offset_min = (int)station_number(station, SWITCH_UTC_OFFSET),
		.time_form = (enum isapi_time_form)station_number(
			station, SWITCH_STREAM_TIME),
		.heartbeat_form = (enum isapi_heartbeat_form)station_number(
			station, SWITCH_HEARTBEAT_FORM),
	};
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
	return err ? err : reply_set_namespace(mb, isapi_namespace(&station->isapi));
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
	bool again;

	if (station_number(station, SWITCH_PRESS_CODE) != PRESS_OPERATION) {
		event.major = MAJOR_EVENT;
		event.minor = station_number(station, SWITCH_PRESS_CODE) == PRESS_DOOR
				      ? MINOR_DOOR_OPENED
				      : MINOR_BELL;
	}
	station->ledger.presses++;
	again = station->call.state == CALL_RINGING &&
		station_number(station, SWITCH_SIP_SECOND_PRESS) == SECOND_ANOTHER;
	station->pressed = button;
	(void)call_input(&station->call, CALL_PRESS);
	if (again)
		station_sip_ring(station, button);
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
	station_sip_ring(station, station->pressed);
}

static void call_answered(void *user)
{
	station_sip_answered(user);
}

static void call_ended(bool by_time, void *user)
{
	if (!by_time || station_number(user, SWITCH_PUSH_RING_END) == RING_END_ALL)
		station_push(user, PUSH_HANG_UP, 0, "");
	station_sip_ended(user);
}

static const struct call_ops call_ops = {
	.ring_ms = ring_ms,
	.rings = rings,
	.answered = call_answered,
	.ended = call_ended,
};

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

static void open_indoor(struct station *station)
{
	unsigned count = (unsigned)station_number(station, SWITCH_INDOOR);
	void *users[INDOOR_MAX];
	int err;

	for (unsigned i = 0; i < INDOOR_MAX; i++) {
		station->indoor[i] = (struct indoor){station, i + 1};
		users[i] = &station->indoor[i];
	}
	err = ports_set_indoor(&station->isapi.ports, station->isapi.options,
		&indoor_http_ops, users, count);
	if (err)
		(void)fprintf(stderr, "gatehouse-sim: no indoor station: %s\n",
			strerror(-err));
}

static void apply(const char *changed, void *user)
{
	struct station *station = user;

	open_indoor(station);
	station_sip_apply(station, changed);
	journal_set_history(&station->journal,
		(unsigned)station_number(station, SWITCH_HISTORY),
		station_now(station));
}

static void off(void *user)
{
	struct station *station = user;

	list_flush(&station->late_parts);
	call_finish(&station->call);
	doors_finish(&station->doors);
	station->replay_due = true;
	station_sip_off(station);
}

static void on(void *user)
{
	station_sip_on(user);
}

static void freeze(bool frozen, void *user)
{
	struct station *station = user;

	phone_freeze(station->sip.phone, frozen);
}

static int sample(struct mbuf *body, void *user)
{
	const struct station *station = user;
	const struct station_event event = {
		.major = MAJOR_EVENT,
		.minor = MINOR_CARD_DENIED,
		.serial = JOURNAL_FIRST_SERIAL + station->journal.told,
		.when = station_now(station),
		.live = true,
	};

	return station_print(station, &event, body);
}

static void tell_ledger(json_t *ledger, void *user)
{
	const struct station *station = user;

	ledger_tell(&station->ledger, station->doors.count, ledger);
	(void)json_object_set_new(
		ledger, "call", json_string(call_word(&station->call)));
	station_sip_ledger(station, ledger);
}

static int reset_ledger(void *user)
{
	struct station *station = user;
	int err = station_sip_ledger_reset(station);

	return err ? err : ledger_reset(&station->ledger);
}

static const struct isapi_ops isapi_ops = {
	.request = station_request,
	.asks = station_asks,
	.streams = &station_streams_ops,
	.stream_opened = station_stream_opened,
	.sample = sample,
	.apply = apply,
	.off = off,
	.on = on,
	.freeze = freeze,
	.ledger = tell_ledger,
	.ledger_reset = reset_ledger,
};

int station_create(const struct sim_options *options, struct switches *switches,
	struct station **ret)
{
	struct station *station = calloc(1, sizeof(*station));
	int err;

	if (!station)
		return -ENOMEM;
	call_init(&station->call, &call_ops, station);
	doors_init(&station->doors, options->doors, &doors_ops, station);
	err = isapi_device_init(&station->isapi, options, switches, station_profiles,
		&isapi_ops, station);
	if (!err)
		err = station_sip_init(station);
	if (!err)
		err = ledger_init(&station->ledger);
	if (!err)
		err = journal_init(&station->journal);
	if (err) {
		station_destroy(station);
		return err;
	}
	isapi_device_apply(&station->isapi, NULL);
	*ret = station;
	return 0;
}

void station_destroy(struct station *station)
{
	if (!station)
		return;
	isapi_device_finish(&station->isapi);
	station_sip_finish(station);
	list_flush(&station->late_parts);
	call_finish(&station->call);
	doors_finish(&station->doors);
	ledger_finish(&station->ledger);
	journal_finish(&station->journal);
	free(station);
}
