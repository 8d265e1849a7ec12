/* SPDX-License-Identifier: Apache-2.0 */
/* advice.c - what only the user can mend at the station, learnt from what it does. */

#include "advice.h"

#include "isapi-right.h"

#include <string.h>

static const char calls_id[] = "calls-not-reported", events_id[] = "events-missing",
		  permission_id[] = "permission";

/* Source: the note of the SIP mode "Don't Use SIP" in the users' description of the
 * DS-KV6113; unverified that either is enough on every firmware. */
static const struct unit_issue calls_issue = {
	.title = "The door station does not report its calls",
	.text = "Its button was pressed twice, and both times the station said that there "
		"is no call. So nobody can know when a call is answered or over. Connect "
		"an indoor station, or switch Hik-Connect on (Platform Access, in the "
		"station's network settings).",
};

static const struct unit_issue events_issue = {
	.title = "The door station does not tell its events",
	.text = "It opened its door twice, and told nothing of it. On the station, tick "
		"\"" RIGHT_NOTIFY
		"\" for the user of this instance (User Management), and "
		"\"Notify Surveillance Center\" among the linkage methods of its events.",
};

/* By enum advice_right, or-ed. */
static const char *const permission_texts[] = {
	[ADVICE_STREAM] =
		"The user of this instance may not hear the station's events. On the "
		"station, under User Management, tick \"" RIGHT_NOTIFY
		"\" for that user.",
	[ADVICE_DOOR] =
		"The user of this instance may not open doors. On the station, under User "
		"Management, tick \"" RIGHT_CONTROL
		"\" for that user; where there is no "
		"such right, only an administrator may.",
	[ADVICE_STREAM | ADVICE_DOOR] =
		"The user of this instance may neither hear the station's events nor open "
		"doors. On the station, under User Management, tick \"" RIGHT_NOTIFY
		"\" and \"" RIGHT_CONTROL
		"\" for that user; where there is no such right, "
		"only an administrator may.",
};

static void raise_issue(
	struct advice *a, bool *told, const char *id, const struct unit_issue *issue)
{
	if (*told)
		return;
	*told = true;
	a->issue(id, issue, a->user);
}

static void withdraw(struct advice *a, bool *told, const char *id)
{
	if (!*told)
		return;
	*told = false;
	a->issue(id, NULL, a->user);
}

/* ---- is a call reported? ---- */

static void call_over(void *user)
{
	struct advice *a = user;

	if (a->answers < ADVICE_CALL_ANSWERS)
		return;
	if (++a->unseen >= ADVICE_TIMES)
		raise_issue(a, &a->unseen_told, calls_id, &calls_issue);
}

void advice_pressed(struct advice *a)
{
	uint64_t now = a->timers->now_ms;

	if (timer_running(&a->call)) /* the same visitor */
		return;
	if (a->seen_any && now - a->seen_ms < ADVICE_CALL_BEFORE_MS)
		return;
	a->pressed_ms = now;
	a->answers = 0;
	timer_start(a->timers, &a->call, ADVICE_CALL_MS, call_over, a);
}

void advice_call_status(struct advice *a, bool call, uint64_t asked_ms)
{
	if (!call) {
		a->answers += asked_ms >= a->pressed_ms;
		return;
	}
	timer_stop(&a->call);
	a->seen_any = true;
	a->seen_ms = a->timers->now_ms;
	a->unseen = 0;
	withdraw(a, &a->unseen_told, calls_id);
}

/* ---- does it tell its events? ---- */

static void event_missed(void *user)
{
	struct advice *a = user;

	if (++a->silent >= ADVICE_TIMES)
		raise_issue(a, &a->silent_told, events_id, &events_issue);
}

void advice_unlocked(struct advice *a)
{
	if (!a->heard && !timer_running(&a->event))
		timer_start(a->timers, &a->event, ADVICE_EVENT_MS, event_missed, a);
}

void advice_heard(struct advice *a)
{
	timer_stop(&a->event);
	a->heard = true;
	a->silent = 0;
	withdraw(a, &a->silent_told, events_id);
}

void advice_deaf(struct advice *a)
{
	timer_stop(&a->call);
	timer_stop(&a->event);
}

/* ---- may we? ---- */

static void tell_denied(struct advice *a, unsigned denied)
{
	struct unit_issue issue = {
		.title = "A right is missing on the door station",
		.text = permission_texts[denied],
	};

	if (denied == a->denied)
		return;
	a->denied = denied;
	a->issue(permission_id, denied ? &issue : NULL, a->user);
}

void advice_denied(struct advice *a, enum advice_right right)
{
	tell_denied(a, a->denied | right);
}

void advice_allowed(struct advice *a, enum advice_right right)
{
	tell_denied(a, a->denied & ~(unsigned)right);
}

/* ---- life ---- */

void advice_init(struct advice *a, struct timers *timers,
	void (*issue)(const char *id, const struct unit_issue *issue, void *user),
	void *user)
{
	*a = (struct advice){.timers = timers, .issue = issue, .user = user};
}

void advice_finish(struct advice *a)
{
	advice_deaf(a);
	withdraw(a, &a->unseen_told, calls_id);
	withdraw(a, &a->silent_told, events_id);
	tell_denied(a, 0);
}

void advice_forget(struct advice *a)
{
	advice_finish(a);
	advice_init(a, a->timers, a->issue, a->user);
}
