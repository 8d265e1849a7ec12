/* SPDX-License-Identifier: Apache-2.0 */
/* station-push.c - the pushes that a door station sends to the slots of httpHosts. */

#include "sim-station.h"

static uint32_t own_address(const struct station *station)
{
	struct sa sa;

	if (sa_set_str(&sa, station->isapi.options->address, 0) ||
		sa_af(&sa) != AF_INET)
		return 0;
	return sa_in(&sa);
}

void station_push(
	struct station *station, enum push_kind kind, unsigned door, const char *card)
{
	uint8_t bytes[PUSH_MESSAGE_SIZE];
	time_t local = station_now(station) +
		       (time_t)station_number(station, SWITCH_UTC_OFFSET) * 60;
	const struct push_message message = {
		.kind = kind,
		.door = door,
		.number = station->push_number++,
		.model = station_text(station, SWITCH_MODEL),
		.serial = station_text(station, SWITCH_SERIAL),
		.mac = station_text(station, SWITCH_MAC),
		.card = card,
		.address = own_address(station),
		.local = local,
	};

	if (station_number(station, SWITCH_PUSH) != PUSH_BINARY ||
		!station->isapi.powered)
		return;
	push_message_print(&message, bytes);
	for (unsigned i = 0; i < (unsigned)station_number(station, SWITCH_HTTP_HOSTS);
		i++) {
		struct sa to;

		if (notify_host_address(&station->isapi.hosts.slot[i], &to))
			continue;
		station->isapi.counts.pushes++;
		if (pushes_send(&station->isapi.pushes, &to, bytes, sizeof(bytes),
			    (size_t)station_number(station, SWITCH_PUSH_SPLIT)))
			station->isapi.counts.pushes_failed++;
	}
}

/* What the message of firmware V2.2 knows of.  ADD A ROW */
void station_push_event(struct station *station, const struct station_event *event)
{
	// clang-format off
	static const struct {unsigned major, minor; enum push_kind kind;} kinds[] = {
		{1, 3, PUSH_MOTION}, {1, 1028, PUSH_TAMPER}, {5, 21, PUSH_UNLOCKED},
		{5, 25, PUSH_DOOR_OPENED}, {5, 26, PUSH_DOOR_CLOSED},
	};
	// clang-format on

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (kinds[i].major == event->major && kinds[i].minor == event->minor)
			station_push(station, kinds[i].kind, event->door, "");
}
