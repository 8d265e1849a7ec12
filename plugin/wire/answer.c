/* SPDX-License-Identifier: Apache-2.0 */
/* answer.c - what a device says to a yes-or-no question, or how many. */

#include "answer.h"

enum answer answer_of(struct bytes text)
{
	if (bytes_equal_nocase(text, BYTES("true")) || bytes_equal(text, BYTES("1")))
		return ANSWER_YES;
	if (bytes_equal_nocase(text, BYTES("false")) || bytes_equal(text, BYTES("0")))
		return ANSWER_NO;
	return ANSWER_NONE;
}

unsigned answer_number(struct bytes text, unsigned max)
{
	uint64_t value;

	return bytes_to_u64(text, max, &value) ? 0 : (unsigned)value;
}
