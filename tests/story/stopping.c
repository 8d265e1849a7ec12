/* SPDX-License-Identifier: Apache-2.0 */
/* stopping.c - stop() returns at once, whatever the provider is waiting for. */

#include "embedder.h"
#include "process-facts.h"
#include "story.h"

#include <arpa/inet.h>
#include <dlfcn.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	STOP_LIMIT_MS = 1000, /* the ABI allows five times that */
	PAUSE_MS = 300,
	DNS_PORT = 53,
	BACKLOG = 16,
};

#define NAME_SERVER "127.53.53.53"

/* c-ares, which the plugin asks for names, opens this file for the name servers. While we
 * have one, it finds ours in it. The label: fopen() in our own code may mean fopen64(). */
__attribute__((visibility("default"))) FILE *open_for_all(
	const char *path, const char *mode) __asm__("fopen");

static const char *our_resolv_conf;

FILE *open_for_all(const char *path, const char *mode)
{
	FILE *(*real)(const char *, const char *);

	*(void **)&real = dlsym(RTLD_NEXT, "fopen");
	if (our_resolv_conf && !strcmp(path, "/etc/resolv.conf"))
		path = our_resolv_conf;
	return real(path, mode);
}

/* Stop in the middle of `what`, and judge all that was said. */
static void stop_in(const char *what, struct embedder *e, struct guest *g)
{
	unsigned ms = embedder_stop(e);

	printf("# %s: stop took %u ms\n", what, ms);
	CHECK(ms < STOP_LIMIT_MS);
	embedder_destroy(e);
	embedder_finish(e);
	guest_unload(g);
}

static unsigned try_connection(struct embedder *e)
{
	return embedder_ask(e, "", "", "action", "{\"id\":\"test_connection\"}");
}

/* ---- nobody answers ---- */

static int listening(int backlog, int *ret_port)
{
	struct sockaddr_in a = {
		.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof(a);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	CHECK(!bind(fd, (struct sockaddr *)&a, len) && !listen(fd, backlog));
	CHECK(!getsockname(fd, (struct sockaddr *)&a, &len));
	*ret_port = ntohs(a.sin_port);
	return fd;
}

static bool connects(int fd, int port)
{
	struct sockaddr_in a = {.sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	struct pollfd p = {.fd = fd, .events = POLLOUT};

	return !connect(fd, (struct sockaddr *)&a, sizeof(a)) || poll(&p, 1, 100) == 1;
}

static void while_connecting_to_a_full_backlog(void)
{
	struct guest g = guest_load();
	struct embedder e;
	int port, fds[BACKLOG], n = 0, server = listening(0, &port);
	bool full = false;
	unsigned r, inheritable = count_inheritable_fds();

	while (!full && n < BACKLOG) {
		fds[n] = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
		full = !connects(fds[n++], port);
	}
	CHECK(full);
	embedder_init(&e, &g, "127.0.0.1", port, "Front-Door-1");
	embedder_start(&e);
	r = try_connection(&e);
	CHECK(embedder_outcome_within(&e, r, PAUSE_MS) == -1);
	CHECK(count_inheritable_fds() == inheritable);
	stop_in("connecting", &e, &g);
	CHECK(e.outcomes[r] == DP_E_CANCELLED);
	while (n > 0)
		close(fds[--n]);
	close(server);
}

static void while_a_server_accepts_and_never_answers(void)
{
	struct guest g = guest_load();
	struct embedder e;
	int port, server = listening(BACKLOG, &port);
	struct pollfd p = {.fd = server, .events = POLLIN};
	unsigned r;

	embedder_init(&e, &g, "127.0.0.1", port, "Front-Door-1");
	embedder_start(&e);
	r = try_connection(&e);
	CHECK(poll(&p, 1, SOON_MS) == 1); /* connected; nobody will ever accept it */
	CHECK(embedder_outcome_within(&e, r, PAUSE_MS) == -1);
	stop_in("waiting for an answer", &e, &g);
	CHECK(e.outcomes[r] == DP_E_CANCELLED);
	close(server);
}

/* A name server that takes questions and never answers. @return its socket, or -1: port
 * 53 is not ours to have */
static int silent_name_server(char *path)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(DNS_PORT)};
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), file;

	inet_pton(AF_INET, NAME_SERVER, &a.sin_addr);
	if (bind(fd, (struct sockaddr *)&a, sizeof(a))) {
		close(fd);
		return -1;
	}
	file = mkstemp(path);
	CHECK(file >= 0 && dprintf(file, "nameserver " NAME_SERVER "\n") > 0);
	close(file);
	return fd;
}

static void while_a_name_server_never_answers(void)
{
	char path[] = "/tmp/gatehouse-story-XXXXXX";
	struct guest g = guest_load();
	struct embedder e;
	int server = silent_name_server(path);
	struct pollfd p = {.fd = server, .events = POLLIN};
	unsigned r, inheritable = count_inheritable_fds();

	if (server < 0)
		printf("# port 53 cannot be had: only a name that does not resolve\n");
	else
		our_resolv_conf = path;
	embedder_init(&e, &g, "front-door.invalid", 80, "Front-Door-1");
	embedder_start(&e);
	r = try_connection(&e);
	CHECK(server < 0 || poll(&p, 1, SOON_MS) == 1); /* here comes the question */
	CHECK(server < 0 || embedder_outcome_within(&e, r, PAUSE_MS) == -1);
	CHECK(count_inheritable_fds() == inheritable);
	stop_in("asking for the address", &e, &g);
	CHECK(server < 0 || e.outcomes[r] == DP_E_CANCELLED);
	our_resolv_conf = NULL;
	if (server >= 0) {
		unlink(path);
		close(server);
	}
}

/* ---- a real station, in some mood ---- */

static bool ledger_reaches(struct story *s, const char *path, long long value)
{
	unsigned long long end = now_ms() + SOON_MS;

	while (ledger(s, path) < value && now_ms() < end)
		;
	return ledger(s, path) >= value;
}

static void while_the_station_is_frozen(void)
{
	struct guest g = guest_load();
	struct story s = story_begin(NULL);
	struct embedder e;
	unsigned r;

	embedder_init_at(&e, &g, &s);
	embedder_start(&e);
	embedder_does_its_job(&e, &s);
	sim_do(&s, "freeze");
	r = embedder_unlock(&e);
	CHECK(embedder_outcome_within(&e, r, PAUSE_MS) == -1);
	stop_in("frozen", &e, &g);
	CHECK(e.outcomes[r] == DP_E_CANCELLED);
	sim_do(&s, "thaw");
	story_end(&s);
}

static void in_the_middle_of_identification(void)
{
	static const char *const options[] = {"--set", "latency-ms=3000", NULL};
	struct guest g = guest_load();
	struct story s = story_begin(options);
	struct embedder e;
	unsigned r;

	embedder_init_at(&e, &g, &s);
	embedder_start(&e);
	CHECK(ledger_reaches(&s, "requests", 1));
	r = try_connection(&e);
	CHECK(ledger_reaches(&s, "requests", 2));
	stop_in("identifying", &e, &g);
	CHECK(e.outcomes[r] == DP_E_CANCELLED);
	CHECK(!e.has_status);
	story_end(&s);
}

static void while_an_unlock_hangs(void)
{
	struct guest g = guest_load();
	struct story s = story_begin(NULL);
	struct embedder e;
	unsigned first, second;

	embedder_init_at(&e, &g, &s);
	embedder_start(&e);
	CHECK(embedder_hears_status(&e, DP_OK));
	sim_do(&s, "set unlock hang");
	first = embedder_unlock(&e);
	second = embedder_unlock(&e); /* waits behind it */
	CHECK(ledger_reaches(&s, "door_commands/open", 1));
	stop_in("unlocking", &e, &g);
	CHECK(e.outcomes[first] == DP_E_CANCELLED);
	CHECK(e.outcomes[second] == DP_E_CANCELLED);
	CHECK(ledger(&s, "door_commands/open") == 1);
	story_end(&s);
}

static void before_a_wrong_password_is_tried_again(void)
{
	struct guest g = guest_load();
	struct story s = story_begin(NULL);
	struct embedder e;

	embedder_init(&e, &g, "127.0.0.1", s.port, "wrong");
	embedder_start(&e);
	CHECK(ledger_reaches(&s, "logins_failed", 1));
	stop_in("waiting to try the password again", &e, &g);
	CHECK(ledger(&s, "logins_failed") == 1);
	story_end(&s);
}

static void while_the_station_is_off(void)
{
	struct guest g = guest_load();
	struct story s = story_begin(NULL);
	struct embedder e;

	sim_do(&s, "off");
	embedder_init_at(&e, &g, &s);
	embedder_start(&e);
	CHECK(embedder_hears_status(&e, DP_E_UNREACHABLE));
	stop_in("waiting to connect again", &e, &g);
	story_end(&s);
}

static void twice_and_without_a_start(void)
{
	struct guest g = guest_load();
	struct story s = story_begin(NULL);
	struct embedder e;

	embedder_init_at(&e, &g, &s);
	CHECK(embedder_stop(&e) < STOP_LIMIT_MS);
	embedder_start(&e);
	embedder_does_its_job(&e, &s);
	CHECK(embedder_stop(&e) < STOP_LIMIT_MS);
	stop_in("stopped already", &e, &g);
	story_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(while_connecting_to_a_full_backlog),
		TEST(while_a_server_accepts_and_never_answers),
		TEST(while_a_name_server_never_answers),
		TEST(while_the_station_is_frozen),
		TEST(in_the_middle_of_identification),
		TEST(while_an_unlock_hangs),
		TEST(before_a_wrong_password_is_tried_again),
		TEST(while_the_station_is_off),
		TEST(twice_and_without_a_start),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
