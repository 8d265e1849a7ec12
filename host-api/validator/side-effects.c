/* SPDX-License-Identifier: Apache-2.0 */
/* side-effects.c - what a provider could leave behind in, or do to, its process. */

#include "side-effects.h"

#include <dirent.h>
#include <fcntl.h>
#include <fenv.h>
#include <limits.h>
#include <locale.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1000.0 + (double)t.tv_nsec / 1e6;
}

void wait_a_moment(void)
{
	nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
}

/* Entries of a /proc directory that is a list of numbers. */
static unsigned count_numbers(const char *path)
{
	unsigned count = 0;
	DIR *dir = opendir(path);
	struct dirent *entry;

	if (!dir)
		return 0;
	while ((entry = readdir(dir)))
		count += entry->d_name[0] >= '0' && entry->d_name[0] <= '9';
	closedir(dir);
	return count;
}

static unsigned count_free_keys(void)
{
	pthread_key_t keys[PTHREAD_KEYS_MAX];
	unsigned count = 0;

	while (count < PTHREAD_KEYS_MAX && pthread_key_create(&keys[count], NULL) == 0)
		count++;
	for (unsigned i = 0; i < count; i++)
		pthread_key_delete(keys[i]);
	return count;
}

static size_t heap_in_use(void)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
	return 0;
#else
	struct mallinfo2 info = mallinfo2();

	return info.uordblks + info.hblkhd;
#endif
}

void process_counts_read(struct process_counts *ret_counts)
{
	ret_counts->heap = heap_in_use();
	ret_counts->threads = count_numbers("/proc/self/task");
	ret_counts->descriptors = count_numbers("/proc/self/fd");
	ret_counts->free_keys = count_free_keys();
}

bool process_counts_settle(const struct process_counts *before, unsigned limit_ms,
	struct process_counts *ret_now)
{
	double end = now_ms() + limit_ms;

	for (;;) {
		process_counts_read(ret_now);
		if (ret_now->threads <= before->threads &&
			ret_now->descriptors <= before->descriptors)
			return true;
		if (now_ms() >= end)
			return false;
		wait_a_moment();
	}
}

/* ----------------------------------------------------------- process state ---- */

struct writer {
	char *text;
	size_t used;
};

static void line(struct writer *w, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void line(struct writer *w, const char *format, ...)
{
	size_t room = PROCESS_LOOK_SIZE - w->used;
	va_list args;
	int len;

	va_start(args, format);
	len = vsnprintf(w->text + w->used, room, format, args);
	va_end(args);
	if (len > 0)
		w->used += (size_t)len < room ? (size_t)len : room - 1;
}

static void write_signals(struct writer *w)
{
	sigset_t mask;

	pthread_sigmask(SIG_SETMASK, NULL, &mask);
	for (int s = 1; s < NSIG; s++) {
		struct sigaction action;

		if (sigaction(s, NULL, &action) < 0)
			continue;
		line(w, "handler of signal %d: %#lx\n", s,
			(unsigned long)(uintptr_t)action.sa_handler);
		line(w, "signal %d blocked: %d\n", s, sigismember(&mask, s));
	}
}

static void write_files(struct writer *w)
{
	char cwd[PATH_MAX];
	mode_t mask = umask(0);
	struct rlimit limit = {0};

	umask(mask);
	getrlimit(RLIMIT_NOFILE, &limit);
	line(w, "umask: %03o\n", (unsigned)mask);
	line(w, "working directory: %s\n", getcwd(cwd, sizeof(cwd)) ? cwd : "none");
	line(w, "limit of open files: %llu\n", (unsigned long long)limit.rlim_cur);
	for (int fd = 0; fd < 3; fd++)
		line(w, "flags of descriptor %d: %#x\n", fd,
			(unsigned)fcntl(fd, F_GETFL));
}

void process_look_read(struct process_look *ret_state)
{
	struct writer w = {.text = ret_state->text};

	ret_state->text[0] = '\0';
	write_signals(&w);
	write_files(&w);
	line(&w, "locale: %s\n", setlocale(LC_ALL, NULL));
	line(&w, "rounding: %d\n", fegetround());
	for (char **e = environ; e && *e; e++)
		line(&w, "environment: %.200s\n", *e);
}

bool process_look_differ(const struct process_look *before,
	const struct process_look *after, char *ret_text, size_t size)
{
	const char *a = before->text, *b = after->text;

	while (*a || *b) {
		size_t a_len = strcspn(a, "\n"), b_len = strcspn(b, "\n");

		if (a_len != b_len || memcmp(a, b, a_len) != 0) {
			snprintf(ret_text, size, "was \"%.*s\", is \"%.*s\"",
				(int)(a_len < 200 ? a_len : 200), a,
				(int)(b_len < 200 ? b_len : 200), b);
			return true;
		}
		a += a_len + (a[a_len] == '\n');
		b += b_len + (b[b_len] == '\n');
	}
	return false;
}
