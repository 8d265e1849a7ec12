/* SPDX-License-Identifier: Apache-2.0 */
/* channel.h - one channel of a recorder. */
#ifndef GATEHOUSE_CHANNEL_H
#define GATEHOUSE_CHANNEL_H

#include "child.h"

extern const struct child_type channel_type;

#endif
