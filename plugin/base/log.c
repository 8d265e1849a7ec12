/* SPDX-License-Identifier: Apache-2.0 */
/* log.c - one line to whoever listens. */

#include "log.h"
#include "bytes.h"

#include <stdarg.h>
#include <stdio.h>

enum { LINE_BYTES_MAX = 1024, CHARACTER_BYTES_MAX = 4 };

void log_line(const struct log *log, enum log_level level, const char *format, ...)
{
	char raw[LINE_BYTES_MAX + CHARACTER_BYTES_MAX +
		 1]; /* cut by us, not inside one */
	char line[LINE_BYTES_MAX + 1];
	va_list args;
	int len;

	if (!log || !log->write)
		return;
	va_start(args, format);
	len = vsnprintf(raw, sizeof(raw), format, args);
	va_end(args);
	/* What was formatted holds text of devices: no line of theirs becomes ours. */
	bytes_to_text(
		len < 0 ? bytes_from(format) : bytes_from(raw), line, sizeof(line));
	log->write(log->user, level, line);
}
