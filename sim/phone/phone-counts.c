/* SPDX-License-Identifier: Apache-2.0 */
/* phone-counts.c - the part of the ledger that is about SIP. */

#include "phone-counts.h"
#include "isapi-counts.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char *const words[PHONE_ENDS] = {
	[PHONE_CANCELLED] = "cancelled",
	[PHONE_HUNG_UP] = "hung_up",
	[PHONE_PEER_CANCELLED] = "peer_cancelled",
	[PHONE_PEER_HUNG_UP] = "peer_hung_up",
	[PHONE_REFUSED] = "refused",
	[PHONE_UNANSWERED] = "unanswered",
	[PHONE_UNCONFIRMED] = "unconfirmed",
	[PHONE_FORGOTTEN] = "forgotten",
};

int phone_counts_init(struct phone_counts *counts)
{
	*counts = (struct phone_counts){
		.called = json_object(),
		.refusals = json_object(),
		.requests = json_object(),
	};
	if (counts->called && counts->refusals && counts->requests)
		return 0;
	phone_counts_finish(counts);
	return -ENOMEM;
}

void phone_counts_finish(struct phone_counts *counts)
{
	json_decref(counts->called);
	json_decref(counts->refusals);
	json_decref(counts->requests);
	*counts = (struct phone_counts){.called = NULL};
}

void phone_count_code(json_t *counts, unsigned number)
{
	char key[16];

	(void)snprintf(key, sizeof(key), "%u", number);
	count_key(counts, key);
}

void phone_count_digit(struct phone_counts *counts, char digit)
{
	size_t length = strlen(counts->digits);

	if (length == PHONE_DIGITS_KEPT)
		memmove(counts->digits, counts->digits + 1, length--);
	counts->digits[length] = digit;
	counts->digits[length + 1] = '\0';
}

static json_t *ends_json(const struct phone_counts *counts)
{
	json_t *object = json_object();

	for (size_t i = 0; i < PHONE_ENDS; i++)
		count_tell(object, words[i], counts->ends[i]);
	return object;
}

void phone_counts_tell(const struct phone_counts *c, json_t *ledger)
{
	json_t *sip = json_object();

	count_tell(sip, "registers", c->registers);
	count_tell(sip, "registered", c->registered);
	count_tell(sip, "register_refused", c->register_refused);
	count_tell(sip, "register_unanswered", c->register_unanswered);
	count_tell(sip, "unregistered", c->unregistered);
	count_tell(sip, "calls", c->calls);
	count_tell(sip, "ringing", c->ringing);
	count_tell(sip, "answered", c->answered);
	count_tell(sip, "incoming", c->incoming);
	count_tell(sip, "busy", c->busy);
	count_tell(sip, "sent", c->sent);
	count_tell(sip, "received", c->received);
	count_tell(sip, "repeated", c->repeated);
	count_tell(sip, "lost", c->lost);
	count_tell(sip, "strays", c->strays);
	count_tell(sip, "digits_sent", c->digits_sent);
	count_tell(sip, "audio_packets", c->audio_packets);
	(void)json_object_set_new(ledger, "sip", sip);
	(void)json_object_set_new(ledger, "sip_ended", ends_json(c));
	(void)json_object_set_new(ledger, "sip_called", json_copy(c->called));
	(void)json_object_set_new(ledger, "sip_refusals", json_copy(c->refusals));
	(void)json_object_set_new(ledger, "sip_requests", json_copy(c->requests));
	(void)json_object_set_new(ledger, "sip_digits", json_string(c->digits));
}
