/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-hosts.c - answers about httpHosts. */

#include "isapi-answers.h"

static unsigned slots(const struct isapi_device *device)
{
	return (unsigned)isapi_number(device, SWITCH_HTTP_HOSTS);
}

/* @return NULL, and refuses, if there is no such slot */
static struct notify_host *slot(struct isapi_device *device,
	const struct sim_http_request *request, unsigned id)
{
	if (id && id <= slots(device))
		return &device->hosts.slot[id - 1];
	reply_status(
		request, slots(device) ? STATUS_BAD_PARAMETERS : STATUS_NO_SUCH_URL);
	return NULL;
}

static int print_slots(const struct isapi_device *device, struct mbuf *mb)
{
	bool absent = isapi_number(device, SWITCH_HTTP_HOSTS_EMPTY) == EMPTY_ABSENT;
	int err = mbuf_write_str(
		mb, REPLY_XML_HEAD "<HttpHostNotificationList " REPLY_NAMESPACE ">\n");

	for (unsigned i = 0; i < slots(device) && !err; i++)
		if (device->hosts.slot[i].set || !absent)
			err = notify_host_print(&device->hosts.slot[i], i + 1, mb);
	return err | mbuf_write_str(mb, "</HttpHostNotificationList>\n");
}

void get_hosts(struct isapi_device *device, const struct sim_http_request *request,
	unsigned number)
{
	struct mbuf *mb;

	if (!slots(device)) {
		reply_status(request, STATUS_NO_SUCH_URL);
		return;
	}
	mb = mbuf_alloc(2048);
	if (mb && print_slots(device, mb))
		mb = mem_deref(mb);
	reply_document(request, REPLY_XML, mb);
}

void get_host(struct isapi_device *device, const struct sim_http_request *request,
	unsigned id)
{
	const struct notify_host *host = slot(device, request, id);
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
static void set_host(struct isapi_device *device,
	const struct sim_http_request *request, unsigned id)
{
	struct notify_host host, *place;
	unsigned named;

	if (notify_host_read(&host, &request->body, &named)) {
		reply_status(request, STATUS_BAD_XML);
		return;
	}
	place = slot(device, request, id ? id : named);
	if (!place)
		return;
	*place = host;
	reply_status(request, STATUS_OK);
}

void put_host(struct isapi_device *device, const struct sim_http_request *request,
	unsigned id)
{
	set_host(device, request, id);
}

void post_host(struct isapi_device *device, const struct sim_http_request *request,
	unsigned number)
{
	set_host(device, request, 0);
}

void delete_host(struct isapi_device *device, const struct sim_http_request *request,
	unsigned id)
{
	struct notify_host *place = slot(device, request, id);

	if (!place)
		return;
	*place = (struct notify_host){.set = false};
	reply_status(request, STATUS_OK);
}

void delete_hosts(struct isapi_device *device, const struct sim_http_request *request,
	unsigned number)
{
	if (!slots(device)) {
		reply_status(request, STATUS_NO_SUCH_URL);
		return;
	}
	device->hosts = (struct notify_hosts){{{false}}};
	reply_status(request, STATUS_OK);
}

void get_hosts_capabilities(struct isapi_device *device,
	const struct sim_http_request *request, unsigned number)
{
	if (!slots(device)) {
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
		slots(device));
}
