/* SPDX-License-Identifier: Apache-2.0 */
/* host-session.c - a gatehouse-host under test: say lines, wait for lines. */

#include "host-session.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { DEADLINE_MS = 10 * 1000, ARGS_LIMIT = 16 };

void host_session_begin(struct host_session *s, const char *const *args)
{
	char name[] = "/tmp/gatehouse-test-XXXXXX";
	char *argv[ARGS_LIMIT] = {(char *)GATEHOUSE_HOST};
	int in[2], out[2];

	for (size_t i = 0; args[i] && i + 2 < ARGS_LIMIT; i++)
		argv[i + 1] = (char *)args[i];
	signal(SIGPIPE, SIG_IGN);
	*s = (struct host_session){.err = mkostemp(name, O_CLOEXEC)};
	unlink(name);
	if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0)
		abort();
	s->pid = fork();
	if (s->pid == 0) {
		dup2(in[0], STDIN_FILENO);
		dup2(out[1], STDOUT_FILENO);
		dup2(s->err, STDERR_FILENO);
		execv(argv[0], argv);
		_exit(127);
	}
	close(in[0]);
	close(out[1]);
	s->in = in[1];
	s->out = out[0];
	s->text = calloc(1, 1);
}

void host_session_send(struct host_session *s, const void *data, size_t len)
{
	const char *at = data;

	while (len > 0) {
		ssize_t done = write(s->in, at, len);

		if (done <= 0)
			return;
		at += done;
		len -= (size_t)done;
	}
}

void host_session_say(struct host_session *s, const char *line)
{
	host_session_send(s, line, strlen(line));
	host_session_send(s, "\n", 1);
}

static long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* @return false: the end of its output, or the deadline */
static bool read_more(struct host_session *s, long until)
{
	struct pollfd fd = {.fd = s->out, .events = POLLIN};
	long left = until - now_ms();
	ssize_t count;

	if (left <= 0 || poll(&fd, 1, (int)left) <= 0)
		return false;
	s->text = realloc(s->text, s->len + 65537);
	count = read(s->out, s->text + s->len, 65536);
	s->len += count > 0 ? (size_t)count : 0;
	s->text[s->len] = '\0';
	return count > 0;
}

const char *host_session_hears(struct host_session *s, const char *a, const char *b)
{
	long until = now_ms() + DEADLINE_MS;

	for (;;) {
		char *line = s->text + s->seen, *end = strchr(line, '\n');

		if (!end) {
			if (!read_more(s, until))
				return NULL;
			continue;
		}
		*end = '\0';
		s->seen += (size_t)(end - line) + 1;
		if (strstr(line, a) && strstr(line, b))
			return line;
	}
}

int host_session_end(struct host_session *s)
{
	long until = now_ms() + DEADLINE_MS;
	int status;

	if (s->in >= 0)
		close(s->in);
	s->in = -1;
	while (read_more(s, until))
		;
	close(s->out);
	if (now_ms() >= until)
		kill(s->pid, SIGKILL);
	waitpid(s->pid, &status, 0);
	/* What was heard was cut into lines; whole again. */
	for (size_t i = 0; i < s->len; i++)
		s->text[i] = s->text[i] ? s->text[i] : '\n';
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void host_session_errors(struct host_session *s, char *ret_text, size_t cap)
{
	ssize_t len = pread(s->err, ret_text, cap - 1, 0);

	ret_text[len > 0 ? len : 0] = '\0';
}

void host_session_free(struct host_session *s)
{
	free(s->text);
	close(s->err);
}
