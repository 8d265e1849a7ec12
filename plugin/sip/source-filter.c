/* SPDX-License-Identifier: Apache-2.0 */
/* source-filter.c - who may send to a socket: a classic BPF program. */

#include "source-filter.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/filter.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

enum {
	V4_SOURCE_AT = 12, /* in the IPv4 header */
	V6_SOURCE_AT = 8,  /* in the IPv6 header */
	V6_WORDS = 4,
	STEPS_MAX = SOURCES_MAX * (2 * V6_WORDS + 1) + 1,
	WHOLE_PACKET = 0x40000,
};

int ip_source_parse(const char *text, struct ip_source *ret_source)
{
	struct ip_source s = {0};

	if (text && inet_pton(AF_INET, text, s.bytes) == 1)
		s.family = AF_INET;
	else if (text && inet_pton(AF_INET6, text, s.bytes) == 1)
		s.family = AF_INET6;
	else
		return -EINVAL;
	*ret_source = s;
	return 0;
}

bool ip_source_is(const struct ip_source *s, const struct sockaddr *address)
{
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;

	if (address->sa_family != s->family)
		return false;
	if (s->family == AF_INET) {
		memcpy(&v4, address, sizeof(v4));
		return memcmp(&v4.sin_addr, s->bytes, sizeof(v4.sin_addr)) == 0;
	}
	memcpy(&v6, address, sizeof(v6));
	return memcmp(&v6.sin6_addr, s->bytes, sizeof(v6.sin6_addr)) == 0;
}

static uint32_t word(const struct ip_source *s, unsigned n)
{
	uint32_t w;

	memcpy(&w, s->bytes + n * sizeof(w), sizeof(w));
	return ntohl(w);
}

/* One source: load and compare its words, then let the packet in; the first word that
 * differs goes on behind it. @return steps written */
static unsigned compare(struct sock_filter *at, const struct ip_source *s,
	unsigned words, uint32_t offset)
{
	unsigned n = 0;

	for (unsigned i = 0; i < words; i++) {
		/* steps left of this source behind the jump, its RET included */
		unsigned char rest = (unsigned char)(2 * (words - i - 1) + 1);

		at[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			(uint32_t)SKF_NET_OFF + offset + 4 * i);
		at[n++] = (struct sock_filter)BPF_JUMP(
			BPF_JMP | BPF_JEQ | BPF_K, word(s, i), 0, rest);
	}
	at[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, WHOLE_PACKET);
	return n;
}

int source_filter_attach(
	int fd, int family, const struct ip_source *sources, unsigned count)
{
	struct sock_filter steps[STEPS_MAX];
	struct sock_fprog program = {.filter = steps};
	unsigned n = 0;

	if (count > SOURCES_MAX)
		return -E2BIG;
	for (unsigned i = 0; i < count; i++) {
		if (sources[i].family != family)
			continue;
		n += family == AF_INET
			     ? compare(steps + n, sources + i, 1, V4_SOURCE_AT)
			     : compare(steps + n, sources + i, V6_WORDS, V6_SOURCE_AT);
	}
	steps[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, 0);
	program.len = (unsigned short)n;
	if (setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof(program)) < 0)
		return -errno;
	return 0;
}
