/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-counts.c - the part of the ledger that is about HTTP, the login and the streams. */

#include "isapi-counts.h"

#include <errno.h>

enum { KEYS_LIMIT = 1000 };

int isapi_counts_init(struct isapi_counts *counts)
{
	*counts = (struct isapi_counts){.paths = json_object()};
	return counts->paths ? 0 : -ENOMEM;
}

void isapi_counts_finish(struct isapi_counts *counts)
{
	json_decref(counts->paths);
	counts->paths = NULL;
}

void count_key(json_t *counts, const char *key)
{
	json_t *count = json_object_get(counts, key);

	if (!count && json_object_size(counts) >= KEYS_LIMIT)
		key = "others";
	count = json_object_get(counts, key);
	if (count)
		(void)json_integer_set(count, json_integer_value(count) + 1);
	else
		(void)json_object_set_new(counts, key, json_integer(1));
}

void count_tell(json_t *ledger, const char *key, uint64_t value)
{
	(void)json_object_set_new(ledger, key, json_integer((json_int_t)value));
}

void isapi_counts_tell(const struct isapi_counts *c, json_t *ledger)
{
	count_tell(ledger, "replayed", c->replayed);
	count_tell(ledger, "pushes", c->pushes);
	count_tell(ledger, "pushes_failed", c->pushes_failed);
	count_tell(ledger, "pictures_asked", c->pictures_asked);
	count_tell(ledger, "reboots_asked", c->reboots_asked);
	count_tell(ledger, "logins_ok", c->logins_ok);
	count_tell(ledger, "logins_failed", c->logins_failed);
	count_tell(ledger, "logins_while_locked", c->logins_while_locked);
	count_tell(ledger, "challenges", c->challenges);
	count_tell(ledger, "requests", c->requests);
	count_tell(ledger, "writes", c->writes);
	count_tell(ledger, "writes_allowed", c->writes_allowed);
	(void)json_object_set_new(ledger, "paths", json_copy(c->paths));
	count_tell(ledger, "streams_total", c->streams_total);
	count_tell(ledger, "streams_refused", c->streams_refused);
	count_tell(ledger, "parts_sent", c->parts_sent);
}
