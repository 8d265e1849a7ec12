/* SPDX-License-Identifier: Apache-2.0 */
/* line-register.c - a line at the user's registrar: what registration.h asks for, as
 * REGISTER, and what comes back.
 *
 * Own, not libre's sipreg: that knows no SHA-256, and tries a wrong password 16 times in
 * 10 ms. */

#include <errno.h>
#include <stdlib.h>

#include "sip-line-private.h"

enum { HEADERS_MAX = 2048 };

static struct sip_line *line_of(void *user)
{
	return user;
}

/* The registrar says how long, for each address it knows of us. */
struct granted {
	const struct sip_line *line;
	bool found;
	uint32_t seconds;
};

static bool read_contact(const struct sip_hdr *h, const struct sip_msg *msg, void *arg)
{
	struct granted *g = arg;
	struct sip_addr contact;
	struct sa named;

	(void)msg;
	if (sip_addr_decode(&contact, &h->val) ||
		sa_set(&named, &contact.uri.host, contact.uri.port) ||
		!sa_cmp(&named, sip_endpoint_address(g->line->member.endpoint), SA_ALL))
		return false;
	g->found = sip_number_param(&contact.params, "expires", &g->seconds) == 0;
	return true;
}

static uint32_t granted_s(const struct sip_line *l, const struct sip_msg *msg)
{
	struct granted g = {.line = l, .seconds = l->registering.machine.expires_s};

	sip_msg_hdr_apply(msg, true, SIP_HDR_CONTACT, read_contact, &g);
	if (!g.found && pl_isset(&msg->expires))
		(void)sip_number(&msg->expires, &g.seconds);
	return g.seconds;
}

static uint32_t number_header(const struct sip_msg *msg, enum sip_hdrid id)
{
	const struct sip_hdr *h = sip_msg_hdr(msg, id);
	uint32_t number = 0;

	if (h)
		(void)sip_number(&h->val, &number);
	return number;
}

static void input(struct sip_line *l, enum registration_input in, unsigned value)
{
	registration_input(&l->registering.machine, in, value);
}

static void tell_refusal(struct sip_line *l, enum sip_state state, int err,
	unsigned code, const char *what)
{
	char why[LINE_WHY_CAP];

	if (code)
		snprintf(why, sizeof(why), "%s: %u", what, code);
	else
		snprintf(why, sizeof(why), "%s", what);
	if (!l->member.endpoint || registration_holds(&l->registering.machine))
		return; /* down says more; or it is only to be renewed */
	line_tell(l, state, err, code, why);
}

static void declined(struct sip_line *l, const struct sip_msg *msg, bool authorized)
{
	if (msg->scode == 423)
		input(l, REGISTRATION_TOO_BRIEF,
			number_header(msg, SIP_HDR_MIN_EXPIRES));
	else if (msg->scode == 403 && authorized)
		input(l, REGISTRATION_FORBIDDEN, 0);
	else
		input(l, REGISTRATION_DECLINED,
			number_header(msg, SIP_HDR_RETRY_AFTER));
	if (l->registering.machine.state == REGISTRATION_REFUSED)
		tell_refusal(l, SIP_REFUSED, -EACCES, msg->scode,
			"the registrar refuses the login");
	else
		tell_refusal(l, SIP_UNREGISTERED, -EREMOTEIO, msg->scode,
			"the registrar refuses us");
}

static void answered(int err, const struct sip_msg *msg, void *user)
{
	struct sip_line *l = line_of(user);
	struct line_register *g = &l->registering;
	bool authorized;

	if (!err && msg->scode < 200)
		return;
	authorized = sip_exchange_authorized(g->exchange);
	sip_exchange_destroy(g->exchange);
	g->exchange = NULL;
	if (err == -EACCES) {
		input(l, REGISTRATION_DENIED, 0);
		tell_refusal(l, SIP_REFUSED, err, msg->scode,
			"the registrar refuses the login");
	} else if (err == -EPERM || err == -EPROTO) {
		input(l, REGISTRATION_DENIED, 0);
		tell_refusal(l, SIP_REFUSED, -EACCES, msg->scode,
			err == -EPERM
				? "the registrar asks for a weaker login than before"
				: "the registrar asks for a login we do not know");
	} else if (err) {
		input(l, REGISTRATION_SILENT, 0);
		tell_refusal(l, SIP_UNREGISTERED, -ETIMEDOUT, 0,
			"the registrar does not answer");
	} else if (msg->scode < 300) {
		input(l, REGISTRATION_GRANTED, granted_s(l, msg));
	} else {
		declined(l, msg, authorized);
	}
}

static void unsent(void *user)
{
	struct sip_line *l = line_of(user);

	input(l, REGISTRATION_SILENT, 0);
	tell_refusal(l, SIP_UNREGISTERED, -ENETUNREACH, 0, "no way to the registrar");
}

static int write_headers(
	const struct sip_line *l, unsigned expires_s, struct buffer *out)
{
	const struct line_register *g = &l->registering;

	return buffer_appendf(out,
		"To: <sip:%s@%s>\r\nFrom: <sip:%s@%s>;tag=%s\r\nCall-ID: %s\r\n"
		"Contact: <%s>\r\nExpires: %u\r\nAllow: " SIP_ALLOW "\r\n",
		l->config.caller_id, l->config.domain, l->config.caller_id,
		l->config.domain, g->tag, g->call_id, l->contact, expires_s);
}

static void ask(unsigned expires_s, void *user)
{
	struct sip_line *l = line_of(user);
	struct line_register *g = &l->registering;
	char uri[LINE_URI_CAP];
	struct sip_exchange_plan plan = {
		.method = "REGISTER",
		.uri = uri,
		.to = &l->peer,
		.transport = SIP_TRANSP_UDP,
		.account = &l->account,
		.cseq = &g->cseq,
	};
	struct buffer headers;
	int err = -EIO;

	snprintf(uri, sizeof(uri), "sip:%s", l->config.domain);
	buffer_init(&headers, HEADERS_MAX);
	if (l->room.sip)
		err = write_headers(l, expires_s, &headers);
	plan.headers = headers.data;
	if (!err)
		err = sip_exchange_create(
			l->room.sip, &plan, answered, l, &g->exchange);
	buffer_finish(&headers);
	if (!err)
		return;
	/* Not from here: the machine is in the middle of its step. */
	g->exchange = NULL;
	timer_start(line_timers(l), &g->again, 0, unsent, l);
}

static void forget(void *user)
{
	struct sip_line *l = line_of(user);

	sip_exchange_destroy(l->registering.exchange);
	l->registering.exchange = NULL;
}

static void time_came(void *user)
{
	input(line_of(user), REGISTRATION_TIME, 0);
}

static void arm(unsigned ms, void *user)
{
	struct sip_line *l = line_of(user);

	timer_stop(&l->registering.again);
	if (ms)
		timer_start(line_timers(l), &l->registering.again, ms, time_came, l);
}

static void end_came(void *user)
{
	struct sip_line *l = line_of(user);

	input(l, REGISTRATION_LAPSED, 0);
	tell_refusal(l, SIP_UNREGISTERED, -ETIMEDOUT, 0,
		"the registration ran out, and the registrar does not answer");
}

static void arm_end(unsigned ms, void *user)
{
	struct sip_line *l = line_of(user);

	timer_stop(&l->registering.end);
	if (ms)
		timer_start(line_timers(l), &l->registering.end, ms, end_came, l);
}

static unsigned noise(void *user)
{
	(void)user;
	return (unsigned)sip_random();
}

static void changed(enum registration_state state, void *user)
{
	struct sip_line *l = line_of(user);

	if (state == REGISTRATION_HELD)
		line_tell(l, SIP_REGISTERED, 0, 0, NULL);
	if (state == REGISTRATION_GONE)
		line_check_left(l);
}

static const struct registration_ops ops = {
	.ask = ask,
	.forget = forget,
	.arm = arm,
	.arm_end = arm_end,
	.noise = noise,
	.changed = changed,
};

void line_register_init(struct sip_line *l)
{
	struct line_register *g = &l->registering;

	registration_init(&g->machine, l->config.expires_s, &ops, l);
	sip_random_tag(g->call_id);
	sip_random_tag(g->tag);
	g->cseq = (uint32_t)(sip_random() & 0xffff);
}

void line_register_start(struct sip_line *l)
{
	bool first = l->registering.machine.state == REGISTRATION_IDLE;

	if (l->registering.machine.state == REGISTRATION_REFUSED)
		line_tell(
			l, SIP_REFUSED, -EACCES, 0, "the registrar refuses the login");
	else
		line_tell(l, SIP_STARTING, 0, 0, NULL);
	input(l, first ? REGISTRATION_START : REGISTRATION_MOVED, 0);
}

void line_register_stop(struct sip_line *l)
{
	input(l, REGISTRATION_STOP, 0);
}

void line_register_finish(struct sip_line *l)
{
	timer_stop(&l->registering.again);
	timer_stop(&l->registering.end);
	sip_exchange_destroy(l->registering.exchange);
	l->registering.exchange = NULL;
}
