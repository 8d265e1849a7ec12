/* SPDX-License-Identifier: Apache-2.0 */
/* host-record.h - the memory of a trap_host: what was called, when, by whom. */
#ifndef HOST_RECORD_H
#define HOST_RECORD_H

#include "trap-host.h"

struct trap_host *host_record_create(const struct trap_host_options *options);

void host_record_set_table(struct trap_host *t, const dp_host *table);

/** Note a call; `subject` and `text` may be NULL. Any thread. */
void host_record(struct trap_host *t, const char *function, const char *subject,
	const char *text, dp_status status, uint64_t request);

/** @return what reply() answers */
dp_status host_record_reply(
	struct trap_host *t, uint64_t request, dp_status status, const char *json);

int64_t host_record_get(struct trap_host *t, const char *key, char *buf, size_t cap);

dp_status host_record_put(struct trap_host *t, const char *key, const char *json);

#endif
