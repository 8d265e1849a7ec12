/* SPDX-License-Identifier: Apache-2.0 */
/* requests.h - the open requests of an instance: each is answered exactly once. */
#ifndef GATEHOUSE_REQUESTS_H
#define GATEHOUSE_REQUESTS_H

#include "bytes.h"
#include "device_provider.h"
#include "timers.h"
#include <jansson.h>
#include <stdbool.h>

struct open_request;

struct requests {
	struct open_request *first;
	const dp_host *host;
	struct timers *timers;
	/** The one answer has been given, by a time limit: stop working on it. */
	void (*expired)(uint64_t id, void *user);
	void *user;
};

/** @param timeout_ms 0: no limit @return 0, -ENOMEM */
int requests_open(struct requests *r, uint64_t id, unsigned timeout_ms);

/** Answer it, if it is still open.
 * @param why    one sentence for people; goes out unless err is 0
 * @param result borrowed; NULL: none @return whether it was open */
bool requests_answer(struct requests *r, uint64_t id, int err, const char *why,
	const json_t *result);

/** The same, when it went well, with bytes that do not belong in JSON.
 * @param blob, type empty and NULL: none; type is a MIME type */
bool requests_answer_bytes(struct requests *r, uint64_t id, const json_t *result,
	struct bytes blob, const char *type);

/** Answer all that are open with "cancelled". */
void requests_finish(struct requests *r);

/** Answer one that was never opened. [any-thread] */
void requests_reply(const dp_host *host, uint64_t id, int err, const char *why,
	const json_t *result);

#endif
