/* SPDX-License-Identifier: Apache-2.0 */
/* console.h - one line of input, understood and carried out, or refused. */
#ifndef GATEHOUSE_CONSOLE_H
#define GATEHOUSE_CONSOLE_H

#include "dispatcher.h"
#include "fleet.h"
#include "line-reader.h"
#include "probe.h"

struct console {
	struct fleet *fleet;
	struct probes *probes;
	struct dispatcher *out;
	unsigned long line; /**< number of the line in hand */
	bool quit;          /**< it was asked for */
};

/** Whatever the line is: it is carried out, or answered with one error line and changes
 * nothing. The format is docs/console.md.
 * @param fault  what line_reader_next() says of it */
void console_line(struct console *c, unsigned long number, enum line_fault fault,
	const char *text);

#endif
