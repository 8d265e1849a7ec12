/* SPDX-License-Identifier: Apache-2.0 */
/* phone.c - a door station as a SIP telephone: its sockets, its power. */

#include "phone-private.h"

#include <errno.h>

enum { EVENT_TYPE = 101, RTP_HEAD = 12, EVENT_SIZE = 4 };

static void destructor(void *data)
{
	struct phone *phone = data;

	phone_register_stop(phone, false);
	list_flush(&phone->calls);
	list_flush(&phone->requests);
	mem_deref(phone->sock);
	mem_deref(phone->audio);
	phone_counts_finish(&phone->counts);
}

int phone_create(const char *address, const struct phone_settings *settings,
	const struct phone_ops *ops, void *user, struct phone **ret)
{
	struct phone *phone = mem_zalloc(sizeof(*phone), destructor);
	int err;

	if (!phone)
		return -ENOMEM;
	phone->ops = ops;
	phone->user = user;
	phone->settings = settings;
	phone->powered = true;
	list_init(&phone->calls);
	list_init(&phone->requests);
	tmr_init(&phone->registration.next);
	err = phone_counts_init(&phone->counts);
	if (!err)
		err = -sa_set_str(&phone->address, address, 0);
	if (err) {
		mem_deref(phone);
		return err;
	}
	*ret = phone;
	return 0;
}

void phone_destroy(struct phone *phone)
{
	mem_deref(phone);
}

struct phone_rules phone_rules(const struct phone *phone)
{
	struct phone_rules rules;

	phone->ops->rules(&rules, phone->user);
	return rules;
}

struct phone_counts *phone_counts(struct phone *phone)
{
	return &phone->counts;
}

int phone_proxy(const struct phone *phone, unsigned port, struct sa *ret)
{
	if (!port)
		port = phone->settings->proxy_port;
	if (!phone->sock || sa_set_str(ret, phone->settings->proxy, (uint16_t)port) ||
		sa_is_any(ret))
		return -ENOTCONN;
	return 0;
}

void phone_new_id(const struct phone *phone, char *id, size_t size)
{
	if (phone_rules(phone).short_call_id)
		(void)re_snprintf(id, size, "%u", rand_u32() % 1000000000);
	else
		(void)re_snprintf(id, size, "%08x%08x@%j", rand_u32(), rand_u32(),
			&phone->address);
}

void phone_send(
	struct phone *phone, const struct sa *to, const struct mbuf *packet, bool again)
{
	unsigned nth = phone_rules(phone).lose_sent;
	struct mbuf out = *packet;

	if (!phone->powered || phone->frozen || !phone->sock)
		return;
	phone->counts.sent++;
	phone->counts.repeated += again;
	if (nth && phone->counts.sent % nth == 0) {
		phone->counts.lost++;
		return;
	}
	out.pos = 0;
	(void)udp_send(phone->sock, to, &out);
}

static void received(const struct sa *from, struct mbuf *mb, void *arg)
{
	struct phone *phone = arg;
	unsigned nth = phone_rules(phone).lose_received;
	struct sip_msg *msg;

	if (!phone->powered || phone->frozen)
		return;
	phone->counts.received++;
	if (nth && phone->counts.received % nth == 0) {
		phone->counts.lost++;
		return;
	}
	if (sip_msg_decode(&msg, mb)) {
		phone->counts.strays++;
		return;
	}
	msg->src = *from;
	if (!msg->callid.l || !msg->from.val.l || !msg->to.val.l || !msg->cseq.met.l)
		phone->counts.strays++;
	else if (msg->req)
		phone_asked(phone, msg);
	else if (!phone_request_answered(phone, msg) &&
		 !phone_invite_repeated(phone, msg))
		phone->counts.strays++;
	mem_deref(msg);
}

bool phone_is_digit(char c)
{
	return c && strchr("0123456789*#ABCD", c);
}

void phone_digit(struct phone *phone, char digit)
{
	phone_count_digit(&phone->counts, digit);
	phone->ops->digit(digit, phone->user);
}

/* Sound is counted; digits inside it are taken: RFC 4733, once per time stamp. */
static void heard(const struct sa *from, struct mbuf *mb, void *arg)
{
	static const char digits[] = "0123456789*#ABCD";
	const uint8_t *p = mbuf_buf(mb);
	struct phone *phone = arg;
	uint32_t stamp;

	if (!phone->powered || phone->frozen || mbuf_get_left(mb) < RTP_HEAD)
		return;
	phone->counts.audio_packets++;
	if (!phone_talks(phone) || (p[1] & 0x7f) != EVENT_TYPE ||
		mbuf_get_left(mb) < RTP_HEAD + EVENT_SIZE)
		return;
	stamp = (uint32_t)p[4] << 24 | (uint32_t)p[5] << 16 | (uint32_t)p[6] << 8 |
		p[7];
	if (stamp == phone->event_stamp || p[RTP_HEAD] >= sizeof(digits) - 1)
		return;
	phone->event_stamp = stamp;
	phone_digit(phone, digits[p[RTP_HEAD]]);
}

/* At the port of the settings; if somebody else has that, at another one: simulated
 * stations may share an address. */
static int open_sockets(struct phone *phone)
{
	unsigned port =
		phone->settings->local_port ? phone->settings->local_port : SIP_PORT;
	struct sa audio;
	int err;

	if (phone->sock && phone->bound_for == port)
		return 0;
	phone->sock = mem_deref(phone->sock);
	sa_set_port(&phone->address, (uint16_t)port);
	err = udp_listen(&phone->sock, &phone->address, received, phone);
	if (err) {
		sa_set_port(&phone->address, 0);
		err = udp_listen(&phone->sock, &phone->address, received, phone);
	}
	if (!err)
		err = udp_local_get(phone->sock, &phone->address);
	phone->bound_for = port;
	if (err || phone->audio)
		return -err;
	audio = phone->address;
	sa_set_port(&audio, 0);
	err = udp_listen(&phone->audio, &audio, heard, phone);
	if (!err)
		err = udp_local_get(phone->audio, &audio);
	phone->audio_port = sa_port(&audio);
	return -err;
}

void phone_apply(struct phone *phone)
{
	int err;

	if (!phone->powered)
		return;
	if (!phone->settings->enabled) {
		phone_hang_up(phone);
		phone_register_stop(phone, true);
		return;
	}
	err = open_sockets(phone);
	if (err)
		(void)fprintf(stderr, "gatehouse-sim: no SIP: %s\n", strerror(-err));
	else
		phone_register_start(phone);
}

void phone_off(struct phone *phone)
{
	phone->powered = false;
	phone_register_stop(phone, false);
	for (struct le *le = list_head(&phone->calls), *next; le; le = next) {
		struct phone_call *call = le->data;

		next = le->next;
		if (call->state != PHONE_OVER)
			phone->counts.ends[PHONE_FORGOTTEN]++;
		mem_deref(call);
	}
	list_flush(&phone->requests);
}

void phone_on(struct phone *phone)
{
	phone->powered = true;
	phone_apply(phone);
}

void phone_freeze(struct phone *phone, bool frozen)
{
	phone->frozen = frozen;
}

int phone_register_now(struct phone *phone)
{
	if (!phone->settings->enabled || !phone->sock)
		return -ENOTCONN;
	phone_register_start(phone);
	return 0;
}

static json_t *call_json(const struct phone_call *call)
{
	return json_pack("{s:s, s:s, s:b, s:s, s:s}", "number", call->number, "state",
		phone_call_word(call), "outgoing", call->outgoing, "call_id",
		call->call_id, "audio", call->audio);
}

void phone_tell(const struct phone *phone, json_t *object)
{
	const char *state = phone->powered ? phone_registered_word(phone) : "off";
	json_t *calls = json_array();

	for (const struct le *le = list_head(&phone->calls); le; le = le->next) {
		const struct phone_call *call = le->data;

		if (call->state != PHONE_OVER)
			(void)json_array_append_new(calls, call_json(call));
	}
	(void)json_object_set_new(object, "state", json_string(state));
	(void)json_object_set_new(
		object, "code", json_integer((json_int_t)phone->registration.code));
	(void)json_object_set_new(object, "port",
		json_integer(phone->sock ? sa_port(&phone->address) : 0));
	(void)json_object_set_new(
		object, "audio_port", json_integer((json_int_t)phone->audio_port));
	(void)json_object_set_new(object, "calls", calls);
}
