/* SPDX-License-Identifier: Apache-2.0 */
/* unit-journal.c - what the stream does not tell: asked of the station's journal. */

#include "isapi-request.h"
#include "log.h"
#include "unit.h"
#include "wall-clock.h"

#include <errno.h>

enum {
	JOURNAL_LIMIT_MS = 3000,
	NEWS_LIMIT_MS = 10 * 1000, /**< what is older is history */
	RING_LIMIT_MS = 3000,      /**< later, a ring may be one that was told */
};

static void answered(const struct isapi_result *result, void *user)
{
	struct unit *u = user;
	struct acs_page page;
	int err = result->err;

	u->journal_question = NULL;
	if (!err)
		err = acs_page_parse(result->body, &page);
	if ((err == -ENOTSUP || err == -EPERM) && !u->journal_silence_told) {
		log_info(u->log, "the station's journal is not asked: %s", result->why);
		u->journal_silence_told = true;
	}
	if (!result->err && err)
		log_debug(u->log, "a page of the journal cannot be read");
	unit_push_journal(u, err);
	journal_watch_answered(&u->journal, err, &page);
}

static void ask(unsigned id, unsigned position, void *user)
{
	struct unit *u = user;
	char body[ACS_SEARCH_BODY_MAX];
	struct http_request request = {
		.method = "POST",
		.path = "/ISAPI/AccessControl/AcsEvent?format=json",
		.content_type = "application/json",
		.body = acs_search_body(id, position, body),
		.timeout_ms = JOURNAL_LIMIT_MS,
	};
	int err = isapi_send(u->isapi, &request, answered, u, &u->journal_question);

	if (err)
		journal_watch_answered(&u->journal, -EREMOTEIO, NULL);
}

/* The connection waited for it. */
static void learnt(void *user)
{
	struct unit *u = user;

	if (u->link.state == LINK_PROBE)
		device_link_input(&u->link, LINK_ANSWERED, 0, "");
}

/* Nobody listened when it happened, so it is history: a ring, an opened door or a
 * movement of then is no event of now. Rationale for the one exception: the tamper switch
 * is a latch. It says "nobody has touched the housing since you cleared it", and that
 * would be a lie if it had been opened while the cable was cut - which is how one would
 * do it. */
static void take_missed(struct unit *u, struct event *ev)
{
	if (ev->kind != EVENT_CASE_TAMPERED)
		return;
	ev->missed = true;
	log_warning(u->log, "the housing was opened while the station was not heard");
	u->listener->event(ev, u->user);
}

static bool record(const struct acs_record *record, uint64_t age_ms, void *user)
{
	struct unit *u = user;
	struct event ev;

	if (age_ms <= RING_LIMIT_MS)
		clock_advice_heard(&u->clock, record->time, wall_clock_unix_ms());
	if (hikvision_record(&u->memory, record, &ev) != ALERT_IS_EVENT)
		return false;
	ev.asked_ms = u->link.timers->now_ms;
	if (age_ms > NEWS_LIMIT_MS)
		take_missed(u, &ev);
	else if (age_ms > RING_LIMIT_MS && ev.kind == EVENT_BELL_PRESSED)
		log_info(u->log, "the journal told of a press too late to ring");
	else
		unit_take_event(u, &ev, record->event.pictures > 0);
	return true;
}

/* Numbers of before may come again, for other events. */
static void renumbered(void *user)
{
	struct unit *u = user;

	log_info(u->log, "the station's journal begins anew");
	alert_memory_forget(&u->memory);
}

const struct journal_watch_ops unit_journal_ops = {
	.ask = ask,
	.learnt = learnt,
	.record = record,
	.renumbered = renumbered,
};

void unit_drop_journal(struct unit *u)
{
	isapi_cancel(u->journal_question);
	u->journal_question = NULL;
	journal_watch_end(&u->journal);
}
