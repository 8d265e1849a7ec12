/* SPDX-License-Identifier: Apache-2.0 */
/* button-wait.c - a press that does not name its button waits for the call by SIP. */

#include "button-wait.h"

static void over(void *user)
{
	struct button_wait *w = user;

	w->tell(&w->held, w->user);
}

void button_wait_hold(struct button_wait *w, const struct event *ev)
{
	button_wait_end(w);
	w->held = *ev;
	timer_start(w->timers, &w->timer, BUTTON_WAIT_MS, over, w);
}

void button_wait_end(struct button_wait *w)
{
	if (!timer_running(&w->timer))
		return;
	timer_stop(&w->timer);
	over(w);
}

void button_wait_init(struct button_wait *w, struct timers *timers,
	void (*tell)(const struct event *ev, void *user), void *user)
{
	*w = (struct button_wait){.timers = timers, .tell = tell, .user = user};
}

void button_wait_finish(struct button_wait *w)
{
	timer_stop(&w->timer);
}
