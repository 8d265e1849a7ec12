/* SPDX-License-Identifier: Apache-2.0 */
/* answer.h - what a device says to a yes-or-no question, or how many. Pure. */
#ifndef GATEHOUSE_ANSWER_H
#define GATEHOUSE_ANSWER_H

#include "bytes.h"

/** Not said is neither yes nor no. */
enum answer { ANSWER_NONE, ANSWER_NO, ANSWER_YES };

/** "true", "false", "1", "0", whatever the case; all else is ANSWER_NONE. */
enum answer answer_of(struct bytes text);

/** @return the number; 0 when it is none, or over `max` */
unsigned answer_number(struct bytes text, unsigned max);

#endif
