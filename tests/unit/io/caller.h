/* SPDX-License-Identifier: Apache-2.0 */
/* caller.h - somebody who connects to a port of ours, from an address of his. */
#ifndef GATEHOUSE_CALLER_H
#define GATEHOUSE_CALLER_H

/** To a port of 127.0.0.1. @return the descriptor */
int call_from(unsigned port, const char *from);
void say(int fd, const char *text);

#endif
