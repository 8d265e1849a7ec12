/* SPDX-License-Identifier: Apache-2.0 */
/* test-reactor-life.c - the loop's thread: what it is, and that it leaves nothing. */

#include "check.h"
#include "http-story.h"
#include "process-facts.h"
#include "reactor.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

enum { CYCLES = 1500 };

static void nothing(void *user)
{
	(void)user;
}

struct thread_facts {
	struct reactor *reactor;
	char name[16];
	bool on_loop;
	sigset_t blocked;
	int call_err;
};

static void look_at_thread(void *user)
{
	struct thread_facts *f = user;

	pthread_getname_np(pthread_self(), f->name, sizeof(f->name));
	pthread_sigmask(SIG_SETMASK, NULL, &f->blocked);
	f->on_loop = reactor_on_loop(f->reactor);
	f->call_err = reactor_call(f->reactor, nothing, NULL);
}

static void the_thread_has_a_name_and_no_signals(void)
{
	struct thread_facts f = {0};
	struct sigaction before, after;
	struct reactor *second;

	sigaction(SIGPIPE, NULL, &before);
	CHECK(reactor_acquire(&f.reactor) == 0);
	CHECK(reactor_acquire(&second) == 0);
	CHECK(second == f.reactor);
	reactor_release(second);
	CHECK(reactor_call(f.reactor, look_at_thread, &f) == 0);
	CHECK(!reactor_on_loop(f.reactor));
	sigaction(SIGPIPE, NULL, &after);
	reactor_release(f.reactor);
	CHECK(!strcmp(f.name, "gatehouse"));
	CHECK(f.on_loop && f.call_err == -EDEADLK);
	CHECK(sigismember(&f.blocked, SIGPIPE) && sigismember(&f.blocked, SIGTERM));
	CHECK(before.sa_handler == after.sa_handler);
}

static void cycle(unsigned times)
{
	for (unsigned i = 0; i < times; i++) {
		struct reactor *r;

		if (!CHECK(reactor_acquire(&r) == 0))
			return;
		CHECK(reactor_post(r, nothing, NULL) == 0);
		reactor_release(r);
	}
}

static void it_can_begin_and_end_1500_times_and_nothing_grows(void)
{
	unsigned fds, keys, kb;

	cycle(50); /* what is made once, and the allocator's habits */
	fds = count_fds();
	keys = count_free_pthread_keys();
	kb = rss_kb();
	cycle(CYCLES);
	CHECK(count_fds() == fds);
	CHECK(count_free_pthread_keys() == keys);
	/* ThreadSanitizer keeps a thread of its own. */
	CHECK(PROCESS_SANITIZED || count_threads() == 1);
	printf("# RSS %u kB, after %d cycles %u kB\n", kb, CYCLES, rss_kb());
	CHECK(PROCESS_SANITIZED || rss_kb() < kb + 300);
}

static void a_host_with_2000_open_descriptors_is_served(void)
{
	struct http_story s;
	struct http_lane *lane;

	open_many_fds();
	s = http_story_begin(
		&(struct server_config){.login = LOGIN_MD5, .password = "pw"});
	lane = http_story_lane(&s, "pw");
	CHECK(ask_now(&s, &lane, "PUT", "/ok", "x").reply.status == 200);
	http_story_drop_lane(&s, &lane);
	http_story_end(&s);
	close_many_fds();
}

static void its_descriptors_are_not_inherited(void)
{
	unsigned before = count_inheritable_fds(), while_asking;
	struct http_story s =
		http_story_begin(&(struct server_config){.login = LOGIN_NONE});
	struct http_lane *lane = http_story_lane(&s, NULL);

	CHECK(ask_now(&s, &lane, "PUT", "/ok", "x").reply.status == 200);
	while_asking = count_inheritable_fds();
	http_story_drop_lane(&s, &lane);
	http_story_end(&s);
	CHECK(while_asking == before);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(the_thread_has_a_name_and_no_signals),
		TEST(it_can_begin_and_end_1500_times_and_nothing_grows),
		TEST(a_host_with_2000_open_descriptors_is_served),
		TEST(its_descriptors_are_not_inherited),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
