/* SPDX-License-Identifier: Apache-2.0 */
/* verdict.h - what one test of the validator found. */
#ifndef VERDICT_H
#define VERDICT_H

#include <stdbool.h>

enum outcome { OUTCOME_PASS, OUTCOME_FAIL, OUTCOME_CRASH, OUTCOME_SKIP, OUTCOME_WARN };

enum { VERDICT_TEXT_SIZE = 1024 };

struct verdict {
	enum outcome outcome;
	char seen
		[VERDICT_TEXT_SIZE]; /**< one sentence: what was seen, or why skipped */
};

/** "pass", "fail", ... */
const char *outcome_word(enum outcome o);

/** @return 0, or -ENOENT when no outcome has this word */
int outcome_from_word(const char *word, enum outcome *ret_outcome);

/** Report misbehaviour. The first one wins: the others are often consequences. */
void verdict_fail(struct verdict *v, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/** Something that depends on the surroundings. Does not overrule a failure. */
void verdict_warn(struct verdict *v, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/** The test cannot be made here; say why. */
void verdict_skip(struct verdict *v, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/** Fail unless `claim` holds. @return claim */
bool verdict_check(struct verdict *v, bool claim, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/** Has the provider been convicted, or the test given up? */
bool verdict_is_final(const struct verdict *v);

#endif
