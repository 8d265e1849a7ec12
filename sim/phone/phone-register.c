/* SPDX-License-Identifier: Apache-2.0 */
/* phone-register.c - the registration of a phone at its proxy; the machine is in
 * phone-private.h.
 *
 * Unverified: that a station registers again after half of the time. Reported: the private
 * form asks for 900 s (asterisk.as.indoor.md of Hikvision-Addons). */

#include "phone-login.h"
#include "phone-private.h"

#include <errno.h>

enum { LOGINS_MAX = 2, PRIVATE_EXPIRES_S = 900, LEAST_MS = 200 };

static void ask(struct phone *phone, const char *login);

static void enter(struct phone *phone, enum phone_registered state)
{
	phone->registration.state = state;
	tmr_cancel(&phone->registration.next);
}

static void due(void *arg)
{
	struct phone *phone = arg;

	phone->registration.tries = 0;
	ask(phone, NULL);
}

static void wait(struct phone *phone)
{
	enter(phone, PHONE_WAITING);
	tmr_start(&phone->registration.next, phone_rules(phone).retry_ms, due, phone);
}

/* What was granted: of the Contact, of the message, or what we asked for. */
static unsigned granted_s(const struct phone *phone, const struct sip_msg *msg)
{
	const struct sip_hdr *contact = sip_msg_hdr(msg, SIP_HDR_CONTACT);
	struct sip_addr address;
	struct pl value;

	if (contact && !sip_addr_decode(&address, &contact->val) &&
		!msg_param_decode(&address.params, "expires", &value))
		return pl_u32(&value);
	return msg->expires.l ? pl_u32(&msg->expires) : phone->registration.expires_s;
}

static void registered(struct phone *phone, const struct sip_msg *msg)
{
	struct phone_registration *r = &phone->registration;
	uint64_t half_ms = (uint64_t)granted_s(phone, msg) * 500;

	if (r->leaves) {
		phone->counts.unregistered++;
		enter(phone, PHONE_OFF);
		return;
	}
	phone->counts.registered++;
	enter(phone, PHONE_REGISTERED);
	tmr_start(&r->next, half_ms > LEAST_MS ? half_ms : LEAST_MS, due, phone);
}

static void refused(struct phone *phone, unsigned code)
{
	struct phone_registration *r = &phone->registration;

	phone->counts.register_refused++;
	phone_count_code(phone->counts.refusals, code);
	r->code = code;
	if (r->leaves)
		enter(phone, PHONE_OFF);
	else
		wait(phone);
}

static void request_uri(const struct phone *phone, char *uri, size_t size)
{
	(void)re_snprintf(uri, size, "sip:%s", phone->registration.domain);
}

static bool log_in(struct phone *phone, const struct sip_msg *msg)
{
	struct phone_registration *r = &phone->registration;
	char uri[128], *login;

	request_uri(phone, uri, sizeof(uri));
	if ((msg->scode != 401 && msg->scode != 407) || r->tries >= LOGINS_MAX ||
		phone_login(phone->settings, msg, "REGISTER", uri, &login))
		return false;
	r->tries++;
	ask(phone, login);
	mem_deref(login);
	return true;
}

static void answered(const struct sip_msg *msg, void *arg)
{
	struct phone *phone = arg;
	struct phone_registration *r = &phone->registration;

	if (msg && msg->scode < 200)
		return;
	r->request = NULL;
	if (!msg) {
		phone->counts.register_unanswered++;
		r->code = 0;
		if (r->leaves)
			enter(phone, PHONE_OFF);
		else
			wait(phone);
	} else if (msg->scode < 300) {
		registered(phone, msg);
	} else if (!log_in(phone, msg)) {
		refused(phone, msg->scode);
	}
}

static int write_packet(const struct phone *phone, const char *branch,
	const char *login, struct mbuf *packet)
{
	const struct phone_registration *r = &phone->registration;
	bool private_form = phone_rules(phone).registers == REGISTERS_PRIVATE;
	struct mbuf *body = mbuf_alloc(256);
	char uri[128], from[320], to[320];
	struct phone_head head = {
		.method = "REGISTER",
		.uri = uri,
		.branch = branch,
		.from = from,
		.to = to,
		.call_id = r->call_id,
		.cseq = r->cseq,
		.contact = r->user,
		.type = "text/xml",
		.body = body,
	};
	char *lines = NULL;
	int err = body ? 0 : ENOMEM;

	request_uri(phone, uri, sizeof(uri));
	(void)re_snprintf(
		to, sizeof(to), "\"%s\" <sip:%s@%s>", r->display, r->user, r->domain);
	(void)re_snprintf(from, sizeof(from), "%s;tag=%s", to, r->tag);
	if (!err)
		err = re_sdprintf(&lines, "%sExpires: %u\r\n", login ? login : "",
			r->leaves ? 0 : r->expires_s);
	head.lines = lines;
	if (!err && private_form)
		err = phone_write_reg_xml(phone, body);
	if (!err)
		err = phone_write_request(phone, &head, packet);
	mem_deref(lines);
	mem_deref(body);
	return err;
}

static void ask(struct phone *phone, const char *login)
{
	struct phone_registration *r = &phone->registration;
	struct mbuf *packet = mbuf_alloc(1024);
	char branch[PHONE_BRANCH_SIZE];
	int err = packet ? 0 : -ENOMEM;

	r->request = phone_request_drop(r->request);
	enter(phone, PHONE_ASKING);
	r->cseq++;
	phone_branch(branch);
	if (!err)
		err = -write_packet(phone, branch, login, packet);
	phone->counts.registers++;
	if (!err)
		err = phone_request_send(phone, &r->proxy, "REGISTER", branch, packet,
			answered, phone, &r->request);
	mem_deref(packet);
	if (err)
		wait(phone);
}

void phone_register_start(struct phone *phone)
{
	const struct phone_settings *settings = phone->settings;
	enum phone_registers form = phone_rules(phone).registers;
	struct phone_registration *r = &phone->registration;

	phone_register_stop(phone, false);
	if (form == REGISTERS_OFF || phone_proxy(phone, 0, &r->proxy))
		return;
	r->leaves = false;
	r->expires_s =
		form == REGISTERS_PRIVATE ? PRIVATE_EXPIRES_S : settings->expires_s;
	(void)re_snprintf(r->domain, sizeof(r->domain), "%J", &r->proxy);
	(void)str_ncpy(r->user, settings->user, sizeof(r->user));
	(void)str_ncpy(r->display, settings->display, sizeof(r->display));
	phone_new_id(phone, r->call_id, sizeof(r->call_id));
	(void)re_snprintf(r->tag, sizeof(r->tag), "%u", rand_u32());
	r->cseq = 0;
	due(phone);
}

void phone_register_stop(struct phone *phone, bool says_so)
{
	struct phone_registration *r = &phone->registration;
	bool was = r->state == PHONE_REGISTERED;

	r->request = phone_request_drop(r->request);
	enter(phone, PHONE_OFF);
	r->code = 0;
	if (!was || !says_so)
		return;
	r->leaves = true;
	due(phone);
}

bool phone_is_registered(const struct phone *phone)
{
	return phone->registration.state == PHONE_REGISTERED;
}

const char *phone_registered_word(const struct phone *phone)
{
	switch (phone->registration.state) {
	case PHONE_OFF: return "off";
	case PHONE_ASKING: return "asking";
	case PHONE_REGISTERED: return "registered";
	case PHONE_WAITING: return phone->registration.code ? "refused" : "unanswered";
	}
	return "off";
}
