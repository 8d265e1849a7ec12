/* SPDX-License-Identifier: Apache-2.0 */
/* sip-peer.c - real programs at the other end. */

#include "sip-peer.h"

#include "check.h"
#include "sip-room.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PATH_CAP = 512, LOOK_MS = 20, LOG_MAX = 8 * 1024 * 1024, END_LIMIT_MS = 3000 };

static void breathe(void)
{
	poll(NULL, 0, LOOK_MS);
}

static unsigned long long now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (unsigned long long)t.tv_sec * 1000 +
	       (unsigned long long)t.tv_nsec / 1000000;
}

bool peer_installed(const char *program)
{
	static const char *const dirs[] = {"/usr/bin", "/usr/sbin", "/usr/local/bin"};
	char path[PATH_CAP];

	for (size_t i = 0; i < sizeof(dirs) / sizeof(dirs[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", dirs[i], program);
		if (access(path, X_OK) == 0)
			return true;
	}
	printf("# %s is not installed: scripts/packages test\n", program);
	return false;
}

void peer_prepare(struct sip_peer *p)
{
	*p = (struct sip_peer){0};
	snprintf(p->dir, sizeof(p->dir), "/tmp/gatehouse-sip-XXXXXX");
	if (!mkdtemp(p->dir))
		abort();
}

static void path_of(const struct sip_peer *p, const char *name, char *path)
{
	snprintf(path, PATH_CAP, "%s/%s", p->dir, name);
}

void peer_write(const struct sip_peer *p, const char *name, const char *text)
{
	char path[PATH_CAP];
	FILE *f;

	path_of(p, name, path);
	f = fopen(path, "we");
	if (!f || fputs(text, f) < 0 || fclose(f))
		abort();
}

static char *read_file(const char *path)
{
	char *text = calloc(1, LOG_MAX + 1);
	FILE *f = fopen(path, "re");

	if (f) {
		text[fread(text, 1, LOG_MAX, f)] = '\0';
		fclose(f);
	}
	return text;
}

/* "@PORT@" with "PORT=5060" */
static const char *value_of(const char *at, const char *const *values, size_t *ret_len)
{
	const char *end = strchr(at + 1, '@');

	for (; end && *values; values++) {
		size_t n = (size_t)(end - at - 1);

		if (strncmp(*values, at + 1, n) == 0 && (*values)[n] == '=') {
			*ret_len = n + 2;
			return *values + n + 1;
		}
	}
	return NULL;
}

void peer_fill(const struct sip_peer *p, const char *name, const char *source,
	const char *const *values)
{
	char path[PATH_CAP], *text;
	FILE *f;

	snprintf(path, sizeof(path), SCENARIOS "/%s", source);
	text = read_file(path);
	path_of(p, name, path);
	f = fopen(path, "we");
	if (!f || !text[0])
		abort();
	for (const char *at = text; *at;) {
		size_t len = 1;
		const char *value = *at == '@' ? value_of(at, values, &len) : NULL;

		if (value)
			fputs(value, f);
		else
			fputc(*at, f);
		at += len;
	}
	fclose(f);
	free(text);
}

void peer_start(struct sip_peer *p, const char *const *argv)
{
	char path[PATH_CAP];
	int log, nothing;

	path_of(p, "log", path);
	log = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
	p->pid = fork();
	if (p->pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (chdir(p->dir) < 0)
			_exit(98);
		dup2(nothing, 0);
		dup2(log, 1);
		dup2(log, 2);
		execvp(argv[0], (char *const *)argv); /* it writes to none of them */
		_exit(99);
	}
	close(log);
	close(nothing);
	if (p->pid < 0)
		abort();
}

bool peer_runs(const struct sip_peer *p)
{
	return p->pid > 0 && kill(p->pid, 0) == 0;
}

int peer_wait(struct sip_peer *p, unsigned limit_ms)
{
	unsigned long long until = now() + limit_ms;
	int status = 0;

	while (waitpid(p->pid, &status, WNOHANG) == 0) {
		if (now() >= until) {
			kill(p->pid, SIGKILL);
			waitpid(p->pid, &status, 0);
			break;
		}
		breathe();
	}
	p->pid = 0;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

void peer_stop(struct sip_peer *p)
{
	if (p->pid <= 0)
		return;
	kill(p->pid, SIGTERM);
	(void)peer_wait(p, END_LIMIT_MS);
}

unsigned peer_count_log(const struct sip_peer *p, const char *text)
{
	char path[PATH_CAP], *log;
	unsigned count = 0;

	path_of(p, "log", path);
	log = read_file(path);
	for (const char *at = log; (at = strstr(at, text)); at++)
		count++;
	free(log);
	return count;
}

bool peer_wait_log(const struct sip_peer *p, const char *text, unsigned limit_ms)
{
	unsigned long long until = now() + limit_ms;

	while (!peer_count_log(p, text)) {
		if (now() >= until)
			return false;
		breathe();
	}
	return true;
}

void peer_show_log(const struct sip_peer *p)
{
	char path[PATH_CAP], *log, *rest;

	path_of(p, "log", path);
	log = read_file(path);
	for (char *line = strtok_r(log, "\n", &rest); line;
		line = strtok_r(NULL, "\n", &rest))
		printf("# %s\n", line);
	free(log);
}

void peer_finish(struct sip_peer *p)
{
	char path[PATH_CAP];
	struct dirent *entry;
	DIR *dir;

	peer_stop(p);
	dir = opendir(p->dir);
	while (dir && (entry = readdir(dir))) {
		path_of(p, entry->d_name, path);
		(void)unlink(path);
	}
	if (dir)
		closedir(dir);
	rmdir(p->dir);
}

void sipp_start(struct sip_peer *p, const char *scenario, const char *from,
	unsigned from_port, const char *to, unsigned to_port,
	const char *const *options)
{
	char file[PATH_CAP], target[96], port[16];
	const char *argv[PEER_ARGS_MAX] = {"sipp", target, "-sf", file, "-i", from,
		"-p", port, "-nostdin", "-trace_err", "-error_file", "errors"};
	unsigned n = 12;

	snprintf(file, sizeof(file), SCENARIOS "/%s.xml", scenario);
	snprintf(target, sizeof(target), "%s:%u", to, to_port);
	snprintf(
		port, sizeof(port), "%u", from_port ? from_port : room_free_port(from));
	argv[n] = NULL;
	while (options && *options && n < PEER_ARGS_MAX - 3)
		argv[n++] = *options++;
	argv[n] = NULL;
	peer_prepare(p);
	peer_start(p, argv);
}

bool sipp_end(struct sip_peer *p, unsigned limit_ms)
{
	int status = peer_wait(p, limit_ms);
	char path[PATH_CAP], *errors;

	if (status) {
		path_of(p, "errors", path);
		errors = read_file(path);
		printf("# sipp ended with %d: %.1500s\n", status, errors);
		free(errors);
		peer_show_log(p);
	}
	peer_finish(p);
	return status == 0;
}

bool sipp_run(const char *scenario, const char *from, unsigned from_port,
	const char *to, unsigned to_port, const char *const *options)
{
	static const char *const once[] = {"-m", "1", NULL};
	struct sip_peer p;

	sipp_start(
		&p, scenario, from, from_port, to, to_port, options ? options : once);
	return sipp_end(&p, PEER_LIMIT_MS);
}
