/* SPDX-License-Identifier: Apache-2.0 */
/* check.h - CHECK, and a runner that prints TAP. */
#ifndef GATEHOUSE_CHECK_H
#define GATEHOUSE_CHECK_H

#include <stdbool.h>

/** A claim of the running test. A failed one is printed, the test goes on and fails. */
#define CHECK(claim) check_claim((claim), #claim, __FILE__, __LINE__)

bool check_claim(bool holds, const char *claim, const char *file, int line);

struct test {
	const char *name; /**< the sentence that must hold */
	void (*run)(void);
};

/** A row of the table: the function's name is the sentence. */
// clang-format off
#define TEST(function) {#function, function}
// clang-format on

/** Run all (or those whose name contains argv[1]); ends with {NULL, NULL}.
 * @return exit status of main() */
int check_main(const struct test *tests, int argc, char **argv);

#endif
