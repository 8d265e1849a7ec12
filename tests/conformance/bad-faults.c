/* SPDX-License-Identifier: Apache-2.0 */
/* bad-faults.c - the misdeeds of the bad plugin that are chosen at run time.
 *
 * File-scope state is part of the misdeeds: faults that spread from one instance to
 * another need it. */

#include "bad-faults.h"

#include <locale.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static unsigned users_of_socket; /* "one-copy-only": how many instances run */
static int the_socket = -1;
static unsigned
	starts_ever;        /* "stop-stops-all", "refusal-breaks-all": instances that */
static unsigned deaf_up_to; /* were started no later than this do not answer any more */
static bool crash_at_null;  /* "crash-at-null": destroy(NULL) knows no instance */
static void *volatile forgotten;

void bad_choose(struct bad *b, const char *fault)
{
	snprintf(b->fault, sizeof(b->fault), "%s", fault);
	crash_at_null = bad_is(b, "crash-at-null");
}

bool bad_is(const struct bad *b, const char *fault)
{
	return strcmp(b->fault, fault) == 0;
}

static void *nothing(void *user)
{
	return user;
}

static void *for_ever(void *user)
{
	for (;;)
		pause();
	return user;
}

/* A thread that speaks up when nobody may any more. */
static void *late_word(void *user)
{
	const dp_host *h = user;

	poll(NULL, 0, 50);
	h->log(h, DP_LOG_INFO, NULL, "one more thing");
	return NULL;
}

static void run_thread(void *(*work)(void *), void *user, bool join)
{
	pthread_t t;

	if (pthread_create(&t, NULL, work, user))
		return;
	if (join)
		pthread_join(t, NULL);
	else
		pthread_detach(t);
}

static void crash(void)
{
	raise(SIGSEGV);
}

/* ------------------------------------------------------------------ create ---- */

bool bad_in_create(struct bad *b, const dp_host *h, const dp_config *c)
{
	if (bad_is(b, "key-lost"))
		pthread_key_create(&b->key, NULL); /* only start() gives it back */
	if (bad_is(b, "thread-in-create"))
		run_thread(nothing, NULL, true);
	if (bad_is(b, "socket-in-create"))
		close(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
	if (bad_is(b, "file-in-create"))
		fclose(fopen("/dev/null", "w"));
	if (bad_is(b, "reads-past-host") && ((const volatile char *)h)[h->size])
		b->fault[0] = '\0';
	if (bad_is(b, "reads-past-config") && ((const volatile char *)c)[c->size])
		b->fault[0] = '\0';
	b->probe = c->flags & DP_CONFIG_PROBE;
	if (bad_is(b, "keeps-settings"))
		b->kept_settings = c->settings;
	return bad_is(b, "wants-exact-size") && h->size != sizeof(*h);
}

/* ------------------------------------------------------------------- start ---- */

static void change_process(const struct bad *b)
{
	sigset_t set;
	struct rlimit limit;

	if (bad_is(b, "umask"))
		umask(0123);
	if (bad_is(b, "environment"))
		setenv("BAD_PLUGIN", "was here", 1);
	if (bad_is(b, "signal-handler"))
		signal(SIGPIPE, SIG_IGN);
	if (bad_is(b, "working-directory"))
		(void)!chdir("/");
	if (bad_is(b, "locale"))
		setlocale(LC_ALL, "C.UTF-8");
	if (bad_is(b, "signal-mask")) {
		sigemptyset(&set);
		sigaddset(&set, SIGUSR1);
		pthread_sigmask(SIG_BLOCK, &set, NULL);
	}
	if (bad_is(b, "file-limit") && getrlimit(RLIMIT_NOFILE, &limit) == 0) {
		limit.rlim_cur -= 1;
		setrlimit(RLIMIT_NOFILE, &limit);
	}
	if (bad_is(b, "stdout"))
		puts("hello");
	if (bad_is(b, "stderr"))
		fputs("hello\n", stderr);
}

/* A name that only one copy of the plugin in a process can have. */
static bool take_socket(struct bad *b)
{
	struct sockaddr_un a = {.sun_family = AF_UNIX};

	if (users_of_socket++ == 0) {
		snprintf(a.sun_path + 1, sizeof(a.sun_path) - 1, "bad-plugin-%d",
			getpid());
		the_socket = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
		if (bind(the_socket, (struct sockaddr *)&a, sizeof(a)) < 0)
			return false;
	}
	b->holds_socket = true;
	return true;
}

static void release_socket(struct bad *b)
{
	if (b->holds_socket && --users_of_socket == 0)
		close(the_socket);
	b->holds_socket = false;
}

static void say_wrong(const struct bad *b, const dp_host *h)
{
	static const char device[] = "[{\"id\":\"one\",\"type\":\"switch\","
				     "\"name\":\"One\",\"capabilities\":{}}]";

	if (bad_is(b, "log-newline"))
		h->log(h, DP_LOG_INFO, NULL, "two\nlines");
	if (bad_is(b, "devices-malformed"))
		h->set_devices(h, NULL, "[{\"id\":");
	if (bad_is(b, "event-of-nobody"))
		h->event(h, "nobody", "ring", "ring", "{}");
	if (bad_is(b, "probe-reports") && b->probe)
		h->set_devices(h, NULL, device);
}

bool bad_in_start(struct bad *b, const dp_host *h)
{
	b->starts++;
	b->birth = ++starts_ever;
	change_process(b);
	say_wrong(b, h);
	if (bad_is(b, "key-lost") && b->starts == 1)
		pthread_key_delete(b->key);
	if (bad_is(b, "leak-in-start"))
		forgotten = malloc(100);
	if (bad_is(b, "thread-left"))
		run_thread(for_ever, NULL, false);
	if (bad_is(b, "needs-extension")) {
		b->audio = h->extension(h, DP_EXT_AUDIO);
		b->audio->ended(h, 1, DP_OK);
	}
	return bad_is(b, "one-copy-only") && !take_socket(b);
}

/* --------------------------------------------------------------- and so on ---- */

void bad_in_refusal(struct bad *b)
{
	if (bad_is(b, "refusal-breaks-all"))
		deaf_up_to = starts_ever;
}

bool bad_in_request(struct bad *b, const dp_request *r)
{
	if (bad_is(b, "reads-past-request") && ((const volatile char *)r)[r->size])
		b->fault[0] = '\0';
	if (bad_is(b, "keeps-settings") && b->kept_settings[0] != '{')
		return true;
	return b->birth <= deaf_up_to ||
	       (bad_is(b, "deaf-after-restart") && b->starts > 1);
}

void bad_heard(struct bad *b, const char *bytes)
{
	b->heard_half = strncmp(bytes, "HTTP/1.1 200", 12) == 0;
}

void bad_before_stop(struct bad *b, bool running)
{
	if (bad_is(b, "crash-in-second-stop") && b->starts && !running)
		crash();
	if (bad_is(b, "hang-in-second-stop") && b->starts && !running)
		for_ever(NULL);
	if (bad_is(b, "crash-in-early-stop") && !b->starts)
		crash();
	if (bad_is(b, "stop-stops-all") && running)
		deaf_up_to = starts_ever;
}

void bad_after_stop(struct bad *b, const dp_host *h)
{
	release_socket(b);
	if (bad_is(b, "slow-stop") && b->heard_half)
		poll(NULL, 0, 5500);
	if (bad_is(b, "call-after-stop"))
		run_thread(late_word, (void *)(uintptr_t)h, false);
}

bool bad_in_destroy(struct bad *b, const dp_host *h)
{
	if (!b && crash_at_null)
		crash();
	if (!b)
		return false;
	if (bad_is(b, "log-in-destroy") && !b->starts)
		h->log(h, DP_LOG_INFO, NULL, "good-bye");
	return bad_is(b, "destroy-forgets") && !b->starts;
}
