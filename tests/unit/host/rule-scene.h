/* SPDX-License-Identifier: Apache-2.0 */
/* rule-scene.h - one instance of the fake provider, and an ear for what is reported. */
#ifndef GATEHOUSE_RULE_SCENE_H
#define GATEHOUSE_RULE_SCENE_H

#include "instance.h"

enum { SEEN_LIMIT = 64 };

/** What a listener heard. */
struct ear {
	pthread_mutex_t lock;
	enum rule broken[SEEN_LIMIT];
	size_t count;
	char last[8192]; /* the last line of any kind */
	char reply[8192];
	bool secret_said;
};

/** One instance of the fake, running. */
struct scene {
	struct host_core *core;
	struct manifest *manifest;
	struct ear ear;
	struct instance *inst; /* NULL: it was refused */
	const dp_host *h;
};

/** @param fault  the rule that the fake's control functions break, or "" */
void scene_begin(struct scene *s, const char *fault, uint32_t flags);
void scene_end(struct scene *s);

json_t *scene_settings(const char *fault);
void scene_ask(struct scene *s, uint64_t id, const char *op);

#endif
