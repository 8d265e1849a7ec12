/* SPDX-License-Identifier: Apache-2.0 */
/* list-station.h - a door station that has its SIP settings in the other way: the proxy in
 * a list only, the phone numbers by a search and by their id, no buttons. One thread, plain
 * HTTP on loopback, no login. */
#ifndef GATEHOUSE_LIST_STATION_H
#define GATEHOUSE_LIST_STATION_H

#include <pthread.h>

enum { LIST_STATION_TEXT = 4096 };

/* What follows `lock` is under it, while it runs. */
struct list_station {
	int fd;
	unsigned port;
	pthread_t thread;
	pthread_mutex_t lock;
	char servers[LIST_STATION_TEXT];
	char numbers[LIST_STATION_TEXT]; /* of the record with the id 7; "": none */
	char story[LIST_STATION_TEXT];   /* "GET /path;" for each request but reads */
};

void list_station_start(struct list_station *s, const char *servers);
void list_station_stop(struct list_station *s);

#endif
