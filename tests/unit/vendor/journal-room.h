/* SPDX-License-Identifier: Apache-2.0 */
/* journal-room.h - a journal watch, and the station whose journal it reads. */
#ifndef GATEHOUSE_JOURNAL_ROOM_H
#define GATEHOUSE_JOURNAL_ROOM_H

#include "journal-watch.h"

enum { BOOK_MAX = 1000, PAGE = 20 };

struct room {
	struct timers timers;
	struct journal_watch watch;
	struct acs_record book[BOOK_MAX]; /* the station's journal, the oldest first */
	unsigned count;
	unsigned asked, learnt, renumbered;
	unsigned position;
	bool open; /* a question is out */
	int told[BOOK_MAX];
	uint64_t age;
	unsigned told_count;
	bool carried; /* the stream tells everything, too */
};

void begin(struct room *r);
void end(struct room *r);

/** Connected, with a journal of `count` records that are known. */
void at_home(struct room *r, unsigned count, bool numbered);

/** Something happens. @param serial 0: this station numbers nothing */
void happens(struct room *r, int64_t serial, int minor, const char *time);

void answer_page(struct room *r);
void answer(struct room *r); /**< all pages that are asked for */
void fails(struct room *r, int err);

/** Were records of these codes told, in this order, and no others? */
bool told(const struct room *r, unsigned count, const int *minors);

#endif
