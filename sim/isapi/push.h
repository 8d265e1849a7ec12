/* SPDX-License-Identifier: Apache-2.0 */
/* push.h - messages on their way to where a station was told to push them: a connection
 * for each, that the other side closes when it has read enough. */
#ifndef GATEHOUSE_SIM_PUSH_H
#define GATEHOUSE_SIM_PUSH_H

#include "sim-re.h"

struct push_ops {
	/** A message was handed over whole, or could not be. */
	void (*sent)(bool all, void *user);
};

struct pushes {
	const struct push_ops *ops;
	void *user;
	struct list list;
};

void pushes_init(struct pushes *pushes, const struct push_ops *ops, void *user);

/** Whatever is on its way is lost. */
void pushes_finish(struct pushes *pushes);

/** @param piece  How many bytes at a time, with a pause between; 0: all at once
 * @return 0 or -errno */
int pushes_send(struct pushes *pushes, const struct sa *to, const uint8_t *bytes,
	size_t size, size_t piece);

#endif
