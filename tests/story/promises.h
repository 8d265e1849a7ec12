/* SPDX-License-Identifier: Apache-2.0 */
/* promises.h - what every owner is promised, at each firmware that it applies to. */
#ifndef GATEHOUSE_PROMISES_H
#define GATEHOUSE_PROMISES_H

#include "firmware.h"

/** After the needs of users. */
enum promise {
	PROMISE_SILENCE,     /**< 4: off never means deaf */
	PROMISE_PARTS,       /**< 5: a bad part costs itself */
	PROMISE_CAUSES,      /**< 14: five causes, five messages */
	PROMISE_ACCESS,      /**< 19: who opened the door, and how */
	PROMISE_LOGINS,      /**< 22: every kind of login */
	PROMISE_CONNECTIONS, /**< 23: few of them, and few logins */
	PROMISE_QUESTIONS,   /**< 24: asking does not hurt */
	PROMISE_CLOCK,       /**< 29: a wrong clock does no harm */
	PROMISE_TAMPER,      /**< 38: latched, and its own thing */
	PROMISES,
};

/** @return why it does not apply there; NULL: it does */
const char *promise_void(const struct firmware *f, enum promise promise);

/** A station of each firmware to which it applies, online, with all its children. Prints
 * which are left out, and why.
 * @param switches of each station before its host begins: "key value", ends with NULL;
 *                 or NULL
 * @return how many */
size_t open_promised(
	struct door *doors, enum promise promise, const char *const *switches);

#endif
