/* SPDX-License-Identifier: Apache-2.0 */
/* phone-call.c - a call of a phone, whoever began it; the machine is in phone-private.h. */

#include "phone-private.h"

#include <errno.h>

static void destructor(void *data)
{
	struct phone_call *call = data;

	tmr_cancel(&call->tmr);
	list_unlink(&call->le);
	phone_request_drop(call->invite);
	phone_request_drop(call->other);
	mem_deref(call->routes);
	mem_deref(call->msg);
	mem_deref(call->reply);
}

struct phone_call *phone_call_alloc(struct phone *phone)
{
	struct phone_call *call = mem_zalloc(sizeof(*call), destructor);

	if (!call)
		return NULL;
	call->phone = phone;
	tmr_init(&call->tmr);
	(void)re_snprintf(call->tag, sizeof(call->tag), "%u", rand_u32());
	list_append(&phone->calls, &call->le, call);
	return call;
}

static void forget(void *arg)
{
	mem_deref(arg);
}

bool phone_talks(const struct phone *phone)
{
	for (const struct le *le = list_head(&phone->calls); le; le = le->next) {
		const struct phone_call *call = le->data;

		if (call->state == PHONE_UP)
			return true;
	}
	return false;
}

static bool another_lives(const struct phone *phone)
{
	for (const struct le *le = list_head(&phone->calls); le; le = le->next) {
		const struct phone_call *call = le->data;

		if (call->state != PHONE_OVER)
			return true;
	}
	return false;
}

void phone_call_over(struct phone_call *call, enum phone_end why)
{
	struct phone *phone = call->phone;

	if (call->state == PHONE_OVER)
		return;
	call->state = PHONE_OVER;
	call->invite = phone_request_drop(call->invite);
	tmr_start(&call->tmr, PHONE_LINGER_MS, forget, call);
	phone->counts.ends[why]++;
	if (!another_lives(phone))
		phone->ops->over(why, phone->user);
}

const char *phone_call_word(const struct phone_call *call)
{
	switch (call->state) {
	case PHONE_CALLING: return "calling";
	case PHONE_EARLY: return "ringing";
	case PHONE_LEAVING: return "leaving";
	case PHONE_RINGS: return "rings";
	case PHONE_OFFERED: return "offered";
	case PHONE_UP: return "up";
	case PHONE_OVER: return "over";
	}
	return "over";
}

static bool write_route(const struct sip_hdr *hdr, const struct sip_msg *msg, void *arg)
{
	return mbuf_printf(arg, "Route: %r\r\n", &hdr->val) != 0;
}

/* Where a URI points to, if that is an address. */
static bool address_of(const struct uri *uri, struct sa *to)
{
	return !sa_set(to, &uri->host, uri->port ? uri->port : SIP_PORT);
}

static void learn_routes(struct phone_call *call, const struct sip_msg *msg)
{
	struct mbuf *mb = mbuf_alloc(256);
	const struct sip_hdr *first;
	struct sip_addr address;
	struct pl lines;

	if (!mb)
		return;
	/* RFC 3261 12.1: the caller's routes are in reverse order. */
	first = sip_msg_hdr_apply(
		msg, !call->outgoing, SIP_HDR_RECORD_ROUTE, NULL, NULL);
	(void)sip_msg_hdr_apply(
		msg, !call->outgoing, SIP_HDR_RECORD_ROUTE, write_route, mb);
	lines = (struct pl){(const char *)mb->buf, mb->end};
	call->routes = mem_deref(call->routes);
	if (lines.l)
		(void)pl_strdup(&call->routes, &lines);
	mem_deref(mb);
	if (first && !sip_addr_decode(&address, &first->val))
		(void)address_of(&address.uri, &call->to);
}

void phone_call_learn(struct phone_call *call, const struct sip_msg *msg)
{
	const struct sip_hdr *contact = sip_msg_hdr(msg, SIP_HDR_CONTACT);
	const struct sip_taddr *theirs = msg->req ? &msg->from : &msg->to;
	struct sip_addr address;

	(void)pl_strcpy(&theirs->val, call->remote, sizeof(call->remote));
	(void)pl_strcpy(&theirs->tag, call->peer_tag, sizeof(call->peer_tag));
	if (contact && !sip_addr_decode(&address, &contact->val)) {
		(void)pl_strcpy(&address.auri, call->target, sizeof(call->target));
		(void)address_of(&address.uri, &call->to);
	}
	learn_routes(call, msg);
}

void phone_call_audio(struct phone_call *call, const struct sip_msg *msg)
{
	const char *body = (const char *)mbuf_buf(msg->mb);
	size_t length = mbuf_get_left(msg->mb);
	struct pl host, port;

	if (!body || !length)
		return;
	call->audio[0] = '\0';
	if (re_regex(body, length, "c=IN IP4 [^\r\n ]+", &host) ||
		re_regex(body, length, "m=audio [0-9]+", &port) || !pl_u32(&port))
		return;
	(void)re_snprintf(call->audio, sizeof(call->audio), "%r:%r%s", &host, &port,
		memmem(body, length, "a=inactive", 10)   ? " inactive"
		: memmem(body, length, "a=sendonly", 10) ? " sendonly"
		: memmem(body, length, "a=recvonly", 10) ? " recvonly"
							 : "");
}

int phone_call_ask(struct phone_call *call, const char *method, const char *type,
	const struct mbuf *body, phone_response_fn *fn, struct phone_request **ret)
{
	bool contact = !strcmp(method, "INVITE");
	struct mbuf *packet = mbuf_alloc(1024);
	char branch[PHONE_BRANCH_SIZE];
	const struct phone_head head = {
		.method = method,
		.uri = call->target,
		.branch = branch,
		.from = call->local,
		.to = call->remote,
		.call_id = call->call_id,
		.cseq = ++call->cseq,
		.contact = contact ? call->phone->settings->user : NULL,
		.routes = call->routes,
		.type = type,
		.body = body,
	};
	int err = packet ? 0 : -ENOMEM;

	phone_branch(branch);
	if (contact)
		call->invite_cseq = call->cseq;
	if (!err)
		err = -phone_write_request(call->phone, &head, packet);
	if (!err)
		err = phone_request_send(
			call->phone, &call->to, method, branch, packet, fn, call, ret);
	mem_deref(packet);
	return err;
}

static void other_answered(const struct sip_msg *msg, void *arg)
{
	struct phone_call *call = arg;

	if (!msg || msg->scode >= 200)
		call->other = NULL;
}

void phone_call_bye(struct phone_call *call)
{
	call->other = phone_request_drop(call->other);
	(void)phone_call_ask(call, "BYE", NULL, NULL, other_answered, &call->other);
}

static void hang_up(struct phone_call *call)
{
	enum phone_goodbye goodbye = phone_rules(call->phone).goodbye;

	if (goodbye != GOODBYE_NEVER)
		phone_call_bye(call);
	phone_call_over(
		call, goodbye == GOODBYE_NEVER ? PHONE_FORGOTTEN : PHONE_HUNG_UP);
}

/* Part of the INVITE: the same branch, no tag. Sent as if it were a request of its own. */
static void cancel(struct phone_call *call)
{
	struct mbuf *packet = mbuf_alloc(512);
	const struct phone_head head = phone_invite_head(call, "CANCEL");

	if (call->cancelled)
		return;
	call->cancelled = true;
	call->other = phone_request_drop(call->other);
	if (packet && !phone_write_request(call->phone, &head, packet))
		(void)phone_request_send(call->phone, &call->first_to, "CANCEL",
			call->branch, packet, other_answered, call, &call->other);
	mem_deref(packet);
}

static void leave_too_late(void *arg)
{
	phone_call_over(arg, PHONE_CANCELLED);
}

static void give_up(struct phone_call *call)
{
	enum phone_goodbye goodbye = phone_rules(call->phone).goodbye;

	if (goodbye == GOODBYE_NEVER) {
		phone_call_over(call, PHONE_FORGOTTEN);
		return;
	}
	/* RFC 3261 9.1: not before there is a 1xx. */
	call->wants_out = true;
	if (call->state == PHONE_CALLING && goodbye == GOODBYE_PROPER)
		return;
	call->state = PHONE_LEAVING;
	tmr_start(&call->tmr, phone_rules(call->phone).life_ms, leave_too_late, call);
	cancel(call);
}

void phone_call_leave(struct phone_call *call)
{
	switch (call->state) {
	case PHONE_CALLING:
	case PHONE_EARLY: give_up(call); break;
	case PHONE_RINGS: phone_call_decline(call); break;
	case PHONE_OFFERED:
	case PHONE_UP: hang_up(call); break;
	case PHONE_LEAVING:
	case PHONE_OVER: break;
	}
}

void phone_hang_up(struct phone *phone)
{
	for (struct le *le = list_head(&phone->calls), *next; le; le = next) {
		next = le->next;
		phone_call_leave(le->data);
	}
}

void phone_stop_ringing(struct phone *phone)
{
	for (struct le *le = list_head(&phone->calls), *next; le; le = next) {
		struct phone_call *call = le->data;

		next = le->next;
		if (call->state == PHONE_CALLING || call->state == PHONE_EARLY)
			phone_call_leave(call);
	}
}

static void send_digit(struct phone_call *call);

static void digit_sent(const struct sip_msg *msg, void *arg)
{
	struct phone_call *call = arg;

	if (msg && msg->scode < 200)
		return;
	call->other = NULL;
	send_digit(call);
}

/* application/dtmf-relay: what door stations and PBXs have in common; unverified. */
static void send_digit(struct phone_call *call)
{
	struct mbuf *body = mbuf_alloc(64);
	char digit = call->digits[0];

	if (digit && body) {
		memmove(call->digits, call->digits + 1, strlen(call->digits));
		call->phone->counts.digits_sent++;
		(void)mbuf_printf(body, "Signal=%c\r\nDuration=160\r\n", digit);
		(void)phone_call_ask(call, "INFO", "application/dtmf-relay", body,
			digit_sent, &call->other);
	}
	mem_deref(body);
}

int phone_send_digits(struct phone *phone, const char *digits)
{
	int err = -ENOENT;

	for (const char *d = digits; *d; d++)
		if (!phone_is_digit(*d))
			return -EINVAL;
	if (!*digits || strlen(digits) >= sizeof(((struct phone_call *)0)->digits))
		return -EINVAL;
	for (struct le *le = list_head(&phone->calls); le; le = le->next) {
		struct phone_call *call = le->data;

		if (call->state != PHONE_UP)
			continue;
		(void)str_ncpy(call->digits, digits, sizeof(call->digits));
		if (!call->other)
			send_digit(call);
		err = 0;
	}
	return err;
}
