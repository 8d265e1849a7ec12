/* SPDX-License-Identifier: Apache-2.0 */
/* sip-line.c - one door station, or one account, in SIP: its life, and what its owner
 * wants. */

#include <errno.h>
#include <stdlib.h>

#include "sip-line-private.h"

enum {
	RING_LIMIT_MS = 65 * 1000,
	CALL_LIMIT_MS = 30 * 60 * 1000,
	SILENCE_LIMIT_MS = 30 * 1000,
	EXPIRES_S = 600,
	PACKETS_BURST = 40, /* at once; a call is a handful */
	PACKETS_EVERY_MS = 50,
};

/* ---- its settings ---- */

static void config_finish(struct sip_line_config *c)
{
	if (c->password)
		explicit_bzero((char *)c->password, strlen(c->password));
	free((char *)c->station);
	free((char *)c->number);
	free((char *)c->proxy);
	free((char *)c->domain);
	free((char *)c->user);
	free((char *)c->password);
	free((char *)c->caller_id);
}

static unsigned or_default(unsigned value, unsigned otherwise)
{
	return value ? value : otherwise;
}

static bool domain_fit(const char *text)
{
	for (; *text; text++)
		if (*text <= ' ' || *text > '~' || strchr("<>\"\\@;,?/", *text))
			return false;
	return true;
}

/* Everything of it is ours afterwards, also on failure. */
static int config_copy(struct sip_line *l, const struct sip_line_config *config)
{
	struct sip_line_config *c = &l->config;
	const char **texts[] = {&c->station, &c->number, &c->proxy, &c->domain,
		&c->user, &c->password, &c->caller_id};
	bool copied = true;

	*c = *config;
	if (!c->domain || !c->domain[0])
		c->domain = c->proxy;
	if (!c->caller_id || !c->caller_id[0])
		c->caller_id = c->user;
	c->ring_limit_ms = or_default(c->ring_limit_ms, RING_LIMIT_MS);
	c->call_limit_ms = or_default(c->call_limit_ms, CALL_LIMIT_MS);
	c->silence_limit_ms = or_default(c->silence_limit_ms, SILENCE_LIMIT_MS);
	c->expires_s = or_default(c->expires_s, EXPIRES_S);
	c->port = or_default(c->port, SIP_PORT);
	/* All, whatever happens to one: what is not copied is not to be freed. */
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		*texts[i] = bytes_copy(bytes_from(*texts[i]));
		copied = copied && *texts[i];
	}
	return copied ? 0 : -ENOMEM;
}

static int allow(struct sip_line *l, const char *address)
{
	struct sip_member *m = &l->member;
	int err = ip_source_parse(address, &m->sources[m->source_count]);

	if (!err)
		m->source_count++;
	return err;
}

static int set_up_peer(struct sip_line *l)
{
	const struct sip_line_config *c = &l->config;
	bool server = c->mode == SIP_SERVER;
	int err = allow(l, server ? c->station : c->proxy);

	if (err || sa_set_str(&l->peer, server ? c->station : c->proxy,
			   server ? SIP_PORT : (uint16_t)c->port))
		return -EINVAL;
	if (server)
		return c->listen_port <= UINT16_MAX ? 0 : -EINVAL;
	if (c->station[0] && allow(l, c->station) < 0)
		return -EINVAL;
	return c->user[0] && sip_token_fit(c->caller_id) && domain_fit(c->domain) &&
			       c->port <= UINT16_MAX
		       ? 0
		       : -EINVAL;
}

static void set_up_member(struct sip_line *l)
{
	struct sip_member *m = &l->member;

	m->number = l->config.number[0] ? l->config.number : NULL;
	m->side = l->config.mode == SIP_SERVER ? SIP_SIDE_STATION : SIP_SIDE_PROXY;
	m->packets = (struct token_rate){
		.burst = PACKETS_BURST, .every_ms = PACKETS_EVERY_MS};
	m->listener = &line_member;
	m->user = l;
	l->room = (struct sip_call_room){
		.reactor = l->agent->reactor,
		.contact = l->contact,
		.address = l->address,
		.peers = m->sources,
		.peer_count = m->source_count,
		.account = l->config.mode == SIP_CLIENT ? &l->account : NULL,
		.limits = &l->config,
		.goodbyes = &l->goodbyes,
	};
}

/* ---- its life ---- */

static void registrar_changed(void *user)
{
	struct sip_line *l = user;

	if (l->member.endpoint)
		line_tell(l, l->registrar.contact ? SIP_REGISTERED : SIP_LISTENING, 0,
			0, NULL);
}

static void start(void *user)
{
	line_link_start(user);
}

static void goodbyes_said(void *user)
{
	line_check_left(user);
}

static int set_up(
	struct sip_line *l, struct reactor *r, const struct sip_line_config *config)
{
	int err = config_copy(l, config);

	if (!err)
		err = set_up_peer(l);
	if (!err)
		err = sip_account_init(&l->account, l->config.user, l->config.password);
	if (!err)
		err = sip_agent_acquire(r, &l->agent);
	if (err)
		return err;
	set_up_member(l);
	l->goodbyes.empty = goodbyes_said;
	l->goodbyes.user = l;
	l->registrar.reactor = r;
	l->registrar.changed = registrar_changed;
	l->registrar.user = l;
	line_register_init(l);
	return 0;
}

int sip_line_create(struct reactor *r, const struct sip_line_config *config,
	const struct sip_line_listener *listener, const struct log *log, void *user,
	struct sip_line **ret_line)
{
	struct sip_line *l = calloc(1, sizeof(*l));
	int err;

	if (!l)
		return -ENOMEM;
	l->listener = listener;
	l->log = log;
	l->user = user;
	l->status = (struct sip_line_status){
		.why = l->why, .holder = l->holder, .address = l->address};
	err = set_up(l, r, config);
	if (err) {
		sip_line_destroy(l);
		return err;
	}
	reactor_defer(r, &l->start, start, l);
	*ret_line = l;
	return 0;
}

void sip_line_destroy(struct sip_line *l)
{
	if (!l)
		return;
	l->leaving = true; /* nobody is told of anything any more */
	l->left = NULL;
	deferred_cancel(&l->start);
	deferred_cancel(&l->tell_left);
	timer_stop(&l->patience);
	line_register_finish(l);
	line_link_stop(l);
	sip_registrar_finish(&l->registrar);
	sip_account_finish(&l->account);
	sip_agent_release(l->agent);
	config_finish(&l->config);
	free(l);
}

/* ---- farewell ---- */

static void tell_left(void *user)
{
	struct sip_line *l = user;
	void (*done)(void *user) = l->left;

	l->left = NULL;
	timer_stop(&l->patience);
	if (done)
		done(l->left_user);
}

static bool has_more_to_say(const struct sip_line *l)
{
	return l->call || l->goodbyes.first ||
	       l->registering.machine.state == REGISTRATION_LEAVING;
}

void line_check_left(struct sip_line *l)
{
	if (l->left && !has_more_to_say(l))
		reactor_defer(l->agent->reactor, &l->tell_left, tell_left, l);
}

int sip_line_farewell(struct sip_line *l, void (*done)(void *user), void *user)
{
	l->leaving = true;
	deferred_cancel(&l->start);
	if (l->call)
		sip_call_input(l->call, CALL_HANG_UP);
	line_register_stop(l);
	if (!has_more_to_say(l))
		return -ENOENT;
	l->left = done;
	l->left_user = user;
	timer_start(line_timers(l), &l->patience, SIP_FAREWELL_MS, tell_left, l);
	return 0;
}

/* ---- what its owner wants ---- */

const struct sip_line_status *sip_line_status(const struct sip_line *l)
{
	return &l->status;
}

static struct sip_call *call_of(const struct sip_line *l, uint32_t call)
{
	return l->call && sip_call_number(l->call) == call &&
			       sip_call_state(l->call) != CALL_OVER
		       ? l->call
		       : NULL;
}

int sip_line_answer(struct sip_line *l, uint32_t call, const struct sip_media *ours,
	struct sip_media *ret_peer)
{
	struct sip_call *c = call_of(l, call);

	return c ? sip_call_answer(c, ours, ret_peer) : -ENOENT;
}

int sip_line_reject(struct sip_line *l, uint32_t call)
{
	struct sip_call *c = call_of(l, call);

	if (!c || sip_call_state(c) != CALL_RINGING)
		return -ENOENT;
	sip_call_input(c, CALL_REJECT);
	return 0;
}

int sip_line_hang_up(struct sip_line *l, uint32_t call)
{
	struct sip_call *c = call_of(l, call);

	if (!c)
		return -ENOENT;
	sip_call_input(c, CALL_HANG_UP);
	return 0;
}

/* Whom to call, and who we are. @return 0, -EINVAL */
static int call_uris(const struct sip_line *l, const char *number, char *from, char *to,
	struct sa *ret_hop)
{
	const struct sip_line_config *c = &l->config;

	*ret_hop = l->peer;
	if (c->mode == SIP_CLIENT) {
		snprintf(from, LINE_URI_CAP, "sip:%s@%s", c->caller_id, c->domain);
		snprintf(to, LINE_URI_CAP, "sip:%s@%s", number, c->domain);
		return sip_token_fit(number) ? 0 : -EINVAL;
	}
	snprintf(from, LINE_URI_CAP, "%s", l->contact);
	if (l->registrar.contact) {
		*ret_hop = l->registrar.address;
		if (!number[0]) {
			snprintf(to, LINE_URI_CAP, "%s", l->registrar.contact);
			return 0;
		}
	}
	if (re_snprintf(to, LINE_URI_CAP, "sip:%s@%J", number, ret_hop) < 0)
		return -EINVAL;
	return sip_token_fit(number) ? 0 : -EINVAL;
}

int sip_line_call(struct sip_line *l, const char *number, const struct sip_media *ours,
	uint32_t *ret_call)
{
	char from[LINE_URI_CAP], to[LINE_URI_CAP];
	uint32_t call = sip_agent_new_call(l->agent);
	struct sa hop;
	int err;

	if (l->leaving || !l->member.endpoint)
		return -ENOTCONN;
	if (l->call && sip_call_state(l->call) != CALL_OVER)
		return -EBUSY;
	err = call_uris(l, number, from, to, &hop);
	if (err)
		return err;
	if (l->call)
		sip_call_settle(l->call);
	err = sip_call_dial(
		&l->room, from, to, &hop, ours, call, &line_calls, l, &l->call);
	if (!err)
		*ret_call = call;
	return err;
}

int sip_line_send_digits(struct sip_line *l, uint32_t call, const char *digits)
{
	struct sip_call *c = call_of(l, call);
	size_t len = strspn(digits, "0123456789*#ABCD");

	if (!c)
		return -ENOENT;
	if (!len || digits[len] || len > SIP_DIGITS_MAX)
		return -EINVAL;
	return sip_call_send_digits(c, digits);
}

void sip_line_media_alive(struct sip_line *l, uint32_t call)
{
	struct sip_call *c = call_of(l, call);

	if (c)
		sip_call_media_alive(c);
}
