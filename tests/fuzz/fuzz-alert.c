/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz-alert.c - what holds for every alert: text stays text, words are distinct. */

#include "fuzz-alert.h"

#include "alert-xml.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

void fuzz_text_claim(const char *text, size_t cap)
{
	struct bytes left =
		bytes_slice((struct bytes){text, cap}, 0, strnlen(text, cap));

	if (left.len == cap)
		abort();
	while (left.len) {
		if (!bytes_character(left))
			abort();
		left = bytes_skip(left, bytes_character(left));
	}
}

static void claim_words(const struct alert_words *w, const char *first)
{
	if (w->count > ALERT_WORDS_MAX || w->own > w->count ||
		strcmp(w->list[0], first))
		abort();
	for (unsigned i = 0; i < ALERT_WORDS_MAX; i++) {
		fuzz_text_claim(w->list[i], sizeof(w->list[i]));
		if (!w->list[i][0] != (i >= w->count))
			abort();
		for (unsigned j = 0; j < i && i < w->count; j++)
			if (!strcasecmp(w->list[i], w->list[j]))
				abort();
	}
}

void fuzz_alert_claim(const struct alert *a)
{
	fuzz_text_claim(a->type, sizeof(a->type));
	fuzz_text_claim(a->time, sizeof(a->time));
	fuzz_text_claim(a->description, sizeof(a->description));
	fuzz_text_claim(a->acs.name, sizeof(a->acs.name));
	claim_words(&a->targets, a->target);
	claim_words(&a->regions, a->region);
	claim_words(&a->relations, a->related);
	if (a->channel < -1 || a->port < -1 || a->acs.serial < -1 || a->acs.door < -1)
		abort();
	alert_is_heartbeat(a);
}
