/* SPDX-License-Identifier: Apache-2.0 */
/* replay.h - the parts of a bundle or of a capture, sent again in their time.
 *
 * A diagnostics bundle is JSON with, at any depth, a member "parts": a list of
 * {"at_ms":0,"kind":"xml","body":"..."}; other kinds than xml and json are left out.
 * What a capture is, capture-file.h says. */
#ifndef GATEHOUSE_SIM_REPLAY_H
#define GATEHOUSE_SIM_REPLAY_H

#include "sim-re.h"

#include <jansson.h>

struct replay_ops {
	void (*part)(bool xml, const char *body, size_t length, void *user);
};

struct replay {
	const struct replay_ops *ops;
	void *user;
	json_t *parts; /* NULL: nothing to play */
	size_t next;
	bool fast;
	struct tmr due;
};

void replay_init(struct replay *replay, const struct replay_ops *ops, void *user);
void replay_finish(struct replay *replay);

/** Read a bundle or a capture; what was being played is given up. It does not begin by itself.
 * @param fast  All at once, without its pauses
 * @return 0, -errno of the file, or -EBADMSG when it is neither */
int replay_load(struct replay *replay, const char *path, bool fast);

/** Begin, if there is something that was not begun yet. */
void replay_start(struct replay *replay);

/** How many parts are still to come. */
size_t replay_left(const struct replay *replay);

#endif
