/* SPDX-License-Identifier: Apache-2.0 */
/* good-guest.c - the plugin leaves the process it lives in as it found it. */

#include "embedder.h"
#include "process-facts.h"
#include "story.h"

#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	LOADS = PROCESS_SANITIZED ? 300 : 1500,
	WARM_UP = 50,
	ONLINE_EVERY = 10,
	RSS_SLACK_KB = 256, /* less than 200 bytes a load */
};

static void on_sigpipe(int number)
{
	(void)number;
}

static bool sigpipe_is(void (*handler)(int))
{
	struct sigaction now;

	sigaction(SIGPIPE, NULL, &now);
	return now.sa_handler == handler;
}

/* The whole way of a plugin into a host and out again. */
static void load_live_unload(const struct story *s, bool until_online)
{
	struct guest g = guest_load();
	struct embedder e;

	embedder_init_at(&e, &g, s);
	embedder_start(&e);
	if (until_online)
		CHECK(embedder_hears_status(&e, DP_OK));
	embedder_stop(&e);
	embedder_destroy(&e);
	embedder_finish(&e);
	guest_unload(&g);
}

static void loading_and_unloading_again_and_again_leaves_nothing(void)
{
	struct story s = story_begin(NULL);
	unsigned threads = count_threads(), fds, keys, kb;
	unsigned long long end;

	signal(SIGPIPE, on_sigpipe);
	for (unsigned i = 0; i < WARM_UP; i++)
		load_live_unload(&s, i % ONLINE_EVERY == 0);
	CHECK(sigpipe_is(on_sigpipe));
	signal(SIGPIPE, SIG_DFL);
	fds = count_fds();
	keys = count_free_pthread_keys();
	kb = rss_kb();
	for (unsigned i = 0; i < LOADS; i++)
		load_live_unload(&s, i % ONLINE_EVERY == 0);
	CHECK(sigpipe_is(SIG_DFL));
	signal(SIGPIPE, SIG_IGN);
	CHECK(count_fds() == fds);
	CHECK(count_free_pthread_keys() == keys);
	printf("# RSS %u kB, after %d loads %u kB; %u keys free, then %u\n", kb, LOADS,
		rss_kb(), keys, count_free_pthread_keys());
	if (PROCESS_SANITIZED)
		printf("# RSS is not judged under a sanitizer\n");
	CHECK(PROCESS_SANITIZED || rss_kb() <= kb + RSS_SLACK_KB);
	end = now_ms() + SOON_MS; /* /proc may show a joined thread a little longer */
	while (count_threads() != threads && now_ms() < end)
		;
	CHECK(count_threads() == threads);
	story_end(&s);
}

/* ---- what belongs to the whole process ---- */

enum { SIGNALS = 65, TEXT_MAX = 4096 };

struct household {
	struct sigaction signals[SIGNALS];
	sigset_t blocked;
	mode_t file_mask;
	char directory[TEXT_MAX];
	char locale[TEXT_MAX];
	char environment[16 * TEXT_MAX];
};

static void look_around(struct household *h)
{
	size_t len = 0;

	memset(h, 0, sizeof(*h));
	for (int i = 1; i < SIGNALS; i++)
		sigaction(i, NULL, &h->signals[i]);
	pthread_sigmask(SIG_SETMASK, NULL, &h->blocked);
	h->file_mask = umask(0);
	umask(h->file_mask);
	CHECK(getcwd(h->directory, sizeof(h->directory)));
	snprintf(h->locale, sizeof(h->locale), "%s", setlocale(LC_ALL, NULL));
	for (char **v = environ; *v && len < sizeof(h->environment); v++)
		len += (size_t)snprintf(
			h->environment + len, sizeof(h->environment) - len, "%s\n", *v);
}

static void nothing_has_changed_since(const struct household *was)
{
	static struct household is;

	look_around(&is);
	for (int i = 1; i < SIGNALS; i++) {
		if (!CHECK(is.signals[i].sa_handler == was->signals[i].sa_handler &&
			    is.signals[i].sa_flags == was->signals[i].sa_flags))
			printf("# of signal %d\n", i);
	}
	for (int i = 1; i < SIGNALS; i++)
		CHECK(sigismember(&is.blocked, i) == sigismember(&was->blocked, i));
	CHECK(is.file_mask == was->file_mask);
	CHECK(!strcmp(is.directory, was->directory));
	CHECK(!strcmp(is.locale, was->locale));
	CHECK(!strcmp(is.environment, was->environment));
}

static void a_whole_life_changes_nothing_of_the_process(void)
{
	static struct household before;
	struct story s = story_begin(NULL);
	struct guest g;
	struct embedder e;

	signal(SIGPIPE, SIG_DFL); /* what a library would be tempted to change */
	setlocale(LC_ALL, "C.UTF-8");
	umask(0027);
	look_around(&before);
	g = guest_load();
	embedder_init_at(&e, &g, &s);
	embedder_start(&e);
	embedder_does_its_job(&e, &s);
	nothing_has_changed_since(&before);
	embedder_stop(&e);
	embedder_destroy(&e);
	nothing_has_changed_since(&before);
	guest_unload(&g);
	nothing_has_changed_since(&before);
	embedder_finish(&e);
	signal(SIGPIPE, SIG_IGN);
	story_end(&s);
}

/* ---- children of the host ---- */

static void list_own_descriptors(int out)
{
	dup2(out, 1);
	execl("/bin/ls", "ls", "-l", "/proc/self/fd", (char *)NULL);
	_exit(99);
}

/* What a program the host starts finds open. @return how many descriptors */
static unsigned inherited(char *list, size_t cap)
{
	int fds[2], status = -1;
	size_t len = 0;
	unsigned lines = 0;
	ssize_t n;
	pid_t pid;

	CHECK(!pipe2(fds, O_CLOEXEC));
	pid = fork();
	if (!pid)
		list_own_descriptors(fds[1]);
	close(fds[1]);
	while ((n = read(fds[0], list + len, cap - 1 - len)) > 0)
		len += (size_t)n;
	list[len] = '\0';
	close(fds[0]);
	waitpid(pid, &status, 0);
	CHECK(status == 0);
	for (const char *at = list; (at = strchr(at, '\n')); at++)
		lines++;
	return lines;
}

static void check_children(unsigned before, const char *when)
{
	char list[TEXT_MAX];

	if (!CHECK(inherited(list, sizeof(list)) == before))
		printf("# %s:\n%s", when, list);
}

static void a_program_the_host_starts_inherits_no_descriptor(void)
{
	char list[TEXT_MAX];
	unsigned before = inherited(list, sizeof(list));
	struct story s = story_begin(NULL);
	struct guest g = guest_load();
	struct embedder e;

	check_children(before, "before it starts");
	embedder_init_at(&e, &g, &s);
	embedder_start(&e);
	check_children(before, "connecting");
	embedder_does_its_job(&e, &s);
	check_children(before, "online");
	sim_do(&s, "set unlock hang");
	embedder_unlock(&e);
	check_children(before, "unlocking");
	sim_do(&s, "cut part");
	CHECK(embedder_hears_status(&e, DP_E_UNREACHABLE));
	check_children(before, "cut off");
	embedder_stop(&e);
	embedder_destroy(&e);
	embedder_finish(&e);
	guest_unload(&g);
	story_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_whole_life_changes_nothing_of_the_process),
		TEST(loading_and_unloading_again_and_again_leaves_nothing),
		TEST(a_program_the_host_starts_inherits_no_descriptor),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
