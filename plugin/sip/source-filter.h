/* SPDX-License-Identifier: Apache-2.0 */
/* source-filter.h - who may send to a socket: settled in the kernel, so that the packets
 * of everybody else cost us nothing and show them nothing. */
#ifndef GATEHOUSE_SOURCE_FILTER_H
#define GATEHOUSE_SOURCE_FILTER_H

#include <stdbool.h>
#include <stdint.h>

struct sockaddr;

enum { SOURCES_MAX = 32 };

struct ip_source {
	int family; /**< AF_INET, AF_INET6 */
	uint8_t bytes[16];
};

/** @return 0, -EINVAL (no numeric address) */
int ip_source_parse(const char *text, struct ip_source *ret_source);
bool ip_source_is(const struct ip_source *s, const struct sockaddr *address);

/** Let in packets from `sources` only, and from nobody when there is none; for UDP, and
 * for TCP ports before and while they listen. Takes the place of an earlier filter at
 * once. Sources of another family than the socket's count for nothing.
 * @return 0, -E2BIG (over SOURCES_MAX), -errno of setsockopt() */
int source_filter_attach(
	int fd, int family, const struct ip_source *sources, unsigned count);

#endif
