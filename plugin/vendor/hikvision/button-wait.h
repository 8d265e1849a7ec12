/* SPDX-License-Identifier: Apache-2.0 */
/* button-wait.h - a press that does not name its button waits for the call by SIP, which
 * does.
 *
 * What other sources tell of a press has no button, mostly; the number that the station
 * calls has. They come within milliseconds of each other, in any order. A press that came
 * first waits for BUTTON_WAIT_MS; then it is told as it is. Pure: time comes with
 * `timers`. */
#ifndef GATEHOUSE_BUTTON_WAIT_H
#define GATEHOUSE_BUTTON_WAIT_H

#include "event.h"
#include "timers.h"

enum { BUTTON_WAIT_MS = 600 };

struct button_wait {
	struct timers *timers;
	struct timer timer; /**< runs while one waits */
	struct event held;
	void (*tell)(const struct event *ev, void *user);
	void *user;
};

void button_wait_init(struct button_wait *w, struct timers *timers,
	void (*tell)(const struct event *ev, void *user), void *user);
void button_wait_finish(struct button_wait *w); /**< what waits is forgotten */

/** A press, or a ringing station, without a button. One that waits already is told. */
void button_wait_hold(struct button_wait *w, const struct event *ev);

/** It is known now, or never will be: tell what waits. */
void button_wait_end(struct button_wait *w);

#endif
