/* SPDX-License-Identifier: Apache-2.0 */
/* story.c - a simulated station and a host with the plugin, as real processes. */

#include "story.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { OPTIONS_MAX = 24, END_LIMIT_MS = 20 * 1000 };

static const char *path_of(const char *variable)
{
	const char *path = getenv(variable);

	if (!path) {
		fprintf(stderr, "%s is not set: run the stories by meson test\n",
			variable);
		exit(99);
	}
	return path;
}

/* ---- the station ---- */

struct story story_begin_as(const char *kind, const char *const *options)
{
	struct story s = {.kind = kind, .reports = json_array()};
	const char *argv[OPTIONS_MAX] = {
		path_of("GATEHOUSE_SIM"), kind, "--password", "Front-Door-1"};
	size_t n = 4;
	json_t *ready;

	while (options && *options && n < OPTIONS_MAX - 1)
		argv[n++] = *options++;
	process_start(&s.sim, argv);
	ready = process_line(&s.sim, SOON_MS);
	CHECK(json_is_true(json_object_get(ready, "ready")));
	s.port = (int)json_integer_value(json_object_get(ready, "port"));
	s.control = (int)json_integer_value(json_object_get(ready, "control"));
	for (size_t i = 0; i < 2; i++)
		s.indoor[i] = (int)json_integer_value(
			json_array_get(json_object_get(ready, "indoor"), i));
	snprintf(s.fingerprint, sizeof(s.fingerprint), "%s",
		json_is_string(json_object_get(ready, "fingerprint"))
			? json_string_value(json_object_get(ready, "fingerprint"))
			: "");
	json_decref(ready);
	return s;
}

struct story story_begin(const char *const *options)
{
	return story_begin_as("hikvision-doorbell", options);
}

static json_t *sim_line(struct story *s, const char *line)
{
	json_t *answer;

	process_send(&s->sim, line);
	answer = process_line(&s->sim, SOON_MS);
	if (!CHECK(json_is_true(json_object_get(answer, "ok"))))
		printf("# the station was told: %s\n", line);
	return answer;
}

json_t *sim(struct story *s, const char *format, ...)
{
	char *line = NULL;
	json_t *answer;
	va_list args;

	va_start(args, format);
	if (vasprintf(&line, format, args) < 0)
		exit(99);
	va_end(args);
	answer = sim_line(s, line);
	free(line);
	return answer;
}

void sim_do(struct story *s, const char *format, ...)
{
	char *line = NULL;
	va_list args;

	va_start(args, format);
	if (vasprintf(&line, format, args) < 0)
		exit(99);
	va_end(args);
	json_decref(sim_line(s, line));
	free(line);
}

long long ledger(struct story *s, const char *path)
{
	json_t *answer = sim(s, "ledger");
	const json_t *at = json_object_get(answer, "ledger");
	char part[128];
	long long value;

	while (*path) {
		size_t len = strcspn(path, "/");

		snprintf(part, sizeof(part), "%.*s", (int)len, path);
		at = json_object_get(at, part);
		path += len + (path[len] == '/');
	}
	value = json_integer_value(at);
	json_decref(answer);
	return value;
}

/* ---- the host ---- */

static void write_config(const struct story *s, const char *settings, char *path)
{
	json_t *all = json_pack("{s:s,s:i,s:s,s:s}", "host", "127.0.0.1", "port",
		s->port, "username", "admin", "password", "Front-Door-1");
	json_t *more = json_loads(settings ? settings : "{}", 0, NULL);
	json_t *config;
	int fd = mkstemp(path);

	CHECK(more && !json_object_update(all, more));
	config = json_pack("{s:[{s:s,s:s,s:o}]}", "instances", "id", "front",
		"provider", s->kind, "settings", all);
	CHECK(fd >= 0 && !json_dumpfd(config, fd, 0));
	close(fd);
	json_decref(config);
	json_decref(more);
}

void host_begin(struct story *s, const char *settings)
{
	char path[] = "/tmp/gatehouse-story-XXXXXX";
	const char *argv[] = {path_of("GATEHOUSE_HOST"), "--plugin",
		path_of("GATEHOUSE_PLUGIN"), "--manifests",
		path_of("GATEHOUSE_MANIFESTS"), "--config", path, "--console", NULL};

	write_config(s, settings, path);
	process_start(&s->host, argv);
	s->has_host = true;
	listen_for(s, 0);
	process_read(&s->host, SOON_MS);
	unlink(path);
}

struct story story_at_home(const char *const *options, const char *settings)
{
	struct story s = story_begin(options);

	host_begin(&s, settings);
	hear(&s, SOON_MS, ONLINE);
	return s;
}

/* Move what was read to `reports`. */
static void collect(struct story *s)
{
	json_t *line;

	while ((line = process_line(&s->host, 0)))
		json_array_append_new(s->reports, line);
}

void listen_for(struct story *s, unsigned ms)
{
	unsigned long long end = now_ms() + ms, now;

	collect(s);
	while ((now = now_ms()) < end && process_read(&s->host, (unsigned)(end - now)))
		collect(s);
	collect(s);
}

void host_end(struct story *s)
{
	static const char *const bad[] = {
		"ERROR: ", "WARNING: ThreadSanitizer", "runtime error", NULL};
	char *errors;
	int status;

	CHECK(!heard(s, "{\"report\":\"violation\"}"));
	status = process_end(&s->host, END_LIMIT_MS);
	errors = process_errors(&s->host);
	if (!CHECK(status == 0))
		printf("# the host ended with %d\n", status);
	for (const char *const *b = bad; *b; b++) {
		if (!CHECK(!strstr(errors, *b)))
			fprintf(stderr, "%s\n", errors);
	}
	free(errors);
	unlink(s->host.errors);
	s->has_host = false;
	s->seen = json_array_size(s->reports);
}

void story_end(struct story *s)
{
	char *errors;

	if (s->has_host)
		host_end(s);
	CHECK(process_end(&s->sim, END_LIMIT_MS) == 0);
	errors = process_errors(&s->sim);
	CHECK(!strstr(errors, "ERROR: ") && !strstr(errors, "runtime error"));
	free(errors);
	unlink(s->sim.errors);
	json_decref(s->reports);
}

void host_send(struct story *s, const char *format, ...)
{
	char *line = NULL;
	va_list args;

	va_start(args, format);
	if (vasprintf(&line, format, args) < 0)
		exit(99);
	va_end(args);
	process_send(&s->host, line);
	free(line);
}

/* ---- what the host hears ---- */

static bool contains(const json_t *whole, const json_t *part)
{
	const char *key;
	json_t *value;

	if (!json_is_object(part))
		return whole && json_equal(whole, part);
	json_object_foreach((json_t *)part, key, value)
	{
		if (!contains(json_object_get(whole, key), value))
			return false;
	}
	return json_is_object(whole);
}

long long asked(struct story *s, const char *request_line)
{
	json_t *answer = sim(s, "ledger");
	const json_t *paths =
		json_object_get(json_object_get(answer, "ledger"), "paths");
	long long count = json_integer_value(json_object_get(paths, request_line));

	json_decref(answer);
	return count;
}

bool matches(const json_t *report, const char *pattern)
{
	json_t *part = json_loads(pattern, 0, NULL);
	bool yes = CHECK(part != NULL) && contains(report, part);

	json_decref(part);
	return yes;
}

/* The first from `from` on that matches. @return its index, or -1 */
static long find(const struct story *s, size_t from, const char *pattern)
{
	for (size_t i = from; i < json_array_size(s->reports); i++) {
		if (matches(json_array_get(s->reports, i), pattern))
			return (long)i;
	}
	return -1;
}

static void print_reports(const struct story *s)
{
	size_t n = json_array_size(s->reports);

	for (size_t i = n > 30 ? n - 30 : 0; i < n; i++) {
		char *text = json_dumps(json_array_get(s->reports, i), JSON_COMPACT);

		printf("#   %s %.300s\n", i < s->seen ? " " : ">", text);
		free(text);
	}
}

const json_t *hear(struct story *s, unsigned limit_ms, const char *pattern)
{
	unsigned long long end = now_ms() + limit_ms;
	size_t from = s->seen;
	long at;

	collect(s);
	while ((at = find(s, from, pattern)) < 0) {
		unsigned long long now = now_ms();

		from = json_array_size(s->reports);
		if (now >= end || !process_read(&s->host, (unsigned)(end - now)))
			break;
		collect(s);
	}
	if (!CHECK(at >= 0)) {
		printf("# not heard within %u ms: %s; last reports:\n", limit_ms,
			pattern);
		print_reports(s);
		return NULL;
	}
	s->seen = (size_t)at + 1;
	return json_array_get(s->reports, (size_t)at);
}

size_t heard(struct story *s, const char *pattern)
{
	json_t *part = json_loads(pattern, 0, NULL);
	size_t count = 0;

	collect(s);
	for (size_t i = 0; i < json_array_size(s->reports); i++)
		count += contains(json_array_get(s->reports, i), part);
	json_decref(part);
	return count;
}

size_t hear_count(struct story *s, unsigned limit_ms, size_t count, const char *pattern)
{
	unsigned long long end = now_ms() + limit_ms;
	size_t n;

	while ((n = heard(s, pattern)) < count) {
		unsigned long long now = now_ms();

		if (now >= end || !process_read(&s->host, (unsigned)(end - now)))
			break;
	}
	return n;
}

/* ---- requests ---- */

unsigned request(struct story *s, const char *device, const char *capability,
	const char *op, const char *args)
{
	unsigned number = ++s->requests;

	host_send(s,
		"{\"request\":%u,\"instance\":\"front\",\"device\":\"%s\","
		"\"capability\":\"%s\",\"op\":\"%s\",\"args\":%s}",
		number, device, capability, op, args ? args : "{}");
	return number;
}

const json_t *reply(struct story *s, unsigned number, unsigned limit_ms)
{
	char pattern[64];

	snprintf(pattern, sizeof(pattern), "{\"report\":\"reply\",\"request\":%u}",
		number);
	return hear(s, limit_ms, pattern);
}

bool reply_is(struct story *s, unsigned number, const char *status)
{
	const json_t *r = reply(s, number, SOON_MS + 5000);
	const char *got = json_string_value(json_object_get(r, "status"));

	if (got && strcmp(got, status))
		printf("# request %u was answered with %s\n", number, got);
	return got && !strcmp(got, status);
}

const char *device_of(struct story *s, const char *type)
{
	collect(s);
	for (size_t i = json_array_size(s->reports); i-- > 0;) {
		const json_t *list =
			json_object_get(json_array_get(s->reports, i), "devices");

		for (size_t d = 0; d < json_array_size(list); d++) {
			const json_t *device = json_array_get(list, d);
			const char *is =
				json_string_value(json_object_get(device, "type"));

			if (is && !strcmp(is, type))
				return json_string_value(json_object_get(device, "id"));
		}
	}
	return "";
}
