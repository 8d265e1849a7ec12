/* SPDX-License-Identifier: Apache-2.0 */
/* goodbye.c - BYEs under way. */

#include <stdlib.h>

#include "sip-exchange.h"

#include "goodbye.h"

struct goodbye {
	struct goodbye *next;
	struct goodbyes *list;
	struct sip_exchange *exchange;
	uint32_t cseq;
};

static void forget(struct goodbye *b)
{
	struct goodbye **at = &b->list->first;

	while (*at != b)
		at = &(*at)->next;
	*at = b->next;
	sip_exchange_destroy(b->exchange);
	free(b);
}

static void answered(int err, const struct sip_msg *msg, void *user)
{
	struct goodbye *b = user;
	struct goodbyes *list = b->list;

	if (!err && msg->scode < 200)
		return;
	forget(b);
	if (!list->first && list->empty)
		list->empty(list->user);
}

void goodbyes_say(struct goodbyes *g, struct sip *sip, struct call_dialog *d)
{
	struct goodbye *b = calloc(1, sizeof(*b));
	char *headers = call_dialog_headers(d);
	struct sip_exchange_plan plan = {
		.method = "BYE",
		.uri = d->target,
		.to = &d->hop,
		.transport = d->transport,
		.headers = headers,
	};

	if (b && headers) {
		b->list = g;
		b->cseq = d->cseq;
		plan.cseq = &b->cseq;
		if (sip_exchange_create(sip, &plan, answered, b, &b->exchange) == 0) {
			b->next = g->first;
			g->first = b;
			b = NULL;
		}
	}
	free(headers);
	free(b);
}

void goodbyes_finish(struct goodbyes *g)
{
	while (g->first)
		forget(g->first);
}
