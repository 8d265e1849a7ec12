/* SPDX-License-Identifier: Apache-2.0 */
/* station-command-words.c - the words of a command line, and its answer. */

#include "station-commands.h"

#include <errno.h>
#include <stdlib.h>

json_t *command_done(void)
{
	return json_pack("{s:b}", "ok", 1);
}

json_t *command_failed(const char *why)
{
	return json_pack("{s:b, s:s}", "ok", 0, "error", why);
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
