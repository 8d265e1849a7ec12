/* SPDX-License-Identifier: Apache-2.0 */
/* question-round.c - what has a device? A table of questions, asked one after the other. */

#include "question-round.h"

#include "xml-walk.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { QUESTION_LIMIT_MS = 8000 };

const char *question_outcome(int err)
{
	switch (err) {
	case 0: return "answered";
	case -ENOTSUP: return "unsupported";
	case -EPERM: return "no permission";
	default: return "refused";
	}
}

static const struct question *at_hand(const struct question_round *r)
{
	return &r->questions[r->asked];
}

/* Is the device still there, and does it let us in? */
static bool answered(const struct question *question, int err)
{
	return !err || err == -ENOTSUP || err == -EREMOTEIO || err == -EPERM ||
	       (err == -ETIMEDOUT && question->optional);
}

static void ask_next(struct question_round *r);

static void question_done(const struct isapi_result *result, void *user)
{
	struct question_round *r = user;
	const struct question *question = at_hand(r);

	r->call = NULL;
	if (!answered(question, result->err)) {
		r->done(result->err, result->why, r->user);
		return;
	}
	json_array_append_new(
		r->outcomes, json_pack("{s:s,s:s}", "path", r->path, "outcome",
				     question_outcome(result->err)));
	question->take(result, r->number, r->user);
	if (result->err == -ETIMEDOUT)
		r->number = QUESTION_NUMBER_MAX; /* the next would, too */
	if (!question->each)
		r->asked++;
	ask_next(r);
}

static void ask(struct question_round *r)
{
	struct http_request request = {
		.method = "GET",
		.path = r->path,
		.timeout_ms = QUESTION_LIMIT_MS,
		.body_max = XML_SIZE_MAX,
	};
	int err = isapi_send(r->isapi, &request, question_done, r, &r->call);

	if (err)
		r->done(-EREMOTEIO, strerror(-err), r->user);
}

/* "%u" -> the number */
static void print_path(
	const struct question *question, unsigned number, char path[QUESTION_PATH_MAX])
{
	const char *place = strstr(question->path, "%u");

	if (place)
		snprintf(path, QUESTION_PATH_MAX, "%.*s%u%s",
			(int)(place - question->path), question->path, number,
			place + 2);
	else
		snprintf(path, QUESTION_PATH_MAX, "%s", question->path);
}

/* @return whether there is one more */
static bool next_number(struct question_round *r)
{
	const struct question *question = at_hand(r);

	while (r->number < QUESTION_NUMBER_MAX) {
		if (question->each(++r->number, r->user))
			return true;
	}
	r->number = 0;
	return false;
}

/* The next number of a question that is asked of each, or the next question. */
static void ask_next(struct question_round *r)
{
	for (; r->asked < r->count; r->asked++) {
		const struct question *question = at_hand(r);

		if (!r->number && question->wanted && !question->wanted(r->user))
			continue;
		if (question->each && !next_number(r))
			continue;
		print_path(question, r->number, r->path);
		ask(r);
		return;
	}
	r->done(0, "", r->user);
}

void question_round_begin(struct question_round *r)
{
	r->asked = 0;
	r->number = 0;
	json_decref(r->outcomes);
	r->outcomes = json_array();
	ask_next(r);
}

void question_round_drop(struct question_round *r)
{
	isapi_cancel(r->call);
	r->call = NULL;
}

void question_round_finish(struct question_round *r)
{
	question_round_drop(r);
	json_decref(r->outcomes);
	r->outcomes = NULL;
}

json_t *question_round_outcomes(const struct question_round *r)
{
	return r->outcomes ? json_incref(r->outcomes) : json_array();
}
