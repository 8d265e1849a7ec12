/* SPDX-License-Identifier: Apache-2.0 */
/* command-words.c - the words of a command line, and its answer. */

#include "command-words.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

json_t *command_done(void)
{
	return json_pack("{s:b}", "ok", 1);
}

json_t *command_failed(const char *why)
{
	return json_pack("{s:b, s:s}", "ok", 0, "error", why);
}

char *command_split(char *line)
{
	char *rest = line + strcspn(line, " \t");

	if (*rest)
		*rest++ = '\0';
	return rest + strspn(rest, " \t");
}

char *command_word(char **rest)
{
	char *word = *rest + strspn(*rest, " \t");
	char *end = word + strcspn(word, " \t");

	*rest = *end ? end + 1 : end;
	*end = '\0';
	return *word ? word : NULL;
}

int command_number(
	const char *word, unsigned least, unsigned most, unsigned absent, unsigned *ret)
{
	unsigned long value;
	char *end;

	if (!word) {
		*ret = absent;
		return absent ? 0 : -EINVAL;
	}
	errno = 0;
	value = strtoul(word, &end, 10);
	if (errno || end == word || *end || *word == '-' || value < least ||
		value > most)
		return -EINVAL;
	*ret = (unsigned)value;
	return 0;
}

void command_print(
	FILE *file, const char *name, const char *arguments, const char *what)
{
	(void)fprintf(file, "  %-15s %-18s %s\n", name, arguments, what);
}
