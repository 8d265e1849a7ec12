/* SPDX-License-Identifier: Apache-2.0 */
/* sip-three.c - one host, three door stations at once: two that it is the proxy of, and
 * one at a proxy of its own. Each press rings once, at the right one. */

#include "sip-house.h"
#include "sip-peer.h"
#include "sip-room.h"

enum { DOORS = 3, PACE_MS = 1000, CLIENT = 2 };

struct door {
	struct story s; /* the host is that of the first */
	const char *address, *instance;
};

struct three {
	struct door doors[DOORS];
	struct story *host;
	struct sip_peer proxy;
	unsigned port; /* of the proxy */
};

static void open_proxy(struct three *t)
{
	char port[32], pid[96];
	const char *values[] = {port, "ALGORITHM=MD5", "NONCE=300", NULL};
	const char *argv[] = {"kamailio", "-f", "kamailio.cfg", "-DD", "-E", "-m", "32",
		"-M", "4", "-w", NULL, "-Y", NULL, "-P", pid, NULL};

	t->port = room_free_port("127.0.0.1");
	snprintf(port, sizeof(port), "PORT=%u", t->port);
	peer_prepare(&t->proxy);
	snprintf(pid, sizeof(pid), "%s/pid", t->proxy.dir);
	argv[10] = argv[12] = t->proxy.dir;
	peer_fill(&t->proxy, "kamailio.cfg", "kamailio.cfg", values);
	peer_start(&t->proxy, argv);
}

static void open_station(struct door *d, unsigned number)
{
	static const char *const addresses[] = {"127.0.0.1", "127.0.0.2", "127.0.0.3"};
	static const char *const instances[] = {"front", "back", "gate"};
	char serial[32];
	const char *options[] = {
		"--address", addresses[number], "--serial", serial, NULL};

	snprintf(serial, sizeof(serial), "DS-KV6113-%u", number + 1);
	d->address = addresses[number];
	d->instance = instances[number];
	d->s = story_begin(options);
}

static void add(struct three *t, const struct door *d, const char *sip)
{
	host_send(t->host,
		"{\"add\":{\"id\":\"%s\",\"provider\":\"hikvision-doorbell\","
		"\"settings\":{\"host\":\"%s\",\"port\":%d,\"username\":\"admin\","
		"\"password\":\"Front-Door-1\",\"sip\":%s}}}",
		d->instance, d->address, d->s.port, sip);
}

static size_t told(struct three *t, const struct door *d, const char *capability)
{
	char pattern[128];

	snprintf(pattern, sizeof(pattern),
		"{\"instance\":\"%s\",\"report\":\"event\",\"capability\":\"%s\"}",
		d->instance, capability);
	return heard(t->host, pattern);
}

/* Each has been told so often. */
static bool all_told(struct three *t, const char *capability, size_t count)
{
	unsigned long long until = now_ms() + 2 * SOON_MS;

	for (;;) {
		unsigned ready = 0;

		for (unsigned i = 0; i < DOORS; i++)
			ready += told(t, &t->doors[i], capability) == count;
		if (ready == DOORS)
			return true;
		if (now_ms() > until)
			break;
		listen_for(t->host, 5);
	}
	for (unsigned i = 0; i < DOORS; i++)
		printf("# %s: %zu of %zu %s\n", t->doors[i].instance,
			told(t, &t->doors[i], capability), count, capability);
	return false;
}

static void move_in(struct three *t)
{
	char sip[160];
	unsigned port;

	memset(t, 0, sizeof(*t));
	open_proxy(t);
	for (unsigned i = 0; i < DOORS; i++)
		open_station(&t->doors[i], i);
	t->host = &t->doors[0].s;
	host_begin(t->host, "{\"sip\":{\"mode\":\"server\"}}");
	CHECK(sip_log_says(t->host, SOON_MS, "it is waited for at"));
	port = sip_port(t->host);
	snprintf(sip, sizeof(sip), "{\"mode\":\"server\",\"listen_port\":%u}", port);
	add(t, &t->doors[1], sip);
	snprintf(sip, sizeof(sip),
		"{\"mode\":\"client\",\"proxy\":\"127.0.0.1\",\"port\":%u,"
		"\"user\":\"house\",\"password\":\"secret\"}",
		t->port);
	add(t, &t->doors[CLIENT], sip);
	CHECK(sip_log_says(t->host, SOON_MS, "registered with the proxy"));
	for (unsigned i = 0; i < DOORS; i++) {
		bool server = i != CLIENT;

		sim_do(&t->doors[i].s, "sip-key 1 %s", server ? "10102" : "house");
		sim_do(&t->doors[i].s, "sip-proxy 127.0.0.1 %u 3%u secret",
			server ? port : t->port, i);
		CHECK(sip_phone_is(&t->doors[i].s, "state", "registered"));
	}
	CHECK(hear_count(t->host, SOON_MS, DOORS,
		      "{\"report\":\"status\",\"device\":\"\","
		      "\"status\":\"ok\"}") >= DOORS);
}

static void move_out(struct three *t)
{
	host_end(t->host);
	for (unsigned i = DOORS; i-- > 0;)
		story_end(&t->doors[i].s);
	peer_finish(&t->proxy);
}

static void every_press_at_three_doors_rings_once_at_its_own(void)
{
	unsigned long long began;
	struct three t;
	size_t n = 0;
	bool fine = true;

	move_in(&t);
	while (fine && n < VISITS) {
		began = now_ms();
		n++;
		for (unsigned i = 0; i < DOORS; i++)
			sim_do(&t.doors[i].s, "press 1");
		fine &= CHECK(all_told(&t, "ring", n));
		for (unsigned i = 0; i < DOORS; i++)
			sim_do(&t.doors[i].s, "hangup");
		fine &= CHECK(all_told(&t, "call_ended", n));
		if (now_ms() < began + PACE_MS)
			listen_for(t.host, (unsigned)(began + PACE_MS - now_ms()));
		fine &= CHECK(all_told(&t, "ring", n));
	}
	CHECK(heard(t.host, "{\"report\":\"event\",\"capability\":\"ring\","
			    "\"data\":{\"source\":\"sip\",\"button\":1}}") > 0);
	printf("# %zu visits at each door\n", n);
	move_out(&t);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(every_press_at_three_doors_rings_once_at_its_own),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
