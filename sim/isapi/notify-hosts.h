/* SPDX-License-Identifier: Apache-2.0 */
/* notify-hosts.h - where a station shall push its events to: the slots of httpHosts. Pure.
 *
 * Source: HttpHostNotification and its members: Scrypted's doorbell plugin 1.0.1, on a
 * DS-KV6113-PE1(C) V2.2.65, where only id 1 works. Two slots: DS-K1T342 */
#ifndef GATEHOUSE_SIM_NOTIFY_HOSTS_H
#define GATEHOUSE_SIM_NOTIFY_HOSTS_H

#include "sim-re.h"

enum { NOTIFY_HOSTS_MAX = 2 };

struct notify_host {
	bool set;
	char url[128], protocol[16], format[16], addressing[16], address[64], port[8];
	char user[64], method[16], event_type[32], event_mode[32];
};

struct notify_hosts {
	struct notify_host slot[NOTIFY_HOSTS_MAX];
};

/** Read a HttpHostNotification. @param ret_id  Its <id>, 0 if it has none
 * @return 0 or -EPROTO */
int notify_host_read(struct notify_host *host, const struct pl *text, unsigned *ret_id);

/** "http://192.0.2.9:8123/path", as somebody else would have entered it.
 * @return 0 or -EINVAL */
int notify_host_from_url(struct notify_host *host, const char *url);

/** The password is never told. An empty slot has the address 0.0.0.0. */
int notify_host_print(const struct notify_host *host, unsigned id, struct mbuf *mb);

/** Where that is. @return 0, or -ENOENT when it is nowhere: empty, a name, 0.0.0.0 */
int notify_host_address(const struct notify_host *host, struct sa *ret);

#endif
