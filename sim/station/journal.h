/* SPDX-License-Identifier: Apache-2.0 */
/* journal.h - what a door station remembers of its events: the newest 20,000, also over a
 * power cut. Older events of before our time can be made up: the history.
 *
 * Source: a DS-K1T342 that gave back 19,000 events */
#ifndef GATEHOUSE_SIM_JOURNAL_H
#define GATEHOUSE_SIM_JOURNAL_H

#include "station-events.h"

enum { JOURNAL_SIZE = 20000, HISTORY_MAX = 100000 };

/** The serial number of the first event of our time; those of the history are below. */
enum { JOURNAL_FIRST_SERIAL = 200000 };

struct journal {
	struct station_event *events; /* by number, modulo the size */
	uint64_t told;                /* events of our time, ever */
	unsigned history;
	time_t history_end;
};

/** @return 0 or -ENOMEM */
int journal_init(struct journal *journal);
void journal_finish(struct journal *journal);

/** Give the event its serial number, and remember it. */
void journal_add(struct journal *journal, struct station_event *event);

/** Make up a history: one event a minute until `now`. */
void journal_set_history(struct journal *journal, unsigned count, time_t now);

/** @param i  0: the oldest of the history */
struct station_event journal_history(const struct journal *journal, unsigned i);

/** How many are remembered; the history counts as far as there is room. */
unsigned journal_count(const struct journal *journal);

/** @param i  0: the oldest that is remembered */
struct station_event journal_at(const struct journal *journal, unsigned i);

#endif
