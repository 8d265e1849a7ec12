/* SPDX-License-Identifier: Apache-2.0 */
/* log-test.c - one line to whoever listens. */

#include "check.h"
#include "log.h"

#include <stdio.h>
#include <string.h>

struct ear {
	unsigned lines;
	enum log_level level;
	char line[2048];
};

static void hear(void *user, enum log_level level, const char *line)
{
	struct ear *ear = user;

	ear->lines++;
	ear->level = level;
	snprintf(ear->line, sizeof(ear->line), "%s", line);
}

static void a_line_is_formatted_and_has_its_level(void)
{
	struct ear ear = {0};
	struct log log = {hear, &ear};

	log_warning(&log, "open door %d: %s", 1, "timed out");
	CHECK(ear.lines == 1 && ear.level == LOG_LEVEL_WARNING);
	CHECK(!strcmp(ear.line, "open door 1: timed out"));
	log_error(&log, "x");
	CHECK(ear.level == LOG_LEVEL_ERROR);
	log_debug(&log, "x");
	CHECK(ear.level == LOG_LEVEL_DEBUG);
}

static void nobody_listening_is_silence(void)
{
	struct log deaf = {0};

	log_info(NULL, "x");
	log_info(&deaf, "x");
	CHECK(true);
}

static void a_visitors_name_cannot_forge_a_line(void)
{
	struct ear ear = {0};
	struct log log = {hear, &ear};

	log_info(&log, "opened by %s", "Eve\nerror: all is lost\x1b[2J\xff%n");
	CHECK(ear.lines == 1);
	CHECK(!strcmp(ear.line, "opened by Eve?error: all is lost?[2J?%n"));
}

static void a_long_line_is_cut_between_characters(void)
{
	struct ear ear = {0};
	struct log log = {hear, &ear};
	char euros[3 * 700 + 1] = "";

	for (int i = 0; i < 700; i++)
		memcpy(euros + (size_t)i * 3, "\xe2\x82\xac", 4);
	log_info(&log, "%s", euros);
	CHECK(strlen(ear.line) == 1023);
	CHECK(!strchr(ear.line, '?'));
	log_info(&log, "ab%s", euros);
	CHECK(strlen(ear.line) == 1022);
	CHECK(!strchr(ear.line, '?'));
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_line_is_formatted_and_has_its_level),
		TEST(nobody_listening_is_silence),
		TEST(a_visitors_name_cannot_forge_a_line),
		TEST(a_long_line_is_cut_between_characters),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
