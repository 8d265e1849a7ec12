/* SPDX-License-Identifier: Apache-2.0 */
/* question-round.h - what has a device? A table of questions, asked one after the other.
 *
 * The device may refuse any of them; who asks hears of that as well. A device that is gone,
 * or does not let us in, ends the round. How each ended is remembered for diagnostics. */
#ifndef GATEHOUSE_QUESTION_ROUND_H
#define GATEHOUSE_QUESTION_ROUND_H

#include "isapi.h"
#include <jansson.h>

enum { QUESTION_NUMBER_MAX = 256, QUESTION_PATH_MAX = 128 };

/** One question. */
struct question {
	/** Printed with the number where `each` is, which it then names once, as "%u". */
	const char *path;
	/** @param number of one that is asked of each; else 0 */
	void (*take)(const struct isapi_result *result, unsigned number, void *user);
	/** NULL: asked once; else of each number from 1 on for which it is true. */
	bool (*each)(unsigned number, const void *user);
	bool (*wanted)(const void *user); /**< NULL: always */
	bool optional; /**< no answer is an answer, too: the connection stands */
};

/** All-zero is a round that is not under way, and never was. */
struct question_round {
	const struct question *questions;
	unsigned count;
	struct isapi *isapi;
	/** @param err 0: all were asked; else who is asked is gone, and why */
	void (*done)(int err, const char *why, void *user);
	void *user;
	struct isapi_call *call;      /**< the question under way */
	unsigned asked;               /**< so many are done with */
	unsigned number;              /**< of one asked of each: the last that was */
	char path[QUESTION_PATH_MAX]; /**< of the question under way */
	json_t *outcomes; /**< [{"path","outcome"}] of this round, or NULL */
};

/** Ask them all. The first four members are set; no round is under way.
 * @param done may be called before this returns */
void question_round_begin(struct question_round *r);
void question_round_drop(struct question_round *r); /**< nobody is told any more */
void question_round_finish(struct question_round *r);

/** As the round found them; [] before it. A new reference. */
json_t *question_round_outcomes(const struct question_round *r);

/** In a word, for diagnostics: a sentence may name the user. */
const char *question_outcome(int err);

#endif
