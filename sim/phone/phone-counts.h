/* SPDX-License-Identifier: Apache-2.0 */
/* phone-counts.h - the part of the ledger that is about SIP. */
#ifndef GATEHOUSE_SIM_PHONE_COUNTS_H
#define GATEHOUSE_SIM_PHONE_COUNTS_H

#include <jansson.h>
#include <stdint.h>

/** How a call ended; see phone_end_word(). */
enum phone_end {
	PHONE_CANCELLED,      /**< we gave up before anybody answered */
	PHONE_HUNG_UP,        /**< we ended a call that was up */
	PHONE_PEER_CANCELLED, /**< they gave up calling us */
	PHONE_PEER_HUNG_UP,
	PHONE_REFUSED,     /**< our call was */
	PHONE_UNANSWERED,  /**< our INVITE, by anybody at all */
	PHONE_UNCONFIRMED, /**< our 200 never got its ACK */
	PHONE_FORGOTTEN,   /**< without a word: the power, or so told */
	PHONE_ENDS
};

enum { PHONE_DIGITS_KEPT = 64 };

struct phone_counts {
	uint64_t registers; /* REGISTERs, without their repetitions */
	uint64_t registered, register_refused, register_unanswered, unregistered;
	uint64_t calls, ringing, answered, incoming, busy;
	uint64_t ends[PHONE_ENDS];
	uint64_t sent, received, repeated, lost, strays;
	uint64_t digits_sent, audio_packets;
	char digits[PHONE_DIGITS_KEPT + 1]; /* received; the newest */
	json_t *called;                     /* "10102": count */
	json_t *refusals;                   /* "486": count */
	json_t *requests;                   /* "BYE": count of those that came */
};

/** @return 0 or -ENOMEM */
int phone_counts_init(struct phone_counts *counts);
void phone_counts_finish(struct phone_counts *counts);

/** One more of `number` under that name. */
void phone_count_code(json_t *counts, unsigned number);
void phone_count_digit(struct phone_counts *counts, char digit);

void phone_counts_tell(const struct phone_counts *counts, json_t *ledger);

#endif
