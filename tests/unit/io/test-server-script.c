/* SPDX-License-Identifier: Apache-2.0 */
/* test-server-script.c - answers that a test has written for the test server. */

#include "test-server-private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct script_line {
	struct script_line *next;
	char request[256]; /* "GET /path" */
	int status;
	char *body;
};

void test_server_script(
	struct test_server *s, const char *request, int status, const char *body)
{
	struct script_line *line = calloc(1, sizeof(*line));
	struct script_line **end = &s->script;

	snprintf(line->request, sizeof(line->request), "%s", request);
	line->status = status;
	line->body = strdup(body);
	pthread_mutex_lock(&s->lock);
	while (*end)
		end = &(*end)->next;
	*end = line;
	pthread_mutex_unlock(&s->lock);
}

static void line_free(struct script_line *line)
{
	free(line->body);
	free(line);
}

void server_script_finish(struct test_server *s)
{
	while (s->script) {
		struct script_line *line = s->script;

		s->script = line->next;
		line_free(line);
	}
}

static struct script_line **line_of(struct script_line **from, const char *request)
{
	while (*from && strcmp((*from)->request, request) != 0)
		from = &(*from)->next;
	return from;
}

bool server_script_answer(struct test_server *s, const char *method, const char *path,
	int *ret_status, char body[REQUEST_MAX])
{
	struct script_line **link, *line;
	char request[280];

	snprintf(request, sizeof(request), "%s %s", method, path);
	pthread_mutex_lock(&s->lock);
	link = line_of(&s->script, request);
	line = *link;
	if (line) {
		*ret_status = line->status;
		snprintf(body, REQUEST_MAX, "%s", line->body);
	}
	if (line && *line_of(&line->next, request)) {
		*link = line->next;
		line_free(line);
	}
	pthread_mutex_unlock(&s->lock);
	return line != NULL;
}

void server_keep_body(struct test_server *s, const char *body)
{
	pthread_mutex_lock(&s->lock);
	snprintf(s->body, sizeof(s->body), "%s", body);
	pthread_mutex_unlock(&s->lock);
}

const char *test_server_body(struct test_server *s)
{
	pthread_mutex_lock(&s->lock);
	memcpy(s->body_copy, s->body, sizeof(s->body));
	pthread_mutex_unlock(&s->lock);
	return s->body_copy;
}
