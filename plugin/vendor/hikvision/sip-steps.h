/* SPDX-License-Identifier: Apache-2.0 */
/* sip-steps.h - set a door station's SIP settings to us, step by step, and back.
 *
 *          want               all read: due          all written         as wanted
 *  IDLE ----------> READING ----------------> WRITING --------> VERIFYING ------> STANDS
 *                    ^ ^ | |                     |                  |              |
 *                    | | | | as wanted           | refused          | not kept     | time
 *                    | | | +-----------> STANDS  v                  v              v
 *                    | | | somebody's          REFUSED <------------+           READING
 *                    | | +-------> LEFT           (of the key or the numbers: later,
 *                    | |            | time         when the rest is written)
 *                    | +------------+
 *                    +--- time --- RESTING <--- any question that got no answer
 *
 *             give back            all read: ours            all written          all read
 *  (any) ----------------> ASKING ---------------> RETURNING ----------> LEAVING --------> IDLE
 *                             | nothing of ours, or no answer
 *                             v
 *                            IDLE
 *
 *   IDLE       nothing is under way, and nothing is wanted
 *   READING    asks for one place after the other; nothing is written before all are known
 *   WRITING    writes one place after the other, of those that differ. What was there, and
 *              what shall be, is remembered before the first of them
 *   VERIFYING  asks for those again
 *   STANDS     all is as wanted; timer: until the next look
 *   LEFT       somebody changed what we wrote, or the station was reset: it is told once,
 *              and left alone. Two programs that both take it back would write for ever.
 *              Timer: until the next look, for they may change it back
 *   REFUSED    the station would not, or did not keep it. No timer: it would answer the
 *              same. New values, or a new connection, are a new try
 *   RESTING    no answer; timer: until the next try. What a write that got none did shows
 *              when it is read. After SIP_TRIES such writes: REFUSED
 *   ASKING     on the way out: what of it is still ours?
 *   RETURNING  writes what was there, where it is ours
 *   LEAVING    asks for those again
 *
 * A station that does not know a place at all (-ENOTSUP) stands without it, but for the
 * server: firmware before V3 calls its proxy without numbers and key. Another room or
 * button: what we wrote for the old one is given back first. Pure: time comes with
 * `timers`. */
#ifndef GATEHOUSE_SIP_STEPS_H
#define GATEHOUSE_SIP_STEPS_H

#include "sip-memory.h"
#include "timers.h"

enum {
	SIP_CHECK_MS = 10 * 60 * 1000,
	SIP_REST_MS = 30 * 1000,
	SIP_TRIES = 4, /**< writes that got no answer */
	SIP_WHY_MAX = 479,
};

enum sip_steps_state {
	SIP_STEPS_IDLE,
	SIP_STEPS_READING,
	SIP_STEPS_WRITING,
	SIP_STEPS_VERIFYING,
	SIP_STEPS_STANDS,
	SIP_STEPS_LEFT,
	SIP_STEPS_REFUSED,
	SIP_STEPS_RESTING,
	SIP_STEPS_ASKING,
	SIP_STEPS_RETURNING,
	SIP_STEPS_LEAVING,
};

enum sip_steps_input {
	SIP_STEPS_WANT,      /**< by sip_steps_want() only */
	SIP_STEPS_GIVE_BACK, /**< all that was written */
	SIP_STEPS_READ,      /**< the place was read, into `now` */
	SIP_STEPS_DONE,      /**< it was written */
	SIP_STEPS_FAILED,    /**< `err` and `why` say why; as isapi_result */
	SIP_STEPS_TIME,      /**< the timer of this state */
	SIP_STEPS_DROP,      /**< the connection is lost: forget what is under way */
};

/** What it asks of its surroundings. All mandatory. `read` and `write` end with
 * sip_steps_input(), never before they returned; each drops what was under way. */
struct sip_steps_ops {
	void (*read)(enum sip_place place, unsigned room, unsigned button, void *user);
	/** @param ours  as sip_settings_edit(); its document is the one that was read */
	void (*write)(enum sip_place place, unsigned room, unsigned button,
		const struct sip_settings *to, bool ours, void *user);
	void (*drop)(void *user);
	/** @param memory  NULL: there is nothing any more. @return 0, -errno: not kept */
	int (*remember)(const struct sip_memory *memory, void *user);
	void (*changed)(void *user); /**< state, `err`, `why`, `at` */
	/** Giving back has ended. @param err 0: nothing of ours is there */
	void (*returned)(int err, const char *why, void *user);
};

/** Why a place is not as it shall be. */
struct sip_lack {
	int err; /**< 0: none */
	char why[SIP_WHY_MAX + 1];
};

struct sip_steps {
	enum sip_steps_state state;
	const struct sip_steps_ops *ops;
	void *user;
	struct timers *timers;
	struct timer timer;
	bool wanted; /**< else it shall be given back, or nothing */
	bool fresh;  /**< `values` are new, and none has looked yet */
	struct sip_values values;
	struct sip_settings target; /**< of the values */
	struct sip_settings now;    /**< as read last */
	struct sip_memory memory;
	struct sip_memory before; /**< this round of writes */
	enum sip_place at;    /**< which place is asked about, written, or changed */
	bool due[SIP_PLACES]; /**< to be written and verified, in this round */
	struct sip_lack lacks[SIP_PLACES];
	unsigned tries;
	int err;
	char why[SIP_WHY_MAX + 1]; /**< of LEFT, REFUSED, RESTING */
};

void sip_steps_init(struct sip_steps *s, struct timers *timers,
	const struct sip_steps_ops *ops, void *user);
void sip_steps_finish(struct sip_steps *s);

/** These shall be there. The same again: look after them. */
void sip_steps_want(struct sip_steps *s, const struct sip_values *values);

/** @param err, why  with SIP_STEPS_FAILED; else 0 and "" */
void sip_steps_input(
	struct sip_steps *s, enum sip_steps_input in, int err, const char *why);

/** For people: "SIP settings", "phone numbers", "button" */
const char *sip_place_name(enum sip_place place);

#endif
