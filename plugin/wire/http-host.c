/* SPDX-License-Identifier: Apache-2.0 */
/* http-host.c - whom a Hikvision device pushes its events to. */

#include "http-host.h"

#include "xml-repair.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define ELEMENT   "HttpHostNotification"
#define NAMESPACE " version=\"2.0\" xmlns=\"http://www.isapi.org/ver20/XMLSchema\""

enum { PORT_MAX = 65535 };

struct reading {
	unsigned wanted;
	struct http_host slot; /* the one that is being read */
	char host_name[64];
	uint64_t id;
	unsigned index; /* of the element in the document */
	struct http_host found;
	unsigned found_index;
	bool right_root;
};

static void begin(void *user)
{
	struct reading *r = user;

	*r = (struct reading){.wanted = r->wanted};
}

static bool leads_nowhere(const char *address)
{
	return !*address || !strcmp(address, "0.0.0.0") || !strcmp(address, "::");
}

static void take_address(struct reading *r, struct bytes text)
{
	char address[sizeof(r->slot.address)];

	bytes_to_text(text, address, sizeof(address));
	if (!leads_nowhere(address))
		memcpy(r->slot.address, address, sizeof(address));
}

static void end_slot(struct reading *r)
{
	if (!*r->slot.address)
		memcpy(r->slot.address, r->host_name, sizeof(r->host_name));
	if (r->id == r->wanted && !r->found.listed) {
		r->found = r->slot;
		r->found.listed = true;
		r->found_index = r->index;
	}
	r->index++;
	r->slot = (struct http_host){0};
	r->host_name[0] = '\0';
	r->id = 0;
}

static void element(const struct xml_element *e, void *user)
{
	static const char list[] = "httphostnotificationlist";
	static const char one[] = "httphostnotification";
	struct reading *r = user;
	const char *path = e->path;
	uint64_t port;

	if (!strncmp(path, list, sizeof(list) - 1) &&
		(path[sizeof(list) - 1] == '/' || !path[sizeof(list) - 1])) {
		r->right_root = true;
		path += path[sizeof(list) - 1] ? sizeof(list) : sizeof(list) - 1;
	}
	if (strncmp(path, one, sizeof(one) - 1))
		return;
	path += sizeof(one) - 1;
	if (!*path) {
		r->right_root = true;
		end_slot(r);
	} else if (!strcmp(path, "/id")) {
		if (bytes_to_u64(e->text, 255, &r->id))
			r->id = 0;
	} else if (!strcmp(path, "/url")) {
		bytes_to_text(e->text, r->slot.url, sizeof(r->slot.url));
	} else if (!strcmp(path, "/ipaddress") || !strcmp(path, "/ipv6address")) {
		take_address(r, e->text);
	} else if (!strcmp(path, "/hostname")) {
		bytes_to_text(e->text, r->host_name, sizeof(r->host_name));
	} else if (!strcmp(path, "/portno")) {
		if (!bytes_to_u64(e->text, PORT_MAX, &port))
			r->slot.port = (unsigned)port;
	}
}

/* The element number `index`, as written; empty when it is written in another way. */
static struct bytes find_raw(struct bytes body, unsigned index)
{
	size_t at = 0;

	for (;;) {
		ssize_t from = bytes_find(body, at, BYTES("<" ELEMENT)), to;
		size_t next;

		if (from < 0)
			return (struct bytes){0};
		next = (size_t)from + sizeof("<" ELEMENT) - 1;
		if (next >= body.len)
			return (struct bytes){0};
		at = next;
		if (!strchr(" \t\r\n>", body.data[next]))
			continue; /* ...List */
		to = bytes_find(body, next, BYTES("</" ELEMENT ">"));
		if (to < 0)
			return (struct bytes){0};
		at = (size_t)to + sizeof("</" ELEMENT ">") - 1;
		if (!index--)
			return bytes_slice(body, (size_t)from, at - (size_t)from);
	}
}

int http_host_parse(struct bytes body, unsigned id, struct http_host *ret_slot)
{
	struct reading r = {.wanted = id};
	int err = xml_walk_repaired(body, begin, element, &r);

	if (err)
		return err;
	if (!r.right_root)
		return -EPROTO;
	if (r.found.listed)
		r.found.raw = find_raw(body, r.found_index);
	*ret_slot = r.found;
	return 0;
}

bool http_host_is_free(const struct http_host *slot)
{
	return !slot->listed || leads_nowhere(slot->address) || !slot->port;
}

static ssize_t written(int n, size_t cap)
{
	return n < 0 || (size_t)n >= cap ? -EMSGSIZE : n;
}

ssize_t http_host_print(char *text, size_t cap, enum http_host_form form, unsigned id,
	const char *url, const char *address, unsigned port)
{
	static const char *const ends[] = {
		[HTTP_HOST_OF_STATION] =
			"<userName>gatehouse</userName>"
			"<password>gatehouse</password>"
			"<httpAuthenticationMethod>MD5digest</httpAuthenticationMethod>"
			"<eventType>VMD</eventType><eventMode>all</eventMode>",
		[HTTP_HOST_OF_CAMERA] =
			"<userName></userName>"
			"<httpAuthenticationMethod>none</httpAuthenticationMethod>",
	};
	const char *name = strchr(address, ':') ? "ipv6Address" : "ipAddress";

	return written(snprintf(text, cap,
			       "<" ELEMENT NAMESPACE "><id>%u</id><url>%s</url>"
			       "<protocolType>HTTP</protocolType>"
			       "<parameterFormatType>XML</parameterFormatType>"
			       "<addressingFormatType>ipaddress</addressingFormatType>"
			       "<%s>%s</%s><portNo>%u</portNo>%s</" ELEMENT ">",
			       id, url, name, address, name, port, ends[form]),
		cap);
}

ssize_t http_host_copy(struct bytes raw, char *text, size_t cap)
{
	struct bytes rest = bytes_skip(raw, sizeof("<" ELEMENT) - 1), tail = {0};
	ssize_t tag = bytes_find(rest, 0, BYTES(">")), from, to;
	bool has_namespace;

	if (!bytes_starts(raw, BYTES("<" ELEMENT)) || tag < 0)
		return -EPROTO;
	has_namespace =
		bytes_find(bytes_slice(rest, 0, (size_t)tag), 0, BYTES("xmlns")) >= 0;
	from = bytes_find(rest, 0, BYTES("<password>"));
	to = bytes_find(rest, 0, BYTES("</password>"));
	if (from >= 0 && to > from) {
		tail = bytes_skip(rest, (size_t)to + sizeof("</password>") - 1);
		rest = bytes_slice(rest, 0, (size_t)from);
	}
	if (raw.len >= cap || memchr(raw.data, '\0', raw.len))
		return -EMSGSIZE;
	return written(snprintf(text, cap, "<" ELEMENT "%s%.*s%.*s",
			       has_namespace ? "" : NAMESPACE, (int)rest.len, rest.data,
			       (int)tail.len, tail.len ? tail.data : ""),
		cap);
}
