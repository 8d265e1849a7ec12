/* SPDX-License-Identifier: Apache-2.0 */
/* self-check.c - the action `self_check`: why would no events come? */

#include "self-check.h"

#include "station.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { RESULT_MAX = 48 * 1024 /* of the ABI's 64 KiB: hosts wrap it */ };

/* Why it could not begin. ADD A ROW */
static const struct {
	int err;
	const char *why;
} refusals[] = {
	{-ENOTSUP, "there is no self-check for this device"},
	{-ENOTCONN, "the device has not answered yet, so it cannot be asked"},
	{-EBUSY, "a self-check is under way already"},
};

static const char *refusal(int err)
{
	for (size_t i = 0; i < sizeof(refusals) / sizeof(*refusals); i++) {
		if (refusals[i].err == err)
			return refusals[i].why;
	}
	return strerror(-err);
}

static void answer(struct requests *requests, uint64_t id, const json_t *report)
{
	char *text = json_dumps(report, JSON_COMPACT);
	size_t len = text ? strlen(text) : 0;
	json_t *summary = NULL;

	if (len > RESULT_MAX)
		summary = json_pack("{s:O,s:O}", "ok", json_object_get(report, "ok"),
			"message", json_object_get(report, "message"));
	if (summary)
		requests_answer_bytes(requests, id, summary, (struct bytes){text, len},
			SELF_CHECK_TYPE);
	else
		requests_answer(requests, id, 0, "", report);
	json_decref(summary);
	free(text);
}

static void done(int err, const char *why, const json_t *report, void *user)
{
	struct self_check *c = user;

	c->station = NULL;
	if (err)
		requests_answer(c->requests, c->id, err, why, NULL);
	else
		answer(c->requests, c->id, report);
}

void self_check_start(struct self_check *c, struct station *station, uint64_t id)
{
	int err = station ? station_self_check(station, done, c) : -ENOTCONN;

	if (err) {
		requests_answer(c->requests, id, err, refusal(err), NULL);
		return;
	}
	c->station = station;
	c->id = id;
}

void self_check_cancel(struct self_check *c, uint64_t id)
{
	if (!c->station || c->id != id)
		return;
	station_forget_self_check(c->station);
	c->station = NULL;
}
