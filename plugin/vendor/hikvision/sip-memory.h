/* SPDX-License-Identifier: Apache-2.0 */
/* sip-memory.h - what we wrote to a door station's SIP settings, and what was there before.
 *
 * It is kept in the host's store from before the first write until all has been given back.
 * No password is in it: none is ever read or overwritten. Pure. */
#ifndef GATEHOUSE_SIP_MEMORY_H
#define GATEHOUSE_SIP_MEMORY_H

#include "sip-settings.h"
#include "store-key.h"

enum { SIP_MEMORY_MAX = 12 * 1024, SIP_MEMORY_KEY_MAX = STORE_KEY_MAX };

/** Of one place. */
struct sip_trace {
	bool touched; /**< a write was begun, once; `was` is the user's */
	bool settled; /**< it was read afterwards, and showed `left`. Else the write may have
		       * happened or not, or by half: between `from` and `left` */
};

/** All-zero: we wrote nothing. */
struct sip_memory {
	struct sip_trace places[SIP_PLACES];
	unsigned room, button;    /**< of the places that were touched */
	struct sip_settings was;  /**< before we came */
	struct sip_settings from; /**< before the last write */
	struct sip_settings left; /**< what the last write wanted, or made of it */
};

/** Whose are the settings of a place, as they were read? */
enum sip_judgement {
	SIP_AS_WANTED,
	SIP_DUE,     /**< to be written: nobody's yet, or ours of another time */
	SIP_FOREIGN, /**< somebody changed what we wrote: that is left alone */
};

enum sip_judgement sip_memory_judge(const struct sip_memory *memory,
	enum sip_place place, const struct sip_settings *read,
	const struct sip_settings *wanted);

/** The same on the way back: SIP_AS_WANTED: it is as it was. */
enum sip_judgement sip_memory_judge_return(const struct sip_memory *memory,
	enum sip_place place, const struct sip_settings *read);

/** A write is about to begin. @param read  as it is now */
void sip_memory_plan(struct sip_memory *memory, enum sip_place place,
	const struct sip_settings *read, const struct sip_settings *target);

/** It was read after the write. */
void sip_memory_settle(struct sip_memory *memory, enum sip_place place,
	const struct sip_settings *read);

bool sip_memory_empty(const struct sip_memory *memory);

/** As one text for the store, and back.
 * @return 0, -EMSGSIZE; -EPROTO */
int sip_memory_print(const struct sip_memory *memory, char text[SIP_MEMORY_MAX + 1]);
int sip_memory_parse(const char *text, struct sip_memory *ret_memory);

/** Under which it is kept: by the station, and not by its address. */
void sip_memory_key(const char *serial, char key[SIP_MEMORY_KEY_MAX + 1]);

#endif
