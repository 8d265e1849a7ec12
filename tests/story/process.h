/* SPDX-License-Identifier: Apache-2.0 */
/* process.h - a child process that speaks JSON, one object per line, both ways. */
#ifndef GATEHOUSE_PROCESS_H
#define GATEHOUSE_PROCESS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/** Lines of stdout, parsed, in order; kept until taken. Stderr goes to a file. */
struct process {
	pid_t pid;
	int in, out; /**< the child's stdin and stdout; -1 when closed */
	char *partial;
	size_t partial_len;
	json_t *lines;   /**< array */
	char errors[64]; /**< path of the file that holds its stderr */
};

/** @param argv argv[0] is the path; ends with NULL. Fails the test run by exit(). */
void process_start(struct process *p, const char *const argv[]);

void process_send(struct process *p, const char *line); /**< without the newline */

/** Wait for the next line not yet taken. @return new reference; NULL: none within the
 * limit, or the process has ended */
json_t *process_line(struct process *p, unsigned limit_ms);

/** Read what has come, waiting at most `wait_ms` for the first of it.
 * @return false at the end of its output */
bool process_read(struct process *p, unsigned wait_ms);

/** Close its stdin and wait for its end. @return its exit status, or -signal; after the
 * limit it is killed, and -SIGKILL */
int process_end(struct process *p, unsigned limit_ms);

/** What it wrote to stderr; to be freed. */
char *process_errors(const struct process *p);

unsigned long long now_ms(void); /**< monotonic */

#endif
