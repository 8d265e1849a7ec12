/* SPDX-License-Identifier: Apache-2.0 */
/* sim-driver.c - a running gatehouse-sim, for tests. */

#include "sim-driver.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ARGUMENTS_MAX = 32 };

long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void give_up(const char *why)
{
	printf("Bail out! %s\n", why);
	exit(1);
}

static const char *program(void)
{
	const char *path = getenv("GATEHOUSE_SIM");

	if (!path)
		give_up("GATEHOUSE_SIM does not name the program");
	return path;
}

/* A child with standard descriptors of our choice; -1 leaves one alone. */
static pid_t spawn(const char *const arguments[], int in, int out, int err)
{
	const char *all[ARGUMENTS_MAX] = {program()};
	size_t count = 1;
	pid_t pid;

	while (*arguments && count < ARGUMENTS_MAX - 1)
		all[count++] = *arguments++;
	pid = fork();
	if (pid)
		return pid;
	if (in >= 0)
		dup2(in, STDIN_FILENO);
	if (out >= 0)
		dup2(out, STDOUT_FILENO);
	if (err >= 0)
		dup2(err, STDERR_FILENO);
	execv(all[0], (char *const *)all);
	_exit(127);
}

static int wait_for_end(pid_t pid)
{
	int status;

	for (long until = now_ms() + DEADLINE_MS; now_ms() < until;) {
		const struct timespec moment = {.tv_nsec = 2000000};

		if (waitpid(pid, &status, WNOHANG) == pid)
			return WIFEXITED(status) ? WEXITSTATUS(status)
						 : 256 + WTERMSIG(status);
		nanosleep(&moment, NULL);
	}
	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
	return 999;
}

/* Read what there is. @return false at the end, or when nothing comes in time */
static bool read_more(int fd, char **text, size_t *length, long until)
{
	struct pollfd in = {.fd = fd, .events = POLLIN};
	long left = until - now_ms();
	char bytes[65536], *more;
	ssize_t n;

	if (left <= 0 || poll(&in, 1, (int)left) <= 0)
		return false;
	n = read(fd, bytes, sizeof(bytes));
	if (n <= 0)
		return false;
	more = realloc(*text, *length + (size_t)n + 1);
	if (!more)
		return false;
	memcpy(more + *length, bytes, (size_t)n);
	*length += (size_t)n;
	more[*length] = '\0';
	*text = more;
	return true;
}

char *sim_line(struct sim_driver *sim)
{
	long until = now_ms() + DEADLINE_MS;
	char *end, *line;
	size_t size;

	while (!sim->text || !(end = memchr(sim->text, '\n', sim->length)))
		if (!read_more(sim->out, &sim->text, &sim->length, until))
			return NULL;
	size = (size_t)(end - sim->text) + 1;
	line = strndup(sim->text, size - 1);
	memmove(sim->text, end + 1, sim->length - size + 1);
	sim->length -= size;
	return line;
}

void sim_write(struct sim_driver *sim, const char *text, size_t length)
{
	while (length) {
		ssize_t n = write(sim->in, text, length);

		if (n <= 0)
			return;
		text += n;
		length -= (size_t)n;
	}
}

static void read_more_ports(struct sim_driver *sim, const json_t *ready)
{
	const json_t *indoor = json_object_get(ready, "indoor");
	const char *fingerprint =
		json_string_value(json_object_get(ready, "fingerprint"));

	sim->https = (unsigned)json_integer_value(json_object_get(ready, "https"));
	for (size_t i = 0; i < 2; i++)
		sim->indoor[i] =
			(unsigned)json_integer_value(json_array_get(indoor, i));
	(void)snprintf(sim->fingerprint, sizeof(sim->fingerprint), "%s",
		fingerprint ? fingerprint : "");
}

struct sim_driver sim_start(const char *const arguments[])
{
	return sim_start_kind("hikvision-doorbell", arguments);
}

struct sim_driver sim_start_kind(const char *kind, const char *const arguments[])
{
	const char *all[ARGUMENTS_MAX] = {kind};
	struct sim_driver sim = {.pid = -1};
	int in[2], out[2];
	json_t *ready;
	char *line;

	for (size_t i = 0; arguments[i] && i < ARGUMENTS_MAX - 2; i++)
		all[i + 1] = arguments[i];
	signal(SIGPIPE, SIG_IGN);
	if (pipe2(in, O_CLOEXEC) || pipe2(out, O_CLOEXEC))
		give_up("no pipe");
	sim.pid = spawn(all, in[0], out[1], -1);
	close(in[0]);
	close(out[1]);
	sim.in = in[1];
	sim.out = out[0];
	line = sim_line(&sim);
	ready = line ? json_loads(line, 0, NULL) : NULL;
	if (!json_is_true(json_object_get(ready, "ready")))
		give_up("gatehouse-sim does not come up");
	sim.port = (unsigned)json_integer_value(json_object_get(ready, "port"));
	sim.control = (unsigned)json_integer_value(json_object_get(ready, "control"));
	read_more_ports(&sim, ready);
	json_decref(ready);
	free(line);
	return sim;
}

json_t *sim_answer(struct sim_driver *sim, const char *command)
{
	json_t *answer;
	char *line;

	sim_write(sim, command, strlen(command));
	sim_write(sim, "\n", 1);
	line = sim_line(sim);
	answer = line ? json_loads(line, 0, NULL) : NULL;
	free(line);
	return answer;
}

bool sim_do(struct sim_driver *sim, const char *command)
{
	json_t *answer = sim_answer(sim, command);
	bool ok = json_is_true(json_object_get(answer, "ok"));

	json_decref(answer);
	return ok;
}

long sim_ledger(struct sim_driver *sim, const char *path)
{
	json_t *answer = sim_answer(sim, "ledger");
	const json_t *value = json_object_get(answer, "ledger");
	const char *slash = strchr(path, '/');
	long number;

	/* Keys of "paths" have slashes themselves: only the first one divides. */
	if (slash && strncmp(path, "GET", 3)) {
		char outer[40] = "";

		memcpy(outer, path, (size_t)(slash - path));
		value = json_object_get(value, outer);
		path = slash + 1;
	}
	value = json_object_get(value, path);
	number = json_is_integer(value) ? (long)json_integer_value(value) : -1;
	json_decref(answer);
	return number;
}

int sim_stop(struct sim_driver *sim)
{
	int status;

	sim_write(sim, "quit\n", 5);
	close(sim->in);
	while (read_more(sim->out, &sim->text, &sim->length, now_ms() + DEADLINE_MS))
		continue;
	status = wait_for_end(sim->pid);
	close(sim->out);
	free(sim->text);
	return status;
}

int sim_run(const char *const arguments[], char **ret_errors)
{
	int errors[2], null = open("/dev/null", O_RDWR | O_CLOEXEC);
	size_t length = 0;
	pid_t pid;

	if (null < 0 || pipe2(errors, O_CLOEXEC))
		give_up("no pipe");
	pid = spawn(arguments, null, null, errors[1]);
	close(null);
	close(errors[1]);
	*ret_errors = calloc(1, 1);
	while (read_more(errors[0], ret_errors, &length, now_ms() + DEADLINE_MS))
		continue;
	close(errors[0]);
	return wait_for_end(pid);
}
