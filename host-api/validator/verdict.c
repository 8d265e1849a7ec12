/* SPDX-License-Identifier: Apache-2.0 */
/* verdict.c - what one test of the validator found. */

#include "verdict.h"

#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

static const char *const words[] = {
	[OUTCOME_PASS] = "pass",
	[OUTCOME_FAIL] = "fail",
	[OUTCOME_CRASH] = "crash",
	[OUTCOME_SKIP] = "skip",
	[OUTCOME_WARN] = "warn",
};

const char *outcome_word(enum outcome o)
{
	return words[o];
}

int outcome_from_word(const char *word, enum outcome *ret_outcome)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strcmp(words[i], word) == 0) {
			*ret_outcome = (enum outcome)i;
			return 0;
		}
	}
	return -ENOENT;
}

static void settle(struct verdict *v, enum outcome o, const char *format, va_list args)
	__attribute__((format(printf, 3, 0)));

static void settle(struct verdict *v, enum outcome o, const char *format, va_list args)
{
	v->outcome = o;
	vsnprintf(v->seen, sizeof(v->seen), format, args);
}

void verdict_fail(struct verdict *v, const char *format, ...)
{
	va_list args;

	if (v->outcome == OUTCOME_FAIL)
		return;
	va_start(args, format);
	settle(v, OUTCOME_FAIL, format, args);
	va_end(args);
}

void verdict_warn(struct verdict *v, const char *format, ...)
{
	va_list args;

	if (v->outcome != OUTCOME_PASS)
		return;
	va_start(args, format);
	settle(v, OUTCOME_WARN, format, args);
	va_end(args);
}

void verdict_skip(struct verdict *v, const char *format, ...)
{
	va_list args;

	if (v->outcome != OUTCOME_PASS)
		return;
	va_start(args, format);
	settle(v, OUTCOME_SKIP, format, args);
	va_end(args);
}

bool verdict_check(struct verdict *v, bool claim, const char *format, ...)
{
	va_list args;

	if (claim || v->outcome == OUTCOME_FAIL)
		return claim;
	va_start(args, format);
	settle(v, OUTCOME_FAIL, format, args);
	va_end(args);
	return claim;
}

bool verdict_is_final(const struct verdict *v)
{
	return v->outcome == OUTCOME_FAIL || v->outcome == OUTCOME_SKIP;
}
