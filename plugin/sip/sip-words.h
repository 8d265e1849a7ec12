/* SPDX-License-Identifier: Apache-2.0 */
/* sip-words.h - small things between libre's texts and ours. Include it last. */
#ifndef GATEHOUSE_SIP_WORDS_H
#define GATEHOUSE_SIP_WORDS_H

#include "bytes.h"

#include "re-compat.h"

enum { SIP_TAG_CAP = 33 };

static inline struct bytes pl_bytes(const struct pl *p)
{
	return (struct bytes){p->p, p->p ? p->l : 0};
}

/** A copy for free(). @return NULL: no memory */
char *bytes_copy(struct bytes b);

/** 128 random bits as hex. */
void sip_random_tag(char tag[SIP_TAG_CAP]);
uint64_t sip_random(void);

/** Where packets go, as a URI: "sip:192.0.2.7:5060;transport=udp". */
void sip_hop_text(
	const struct sa *to, enum sip_transp transport, char *text, size_t cap);

/** What may stand as it is in a URI's user part, a realm, a header of ours: printable
 * ASCII without blanks and without <>"\ and the like. "" may not. */
bool sip_token_fit(const char *text);

/** The value of a header's parameter: ";expires=60". @return 0, -ENOENT, -EINVAL */
int sip_number_param(const struct pl *params, const char *name, uint32_t *ret_value);

/** The first word of a header, as a number. @return 0, -EINVAL */
int sip_number(const struct pl *value, uint32_t *ret_value);

#endif
