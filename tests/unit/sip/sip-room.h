/* SPDX-License-Identifier: Apache-2.0 */
/* sip-room.h - the reactor with some lines on it, and a record of what they tell. The test
 * runs on its own thread, the lines on the loop. */
#ifndef GATEHOUSE_SIP_ROOM_H
#define GATEHOUSE_SIP_ROOM_H

#include "sip-line.h"

#include <pthread.h>
#include <stdbool.h>

struct reactor;

enum { ROOM_LINES = 4, ROOM_LIMIT_MS = 20 * 1000 };

enum room_kind { ROOM_RING, ROOM_ESTABLISHED, ROOM_ENDED, ROOM_STATUS, ROOM_DIGIT };

/** What a line told. What the kind does not have is zero. */
struct room_note {
	struct room_note *next;
	enum room_kind kind;
	uint32_t call;
	char call_id[128], caller[128], called[128], name[128];
	bool media_offered;
	struct sip_media peer;
	enum sip_end why;
	unsigned code;
	enum sip_state state;
	int err;
	unsigned port;
	char text[256];
	char digit;
	unsigned long long at_us; /**< monotonic */
};

/** What a line's owner does by itself, at once. */
enum room_manner {
	ROOM_LISTENS,      /**< lets it ring */
	ROOM_ANSWERS,      /**< without audio */
	ROOM_ANSWERS_LOUD, /**< with audio: PCMA and PCMU at port 4000 */
	ROOM_REJECTS,
	ROOM_HANGS_UP, /**< answers, and hangs up when the call is up */
};

struct room_line {
	struct sip_room *room;
	struct sip_line *line;
	enum room_manner manner;
	struct room_note *notes, **end; /* under lock */
	unsigned rings, ends, ups;      /* under lock: how many were told */
	int err;                        /**< of the last order */
	uint32_t call;                  /**< of the last order */
};

struct sip_room {
	struct reactor *reactor;
	pthread_mutex_t lock;
	pthread_cond_t news;
	struct room_line lines[ROOM_LINES];
	unsigned line_count;
	unsigned fds; /**< open before */
};

void room_open(struct sip_room *r);
/** Ends all lines. Claims that no descriptor and no thread is left. */
void room_close(struct sip_room *r);

/** @return NULL: it could not be made; *err of it is in `err` of the room's next line */
struct room_line *room_add(struct sip_room *r, const struct sip_line_config *config,
	enum room_manner manner);
void room_remove(struct room_line *l);
/** With farewell, waiting for it. @return whether it had something to say */
bool room_farewell(struct room_line *l);

/** The next note of that kind; earlier ones of other kinds are passed over. All-zero and a
 * failed claim when none comes within the limit. */
struct room_note room_wait(struct room_line *l, enum room_kind kind);
/** The status note with that state. */
struct room_note room_wait_state(struct room_line *l, enum sip_state state);
/** Is there one by now? */
bool room_has(struct room_line *l, enum room_kind kind);
unsigned room_rings(struct room_line *l);
/** Wait until so many ends were told. */
bool room_wait_ends(struct room_line *l, unsigned count, unsigned limit_ms);

/** A server line for a station, listening, and its port. */
struct room_line *room_server(struct sip_room *r, const char *station,
	enum room_manner manner, unsigned *ret_port);

/** Do it on the loop. @return as the function of sip-line.h */
int room_answer(struct room_line *l, uint32_t call, const struct sip_media *ours);
int room_hang_up(struct room_line *l, uint32_t call);
int room_reject(struct room_line *l, uint32_t call);
int room_call(struct room_line *l, const char *number, uint32_t *ret_call);
int room_digits(struct room_line *l, uint32_t call, const char *digits);

unsigned room_free_port(const char *address); /**< for UDP and TCP */

#endif
