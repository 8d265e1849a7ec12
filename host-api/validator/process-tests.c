/* SPDX-License-Identifier: Apache-2.0 */
/* process-tests.c - what belongs to the process belongs to the host. */

#include "life.h"
#include "side-effects.h"
#include "subject.h"
#include "validator-test.h"
#include "verdict.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { REPLY_LIMIT_MS = 10000, HARMLESS = 10 };

/* Create, start, ask, configure, stop, destroy. `look` is called while it runs. */
static void whole_life(const struct subject *s, struct verdict *v,
	void (*look)(void *user), void *user)
{
	struct life l;
	uint64_t id;

	if (!life_begin(&l, s, 0, NULL, v))
		return;
	if (life_go(&l, v)) {
		for (unsigned i = 0; i < HARMLESS; i++)
			life_harmless_request(&l, i);
		life_configure(&l, l.settings);
		id = life_request(&l, "", "", "diagnostics", "{}");
		trap_host_await_reply(l.host, id, REPLY_LIMIT_MS);
		if (look)
			look(user);
	}
	life_end(&l);
}

static void read_state(void *user)
{
	process_look_read(user);
}

static void process_state_unchanged(const struct subject *s, struct verdict *v)
{
	static struct process_look before, during, after;
	char text[512];

	process_look_read(&before);
	during = before;
	whole_life(s, v, read_state, &during);
	process_look_read(&after);
	if (process_look_differ(&before, &during, text, sizeof(text)))
		verdict_fail(v, "while it runs, %s", text);
	if (process_look_differ(&before, &after, text, sizeof(text)))
		verdict_fail(v, "after its end, %s", text);
}

/* -------------------------------------------------------- no-stdout-stderr ---- */

static bool divert(int fd, int file, int *ret_saved)
{
	*ret_saved = dup(fd);
	return *ret_saved >= 0 && dup2(file, fd) >= 0;
}

static void restore(int fd, int saved)
{
	if (saved >= 0) {
		dup2(saved, fd);
		close(saved);
	}
}

static void no_stdout_stderr(const struct subject *s, struct verdict *v)
{
	int out = -1, err = -1, file = memfd_create("output", MFD_CLOEXEC);
	char text[200];
	ssize_t len;

	if (file < 0) {
		verdict_skip(v, "no file to divert output to");
		return;
	}
	fflush(NULL);
	if (divert(STDOUT_FILENO, file, &out) && divert(STDERR_FILENO, file, &err))
		whole_life(s, v, NULL, NULL);
	fflush(NULL);
	restore(STDERR_FILENO, err);
	restore(STDOUT_FILENO, out);
	len = pread(file, text, sizeof(text) - 1, 0);
	if (len > 0) {
		text[len] = '\0';
		text[strcspn(text, "\n")] = '\0';
		verdict_fail(v, "it wrote \"%s\"", text);
	}
	close(file);
}

const struct validator_test process_tests[] = {
	{
		.name = "process-state-unchanged",
		.rule = "A provider changes nothing that belongs to the process.",
		.description =
			"Compares signal handlers and masks, locale, working "
			"directory, umask, environment, limits, rounding and the "
			"flags of descriptors 0 to 2 before, during and after a whole "
			"life.",
		.needs = NEEDS_PROVIDER,
		.run = process_state_unchanged,
	},
	{
		.name = "no-stdout-stderr",
		.rule = "A provider writes nothing to stdout or stderr.",
		.description =
			"Both are diverted to a file during a whole life, stdio is "
			"flushed, and the file has to be empty.",
		.needs = NEEDS_PROVIDER,
		.run = no_stdout_stderr,
	},
	{0},
};
