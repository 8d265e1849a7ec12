/* SPDX-License-Identifier: Apache-2.0 */
/* port-holder.h - which program has a UDP or TCP port, as far as /proc tells. */
#ifndef GATEHOUSE_PORT_HOLDER_H
#define GATEHOUSE_PORT_HOLDER_H

#include <stddef.h>

/** "asterisk (process 1234)"; "" when /proc does not tell: mostly a program of another
 * user. Reads a lot of small files: once per failure, not in a loop. */
void port_holder(unsigned port, char *text, size_t cap);

#endif
