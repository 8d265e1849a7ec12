/* SPDX-License-Identifier: Apache-2.0 */
/* sip-words.c - small things between libre's texts and ours. */

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "sip-words.h"

char *bytes_copy(struct bytes b)
{
	return strndup(b.len ? b.data : "", b.len);
}

uint64_t sip_random(void)
{
	uint64_t value = 0;

	/* Never short for so few bytes, once the machine has started. */
	if (getrandom(&value, sizeof(value), 0) != (ssize_t)sizeof(value))
		value = rand_u64();
	return value;
}

void sip_random_tag(char tag[SIP_TAG_CAP])
{
	snprintf(tag, SIP_TAG_CAP, "%016llx%016llx", (unsigned long long)sip_random(),
		(unsigned long long)sip_random());
}

void sip_hop_text(
	const struct sa *to, enum sip_transp transport, char *text, size_t cap)
{
	if (re_snprintf(text, cap, "sip:%J;transport=%s", to,
		    transport == SIP_TRANSP_TCP ? "tcp" : "udp") < 0)
		text[0] = '\0';
}

bool sip_token_fit(const char *text)
{
	if (!text[0])
		return false;
	for (; *text; text++)
		if (*text <= ' ' || *text > '~' || strchr("<>\"\\@;:,?/[]{}^`|", *text))
			return false;
	return true;
}

int sip_number(const struct pl *value, uint32_t *ret_value)
{
	uint64_t number;

	if (bytes_to_u64(bytes_trim(pl_bytes(value)), UINT32_MAX, &number) < 0)
		return -EINVAL;
	*ret_value = (uint32_t)number;
	return 0;
}

int sip_number_param(const struct pl *params, const char *name, uint32_t *ret_value)
{
	struct pl value;

	if (!pl_isset(params) || msg_param_decode(params, name, &value))
		return -ENOENT;
	return sip_number(&value, ret_value);
}
