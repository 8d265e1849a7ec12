/* SPDX-License-Identifier: Apache-2.0 */
/* sip-client.c - a door station and its host at a real SIP proxy (kamailio). */

#include "sip-house.h"
#include "sip-peer.h"
#include "sip-room.h"

#include <stdlib.h>

#define US     "127.0.0.1"
#define CANARY "Canary/Sip+7="

enum { PROXY_MS = 3000, END_MS = 4000 };

struct scene {
	struct story s;
	struct sip_peer proxy;
	unsigned port;
};

static void open_proxy(struct scene *c)
{
	char port[32], pid[96];
	const char *values[] = {port, "ALGORITHM=MD5", "NONCE=300", NULL};
	const char *argv[] = {"kamailio", "-f", "kamailio.cfg", "-DD", "-E", "-m", "32",
		"-M", "4", "-w", NULL, "-Y", NULL, "-P", pid, NULL};

	c->port = room_free_port(US);
	snprintf(port, sizeof(port), "PORT=%u", c->port);
	peer_prepare(&c->proxy);
	snprintf(pid, sizeof(pid), "%s/pid", c->proxy.dir);
	argv[10] = argv[12] = c->proxy.dir;
	peer_fill(&c->proxy, "kamailio.cfg", "kamailio.cfg", values);
	peer_start(&c->proxy, argv);
}

static void settings(
	const struct scene *c, const char *password, const char *more, char text[512])
{
	snprintf(text, 512,
		"{\"sip\":{\"mode\":\"client\",\"proxy\":\"localhost\",\"port\":%u,"
		"\"user\":\"house\",\"password\":\"%s\"%s}}",
		c->port, password, more);
}

/* Nothing but SIP tells of a press. */
static void begin(struct scene *c, const char *password, const char *more)
{
	static const char *const options[] = {"--set", "press-event=off", "--set",
		"call-status=idle", "--set", "sip-retry-ms=300", NULL};
	char text[512];

	memset(c, 0, sizeof(*c));
	open_proxy(c);
	settings(c, password, more, text);
	c->s = story_begin(options);
	sim_do(&c->s, "sip-key 1 house");
	sim_do(&c->s, "sip-proxy " US " %u 31 secret", c->port);
	host_begin(&c->s, text);
	hear(&c->s, SOON_MS, ONLINE);
	CHECK(peer_wait_log(&c->proxy, "registered 31", PROXY_MS));
}

static void end(struct scene *c)
{
	story_end(&c->s);
	peer_finish(&c->proxy);
}

static void through_a_real_proxy_a_visit_rings_and_is_answered(void)
{
	struct scene c;
	struct story *s = &c.s;

	begin(&c, "secret", "");
	CHECK(sip_log_says(s, SOON_MS, "registered with the proxy"));
	sim_do(s, "press 1");
	CHECK(matches(hear(s, SOON_MS, RING), "{\"data\":{\"source\":\"sip\"}}"));
	CHECK(reply_is(s, sip_ask(s, "answer"), "ok"));
	CHECK(sip_phone_is(s, "call", "onCall"));
	CHECK(hear_count(s, SOON_MS, 1, TALK_IS("true")) == 1);
	CHECK(reply_is(s, sip_ask(s, "hang_up"), "ok"));
	CHECK(sip_phone_is(s, "call", "idle"));
	CHECK(visits_told(s, "ring answered_here"));
	host_end(s);
	CHECK(peer_wait_log(&c.proxy, "registered house for 0", END_MS));
	end(&c);
}

static void a_visitor_who_gives_up_is_missed(void)
{
	struct scene c;
	struct story *s = &c.s;

	begin(&c, "secret", "");
	CHECK(sip_log_says(s, SOON_MS, "registered with the proxy"));
	sim_do(s, "press 1");
	hear(s, SOON_MS, RING);
	sim_do(s, "hangup");
	hear(s, SOON_MS, CALL_ENDED);
	CHECK(visits_told(s, "ring missed"));
	end(&c);
}

static void only_the_station_rings_where_its_number_is_given(void)
{
	struct scene c;
	struct story *s = &c.s;

	begin(&c, "secret", ",\"doorbell_number\":\"32\"");
	CHECK(sip_log_says(s, SOON_MS, "registered with the proxy"));
	sim_do(s, "press 1");
	CHECK(sip_log_says(s, SOON_MS, "by another than the door station"));
	CHECK(sip_phone_is(s, "call", "idle"));
	CHECK(heard(s, RING) == 0);
	sim_do(s, "sip-proxy " US " %u 32 secret", c.port);
	CHECK(peer_wait_log(&c.proxy, "registered 32", PROXY_MS));
	sim_do(s, "press 1");
	hear(s, SOON_MS, RING);
	end(&c);
}

static void a_wrong_password_is_an_issue_until_it_is_right_and_never_told(void)
{
	char text[512], *said;
	struct scene c;
	struct story *s = &c.s;
	json_t *all;

	begin(&c, CANARY, "");
	CHECK(*sip_issue_text(s, SOON_MS, "sip-login"));
	sim_do(s, "motion"); /* the rest works */
	hear(s, SOON_MS, "{\"report\":\"state\",\"state\":{\"motion\":{\"on\":true}}}");
	reply(s, request(s, "", "", "diagnostics", NULL), SOON_MS);
	settings(&c, "secret", "", text);
	all = json_loads(text, 0, NULL);
	json_object_set_new(all, "host", json_string(US));
	json_object_set_new(all, "port", json_integer(s->port));
	json_object_set_new(all, "username", json_string("admin"));
	json_object_set_new(all, "password", json_string("Front-Door-1"));
	said = json_dumps(all, JSON_COMPACT);
	host_send(s, "{\"configure\":\"front\",\"settings\":%s}", said);
	free(said);
	json_decref(all);
	CHECK(sip_log_says(s, SOON_MS, "registered with the proxy"));
	listen_for(s, 100);
	CHECK(!sip_issue(s, "sip-login"));
	host_end(s);
	said = json_dumps(s->reports, 0);
	CHECK(said && !strstr(said, "Canary") && !strstr(said, "\"secret\""));
	free(said);
	end(&c);
}

static void without_its_proxy_all_else_works(void)
{
	struct scene c;
	struct story *s = &c.s;
	char text[512];

	memset(&c, 0, sizeof(c));
	c.port = room_free_port(US);
	settings(&c, "secret", "", text);
	c.s = story_begin(NULL);
	host_begin(s, text);
	hear(s, SOON_MS, ONLINE);
	sim_do(s, "press 1");
	hear(s, SOON_MS, RING); /* as without SIP */
	story_end(s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(through_a_real_proxy_a_visit_rings_and_is_answered),
		TEST(a_visitor_who_gives_up_is_missed),
		TEST(only_the_station_rings_where_its_number_is_given),
		TEST(a_wrong_password_is_an_issue_until_it_is_right_and_never_told),
		TEST(without_its_proxy_all_else_works),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
