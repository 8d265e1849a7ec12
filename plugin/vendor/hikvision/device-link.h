/* SPDX-License-Identifier: Apache-2.0 */
/* device-link.h - stay connected to one device: who is it, then its event stream, for ever.
 *
 *        start          answered        answered           opened          proven, time
 *  IDLE -------> IDENTIFY --------> PROBE --------> OPENING --------> PROVING ---> LISTENING
 *                  ^ |                | failed       | |   ^             |            |
 *                  | | failed         v       failed | |   +--- lost ----|------------+
 *                  | |                               | | instead   (was steady)       |
 *                  | |                               | v                |             |
 *                  | |                               | PUSHED           |             |
 *                  | |                               |  | lost          | lost        |
 *                  | +-----------> RESTING <---------+--+<--------------+<------------+
 *                  |       time       |                             lost, time (silence)
 *                  +------------------+
 *
 *   IDLE         not started, or stopped
 *   IDENTIFY     asked who it is               (the request has its own limit)
 *   PROBE        asked what it has             (likewise)
 *   OPENING      asked for the event stream    (likewise)
 *   PROVING      the stream is open, and nothing came yet; timer: until that will do.
 *                Skipped where traits.proof_ms is 0
 *   LISTENING    events flow; timer: how long it may be silent
 *   PUSHED       there is no stream: events are pushed to us, and who sees to that tells
 *                when the device is gone
 *   RESTING      not connected; timer: until the next try, none after a refused login
 *
 * Every way back leads through IDENTIFY: after a reboot or a new lease another device may
 * answer at the address. But for one: a device that closes a steady stream, and gives it
 * again in the same second, has had no time for either (NVRs that close every 40 s would
 * be asked for ever who they are).
 *
 * With traits.grace_ms, offline() is withheld for that long where the stream was steady and
 * the device closed it, or nothing came on it and no heartbeat ever did: the way back may
 * be quicker. Not where it says why it refuses us. Pure: time comes with `timers`, the
 * world with `ops`. */
#ifndef GATEHOUSE_DEVICE_LINK_H
#define GATEHOUSE_DEVICE_LINK_H

#include "timers.h"
#include <stdbool.h>
#include <stdint.h>

enum {
	LINK_REST_FIRST_MS = 1000, /**< after the first failure; doubled after each */
	LINK_REST_LIMIT_MS = 8000, /**< with the try itself, back within 15 s */
	LINK_REFUSED_FIRST_MS = 5000, /**< it answers, and refuses: slots are taken */
	LINK_REFUSED_LIMIT_MS = 30000,
	LINK_STEADY_MS = 10 * 1000, /**< a stream that lived so long has no failures */
	LINK_SILENCE_MIN_MS = 15 * 1000,
	LINK_SILENCE_FIRST_MS = 30 * 1000, /**< while its heartbeat is not known */
	LINK_SILENCE_MAX_MS = 60 * 1000,   /**< with the grace, where there is one */
	LINK_WHY_MAX = 480,
};

enum link_state {
	LINK_IDLE,
	LINK_IDENTIFY,
	LINK_PROBE,
	LINK_OPENING,
	LINK_PROVING,
	LINK_LISTENING,
	LINK_PUSHED,
	LINK_RESTING,
};

enum link_input {
	LINK_START,
	LINK_ANSWERED, /**< the question of this state was answered */
	LINK_FAILED,   /**< it was not; `err` and `why` say why */
	LINK_ALIVE,    /**< bytes came on the stream */
	LINK_LOST,     /**< the stream ended */
	LINK_TIME,     /**< the timer of this state, or a reason not to wait for it */
	LINK_INSTEAD,  /**< there is no stream to open, and events are pushed instead */
	LINK_HINT,     /**< the device answered somebody else's question */
	LINK_PROVEN,   /**< something whole came on the stream */
};

/** What a link asks of its surroundings. All mandatory. The three questions are answered
 * later with device_link_input(); `drop` forgets what is under way. */
struct device_link_ops {
	void (*identify)(void *user);
	void (*probe)(void *user);
	void (*open_stream)(void *user);
	void (*drop)(void *user);
	void (*online)(void *user);
	void (*offline)(int err, const char *why, void *user);
};

/** How the device behaves; all-zero: as a door station. */
struct device_link_traits {
	unsigned grace_ms; /**< at most LINK_SILENCE_MAX_MS - LINK_SILENCE_FIRST_MS */
	/** An open stream counts when something whole came on it, or after so long: a
	 * device whose places for listeners are taken may send a short body, and close. */
	unsigned proof_ms;
	/** The wait after a device refused the stream that takes our questions: its
	 * places are taken. 0: as after any refusal. */
	unsigned busy_first_ms, busy_limit_ms;
};

struct device_link {
	enum link_state state;
	const struct device_link_ops *ops;
	void *user;
	struct timers *timers;
	struct timer timer;
	unsigned failures;                /**< in a row */
	unsigned noise;                   /**< spreads the retries of many devices */
	uint64_t last_ms;                 /**< LISTENING: when bytes came last */
	unsigned gap_ms;                  /**< LISTENING: the longest pause so far */
	uint64_t opened_ms;               /**< LISTENING, PUSHED: since when */
	bool refused;                     /**< RESTING: it answered, and said no */
	bool busy;                        /**< RESTING: it would not give the stream */
	struct device_link_traits traits; /**< set behind init() */
	struct timer grace; /**< runs: it is away, and nobody was told yet */
	int away_err;       /**< while `grace` runs: why it is away */
	char away_why[LINK_WHY_MAX];
	bool online;   /**< as the owner was told */
	bool streamed; /**< it has given its stream before */
	bool beats;    /**< it is known to send heartbeats */
};

void device_link_init(struct device_link *l, struct timers *timers, unsigned noise,
	const struct device_link_ops *ops, void *user);
void device_link_finish(struct device_link *l); /**< does not call drop */

bool device_link_stands(const struct device_link *l); /**< events flow */

/** A heartbeat came: silence means something from now on. */
void device_link_beat(struct device_link *l);

/** Another device answers: no grace for the one before. */
void device_link_replaced(struct device_link *l);

/** Logins may go out again: no need to wait any longer. */
void device_link_unlocked(struct device_link *l);

/** In a word, for diagnostics. */
const char *device_link_state_name(const struct device_link *l);

/** @param err, why  with LINK_FAILED and LINK_LOST; else 0 and "" */
void device_link_input(
	struct device_link *l, enum link_input in, int err, const char *why);

#endif
