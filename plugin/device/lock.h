/* SPDX-License-Identifier: Apache-2.0 */
/* lock.h - one door's lock: what we believe about it, and commands under way. */
#ifndef GATEHOUSE_LOCK_H
#define GATEHOUSE_LOCK_H

struct child_type;

extern const struct child_type lock_type;

#endif
