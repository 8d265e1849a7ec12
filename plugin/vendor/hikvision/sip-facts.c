/* SPDX-License-Identifier: Apache-2.0 */
/* sip-facts.c - what diagnostics say of SIP. */

#include "sip-door.h"

/* In the order of their enums. */
static const char *const modes[] = {"off", "client", "server"};
static const char *const states[] = {
	[SIP_STARTING] = "starting",
	[SIP_LISTENING] = "listening",
	[SIP_REGISTERED] = "registered",
	[SIP_UNREGISTERED] = "unregistered",
	[SIP_REFUSED] = "refused",
	[SIP_DOWN] = "down",
};
static const char *const ends[SIP_ENDS] = {
	[SIP_END_CANCELLED] = "cancelled",
	[SIP_END_UNANSWERED] = "unanswered",
	[SIP_END_REJECTED] = "rejected",
	[SIP_END_HUNG_UP] = "hung_up",
	[SIP_END_PEER] = "by_the_station",
	[SIP_END_REFUSED] = "refused",
	[SIP_END_LIMIT] = "limit",
	[SIP_END_LOST] = "lost",
};

static json_t *ends_object(const struct sip_door *d)
{
	json_t *object = json_object();

	for (unsigned i = 0; i < SIP_ENDS; i++)
		json_object_set_new(
			object, ends[i], json_integer((json_int_t)d->counts.ends[i]));
	return object;
}

/* How long ago it was heard; null: never. */
static json_t *seen(const struct sip_door *d)
{
	const struct sip_line_status *s = d->line ? sip_line_status(d->line) : NULL;

	if (!s || !s->seen_ms)
		return json_null();
	return json_integer(
		(json_int_t)((reactor_timers(d->reactor)->now_ms - s->seen_ms) / 1000));
}

json_t *sip_door_facts(const struct sip_door *d)
{
	const struct sip_line_status *s = &d->report.status;

	if (!d->reactor)
		return json_pack("{s:s}", "mode", modes[SIP_USE_OFF]);
	return json_pack("{s:s,s:b,s:b,s:s,s:i,s:i,s:o,s:b,s:I,s:I,s:I,s:o}", "mode",
		modes[d->config.mode], "autoinstall", d->config.autoinstall,
		"port_given", d->config.listen_port != 0, "state", states[s->state],
		"error", -s->err, "code", (int)s->code, "peer_heard_s_ago", seen(d),
		"in_call", d->call != 0, "rings", (json_int_t)d->counts.rings,
		"strangers", (json_int_t)d->counts.strangers, "stale_calls",
		(json_int_t)d->counts.stale, "ends", ends_object(d));
}
