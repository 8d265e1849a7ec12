/* SPDX-License-Identifier: Apache-2.0 */
/* test-sip-registrar.c - an account at registrars that the test itself plays: challenges,
 * refusals, and what comes of them. */

#include "check.h"
#include "raw-peer.h"
#include "sip-room.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REGISTRAR "127.0.0.5"
#define OK_60     "Contact: <sip:house@127.0.0.1>;expires=60\n"

struct scene {
	struct sip_room room;
	struct room_line *l;
	struct raw_peer registrar;
};

static void begin(struct scene *s, unsigned expires_s)
{
	struct sip_line_config config = {
		.mode = SIP_CLIENT,
		.proxy = REGISTRAR,
		.domain = "home.example",
		.user = "login",
		.password = "secret",
		.caller_id = "house",
		.expires_s = expires_s,
	};

	room_open(&s->room);
	raw_open(&s->registrar, REGISTRAR, 0, 9);
	config.port = s->registrar.port;
	s->l = room_add(&s->room, &config, ROOM_ANSWERS);
}

static void finish(struct scene *s)
{
	raw_close(&s->registrar);
	room_close(&s->room);
}

static bool asked(struct scene *s)
{
	return raw_expect(&s->registrar, "REGISTER sip:home.example SIP/2.0\r\n");
}

/* The next REGISTER, answered; @return its header of that name. */
static const char *answer(
	struct scene *s, const char *status, const char *headers, const char *name)
{
	static char value[600];

	value[0] = '\0';
	if (!CHECK(asked(s)))
		return value;
	snprintf(value, sizeof(value), "%s", raw_header(&s->registrar, name));
	raw_reply(&s->registrar, status, headers);
	return value;
}

#define CHALLENGE(nonce) "WWW-Authenticate: Digest realm=\"r\", nonce=\"" nonce "\"\n"

static void it_registers_as_it_is_told_to(void)
{
	struct scene s;

	begin(&s, 0);
	CHECK(!answer(&s, "401 Unauthorized", CHALLENGE("n1"), "Authorization")[0]);
	CHECK(strstr(raw_header(&s.registrar, "To"), "<sip:house@home.example>"));
	CHECK(!strcmp(raw_header(&s.registrar, "Expires"), "600"));
	CHECK(!raw_header(&s.registrar, "Route")[0]);
	CHECK(strstr(answer(&s, "200 OK", OK_60, "Authorization"),
		"Digest username=\"login\", realm=\"r\", nonce=\"n1\", "
		"uri=\"sip:home.example\", response="));
	room_wait_state(s.l, SIP_REGISTERED);
	finish(&s);
}

static void a_proxy_may_ask_for_the_login(void)
{
	struct scene s;

	begin(&s, 0);
	answer(&s, "407 Proxy Authentication Required",
		"Proxy-Authenticate: Digest realm=\"r\", nonce=\"p\", qop=\"auth\"\n",
		"To");
	CHECK(strstr(
		answer(&s, "200 OK", OK_60, "Proxy-Authorization"), "nc=00000001"));
	room_wait_state(s.l, SIP_REGISTERED);
	finish(&s);
}

static void the_stronger_login_is_chosen(void)
{
	static const char *const both[] = {
		CHALLENGE("md5") "WWW-Authenticate: Digest realm=\"r\", nonce=\"sha\", "
				 "algorithm=SHA-256\n",
		"WWW-Authenticate: Digest realm=\"r\", nonce=\"sha\", algorithm=SHA-256\n" CHALLENGE(
			"md5"),
	};

	for (int i = 0; i < 2; i++) {
		const char *login;
		struct scene s;

		begin(&s, 0);
		answer(&s, "401 Unauthorized", both[i], "To");
		login = answer(&s, "200 OK", OK_60, "Authorization");
		CHECK(strstr(login, "nonce=\"sha\"") &&
			strstr(login, "algorithm=SHA-256"));
		room_wait_state(s.l, SIP_REGISTERED);
		finish(&s);
	}
}

static void a_wrong_password_is_tried_twice_and_then_waits(void)
{
	struct room_note refused;
	struct scene s;

	begin(&s, 0);
	CHECK(!answer(&s, "401 Unauthorized", CHALLENGE("1"), "Authorization")[0]);
	CHECK(strstr(answer(&s, "401 Unauthorized", CHALLENGE("2"), "Authorization"),
		"nonce=\"1\""));
	CHECK(strstr(answer(&s, "401 Unauthorized", CHALLENGE("3"), "Authorization"),
		"nonce=\"2\""));
	refused = room_wait_state(s.l, SIP_REFUSED);
	CHECK(refused.err == -EACCES && refused.code == 401);
	CHECK(!raw_receive(&s.registrar, 3000));
	finish(&s);
}

static void a_403_to_the_login_is_tried_once_more(void)
{
	struct scene s;

	begin(&s, 0);
	answer(&s, "401 Unauthorized", CHALLENGE("1"), "To");
	answer(&s, "403 Forbidden", "", "To");
	room_wait_state(s.l, SIP_UNREGISTERED);
	answer(&s, "403 Forbidden", "", "To");
	CHECK(room_wait_state(s.l, SIP_REFUSED).code == 403);
	CHECK(!raw_receive(&s.registrar, 1000));
	finish(&s);
}

static void a_stale_nonce_is_no_refusal(void)
{
	static const char stale[] =
		"WWW-Authenticate: Digest realm=\"r\", nonce=\"2\", stale=TRUE\n";
	struct scene s;

	begin(&s, 0);
	answer(&s, "401 Unauthorized", CHALLENGE("1"), "To");
	answer(&s, "401 Unauthorized", stale, "To");
	answer(&s, "401 Unauthorized", stale, "To");
	answer(&s, "200 OK", OK_60, "To");
	room_wait_state(s.l, SIP_REGISTERED);
	finish(&s);
}

static void staleness_for_ever_is_a_refusal(void)
{
	static const char stale[] =
		"WWW-Authenticate: Digest realm=\"r\", nonce=\"2\", stale=TRUE\n";
	unsigned asked_for = 0;
	struct scene s;

	begin(&s, 0);
	while (raw_receive(&s.registrar, 1000)) {
		asked_for++;
		raw_reply(&s.registrar, "401 Unauthorized", stale);
	}
	CHECK(asked_for == 5);
	room_wait_state(s.l, SIP_REFUSED);
	finish(&s);
}

static void a_weaker_login_than_before_is_not_given(void)
{
	struct scene s;

	begin(&s, 2);
	answer(&s, "401 Unauthorized",
		"WWW-Authenticate: Digest realm=\"r\", nonce=\"1\", algorithm=SHA-256\n",
		"To");
	answer(&s, "200 OK", "Expires: 2\n", "To");
	room_wait_state(s.l, SIP_REGISTERED);
	answer(&s, "401 Unauthorized", CHALLENGE("weak"), "To");
	CHECK(strstr(room_wait_state(s.l, SIP_REFUSED).text, "weaker"));
	CHECK(!raw_receive(&s.registrar, RAW_QUIET_MS));
	finish(&s);
}

static void basic_is_not_answered(void)
{
	struct scene s;

	begin(&s, 0);
	answer(&s, "401 Unauthorized", "WWW-Authenticate: Basic realm=\"r\"\n", "To");
	room_wait_state(s.l, SIP_REFUSED);
	CHECK(!raw_receive(&s.registrar, RAW_QUIET_MS));
	finish(&s);
}

static void too_brief_is_asked_for_longer(void)
{
	struct scene s;

	begin(&s, 10);
	CHECK(!strcmp(
		answer(&s, "423 Interval Too Brief", "Min-Expires: 90\n", "Expires"),
		"10"));
	CHECK(!strcmp(answer(&s, "200 OK", "Expires: 90\n", "Expires"), "90"));
	room_wait_state(s.l, SIP_REGISTERED);
	finish(&s);
}

static void it_renews_as_the_registrar_says(void)
{
	char call_id[128], contact[160];
	unsigned cseq;
	struct scene s;

	begin(&s, 600);
	CHECK(asked(&s));
	snprintf(call_id, sizeof(call_id), "%s", raw_header(&s.registrar, "Call-ID"));
	cseq = (unsigned)strtoul(raw_header(&s.registrar, "CSeq"), NULL, 10);
	/* Others are registered too; the general Expires is not for us. */
	snprintf(contact, sizeof(contact),
		"Contact: <sip:x@192.0.2.1>;expires=500, %s;expires=2\nExpires: 600\n",
		raw_header(&s.registrar, "Contact"));
	raw_reply(&s.registrar, "200 OK", contact);
	room_wait_state(s.l, SIP_REGISTERED);
	for (unsigned i = 1; i <= 3; i++) {
		CHECK(asked(&s));
		CHECK(!strcmp(call_id, raw_header(&s.registrar, "Call-ID")));
		CHECK(strtoul(raw_header(&s.registrar, "CSeq"), NULL, 10) == cseq + i);
		raw_reply(&s.registrar, "200 OK", contact);
	}
	CHECK(!room_has(s.l, ROOM_STATUS));
	finish(&s);
}

static void a_farewell_gives_the_place_back(void)
{
	struct scene s;

	begin(&s, 600);
	answer(&s, "200 OK", OK_60, "To");
	room_wait_state(s.l, SIP_REGISTERED);
	CHECK(room_farewell(s.l)); /* unanswered: it waits for SIP_FAREWELL_MS */
	CHECK(asked(&s));
	CHECK(!strcmp(raw_header(&s.registrar, "Expires"), "0"));
	finish(&s);
}

/* A call from the registrar rings; its BYE is not asked for a password (SySS, 2020). */
static void a_call_that_came_in_gets_no_login_out_of_us(void)
{
	struct room_note up;
	char tag[600];
	struct scene s;

	begin(&s, 600);
	answer(&s, "401 Unauthorized", CHALLENGE("1"), "To");
	answer(&s, "200 OK", OK_60, "To");
	room_wait_state(s.l, SIP_REGISTERED);
	raw_request(&s.registrar, "INVITE", "in", 1, "", "");
	CHECK(raw_expect(&s.registrar, "SIP/2.0 200"));
	snprintf(tag, sizeof(tag), "%s", strchr(raw_header(&s.registrar, "To"), ';'));
	raw_request(&s.registrar, "ACK", "in", 1, tag, "");
	up = room_wait(s.l, ROOM_ESTABLISHED);
	CHECK(room_hang_up(s.l, up.call) == 0);
	CHECK(raw_expect(&s.registrar, "BYE "));
	CHECK(!raw_header(&s.registrar, "Authorization")[0]);
	raw_reply(&s.registrar, "407 Proxy Authentication Required",
		"Proxy-Authenticate: Digest realm=\"r\", nonce=\"evil\"\n");
	CHECK(!raw_receive(&s.registrar, RAW_QUIET_MS));
	finish(&s);
}

static void what_makes_no_address_is_refused(void)
{
	struct sip_line_config configs[] = {
		{.mode = SIP_CLIENT, .proxy = "name.example", .user = "u"},
		{.mode = SIP_CLIENT, .proxy = REGISTRAR},
		{.mode = SIP_CLIENT, .proxy = REGISTRAR, .user = "a b"},
		{.mode = SIP_CLIENT,
			.proxy = REGISTRAR,
			.user = "a",
			.domain = "x>\r\ny"},
		{.mode = SIP_CLIENT,
			.proxy = REGISTRAR,
			.user = "a",
			.station = "door"},
		{.mode = SIP_SERVER},
		{.mode = SIP_SERVER, .station = "127.0.0.2", .listen_port = 70000},
	};
	struct sip_room room;

	room_open(&room);
	for (size_t i = 0; i < sizeof(configs) / sizeof(configs[0]); i++) {
		room.line_count = 0;
		CHECK(!room_add(&room, &configs[i], ROOM_LISTENS));
		CHECK(room.lines[0].err == -EINVAL);
	}
	room_close(&room);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(it_registers_as_it_is_told_to),
		TEST(a_proxy_may_ask_for_the_login),
		TEST(the_stronger_login_is_chosen),
		TEST(a_wrong_password_is_tried_twice_and_then_waits),
		TEST(a_403_to_the_login_is_tried_once_more),
		TEST(a_stale_nonce_is_no_refusal),
		TEST(staleness_for_ever_is_a_refusal),
		TEST(a_weaker_login_than_before_is_not_given),
		TEST(basic_is_not_answered),
		TEST(too_brief_is_asked_for_longer),
		TEST(it_renews_as_the_registrar_says),
		TEST(a_farewell_gives_the_place_back),
		TEST(a_call_that_came_in_gets_no_login_out_of_us),
		TEST(what_makes_no_address_is_refused),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
