/* SPDX-License-Identifier: Apache-2.0 */
/* log.h - one line to whoever listens. Only the file that decides what happens next
 * logs; parsers and helpers return. */
#ifndef GATEHOUSE_LOG_H
#define GATEHOUSE_LOG_H

enum log_level { LOG_LEVEL_DEBUG, LOG_LEVEL_INFO, LOG_LEVEL_WARNING, LOG_LEVEL_ERROR };

/** Where lines go; one per instance. A NULL log or a NULL write is silence. */
struct log {
	void (*write)(void *user, enum log_level level, const char *line);
	void *user;
};

/** Formats, cuts at 1 KiB, replaces control characters and bad UTF-8. */
void log_line(const struct log *log, enum log_level level, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#define log_debug(log, ...)   log_line(log, LOG_LEVEL_DEBUG, __VA_ARGS__)
#define log_info(log, ...)    log_line(log, LOG_LEVEL_INFO, __VA_ARGS__)
#define log_warning(log, ...) log_line(log, LOG_LEVEL_WARNING, __VA_ARGS__)
#define log_error(log, ...)   log_line(log, LOG_LEVEL_ERROR, __VA_ARGS__)

#endif
