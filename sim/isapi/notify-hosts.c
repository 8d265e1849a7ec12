/* SPDX-License-Identifier: Apache-2.0 */
/* notify-hosts.c - where a station shall push its events to. */

#include "notify-hosts.h"
#include "isapi-text.h"

#include <errno.h>

int notify_host_read(struct notify_host *host, const struct pl *text, unsigned *ret_id)
{
	struct notify_host read = {.set = true};
	// clang-format off
	const struct {const char *name; char *place; size_t size;} members[] = {
		{"url", read.url, sizeof(read.url)},
		{"protocolType", read.protocol, sizeof(read.protocol)},
		{"parameterFormatType", read.format, sizeof(read.format)},
		{"addressingFormatType", read.addressing, sizeof(read.addressing)},
		{"hostName", read.address, sizeof(read.address)},
		{"ipv6Address", read.address, sizeof(read.address)},
		{"ipAddress", read.address, sizeof(read.address)},
		{"portNo", read.port, sizeof(read.port)},
		{"userName", read.user, sizeof(read.user)},
		{"httpAuthenticationMethod", read.method, sizeof(read.method)},
		{"eventType", read.event_type, sizeof(read.event_type)},
		{"eventMode", read.event_mode, sizeof(read.event_mode)},
	};
	// clang-format on
	struct pl id;

	if (!text->l || !memmem(text->p, text->l, "<HttpHostNotification", 21))
		return -EPROTO;
	for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++) {
		struct pl value = isapi_element(text, members[i].name);

		if (value.p && pl_strcpy(&value, members[i].place, members[i].size))
			return -EPROTO;
	}
	id = isapi_element(text, "id");
	*ret_id = id.l ? pl_u32(&id) : 0;
	*host = read;
	return 0;
}

int notify_host_from_url(struct notify_host *host, const char *url)
{
	struct notify_host read = {.set = true};
	struct pl protocol, address, port = {"80", 2}, path = {"/", 1};
	int err = re_regex(url, strlen(url), "[a-z]+://[^:/]+:[0-9]+[^]*", &protocol,
		&address, &port, &path);

	if (err)
		err = re_regex(url, strlen(url), "[a-z]+://[^:/]+[^]*", &protocol,
			&address, &path);
	if (err || pl_strcpy(&address, read.address, sizeof(read.address)) ||
		pl_strcpy(&port, read.port, sizeof(read.port)) ||
		(path.l && pl_strcpy(&path, read.url, sizeof(read.url))) ||
		pl_strcpy(&protocol, read.protocol, sizeof(read.protocol)))
		return -EINVAL;
	for (char *c = read.protocol; *c; c++)
		*c = (char)(*c - 'a' + 'A');
	(void)snprintf(read.format, sizeof(read.format), "XML");
	(void)snprintf(read.addressing, sizeof(read.addressing), "ipaddress");
	(void)snprintf(read.method, sizeof(read.method), "none");
	*host = read;
	return 0;
}

int notify_host_print(const struct notify_host *host, unsigned id, struct mbuf *mb)
{
	static const struct notify_host empty = {
		.protocol = "HTTP",
		.format = "XML",
		.addressing = "ipaddress",
		.address = "0.0.0.0",
		.port = "80",
		.method = "none",
	};
	const char *kind;

	if (!host->set)
		host = &empty;
	kind = !strcmp(host->addressing, "hostname") ? "hostName"
	       : strchr(host->address, ':')          ? "ipv6Address"
						     : "ipAddress";
	return mbuf_printf(mb,
		"<HttpHostNotification version=\"2.0\" "
		"xmlns=\"http://www.isapi.org/ver20/XMLSchema\">\n"
		"<id>%u</id>\n<url>%s</url>\n<protocolType>%s</protocolType>\n"
		"<parameterFormatType>%s</parameterFormatType>\n"
		"<addressingFormatType>%s</addressingFormatType>\n"
		"<%s>%s</%s>\n<portNo>%s</portNo>\n<userName>%s</userName>\n"
		"<httpAuthenticationMethod>%s</httpAuthenticationMethod>\n"
		"</HttpHostNotification>\n",
		id, host->url, host->protocol, host->format, host->addressing, kind,
		host->address, kind, host->port, host->user, host->method);
}

int notify_host_address(const struct notify_host *host, struct sa *ret)
{
	const struct pl port = {host->port, strlen(host->port)};

	if (!host->set || sa_set_str(ret, host->address, (uint16_t)pl_u32(&port)) ||
		sa_is_any(ret) || !sa_port(ret))
		return -ENOENT;
	return 0;
}
