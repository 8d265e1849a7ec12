/* SPDX-License-Identifier: Apache-2.0 */
/* process-watch.c - what belongs to the process, so that a change of it is noticed. */

#include "process-watch.h"

#include <locale.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* umask(2) could only be read by setting it, so the kernel's own page is asked. */
static unsigned status_number(const char *name, int base)
{
	FILE *f = fopen("/proc/self/status", "re");
	size_t len = strlen(name);
	unsigned number = 0;
	char line[256];

	if (!f)
		return 0;
	while (fgets(line, sizeof(line), f)) {
		if (strncmp(line, name, len) == 0)
			number = (unsigned)strtoul(line + len, NULL, base);
	}
	fclose(f);
	return number;
}

unsigned process_threads(void)
{
	return status_number("Threads:", 10);
}

static uint64_t environment_hash(void)
{
	uint64_t hash = 14695981039346656037u; /* FNV-1a */

	for (char **entry = environ; entry && *entry; entry++) {
		for (const char *at = *entry; *at; at++)
			hash = (hash ^ (unsigned char)*at) * 1099511628211u;
		hash *= 1099511628211u;
	}
	return hash;
}

void process_state_read(struct process_state *ret_state)
{
	struct process_state *s = ret_state;
	const char *locale = setlocale(LC_ALL, NULL);

	memset(s, 0, sizeof(*s));
	for (int i = 1; i < PROCESS_SIGNALS; i++) {
		struct sigaction action;

		if (sigaction(i, NULL, &action) != 0)
			continue;
		s->signals[i].handler = action.sa_handler;
		s->signals[i].flags = action.sa_flags;
	}
	pthread_sigmask(SIG_SETMASK, NULL, &s->mask);
	s->umask = status_number("Umask:", 8);
	s->environment = environment_hash();
	snprintf(s->locale, sizeof(s->locale), "%s", locale ? locale : "");
	if (!getcwd(s->folder, sizeof(s->folder)))
		s->folder[0] = '\0';
}

static bool same_signals(const struct process_state *a, const struct process_state *b)
{
	for (int i = 1; i < PROCESS_SIGNALS; i++) {
		if (a->signals[i].handler != b->signals[i].handler ||
			a->signals[i].flags != b->signals[i].flags)
			return false;
	}
	return true;
}

static bool same_mask(const struct process_state *a, const struct process_state *b)
{
	for (int i = 1; i < PROCESS_SIGNALS; i++) {
		if (sigismember(&a->mask, i) != sigismember(&b->mask, i))
			return false;
	}
	return true;
}

bool process_state_same(const struct process_state *a, const struct process_state *b,
	char *ret_what, size_t cap)
{
	const struct {
		bool same;
		const char *what;
	} parts[] = {
		{same_signals(a, b), "signal handlers"},
		{same_mask(a, b), "the caller's signal mask"},
		{a->umask == b->umask, "umask"},
		{a->environment == b->environment, "environment"},
		{strcmp(a->locale, b->locale) == 0, "locale"},
		{strcmp(a->folder, b->folder) == 0, "working directory"},
	};
	size_t len = 0;

	ret_what[0] = '\0';
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (parts[i].same || len >= cap)
			continue;
		len += (size_t)snprintf(ret_what + len, cap - len, "%s%s",
			len ? ", " : "", parts[i].what);
	}
	return len == 0;
}
