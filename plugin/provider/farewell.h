/* SPDX-License-Identifier: Apache-2.0 */
/* farewell.h - stop() waits for the last words with the station, and not for long. */
#ifndef GATEHOUSE_FAREWELL_H
#define GATEHOUSE_FAREWELL_H

#include "reactor.h"
#include "vendor.h"

enum { FAREWELL_LIMIT_MS = UNIT_FAREWELL_MS + 300 }; /**< of the 5 s that stop() has */

/** Begins the farewell, on the loop. @return 0: `done` follows; else there is none */
typedef int farewell_fn(farewell_done_fn *done, void *done_user, void *user);

/** Run `begin` on the loop, wait for its end or until there is no more time, then run
 * `finish` there: it destroys whoever may still call `done`.  [any-thread but the
 * loop's] */
void farewell(struct reactor *r, farewell_fn *begin, reactor_fn *finish, void *user);

#endif
