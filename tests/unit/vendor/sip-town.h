/* SPDX-License-Identifier: Apache-2.0 */
/* sip-town.h - a door station that is set up for SIP, with faults; the test owns the clock
 * and the host's store. */
#ifndef GATEHOUSE_TESTS_SIP_TOWN_H
#define GATEHOUSE_TESTS_SIP_TOWN_H

#include "sip-steps.h"

/* What goes wrong with one request. */
enum fault {
	NO_FAULT,
	UNREACHABLE, /* it never got there */
	TIMEOUT,     /* it got there and did nothing */
	LATE,        /* it was done, and no answer came */
	FORBIDDEN,
	UNKNOWN,
	REFUSED,
	IGNORED, /* it is told that it was done */
	HALVED,  /* only the first field was taken, and no answer came */
	CRASH,   /* we are gone before the answer, the station did it */
	FAULTS
};

struct sip_town {
	struct timers timers;
	struct sip_steps steps;
	struct sip_settings station;
	struct sip_settings rooms[3]; /* of the rooms and buttons 1 and 2 */
	struct sip_memory store;      /* as the host keeps it */
	bool stored, store_is_full;
	/* the request under way */
	bool asked, writes, ours;
	enum sip_place place;
	unsigned number; /* room or button */
	struct sip_settings to;
	/* what shall fail */
	enum fault fault, forever;
	int forever_place;
	unsigned fault_at;
	unsigned requests, writes_done, changed, returned;
	bool crashed;
	int err;
};

void sip_town_begin(struct sip_town *t);
void sip_town_end(struct sip_town *t);         /**< claims that no timer is left */
void sip_town_start_again(struct sip_town *t); /**< with what the store has */

/** What is wanted: room and button have the same number. */
struct sip_values sip_town_values(unsigned port, unsigned room);
void sip_town_want(struct sip_town *t, unsigned port, unsigned room);
void sip_town_give_back(struct sip_town *t);
void sip_town_pass(struct sip_town *t, unsigned ms);

/** Answer the request under way, and no other; all of them, with faults. */
void sip_town_answer(struct sip_town *t);
void sip_town_run(struct sip_town *t);

/** A station that has a proxy of its user's; room 1 has numbers, room 2 none. */
struct sip_settings sip_town_users(unsigned room);
/** @param text  NULL: it is not there */
void sip_town_set(struct sip_settings *s, enum sip_field field, const char *text);
bool sip_town_is_set(struct sip_town *t, unsigned port, unsigned room);
bool sip_town_is_as_before(struct sip_town *t); /**< everything as its user had it */

#endif
