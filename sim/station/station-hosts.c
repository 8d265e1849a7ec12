/* SPDX-License-Identifier: Apache-2.0 */
/* station-hosts.c - answers about httpHosts, and the pushes that follow from them. */

#include "push-message.h"
#include "station-answers.h"

static unsigned slots(const struct station *station)
{
	return (unsigned)station_number(station, SWITCH_HTTP_HOSTS);
}

/* @return NULL, and refuses, if there is no such slot */
static struct notify_host *slot(
	struct station *station, const struct sim_http_request *request, unsigned id)
{
	if (id && id <= slots(station))
		return &station->hosts.slot[id - 1];
	reply_status(
		request, slots(station) ? STATUS_BAD_PARAMETERS : STATUS_NO_SUCH_URL);
	return NULL;
}

static int print_slots(const struct station *station, struct mbuf *mb)
{
	bool absent = station_number(station, SWITCH_HTTP_HOSTS_EMPTY) == EMPTY_ABSENT;
	int err = mbuf_write_str(
		mb, REPLY_XML_HEAD "<HttpHostNotificationList " REPLY_NAMESPACE ">\n");

	for (unsigned i = 0; i < slots(station) && !err; i++)
		if (station->hosts.slot[i].set || !absent)
			err = notify_host_print(&station->hosts.slot[i], i + 1, mb);
	return err | mbuf_write_str(mb, "</HttpHostNotificationList>\n");
}

void get_hosts(struct station *station, const struct sim_http_request *request,
	unsigned number)
{
	struct mbuf *mb;

	if (!slots(station)) {
		reply_status(request, STATUS_NO_SUCH_URL);
		return;
	}
	mb = mbuf_alloc(2048);
	if (mb && print_slots(station, mb))
		mb = mem_deref(mb);
	reply_document(request, REPLY_XML, mb);
}

void get_host(
	struct station *station, const struct sim_http_request *request, unsigned id)
{
	const struct notify_host *host = slot(station, request, id);
	struct mbuf *mb;

	if (!host)
		return;
	mb = mbuf_alloc(1024);
	if (mb &&
		(mbuf_write_str(mb, REPLY_XML_HEAD) || notify_host_print(host, id, mb)))
		mb = mem_deref(mb);
	reply_document(request, REPLY_XML, mb);
}

/* @param id  0: the one that the body names */
static void set_host(
	struct station *station, const struct sim_http_request *request, unsigned id)
{
	struct notify_host host, *place;
	unsigned named;

	if (notify_host_read(&host, &request->body, &named)) {
		reply_status(request, STATUS_BAD_XML);
		return;
	}
	place = slot(station, request, id ? id : named);
	if (!place)
		return;
	*place = host;
	reply_status(request, STATUS_OK);
}

void put_host(
	struct station *station, const struct sim_http_request *request, unsigned id)
{
	set_host(station, request, id);
}

void post_host(struct station *station, const struct sim_http_request *request,
	unsigned number)
{
	set_host(station, request, 0);
}

void delete_host(
	struct station *station, const struct sim_http_request *request, unsigned id)
{
	struct notify_host *place = slot(station, request, id);

	if (!place)
		return;
	*place = (struct notify_host){.set = false};
	reply_status(request, STATUS_OK);
}

void delete_hosts(struct station *station, const struct sim_http_request *request,
	unsigned number)
{
	if (!slots(station)) {
		reply_status(request, STATUS_NO_SUCH_URL);
		return;
	}
	station->hosts = (struct notify_hosts){{{false}}};
	reply_status(request, STATUS_OK);
}

void get_hosts_capabilities(struct station *station,
	const struct sim_http_request *request, unsigned number)
{
	if (!slots(station)) {
		reply_status(request, STATUS_NO_SUCH_URL);
		return;
	}
	reply_print(request, REPLY_XML,
		REPLY_XML_HEAD "<HttpHostNotificationCap " REPLY_NAMESPACE ">\n"
			       "<hostNumber>%u</hostNumber>\n"
			       "<urlLen max=\"127\"></urlLen>\n"
			       "<protocolType opt=\"HTTP\"></protocolType>\n"
			       "<parameterFormatType opt=\"XML\">"
			       "</parameterFormatType>\n"
			       "<addressingFormatType opt=\"ipaddress,hostname\">"
			       "</addressingFormatType>\n"
			       "<httpAuthenticationMethod opt=\"MD5digest,none\">"
			       "</httpAuthenticationMethod>\n"
			       "</HttpHostNotificationCap>\n",
		slots(station));
}

static uint32_t own_address(const struct station *station)
{
	struct sa sa;

	if (sa_set_str(&sa, station->options->address, 0) || sa_af(&sa) != AF_INET)
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

	if (station_number(station, SWITCH_PUSH) != PUSH_BINARY || !station->powered)
		return;
	push_message_print(&message, bytes);
	for (unsigned i = 0; i < slots(station); i++) {
		struct sa to;

		if (notify_host_address(&station->hosts.slot[i], &to))
			continue;
		station->ledger.pushes++;
		if (pushes_send(&station->pushes, &to, bytes, sizeof(bytes),
			    (size_t)station_number(station, SWITCH_PUSH_SPLIT)))
			station->ledger.pushes_failed++;
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
