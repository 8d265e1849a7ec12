/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-counts.h - the part of the ledger that is about HTTP, the login and the streams. */
#ifndef GATEHOUSE_SIM_ISAPI_COUNTS_H
#define GATEHOUSE_SIM_ISAPI_COUNTS_H

#include <jansson.h>
#include <stdint.h>

struct isapi_counts {
	uint64_t logins_ok, logins_failed, logins_while_locked, challenges;
	uint64_t requests, writes, writes_allowed;
	uint64_t replayed;
	uint64_t pushes, pushes_failed;
	uint64_t pictures_asked, reboots_asked;
	uint64_t streams_total, streams_refused, parts_sent;
	json_t *paths; /* "GET /ISAPI/...": count */
};

/** @return 0 or -ENOMEM */
int isapi_counts_init(struct isapi_counts *counts);
void isapi_counts_finish(struct isapi_counts *counts);

/** Add them to the ledger. */
void isapi_counts_tell(const struct isapi_counts *counts, json_t *ledger);

/** Count one more of `key`; after 1,000 different ones they are "others". */
void count_key(json_t *counts, const char *key);

/** Add a number. */
void count_tell(json_t *ledger, const char *key, uint64_t value);

#endif
