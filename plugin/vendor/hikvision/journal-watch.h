/* SPDX-License-Identifier: Apache-2.0 */
/* journal-watch.h - read a station's journal for what its event stream does not tell.
 *
 *         begin              answered               answered
 *  IDLE --------> LEARNING -----------> RESTING <-------------- ASKING
 *    ^               |  ^                  | time, hint            ^ |
 *    |               |  +-- next page      +-----------------------+ +-- next page
 *    |               | unsupported                                   | unsupported
 *    |               +-----------------> SILENT <--------------------+
 *    +-- end (from anywhere)
 *
 *   IDLE      no connection; no timer
 *   LEARNING  the first question of a connection is out: what is known from now on
 *   RESTING   timer: until the next question
 *   ASKING    a question is out (each page has its own limit)
 *   SILENT    the station keeps no journal, or does not show it: not asked any more while
 *             this connection stands
 *
 * What is known: the highest serial number so far; where the station gives none, the
 * newest records as a sequence, which is found again in the next answer. So two equal
 * records within one second are two, and no clock is read. A number that goes back, a
 * known number that now belongs to something else, or a sequence that is not found: the
 * journal was cleared or the station reset, and what is in it is simply known.
 *
 * How often: a station whose stream tells everything, seldom; one whose stream has told
 * nothing yet, every JOURNAL_TRY_MS; one whose journal has events that the stream does
 * not tell, every JOURNAL_FAST_MS.
 *
 * Pure: time comes with `timers`, the world with `ops`. */
#ifndef GATEHOUSE_JOURNAL_WATCH_H
#define GATEHOUSE_JOURNAL_WATCH_H

#include "acs-journal.h"
#include "timers.h"

enum {
	JOURNAL_FAST_MS = 1000,
	JOURNAL_TRY_MS = 2000,         /**< so that a first press is no second ring */
	JOURNAL_SELDOM_MS = 30 * 1000, /**< does the stream still tell everything? */
	JOURNAL_AGAIN_MS =
		400, /**< after news: what belongs to it may just be written */
	JOURNAL_HINT_MS = 200, /**< told of an event that is not there yet; doubled */
	JOURNAL_HINTS_MAX = 5, /**< questions for one hint */
	JOURNAL_GAVE_WAY_MS = 500,
	JOURNAL_RETRY_FIRST_MS = 5 * 1000,
	JOURNAL_RETRY_LIMIT_MS = 60 * 1000,
	JOURNAL_PAGES_MAX = 20, /**< of one question; what is older is passed over */
	JOURNAL_TAIL = 20,      /**< records a sequence is known by */
};

/** Age of a record of which nothing is known but that nobody listened. */
#define JOURNAL_AGE_UNKNOWN UINT64_MAX

enum journal_state {
	JOURNAL_IDLE,
	JOURNAL_LEARNING,
	JOURNAL_RESTING,
	JOURNAL_ASKING,
	JOURNAL_SILENT,
};

/** All mandatory. */
struct journal_watch_ops {
	/** Ask for the records from `position` on, the newest being 0; answer later with
	 * journal_watch_answered(). */
	void (*ask)(unsigned id, unsigned position, void *user);
	/** LEARNING is over. May be called from journal_watch_begin(). */
	void (*learnt)(void *user);
	/** A new record, the oldest first.
	 * @param age_ms it is not older than this, by our own clock
	 * @return whether it means something, and the stream has not told of it */
	bool (*record)(const struct acs_record *record, uint64_t age_ms, void *user);
	/** The station numbers its events anew. */
	void (*renumbered)(void *user);
};

/** What was in the journal when it was last read. */
struct journal_known {
	bool valid;
	int64_t serial; /**< the highest; 0: the records have none, or there are none */
	int code;       /**< what that record is of */
	uint64_t tail[JOURNAL_TAIL]; /**< hashes of the newest, the newest first */
	unsigned tail_count;
};

struct journal_watch {
	enum journal_state state;
	const struct journal_watch_ops *ops;
	void *user;
	struct timers *timers;
	struct timer timer;
	struct journal_known known;
	uint64_t read_ms; /**< `known` is of then or later */

	/* The question under way. */
	unsigned id;
	unsigned pages;    /**< of it, so far */
	unsigned position; /**< of its next page */
	uint64_t asked_ms;
	int64_t total;             /**< totalMatches of its first page */
	struct journal_known next; /**< what is known when it is answered */
	struct acs_record *found;  /**< newer than `known`, the newest first */
	unsigned found_count;

	bool gap;        /**< what is new may be from before this connection */
	bool hangs;      /**< LEARNING timed out: a connection does not wait for it */
	bool carried;    /**< the stream has told of an event of this connection */
	bool bare;       /**< it has told of one without saying what it was */
	unsigned misses; /**< events that only the journal has told */
	bool news;       /**< the last answer brought one of them */
	unsigned hints;  /**< bare alerts whose record has not been found */
	unsigned hint_tries;
	unsigned failures; /**< in a row */
	unsigned noise;
};

void journal_watch_init(struct journal_watch *w, struct timers *timers, unsigned noise,
	const struct journal_watch_ops *ops, void *user);
void journal_watch_finish(struct journal_watch *w);

/** A connection is being made: ask what is in the journal now. What it has beyond what
 * was known when the last connection ended is told with JOURNAL_AGE_UNKNOWN. */
void journal_watch_begin(struct journal_watch *w);
void journal_watch_end(struct journal_watch *w);    /**< the answer is not wanted */
void journal_watch_forget(struct journal_watch *w); /**< it is another station's */

/** The stream told that something happened, and not what. */
void journal_watch_hint(struct journal_watch *w);

/** The stream told what happened. @param late the journal had told it before */
void journal_watch_carried(struct journal_watch *w, bool late);

/** @param err 0; -ENOTSUP, -EPERM: stop asking; -EBUSY: it gave way to something more
 *             urgent; other errors: ask again later
 * @param page when err is 0 */
void journal_watch_answered(
	struct journal_watch *w, int err, const struct acs_page *page);

#endif
