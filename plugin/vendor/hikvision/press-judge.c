/* SPDX-License-Identifier: Apache-2.0 */
/* press-judge.c - AccessControllerEvent 3,1024: a visitor, or a remote unlock? */

#include "press-judge.h"

#include <string.h>

static void judge(void *user);

static void arm(struct press_judge *j)
{
	uint64_t now = j->timers->now_ms, due;

	timer_stop(&j->timer);
	if (!j->count)
		return;
	due = j->held[0].event.asked_ms + JUDGE_HOLD_MS;
	timer_start(
		j->timers, &j->timer, due > now ? (unsigned)(due - now) : 0, judge, j);
}

/* Take the held one at `at` out of the list, and tell of it if it is a press. */
static void settle(struct press_judge *j, unsigned at, bool is_press)
{
	struct event ev = j->held[at].event;

	j->count--;
	memmove(&j->held[at], &j->held[at + 1], (j->count - at) * sizeof(j->held[0]));
	if (is_press)
		j->press(&ev, j->user);
	else if (j->remote)
		j->remote(&ev, j->user);
}

/* The oldest has waited long enough. */
static void judge(void *user)
{
	struct press_judge *j = user;

	while (j->count &&
		j->held[0].event.asked_ms + JUDGE_HOLD_MS <= j->timers->now_ms)
		settle(j, 0, !j->held[0].explained);
	arm(j);
}

static bool just_unlocked(const struct press_judge *j)
{
	return j->has_unlock && j->timers->now_ms - j->unlock_ms <= JUDGE_HOLD_MS;
}

void press_judge_doubt(struct press_judge *j, const struct event *ev, bool picture)
{
	bool explained = just_unlocked(j);

	if ((picture && !explained) || j->count == JUDGE_HELD_MAX) {
		j->press(ev, j->user);
		return;
	}
	j->held[j->count++] = (struct held_press){*ev, picture, explained};
	j->held[j->count - 1].event.asked_ms = j->timers->now_ms;
	arm(j);
}

void press_judge_unlock(struct press_judge *j)
{
	j->has_unlock = true;
	j->unlock_ms = j->timers->now_ms;
	for (unsigned i = 0; i < j->count; i++)
		j->held[i].explained = true;
}

void press_judge_ringing(struct press_judge *j, uint64_t asked_ms)
{
	for (unsigned i = 0; i < j->count;) {
		const struct held_press *h = &j->held[i];

		if (h->picture && asked_ms >= h->event.asked_ms)
			settle(j, i, true);
		else
			i++;
	}
	arm(j);
}

unsigned press_judge_button(const struct press_judge *j)
{
	return j->count ? j->held[j->count - 1].event.button : 0;
}

void press_judge_init(struct press_judge *j, struct timers *timers,
	void (*press)(const struct event *ev, void *user), void *user)
{
	*j = (struct press_judge){.timers = timers, .press = press, .user = user};
}

void press_judge_finish(struct press_judge *j)
{
	timer_stop(&j->timer);
	j->count = 0;
}
