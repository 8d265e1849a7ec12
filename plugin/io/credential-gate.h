/* SPDX-License-Identifier: Apache-2.0 */
/* credential-gate.h - one per device: may we log in now?
 *
 * Counts refused logins over all channels together, so that a wrong password costs the
 * user's account at most two of its tries, and a locked account none.
 *
 *              ok                     refused (1st), stale          refused (2nd)
 *   UNPROVEN ------> PROVEN    UNPROVEN,PROVEN ----> DOUBT    DOUBT ----> CLOSED
 *                      ^                               | ok
 *                      +-------------------------------+
 *   any but CLOSED -- locked(s) --> LOCKED -- s seconds later --> DOUBT
 *   any -- refused, with at most LAST_TRIES left before the device locks --> CLOSED
 *
 *   UNPROVEN  nothing tried yet       one request at a time
 *   PROVEN    the last login worked   as many as the channels like
 *   DOUBT     one refusal             one request at a time, RETRY_MS after a refusal,
 *             (or a lock that is      at once after a stale nonce
 *             over)
 *   CLOSED    two refusals            none, until new credentials make a new gate
 *   LOCKED    the device said so      none until the time it named
 *
 * A login with a nonce that was used before may be refused because the nonce is worn, or
 * because the password is wrong: `stale`. It counts as a refusal, unless this device has
 * been seen to wear out nonces: then only an answer to a fresh challenge tells.
 *
 * Pure: time comes with `timers`. */
#ifndef GATEHOUSE_CREDENTIAL_GATE_H
#define GATEHOUSE_CREDENTIAL_GATE_H

#include "timers.h"
#include <stdbool.h>
#include <stdint.h>

enum {
	CREDENTIAL_GATE_RETRY_MS = 2000,
	CREDENTIAL_GATE_LAST_TRIES = 1, /**< are the user's own */
};

enum gate_state { GATE_UNPROVEN, GATE_PROVEN, GATE_DOUBT, GATE_CLOSED, GATE_LOCKED };

struct credential_gate {
	enum gate_state state;
	unsigned in_flight; /**< logins under way */
	bool wears;         /**< this device wears out nonces */
	bool stale;         /**< in DOUBT only because of a nonce */
	int tries_left;     /**< as the device last said; -1 unknown */
	struct timers *timers;
	struct timer wait; /**< runs in DOUBT before the retry, and in LOCKED */
	void (*changed)(
		void *user); /**< optional: who waited may ask again, or the state
	                              *   is another; called last, may destroy the owner */
	void *user;
};

void credential_gate_init(struct credential_gate *g, struct timers *timers,
	void (*changed)(void *user), void *user);
void credential_gate_finish(struct credential_gate *g);

enum gate_answer { GATE_GO, GATE_WAIT, GATE_NO };

/** May a login go out now? GATE_GO counts it as under way: one of the three below, or
 * credential_gate_dropped(), must follow. GATE_WAIT: ask again on `changed`. GATE_NO:
 * CLOSED or LOCKED. */
enum gate_answer credential_gate_enter(struct credential_gate *g);
void credential_gate_ok(struct credential_gate *g);
void credential_gate_refused(struct credential_gate *g, int tries_left);
/** An answer to a nonce that was used before was refused: worn out, or a wrong password.
 * The retry with a fresh challenge may follow at once. */
void credential_gate_stale(struct credential_gate *g);
/** 0 seconds: the device did not say; then 5 minutes. Never over a day. */
void credential_gate_locked(struct credential_gate *g, unsigned seconds);
void credential_gate_dropped(struct credential_gate *g); /**< no answer: says nothing */

unsigned credential_gate_unlock_s(
	const struct credential_gate *g); /**< 0: not locked */

#endif
