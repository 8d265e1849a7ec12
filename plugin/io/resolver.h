/* SPDX-License-Identifier: Apache-2.0 */
/* resolver.h - host name -> addresses, on the loop, through c-ares.
 *
 * Not curl's: its resolver is a thread in getaddrinfo(), and ending the reactor would
 * wait for that. Asks /etc/hosts and DNS; not mDNS (".local"). Loop thread only. */
#ifndef GATEHOUSE_RESOLVER_H
#define GATEHOUSE_RESOLVER_H

#include <stdbool.h>

struct reactor;
struct resolver;

/** @param err        0, -ENOENT (no such name), -ETIMEDOUT, -EIO (no name server), -ENOMEM
 *  @param addresses  as CURLOPT_RESOLVE wants them: "192.0.2.7,[2001:db8::7]" */
typedef void resolver_fn(int err, const char *addresses, void *user);

/** @param servers  name servers "127.0.0.1:5353,..." instead of the machine's, or NULL
 *  @param done     called once, never before this returns; may destroy the resolver
 *  @return 0, -ENOMEM, -EIO */
int resolver_create(struct reactor *r, const char *host, unsigned limit_ms,
	const char *servers, resolver_fn *done, void *user,
	struct resolver **ret_resolver);
void resolver_destroy(struct resolver *resolver);

/** Nothing to ask: an IPv4 or IPv6 literal (with or without %zone), or "localhost". */
bool resolver_knows(const char *host);

#endif
