/* SPDX-License-Identifier: Apache-2.0 */
/* test-module.c - the reactor in a shared module, loaded and unloaded by a host. */

#include "check.h"
#include "process-facts.h"
#include "test-server.h"
#include "toy-module.h"

#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>

enum { CYCLES = 1500, WARM_UP = 50, RSS_SLACK_KB = 500 };

static const struct server_config open_house = {.login = LOGIN_NONE};

static bool load_visit_unload(unsigned port)
{
	void *so = dlopen(TOY_MODULE, RTLD_NOW | RTLD_LOCAL);
	const struct toy_module *toy = so ? dlsym(so, "toy_module") : NULL;
	int status = toy ? toy->visit(port) : 0;

	if (!so)
		printf("# %s\n", dlerror());
	else
		dlclose(so);
	return status == 200;
}

static void it_exports_its_own_symbol_and_nothing_of_libre(void)
{
	void *so = dlopen(TOY_MODULE, RTLD_NOW | RTLD_LOCAL);

	if (!CHECK(so))
		return;
	CHECK(dlsym(so, "toy_module"));
	CHECK(!dlsym(so, "re_main") && !dlsym(so, "fd_listen") &&
		!dlsym(so, "mem_deref"));
	CHECK(!dlsym(so, "reactor_acquire") && !dlsym(so, "__wrap_socket"));
	dlclose(so);
}

static void a_host_with_2000_open_descriptors_is_served(void)
{
	struct test_server *server = test_server_start(&open_house);

	open_many_fds();
	CHECK(load_visit_unload(test_server_port(server)));
	close_many_fds();
	test_server_stop(server);
}

static void on_sigpipe(int number)
{
	(void)number;
}

static void loading_1500_times_leaves_nothing_and_the_hosts_sigpipe_alone(void)
{
	struct test_server *server = test_server_start(&open_house);
	struct sigaction mine = {.sa_handler = on_sigpipe}, old, after;
	unsigned fds, keys, kb, served = 0;

	sigaction(SIGPIPE, &mine, &old);
	for (int i = 0; i < WARM_UP; i++)
		CHECK(load_visit_unload(test_server_port(server)));
	CHECK(test_server_await(server, SEEN_OPEN, 0));
	fds = count_fds();
	keys = count_free_pthread_keys();
	kb = rss_kb();
	for (int i = 0; i < CYCLES; i++)
		served += load_visit_unload(test_server_port(server));
	CHECK(served == CYCLES);
	CHECK(test_server_await(server, SEEN_OPEN, 0));
	CHECK(count_fds() == fds);
	CHECK(count_free_pthread_keys() == keys);
	printf("# RSS %u kB, after %d cycles %u kB\n", kb, CYCLES, rss_kb());
	CHECK(PROCESS_SANITIZED || rss_kb() < kb + RSS_SLACK_KB);
	sigaction(SIGPIPE, NULL, &after);
	CHECK(after.sa_handler == on_sigpipe);
	raise(SIGPIPE);
	sigaction(SIGPIPE, &old, NULL);
	test_server_stop(server);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(it_exports_its_own_symbol_and_nothing_of_libre),
		TEST(a_host_with_2000_open_descriptors_is_served),
		TEST(loading_1500_times_leaves_nothing_and_the_hosts_sigpipe_alone),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
