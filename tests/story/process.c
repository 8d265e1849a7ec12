/* SPDX-License-Identifier: Apache-2.0 */
/* process.c - a child process that speaks JSON, one object per line, both ways. */

#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

unsigned long long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (unsigned long long)now.tv_sec * 1000 +
	       (unsigned long long)now.tv_nsec / 1000000;
}

static void give_up(const char *what)
{
	perror(what);
	exit(99);
}

void process_start(struct process *p, const char *const argv[])
{
	int to[2], from[2], errors;

	*p = (struct process){.lines = json_array()};
	snprintf(p->errors, sizeof(p->errors), "/tmp/gatehouse-story-XXXXXX");
	errors = mkostemp(p->errors, O_CLOEXEC);
	if (errors < 0 || pipe2(to, O_CLOEXEC) || pipe2(from, O_CLOEXEC))
		give_up("pipe");
	p->pid = fork();
	if (p->pid < 0)
		give_up("fork");
	if (!p->pid) {
		dup2(to[0], 0);
		dup2(from[1], 1);
		dup2(errors, 2);
		execv(argv[0], (char *const *)argv); /* it writes to none of them */
		give_up(argv[0]);
	}
	close(to[0]);
	close(from[1]);
	close(errors);
	p->in = to[1];
	p->out = from[0];
	signal(SIGPIPE, SIG_IGN);
}

void process_send(struct process *p, const char *line)
{
	size_t len = strlen(line);
	char *text = malloc(len + 1);

	memcpy(text, line, len);
	text[len] = '\n';
	for (size_t sent = 0; sent < len + 1;) {
		ssize_t n = write(p->in, text + sent, len + 1 - sent);

		if (n < 0 && errno != EINTR)
			break; /* it has ended: its missing answer is what fails */
		if (n > 0)
			sent += (size_t)n;
	}
	free(text);
}

static void take_line(struct process *p, const char *text, size_t len)
{
	json_t *line = json_loadb(text, len, 0, NULL);

	if (!line) {
		printf("# not JSON: %.*s\n", (int)len, text);
		line = json_pack("{s:s%}", "not-json", text, len);
	}
	json_array_append_new(p->lines, line);
}

static void take_bytes(struct process *p, const char *data, size_t len)
{
	const char *end;

	p->partial = realloc(p->partial, p->partial_len + len);
	memcpy(p->partial + p->partial_len, data, len);
	p->partial_len += len;
	while ((end = memchr(p->partial, '\n', p->partial_len))) {
		size_t n = (size_t)(end - p->partial);

		take_line(p, p->partial, n);
		p->partial_len -= n + 1;
		memmove(p->partial, end + 1, p->partial_len);
	}
}

bool process_read(struct process *p, unsigned wait_ms)
{
	struct pollfd fd = {.fd = p->out, .events = POLLIN};
	char data[65536];
	ssize_t n;

	if (p->out < 0)
		return false;
	if (poll(&fd, 1, (int)wait_ms) <= 0)
		return true;
	n = read(p->out, data, sizeof(data));
	if (n > 0) {
		take_bytes(p, data, (size_t)n);
		return true;
	}
	close(p->out);
	p->out = -1;
	return false;
}

json_t *process_line(struct process *p, unsigned limit_ms)
{
	unsigned long long end = now_ms() + limit_ms;
	json_t *line;

	while (!json_array_size(p->lines)) {
		unsigned long long now = now_ms();

		if (now >= end || !process_read(p, (unsigned)(end - now)))
			return NULL;
	}
	line = json_incref(json_array_get(p->lines, 0));
	json_array_remove(p->lines, 0);
	return line;
}

static int exit_status(int status)
{
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

int process_end(struct process *p, unsigned limit_ms)
{
	unsigned long long end = now_ms() + limit_ms;
	int status = 0;

	close(p->in);
	while (process_read(p, 50) && now_ms() < end)
		;
	if (p->out >= 0) {
		kill(p->pid, SIGKILL);
		close(p->out);
	}
	waitpid(p->pid, &status, 0);
	json_decref(p->lines);
	free(p->partial);
	return exit_status(status);
}

char *process_errors(const struct process *p)
{
	FILE *f = fopen(p->errors, "r");
	char *text = calloc(1, 65536);

	if (f) {
		size_t n = fread(text, 1, 65535, f);

		text[n] = '\0';
		fclose(f);
	}
	return text;
}
