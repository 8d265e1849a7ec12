/* SPDX-License-Identifier: Apache-2.0 */
/* ear.h - a host inside this process that keeps every word it is told, unmasked. */
#ifndef GATEHOUSE_EAR_H
#define GATEHOUSE_EAR_H

#include "device_provider.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

struct ear {
	dp_host host;
	pthread_mutex_t lock;   /**< of all below */
	pthread_cond_t changed; /**< something was said */
	char *words;            /**< logs, reports, replies, blobs, what is stored */
	size_t len;
	int status; /**< of the connection as a whole; -1: not told */
	int replies, rings;
};

void ear_init(struct ear *e); /**< never moved after it */
void ear_finish(struct ear *e);

/** Wait until the member `value` of `e` is `wanted`, for at most the promised recovery. */
bool ear_hears(struct ear *e, const int *value, int wanted);

#endif
