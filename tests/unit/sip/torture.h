/* SPDX-License-Identifier: Apache-2.0 */
/* torture.h - messages of our own, one for each that RFC 4475 describes, and some more.
 *
 * They are short: only what the section is about is strange. Addresses are those of the
 * tests, so that the messages can be sent as they are. */
#ifndef GATEHOUSE_TORTURE_H
#define GATEHOUSE_TORTURE_H

#include <stddef.h>

struct torture {
	const char *section; /**< of RFC 4475, and its name there; "ours" */
	size_t len;
	const char *text;
	int verdict; /**< enum sip_verdict, from a station */
};

extern const struct torture torture_messages[];
extern const size_t torture_count;

#endif
