/* SPDX-License-Identifier: Apache-2.0 */
/* sip-report.c - where SIP stands, for people: a note, an issue, lines of the log. */

#include "sip-report.h"

#include "log.h"
#include "sip-advice.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { TEXT_MAX = 1024 };

/* What may be wrong. ADD A ROW, also in docs/hikvision-doorbell-sip.md */
enum fault { FAULT_PORT, FAULT_LOGIN, FAULT_STATION, FAULT_PROXY, FAULT_WAY, FAULTS };
static const struct {
	const char *id, *title, *fix;
	bool patient; /* it may mend itself */
} faults[FAULTS] = {
	// clang-format off
	[FAULT_PORT] = {"sip-port", "The SIP port is taken", "/sip/listen_port", false},
	[FAULT_LOGIN] = {"sip-login", "The SIP proxy refuses the login", "/sip/password", false},
	[FAULT_STATION] = {"sip-station", "The door station does not register with us",
		"/sip/listen_port", true},
	[FAULT_PROXY] = {"sip-proxy", "We are not registered with the SIP proxy", "/sip/proxy", true},
	[FAULT_WAY] = {"sip-way", "There is no way to speak SIP", "/sip/mode", true},
	// clang-format on
};

/* @return FAULTS: none */
static enum fault fault_of(const struct sip_line_status *s)
{
	switch (s->state) {
	case SIP_STARTING:
	case SIP_REGISTERED: return FAULTS;
	case SIP_LISTENING: return FAULT_STATION;
	case SIP_UNREGISTERED: return FAULT_PROXY;
	case SIP_REFUSED: return FAULT_LOGIN;
	case SIP_DOWN: return s->err == -EADDRINUSE ? FAULT_PORT : FAULT_WAY;
	}
	return FAULTS;
}

static bool is_server(const struct sip_report *r)
{
	return r->config->mode == SIP_USE_SERVER;
}

static void write_note(const struct sip_report *r, char *text, size_t cap)
{
	const struct sip_line_status *s = &r->status;

	switch (s->state) {
	case SIP_STARTING: snprintf(text, cap, "SIP: starting"); break;
	case SIP_LISTENING:
		snprintf(text, cap,
			"SIP: the door station has not registered; it is waited for at "
			"%s, port %u",
			r->address, s->port);
		break;
	case SIP_REGISTERED:
		snprintf(text, cap,
			is_server(r)
				? "SIP: the door station is registered at %s, port %u"
				: "SIP: registered with the proxy, from %s, port %u",
			r->address, s->port);
		break;
	case SIP_UNREGISTERED:
	case SIP_REFUSED:
	case SIP_DOWN: snprintf(text, cap, "SIP: %s", r->why); break;
	}
}

static void write_seen(const struct sip_report *r, char *text, size_t cap)
{
	uint64_t seen_ms = r->status.seen_ms;

	if (seen_ms)
		snprintf(text, cap, "It was last heard %llu s ago",
			(unsigned long long)((r->timers->now_ms - seen_ms) / 1000));
	else
		snprintf(text, cap, "Nothing was heard of it since the start");
}

static void write_station(const struct sip_report *r, char *text, size_t cap)
{
	char values[SIP_ADVICE_MAX], seen[80], stray[160] = "";

	write_seen(r, seen, sizeof(seen));
	sip_advice(r->config, r->address, r->status.port, values, sizeof(values));
	if (r->stray && *r->stray)
		snprintf(stray, sizeof(stray), " Its settings name another proxy: %s.",
			r->stray);
	else if (r->stray)
		snprintf(stray, sizeof(stray), " SIP is switched off there.");
	snprintf(text, cap, "%s.%s %s. Until then no call comes by SIP.", seen, stray,
		values);
}

static void write_text(
	const struct sip_report *r, enum fault fault, char *text, size_t cap)
{
	switch (fault) {
	case FAULT_PORT:
		snprintf(text, cap,
			"%s. Until it is free no call comes by SIP; end that program, or "
			"choose another port, also on the door station",
			r->why);
		break;
	case FAULT_LOGIN:
		snprintf(text, cap,
			"%s. Correct user and password: they are not tried again as they "
			"are",
			r->why);
		break;
	case FAULT_STATION: write_station(r, text, cap); break;
	case FAULT_PROXY:
	case FAULT_WAY:
		snprintf(text, cap, "%s. It is tried again by itself", r->why);
		break;
	case FAULTS: break;
	}
}

static void raise_issue(struct sip_report *r, enum fault fault)
{
	char text[TEXT_MAX];

	write_text(r, fault, text, sizeof(text));
	r->raised = faults[fault].id;
	r->listener->issue(faults[fault].id,
		&(struct unit_issue){
			.title = faults[fault].title,
			.text = text,
			.fix = faults[fault].fix,
		},
		r->user);
}

static void withdraw_issue(struct sip_report *r)
{
	const char *id = r->raised;

	r->raised = NULL;
	if (id)
		r->listener->issue(id, NULL, r->user);
}

static void patience_ends(void *user)
{
	struct sip_report *r = user;
	enum fault fault = fault_of(&r->status);

	if (fault != FAULTS)
		raise_issue(r, fault);
}

static void follow_fault(struct sip_report *r)
{
	enum fault fault = fault_of(&r->status);

	if (r->status.state == SIP_STARTING)
		return; /* what was wrong may be so still */
	if (r->raised && (fault == FAULTS || strcmp(r->raised, faults[fault].id) != 0))
		withdraw_issue(r);
	if (fault == FAULTS)
		timer_stop(&r->patience);
	else if (r->raised || !faults[fault].patient)
		raise_issue(r, fault); /* its text may be another */
	else if (!timer_running(&r->patience))
		timer_start(r->timers, &r->patience, SIP_PATIENCE_MS, patience_ends, r);
}

static void tell_note(struct sip_report *r)
{
	char note[300];

	write_note(r, note, sizeof(note));
	if (fault_of(&r->status) == FAULTS || r->status.state == SIP_LISTENING)
		log_info(r->log, "%s", note);
	else
		log_warning(r->log, "%s", note);
	r->listener->note(note, r->user);
}

void sip_report_status(struct sip_report *r, const struct sip_line_status *s)
{
	r->status = *s;
	snprintf(r->why, sizeof(r->why), "%s", s->why);
	snprintf(r->address, sizeof(r->address), "%s", s->address);
	r->status.why = r->why;
	r->status.address = r->address;
	r->status.holder = "";
	tell_note(r);
	follow_fault(r);
}

void sip_report_nothing(struct sip_report *r, const char *why)
{
	sip_report_status(r, &(struct sip_line_status){.state = SIP_DOWN,
				     .err = -EHOSTUNREACH,
				     .why = why,
				     .holder = "",
				     .address = ""});
}

void sip_report_stray(struct sip_report *r, const char *where)
{
	bool same = where && r->stray && !strcmp(where, r->stray);

	if (same || (!where && !r->stray))
		return;
	snprintf(r->stray_text, sizeof(r->stray_text), "%s", where ? where : "");
	r->stray = where ? r->stray_text : NULL;
	if (fault_of(&r->status) != FAULT_STATION || (!where && !r->raised))
		return;
	timer_stop(&r->patience); /* it will not come by itself */
	raise_issue(r, FAULT_STATION);
}

void sip_report_init(struct sip_report *r, struct timers *timers,
	const struct sip_config *config, const struct unit_listener *listener,
	const struct log *log, void *user)
{
	*r = (struct sip_report){.timers = timers,
		.config = config,
		.listener = listener,
		.log = log,
		.user = user};
}

void sip_report_finish(struct sip_report *r)
{
	if (!r->timers)
		return;
	timer_stop(&r->patience);
	withdraw_issue(r);
}
