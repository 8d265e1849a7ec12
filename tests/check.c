/* SPDX-License-Identifier: Apache-2.0 */
/* check.c - CHECK, and a runner that prints TAP. */

#include "check.h"

#include <stdio.h>
#include <string.h>

/* The only mutable state of the runner: is the running test still fine? */
static bool passing;

bool check_claim(bool holds, const char *claim, const char *file, int line)
{
	if (!holds) {
		printf("# %s:%d: does not hold: %s\n", file, line, claim);
		passing = false;
	}
	return holds;
}

/* "a_ring_ends" -> "a ring ends" */
static void print_sentence(const char *name)
{
	for (; *name; name++)
		putchar(*name == '_' ? ' ' : *name);
	putchar('\n');
}

int check_main(const struct test *tests, int argc, char **argv)
{
	unsigned count = 0, failed = 0;

	setvbuf(stdout, NULL, _IOLBF, 0);
	for (const struct test *t = tests; t->run; t++) {
		if (argc > 1 && !strstr(t->name, argv[1]))
			continue;
		passing = true;
		t->run();
		failed += !passing;
		printf("%sok %u - ", passing ? "" : "not ", ++count);
		print_sentence(t->name);
	}
	printf("1..%u\n", count);
	return failed || !count;
}
