/* SPDX-License-Identifier: Apache-2.0 */
/* command-words.h - the words of a command line, and its answer. */
#ifndef GATEHOUSE_SIM_COMMAND_WORDS_H
#define GATEHOUSE_SIM_COMMAND_WORDS_H

#include <jansson.h>
#include <stdio.h>

/** POWER_ON: makes no sense while the power is off. */
enum command_power { POWER_ANY, POWER_ON };

#define COMMAND_POWER_IS_OFF "the power is off"

json_t *command_done(void);
json_t *command_failed(const char *why);

/** Cut the line behind its first word. @return the rest */
char *command_split(char *line);

/** The next word of a line, or NULL; `*rest` moves on. */
char *command_word(char **rest);

/** @param absent  What it is when there is no such word; 0: it must be there
 * @return 0 or -EINVAL */
int command_number(const char *word, unsigned least, unsigned most, unsigned absent,
	unsigned *ret);

/** A line of --help. */
void command_print(
	FILE *file, const char *name, const char *arguments, const char *what);

#endif
