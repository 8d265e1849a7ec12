/* SPDX-License-Identifier: Apache-2.0 */
/* http-host.h - whom a Hikvision device pushes its events to: HttpHostNotification. Pure. */
#ifndef GATEHOUSE_HTTP_HOST_H
#define GATEHOUSE_HTTP_HOST_H

#include "bytes.h"

/** One slot of the list. Texts are valid UTF-8; "" when absent. */
struct http_host {
	bool listed; /**< false: the list has no such slot; the rest is empty */
	char url[128];
	char address[64]; /**< ipAddress, ipv6Address or hostName, whichever is set */
	unsigned port;
	struct bytes raw; /**< the element as written, in `body`; empty: not found */
};

/** GET /ISAPI/Event/notification/httpHosts: a list, or one slot.
 * @return 0, or as xml_walk(); -EPROTO also: not that document
 *
 * Source: the vendor's ISAPI guide, "HttpHostNotificationList" */
int http_host_parse(struct bytes body, unsigned id, struct http_host *ret_slot);

/** Does it lead nowhere? */
bool http_host_is_free(const struct http_host *slot);

/** How a slot is written, by what the device is. */
enum http_host_form {
	/** Source: the body that a DS-KV6113 V2.2.65 takes; it does not use the login, and
	 * needs none to be right */
	HTTP_HOST_OF_STATION,
	/** No login. Source: the vendor's guide "How to get real-time event in listening
	 * mode"; members as a camera with three slots lists them (public support article) */
	HTTP_HOST_OF_CAMERA,
};

/** A slot that leads to us.
 * @param address IPv4 or IPv6, as text
 * @return length, or -EMSGSIZE */
ssize_t http_host_print(char *text, size_t cap, enum http_host_form form, unsigned id,
	const char *url, const char *address, unsigned port);

/** The raw element as a document of its own, without any password.
 * @return length, or -EMSGSIZE, -EPROTO (not such an element) */
ssize_t http_host_copy(struct bytes raw, char *text, size_t cap);

#endif
