/* SPDX-License-Identifier: Apache-2.0 */
/* complaint.c - one sentence for people: what is wrong, and what to do about it. */

#include "complaint.h"

#include <stdarg.h>
#include <stdio.h>

int complain(struct complaint *why, int err, const char *format, ...)
{
	va_list args;

	if (!why)
		return err;
	va_start(args, format);
	vsnprintf(why->text, sizeof(why->text), format, args);
	va_end(args);
	return err;
}
