/* SPDX-License-Identifier: Apache-2.0 */
/* doorbell.h - the station itself: ring, call, motion, access. */
#ifndef GATEHOUSE_DOORBELL_H
#define GATEHOUSE_DOORBELL_H

struct child_type;

extern const struct child_type doorbell_type;

#endif
