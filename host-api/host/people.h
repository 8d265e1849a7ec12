/* SPDX-License-Identifier: Apache-2.0 */
/* people.h - reports as sentences. */
#ifndef GATEHOUSE_PEOPLE_H
#define GATEHOUSE_PEOPLE_H

#include <jansson.h>

/** "front: error: door 1: timed out", rather than JSON. With its newline; free with
 * free(). NULL: nothing that people need to read. */
char *people_text(const json_t *line);

#endif
