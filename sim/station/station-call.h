/* SPDX-License-Identifier: Apache-2.0 */
/* station-call.h - the call of a door station: idle, ringing, in a call.
 *
 *          press                answer
 *   IDLE --------> RINGING ----------------> ON_CALL
 *    | ^  hang up, time |       hang up       ^ |
 *    | +----------------+---------------------|-+
 *    +------------------ take ----------------+
 *
 * IDLE and ON_CALL: no timer. RINGING: the ring timer runs. A press while it rings or
 * during a call changes nothing: same call. `take`: somebody calls the station, which
 * answers by itself.
 *
 * Source: callStatus idle, ring, onCall: DS-KV6124 V3.9.0; the ring ends after about 60 s
 * without an event: Hikvision-Addons thread 294 */
#ifndef GATEHOUSE_SIM_STATION_CALL_H
#define GATEHOUSE_SIM_STATION_CALL_H

#include "sim-re.h"

enum call_state { CALL_IDLE, CALL_RINGING, CALL_ON_CALL };
enum call_input { CALL_PRESS, CALL_ANSWER, CALL_HANG_UP, CALL_TIME, CALL_TAKE };

struct call_ops {
	unsigned (*ring_ms)(void *user);
	/** It begins to ring. */
	void (*rings)(void *user);
	/** Somebody answered, or it took a call. */
	void (*answered)(void *user);
	/** It is idle again. @param by_time  Nobody did it */
	void (*ended)(bool by_time, void *user);
};

struct call {
	const struct call_ops *ops;
	void *user;
	enum call_state state;
	struct tmr ring;
};

void call_init(struct call *call, const struct call_ops *ops, void *user);

/** Also a power cut. */
void call_finish(struct call *call);

/** @return 0, or -EINVAL where this makes no sense: nothing to answer, nothing to end */
int call_input(struct call *call, enum call_input input);

/** As callStatus says it: "idle", "ring", "onCall". */
const char *call_word(const struct call *call);

#endif
