/* SPDX-License-Identifier: Apache-2.0 */
/* raw-peer.c - a UDP socket that says in SIP whatever the test writes. */

#include "raw-peer.h"

#include "check.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static struct sockaddr_in place(const char *address, unsigned port)
{
	struct sockaddr_in at = {
		.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};

	inet_pton(AF_INET, address, &at.sin_addr);
	return at;
}

void raw_open(struct raw_peer *p, const char *address, unsigned port, unsigned to_port)
{
	struct sockaddr_in at = place(address, port);
	socklen_t len = sizeof(at);

	memset(p, 0, sizeof(*p));
	p->fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (bind(p->fd, (struct sockaddr *)&at, len) < 0 ||
		getsockname(p->fd, (struct sockaddr *)&at, &len) < 0) {
		perror("bind");
		exit(99);
	}
	p->port = ntohs(at.sin_port);
	p->to_port = to_port;
	snprintf(p->address, sizeof(p->address), "%s", address);
}

void raw_close(struct raw_peer *p)
{
	close(p->fd);
}

void raw_send_bytes(struct raw_peer *p, const void *data, size_t len)
{
	struct sockaddr_in to = place("127.0.0.1", p->to_port);

	(void)sendto(p->fd, data, len, 0, (struct sockaddr *)&to, sizeof(to));
}

void raw_send(struct raw_peer *p, const char *format, ...)
{
	char text[RAW_MAX], wire[2 * RAW_MAX];
	size_t n = 0;
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	for (const char *at = text; *at; at++) {
		if (*at == '\n' && (at == text || at[-1] != '\r'))
			wire[n++] = '\r';
		wire[n++] = *at;
	}
	raw_send_bytes(p, wire, n);
}

bool raw_receive(struct raw_peer *p, unsigned limit_ms)
{
	struct pollfd fd = {.fd = p->fd, .events = POLLIN};
	struct sockaddr_in from;
	socklen_t len = sizeof(from);
	ssize_t n;

	p->got[0] = '\0';
	if (poll(&fd, 1, (int)limit_ms) <= 0)
		return false;
	n = recvfrom(p->fd, p->got, RAW_MAX, 0, (struct sockaddr *)&from, &len);
	if (n < 0)
		return false;
	p->got[n] = '\0';
	p->to_source = ntohs(from.sin_port);
	return true;
}

static unsigned long long now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (unsigned long long)t.tv_sec * 1000 +
	       (unsigned long long)t.tv_nsec / 1000000;
}

bool raw_expect(struct raw_peer *p, const char *start)
{
	unsigned long long until = now() + RAW_LIMIT_MS;

	while (now() < until)
		if (raw_receive(p, (unsigned)(until - now())) &&
			!strncmp(p->got, start, strlen(start)))
			return true;
	printf("# never came: %s\n", start);
	return false;
}

const char *raw_header(struct raw_peer *p, const char *name)
{
	static char value[512];
	size_t len = strlen(name);

	value[0] = '\0';
	for (const char *line = p->got; line && *line; line = strstr(line, "\r\n")) {
		line += strspn(line, "\r\n");
		if (!strncasecmp(line, name, len) && line[len] == ':') {
			line += len + 1 + strspn(line + len + 1, " ");
			snprintf(value, sizeof(value), "%.*s",
				(int)strcspn(line, "\r\n"), line);
			break;
		}
	}
	return value;
}

void raw_request(struct raw_peer *p, const char *method, const char *id, unsigned cseq,
	const char *to_tag, const char *more_headers)
{
	bool call = !strcmp(method, "CANCEL") || !strcmp(method, "INVITE");

	raw_send(p,
		"%s sip:100@127.0.0.1:%u SIP/2.0\n"
		"Via: SIP/2.0/UDP %s:%u;rport;branch=z9hG4bK%s%s%u\n"
		"From: <sip:200@%s>;tag=t%s\nTo: <sip:100@127.0.0.1>%s\n"
		"Call-ID: %s\nCSeq: %u %s\nMax-Forwards: 70\n"
		"Contact: <sip:200@%s:%u>\n%sContent-Length: 0\n\n",
		method, p->to_port, p->address, p->port, id, call ? "call" : method,
		cseq, p->address, id, to_tag, id, cseq, method, p->address, p->port,
		more_headers);
}

void raw_reply(struct raw_peer *p, const char *status, const char *more_headers)
{
	char via[512], from[512], to[512], call_id[512], cseq[512];

	snprintf(via, sizeof(via), "%s", raw_header(p, "Via"));
	snprintf(from, sizeof(from), "%s", raw_header(p, "From"));
	snprintf(to, sizeof(to), "%s", raw_header(p, "To"));
	snprintf(call_id, sizeof(call_id), "%s", raw_header(p, "Call-ID"));
	snprintf(cseq, sizeof(cseq), "%s", raw_header(p, "CSeq"));
	p->to_port = p->to_source;
	raw_send(p,
		"SIP/2.0 %s\nVia: %s\nFrom: %s\nTo: %s%s\nCall-ID: %s\nCSeq: %s\n"
		"%sContent-Length: 0\n\n",
		status, via, from, to, strstr(to, "tag=") ? "" : ";tag=raw", call_id,
		cseq, more_headers);
}
