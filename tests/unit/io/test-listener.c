/* SPDX-License-Identifier: Apache-2.0 */
/* test-listener.c - a port for one peer: pieces, many messages, floods, strangers. */

#include "caller.h"
#include "check.h"
#include "listener.h"
#include "process-facts.h"
#include "reactor.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MESSAGE = 10, LIMIT_MS = 10 * 1000 };

struct post {
	struct reactor *reactor;
	struct listener *listener;
	const char *peer;
	unsigned port;
	int err;
	pthread_mutex_t lock;
	pthread_cond_t news;
	unsigned messages; /* under lock */
};

/* Messages are ten bytes, the first an 'm'. */
static ssize_t take(struct guest *g, struct bytes in, void *user)
{
	struct post *p = user;

	if (in.data[0] != 'm')
		return -EPROTO;
	if (in.len < MESSAGE)
		return 0;
	guest_hush(g);
	guest_delivered(g);
	pthread_mutex_lock(&p->lock);
	p->messages++;
	pthread_cond_signal(&p->news);
	pthread_mutex_unlock(&p->lock);
	return MESSAGE;
}

static void open_on_loop(void *user)
{
	static const struct listener_ops ops = {.data = take};
	static const struct listener_rules rules = {
		.guests = 4,
		.untaken_max = MESSAGE + 1,
		.message_ms = 5000,
		.between_ms = 5000,
	};
	struct post *p = user;

	p->err = listener_create(
		p->reactor, p->peer, p->port, &rules, &ops, p, &p->listener);
	if (!p->err)
		p->port = listener_port(p->listener);
}

static void close_on_loop(void *user)
{
	struct post *p = user;

	listener_destroy(p->listener);
	p->listener = NULL;
}

static void post_begin(struct post *p, const char *peer)
{
	*p = (struct post){.peer = peer};
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->news, NULL);
	CHECK(!reactor_acquire(&p->reactor));
	CHECK(!reactor_call(p->reactor, open_on_loop, p) && !p->err);
}

static void post_end(struct post *p)
{
	reactor_call(p->reactor, close_on_loop, p);
	reactor_release(p->reactor);
	pthread_cond_destroy(&p->news);
	pthread_mutex_destroy(&p->lock);
}

/* @return whether so many came, and not more */
static bool has_got(struct post *p, unsigned count)
{
	struct timespec until;
	bool right;
	int err = 0;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += LIMIT_MS / 1000;
	pthread_mutex_lock(&p->lock);
	while (p->messages < count && !err)
		err = pthread_cond_timedwait(&p->news, &p->lock, &until);
	right = p->messages == count;
	pthread_mutex_unlock(&p->lock);
	return right;
}

/* @return ms until the other side says that it is done, or LIMIT_MS */
static unsigned ms_until_end(int fd)
{
	struct pollfd pfd = {fd, POLLIN, 0};
	struct timespec from, to;

	clock_gettime(CLOCK_MONOTONIC, &from);
	if (poll(&pfd, 1, LIMIT_MS) != 1)
		return LIMIT_MS;
	clock_gettime(CLOCK_MONOTONIC, &to);
	return (unsigned)((to.tv_sec - from.tv_sec) * 1000 +
			  (to.tv_nsec - from.tv_nsec) / 1000000);
}

static void a_message_in_one_piece_or_in_ten_arrives(void)
{
	struct post p;
	int fd;

	post_begin(&p, "127.0.0.1");
	fd = call_from(p.port, "127.0.0.1");
	say(fd, "m123456789");
	CHECK(has_got(&p, 1));
	CHECK(ms_until_end(fd) < 2000);
	close(fd);
	fd = call_from(p.port, "127.0.0.1");
	for (const char *c = "m123456789"; *c; c++)
		say(fd, (char[]){*c, '\0'});
	CHECK(has_got(&p, 2));
	close(fd);
	post_end(&p);
}

static void one_connection_may_bring_many(void)
{
	struct post p;
	int fd;

	post_begin(&p, "127.0.0.1");
	fd = call_from(p.port, "127.0.0.1");
	say(fd, "m123456789m12345");
	CHECK(has_got(&p, 1));
	say(fd, "6789");
	CHECK(has_got(&p, 2));
	say(fd, "m123456789"); /* it was told that nothing is answered, and goes on */
	CHECK(has_got(&p, 3));
	close(fd);
	post_end(&p);
}

static void what_is_no_message_is_closed(void)
{
	struct post p;
	int fd;

	post_begin(&p, "127.0.0.1");
	fd = call_from(p.port, "127.0.0.1");
	say(fd, "GET / HTTP/1.1\r\n\r\n");
	CHECK(ms_until_end(fd) < 2000);
	close(fd);
	CHECK(has_got(&p, 0));
	post_end(&p);
}

static void a_stranger_is_not_listened_to(void)
{
	struct post p;
	int stranger, station;

	post_begin(&p, "127.0.0.1");
	stranger = call_from(p.port, "127.0.0.2");
	CHECK(ms_until_end(stranger) < 2000);
	(void)send(stranger, "m123456789", MESSAGE, MSG_NOSIGNAL);
	station = call_from(p.port, "127.0.0.1");
	say(station, "m123456789");
	CHECK(has_got(&p, 1));
	close(stranger);
	close(station);
	post_end(&p);
}

static void silent_connections_do_not_keep_others_out(void)
{
	struct post p;
	int silent[40], fd;
	unsigned fds;

	post_begin(&p, "127.0.0.1");
	fds = count_fds();
	for (int i = 0; i < 40; i++)
		silent[i] = call_from(p.port, "127.0.0.1");
	fd = call_from(p.port, "127.0.0.1");
	say(fd, "m123456789");
	CHECK(has_got(&p, 1));
	CHECK(count_fds() <= fds + 41 + 4);
	for (int i = 0; i < 40; i++)
		close(silent[i]);
	close(fd);
	post_end(&p);
}

static void half_a_message_has_five_seconds(void)
{
	struct post p;
	unsigned took;
	int fd;

	post_begin(&p, "127.0.0.1");
	fd = call_from(p.port, "127.0.0.1");
	say(fd, "m1234");
	took = ms_until_end(fd);
	CHECK(took >= 4000 && took <= 7000);
	close(fd);
	CHECK(has_got(&p, 0));
	post_end(&p);
}

static void its_port_is_chosen_known_and_can_be_had_again(void)
{
	struct post p;
	unsigned port;

	post_begin(&p, "127.0.0.1");
	port = p.port;
	CHECK(port > 0);
	CHECK(!strcmp(listener_address(p.listener), "127.0.0.1"));
	reactor_call(p.reactor, close_on_loop, &p);
	reactor_call(p.reactor, open_on_loop, &p);
	CHECK(!p.err && p.port == port);
	post_end(&p);
}

static void what_cannot_be_bound_leaves_nothing_behind(void)
{
	struct post first, second;
	unsigned fds = count_fds(), inheritable = count_inheritable_fds();

	post_begin(&first, "127.0.0.1");
	CHECK(count_inheritable_fds() == inheritable);
	second = (struct post){
		.reactor = first.reactor, .peer = "127.0.0.1", .port = first.port};
	reactor_call(first.reactor, open_on_loop, &second);
	CHECK(second.err == -EADDRINUSE && !second.listener);
	second.peer = "front.example";
	reactor_call(first.reactor, open_on_loop, &second);
	CHECK(second.err == -EINVAL);
	post_end(&first);
	CHECK(count_fds() == fds);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_message_in_one_piece_or_in_ten_arrives),
		TEST(one_connection_may_bring_many),
		TEST(what_is_no_message_is_closed),
		TEST(a_stranger_is_not_listened_to),
		TEST(silent_connections_do_not_keep_others_out),
		TEST(half_a_message_has_five_seconds),
		TEST(its_port_is_chosen_known_and_can_be_had_again),
		TEST(what_cannot_be_bound_leaves_nothing_behind),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
