/* SPDX-License-Identifier: Apache-2.0 */
/* registration.h - our registration at a registrar. Pure.
 *
 *            start               granted             half its time
 *   IDLE ----------> ASKING ----------------> HELD ---------------> RENEWING
 *                    ^    |                    ^                    |     |
 *               time |    | no answer, no      |      granted       |     | no answer, no
 *                    |    v                    +--------------------+     v
 *                   WAITING <----------------------- it lapsed ------- RETRYING
 *                                                                (time: RENEWING)
 *   login refused: REFUSED, until new settings make a new one.
 *   stop: LEAVING (un-register is sent) -> GONE; straight to GONE with nothing to give back.
 *   moved: our address is another one: ASKING, at once.
 *
 * IDLE      nothing runs
 * ASKING    a request is under way; we are not registered
 * WAITING   the timer to try again runs; we are not
 * HELD      we are; the timers to renew and of its end run
 * RENEWING  we are; a request is under way; the timer of its end runs
 * RETRYING  we are; the timers to try again and of its end run
 * REFUSED   nothing runs */
#ifndef GATEHOUSE_REGISTRATION_H
#define GATEHOUSE_REGISTRATION_H

#include <stdbool.h>
#include <stdint.h>

enum registration_state {
	REGISTRATION_IDLE,
	REGISTRATION_ASKING,
	REGISTRATION_WAITING,
	REGISTRATION_HELD,
	REGISTRATION_RENEWING,
	REGISTRATION_RETRYING,
	REGISTRATION_REFUSED,
	REGISTRATION_LEAVING,
	REGISTRATION_GONE,
};

enum registration_input {
	REGISTRATION_START,
	REGISTRATION_STOP,
	REGISTRATION_MOVED,
	REGISTRATION_GRANTED,   /**< value: seconds */
	REGISTRATION_TOO_BRIEF, /**< 423; value: the least, in seconds */
	REGISTRATION_DENIED,    /**< the login is refused for good */
	REGISTRATION_FORBIDDEN, /**< 403 to our login: maybe a wrong password */
	REGISTRATION_DECLINED,  /**< another answer; value: Retry-After, or 0 */
	REGISTRATION_SILENT,    /**< no answer, or no way there */
	REGISTRATION_TIME,      /**< the timer to renew, or to try again */
	REGISTRATION_LAPSED,    /**< the timer of its end */
};

/** What it asks of its surroundings. All mandatory. */
struct registration_ops {
	void (*ask)(unsigned expires_s, void *user); /**< 0: un-register */
	void (*forget)(void *user);                  /**< the request under way */
	void (*arm)(unsigned ms, void *user);        /**< TIME; 0: stop it */
	void (*arm_end)(unsigned ms, void *user);    /**< LAPSED; 0: stop it */
	unsigned (*noise)(void *user);               /**< any number */
	void (*changed)(enum registration_state state, void *user);
};

struct registration {
	enum registration_state state;
	unsigned expires_s; /**< what we ask for */
	unsigned failures;  /**< in a row */
	unsigned forbidden; /**< 403s in a row */
	unsigned briefs;    /**< 423s in a row */
	const struct registration_ops *ops;
	void *user;
};

void registration_init(struct registration *r, unsigned expires_s,
	const struct registration_ops *ops, void *user);
void registration_input(
	struct registration *r, enum registration_input in, unsigned value);

/** Does the registrar know where we are, as far as we know? */
bool registration_holds(const struct registration *r);

#endif
