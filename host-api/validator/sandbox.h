/* SPDX-License-Identifier: Apache-2.0 */
/* sandbox.h - runs one test in a child process with a time limit. */
#ifndef SANDBOX_H
#define SANDBOX_H

struct verdict;

/** In the child, the verdict is written to this descriptor. */
enum { SANDBOX_RESULT_FD = 3 };

/** Start this program again with `argv` (NULL-terminated, argv[0] is ignored), wait for
 * its verdict, kill it when the time is over. What it prints goes nowhere, save the
 * last words of a crash.
 * @return 0, or -errno: no child could be made */
int sandbox_run(char *const argv[], unsigned limit_ms, struct verdict *ret_verdict);

/** In the child: hand the verdict to the parent. */
void sandbox_send(const struct verdict *v);

#endif
