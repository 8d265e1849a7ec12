/* SPDX-License-Identifier: Apache-2.0 */
/* output.h - one alarm output of the station, as a switch. */
#ifndef GATEHOUSE_OUTPUT_H
#define GATEHOUSE_OUTPUT_H

struct child_type;

extern const struct child_type output_type;

#endif
