/* SPDX-License-Identifier: Apache-2.0 */
/* sip-look.c - where does a door station look for its proxy? */

#include "sip-look.h"

#include "isapi.h"
#include "sip-report.h"
#include "sip-settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LOOK_LIMIT_MS = 5000 };

static bool is_ours(const struct sip_report *r, const char *proxy, const char *port)
{
	return !strcmp(proxy, r->status.address) &&
	       strtoul(port, NULL, 10) == r->status.port;
}

static void compare(struct sip_look *l, const struct sip_settings *found)
{
	const char *proxy = found->fields[SIP_FIELD_PROXY].text;
	const char *port = found->fields[SIP_FIELD_PROXY_PORT].text;
	char where[96];

	if (!strcmp(found->fields[SIP_FIELD_ENABLED].text, "false") || !*proxy)
		snprintf(where, sizeof(where), "%s", "");
	else
		snprintf(where, sizeof(where), "%.70s, port %.8s", proxy, port);
	sip_report_stray(l->report, is_ours(l->report, proxy, port) ? NULL : where);
}

static void answered(const struct isapi_result *result, void *user)
{
	struct sip_look *l = user;
	struct sip_settings *found = calloc(1, sizeof(*found));

	l->question = NULL;
	if (found && !result->err &&
		!sip_settings_read(SIP_PLACE_SERVER, result->body, 0, found))
		compare(l, found);
	free(found);
}

void sip_look_ask(struct sip_look *l)
{
	static const struct http_request request = {
		.method = "GET",
		.path = "/ISAPI/System/Network/SIP/1",
		.timeout_ms = LOOK_LIMIT_MS,
	};

	if (!l->question)
		(void)isapi_send(l->isapi, &request, answered, l, &l->question);
}

void sip_look_drop(struct sip_look *l)
{
	isapi_cancel(l->question);
	l->question = NULL;
}
