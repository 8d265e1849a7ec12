/* SPDX-License-Identifier: Apache-2.0 */
/* station-sip-answers.c - answers about SIP: the proxy, the buttons, the numbers. */

#include "isapi-text.h"
#include "station-answers.h"

#include <errno.h>

/* What the switch of an endpoint makes of a request. @return false: it is answered */
static bool supported(const struct station *station,
	const struct sim_http_request *request, size_t which)
{
	enum isapi_status status;

	switch (station_number(station, which)) {
	case WRITE_404: status = STATUS_NO_SUCH_URL; break;
	case WRITE_NOT_SUPPORTED: status = STATUS_NOT_SUPPORTED; break;
	default: return true;
	}
	reply_status(request, status);
	return false;
}

/* The same for one that writes: "refuse" and "ignored" let it be read. */
static bool writable(const struct station *station,
	const struct sim_http_request *request, size_t which)
{
	enum isapi_status status;

	if (!supported(station, request, which))
		return false;
	switch (station_number(station, which)) {
	case WRITE_REFUSED: status = STATUS_LOW_PRIVILEGE; break;
	case WRITE_ERROR: status = STATUS_DEVICE_ERROR; break;
	case WRITE_IGNORED: status = STATUS_OK; break;
	default: return true;
	}
	reply_status(request, status);
	return false;
}

static void reply_written(struct station *station,
	const struct sim_http_request *request, int err, const char *what)
{
	if (!err)
		station_sip_written(station, what);
	reply_status(request, !err             ? STATUS_OK
			      : err == -EPROTO ? STATUS_BAD_XML
					       : STATUS_BAD_PARAMETERS);
}

static const char *dropped(const struct station *station)
{
	return station_text(station, SWITCH_SIP_DROPS);
}

static int print_server(const struct station *station, struct mbuf *mb)
{
	bool secret = station_number(station, SWITCH_SIP_PASSWORD) == PASSWORD_TOLD;

	return sip_server_print(&station->sip.settings,
		phone_is_registered(station->sip.phone), secret, mb);
}

/* The list has one member. */
void get_sip(struct station *station, const struct sim_http_request *request,
	unsigned number)
{
	struct mbuf *mb;
	int err;

	if (!supported(station, request, SWITCH_SIP_SETTINGS))
		return;
	mb = mbuf_alloc(1024);
	err = mb ? mbuf_write_str(
			   mb, REPLY_XML_HEAD "<SIPServerList " REPLY_NAMESPACE ">\n")
		 : ENOMEM;
	if (!err)
		err = print_server(station, mb);
	if (!err)
		err = mbuf_write_str(mb, "</SIPServerList>\n");
	if (err)
		mb = mem_deref(mb);
	reply_document(request, REPLY_XML, mb);
}

void get_sip_server(struct station *station, const struct sim_http_request *request,
	unsigned number)
{
	struct mbuf *mb;

	if (!supported(station, request, SWITCH_SIP_SETTINGS))
		return;
	if (number != 1) {
		reply_status(request, STATUS_BAD_PARAMETERS);
		return;
	}
	mb = mbuf_alloc(1024);
	if (mb && (mbuf_write_str(mb, REPLY_XML_HEAD) || print_server(station, mb)))
		mb = mem_deref(mb);
	reply_document(request, REPLY_XML, mb);
}

void put_sip(struct station *station, const struct sim_http_request *request,
	unsigned number)
{
	if (!writable(station, request, SWITCH_SIP_SETTINGS))
		return;
	reply_written(station, request,
		sip_server_read(
			&station->sip.settings, &request->body, dropped(station)),
		"SIP");
}

void put_sip_server(struct station *station, const struct sim_http_request *request,
	unsigned number)
{
	if (number != 1)
		reply_status(request, STATUS_BAD_PARAMETERS);
	else
		put_sip(station, request, number);
}

void get_key(struct station *station, const struct sim_http_request *request,
	unsigned number)
{
	struct mbuf *mb;

	if (!supported(station, request, SWITCH_KEY_CONFIG))
		return;
	if (!number || number > SIP_KEYS) {
		reply_status(request, STATUS_BAD_PARAMETERS);
		return;
	}
	mb = mbuf_alloc(512);
	if (mb && (mbuf_write_str(mb, REPLY_XML_HEAD) ||
			  sip_key_print(
				  &station->sip.settings.keys[number - 1], number, mb)))
		mb = mem_deref(mb);
	reply_document(request, REPLY_XML, mb);
}

void put_key(struct station *station, const struct sim_http_request *request,
	unsigned number)
{
	int err = -EINVAL;

	if (!writable(station, request, SWITCH_KEY_CONFIG))
		return;
	if (number && number <= SIP_KEYS)
		err = sip_key_read(&station->sip.settings.keys[number - 1],
			&request->body, dropped(station));
	reply_written(station, request, err, "keyCfg");
}

void get_rooms(struct station *station, const struct sim_http_request *request,
	unsigned number)
{
	struct mbuf *mb;

	if (!supported(station, request, SWITCH_PHONE_NUMBERS))
		return;
	mb = mbuf_alloc(512);
	if (mb && sip_rooms_print(&station->sip.settings, mb))
		mb = mem_deref(mb);
	reply_document(request, REPLY_JSON, mb);
}

/* POST and PUT: that both put the numbers of a room in the place of those it had is a
 * guess. */
void put_room(struct station *station, const struct sim_http_request *request,
	unsigned number)
{
	if (!writable(station, request, SWITCH_PHONE_NUMBERS))
		return;
	reply_written(station, request,
		sip_room_read(&station->sip.settings, &request->body, dropped(station)),
		"PhoneNumberRecords");
}

/* Of the room that the path names, or of all. */
void delete_room(struct station *station, const struct sim_http_request *request,
	unsigned number)
{
	char room[16];

	if (!writable(station, request, SWITCH_PHONE_NUMBERS))
		return;
	(void)snprintf(room, sizeof(room), "%u", number);
	reply_written(station, request,
		sip_room_remove(&station->sip.settings, number ? room : NULL),
		"PhoneNumberRecords");
}
