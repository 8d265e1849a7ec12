/* SPDX-License-Identifier: Apache-2.0 */
/* bad-faults.h - the misdeeds of the bad plugin that are chosen at run time. */
#ifndef BAD_FAULTS_H
#define BAD_FAULTS_H

#include "device_provider.h"

#include <pthread.h>
#include <stdbool.h>

/** What an instance is up to. */
struct bad {
	char fault[40];
	unsigned starts;
	unsigned birth;  /**< number of the last start, over all instances */
	bool heard_half; /**< the device stopped in the middle of a body */
	pthread_key_t key;
	bool probe;
	bool holds_socket;
	const char *kept_settings; /**< a pointer it had no right to keep */
	const dp_host_audio *audio;
};

void bad_choose(struct bad *b, const char *fault);
bool bad_is(const struct bad *b, const char *fault);

/* Called at the places the names say. True: the caller gives up, or does less. */
bool bad_in_create(struct bad *b, const dp_host *h, const dp_config *c);
bool bad_in_start(struct bad *b, const dp_host *h);
void bad_in_refusal(struct bad *b);
bool bad_in_request(struct bad *b, const dp_request *r); /**< true: does not answer */
void bad_heard(struct bad *b, const char *bytes);
void bad_before_stop(struct bad *b, bool running);
void bad_after_stop(struct bad *b, const dp_host *h);
bool bad_in_destroy(struct bad *b, const dp_host *h); /**< `b` NULL: destroy(NULL) */

#endif
