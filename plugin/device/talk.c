/* SPDX-License-Identifier: Apache-2.0 */
/* talk.c - answer the visitor, refuse, hang up. */

#include "talk.h"

#include "station.h"

#include <errno.h>
#include <string.h>

void talk_init(struct talk *t, struct child *child, struct call *call)
{
	*t = (struct talk){.child = child, .call = call};
}

bool talk_present(const struct child *child)
{
	return station_config(child->station)->vendor->call;
}

json_t *talk_describe(void)
{
	return json_pack("{s:s,s:[s,s]}", "type", "intercom", "codecs", "pcmu", "pcma");
}

static void tell(const struct talk *t)
{
	station_state(t->child, "talk", json_pack("{s:b}", "active", t->active));
}

/* It is with us that the station talks. */
static bool is_active(const struct talk *t)
{
	return t->call->state == CALL_TALKING && t->call->visit.here;
}

void talk_announced(struct talk *t)
{
	t->active = is_active(t);
	if (talk_present(t->child))
		tell(t);
}

void talk_changed(struct talk *t)
{
	if (is_active(t) != t->active)
		talk_announced(t);
}

/* ---- orders ---- */

static void done(int err, const char *why, void *user)
{
	struct talk *t = user;

	t->sent = NULL;
	if (err && err != -ETIMEDOUT)
		call_take_back(t->call);
	talk_changed(t);
	station_answer(t->child->station, t->ticket, err, why);
}

static bool rings(const struct call *c)
{
	return c->state == CALL_RINGING;
}

static bool goes_on(const struct call *c)
{
	return c->state != CALL_IDLE;
}

static void refused_or_over(struct call *c)
{
	if (rings(c))
		call_rejected(c);
}

/* What can be asked for. ADD A ROW */
static const struct {
	const char *op;
	enum call_order order;
	bool (*fits)(const struct call *c);
	const char *misfit;
	void (*note)(struct call *c);
} orders[] = {
	// clang-format off
	{"answer", CALL_ORDER_ANSWER, rings, "nobody rings", call_answered_here},
	{"reject", CALL_ORDER_REJECT, rings, "nobody rings", call_rejected},
	{"hang_up", CALL_ORDER_HANG_UP, goes_on, "there is no call", refused_or_over},
	// clang-format on
};

static int give(struct talk *t, size_t i, uint64_t ticket)
{
	struct station *station = t->child->station;
	int err = -ENOENT;

	if (t->sent)
		return -EBUSY;
	if (orders[i].fits(t->call))
		err = station_call(station, orders[i].order, done, t, &t->sent);
	if (err == -ENOENT) {
		station_answer(station, ticket, err, orders[i].misfit);
		return 0;
	}
	if (err)
		return err;
	t->ticket = ticket;
	/* Rationale: the end of the call may come before the answer to the order. */
	orders[i].note(t->call);
	return 0;
}

int talk_request(struct talk *t, const struct child_request *request)
{
	if (strcmp(request->capability, "talk") || !talk_present(t->child))
		return -ENOENT;
	for (size_t i = 0; i < sizeof(orders) / sizeof(*orders); i++) {
		if (!strcmp(request->op, orders[i].op))
			return give(t, i, request->ticket);
	}
	if (strcmp(request->op, "open") && strcmp(request->op, "close"))
		return -ENOENT;
	station_answer(t->child->station, request->ticket, -ENOTSUP,
		"this version carries no sound: calls can be answered, rejected and hung "
		"up");
	return 0;
}

/* @return whether it was still unsent */
static bool give_up(struct talk *t)
{
	struct unit_command *sent = t->sent;
	bool unsent;

	t->sent = NULL;
	unsent = station_config(t->child->station)->vendor->cancel(sent);
	if (unsent)
		call_take_back(t->call);
	return unsent;
}

void talk_cancel(struct talk *t, uint64_t ticket)
{
	if (t->sent && t->ticket == ticket)
		give_up(t);
}

void talk_unit_gone(struct talk *t)
{
	bool unsent;

	if (!t->sent)
		return;
	unsent = give_up(t);
	station_answer(t->child->station, t->ticket, -ECANCELED,
		unsent ? "given up before it was sent"
		       : "given up; the outcome is unknown");
}
