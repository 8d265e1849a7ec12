/* SPDX-License-Identifier: Apache-2.0 */
/* registry.h - the devices of one instance: the tree, and what was last known of them. */
#ifndef GATEHOUSE_REGISTRY_H
#define GATEHOUSE_REGISTRY_H

#include "device_provider.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct registry_device {
	char *id;
	char *parent;       /**< NULL: a root */
	json_t *descriptor; /**< as the provider said it */
	json_t *state;      /**< {"capability": {...}}, the last known */
	dp_status status;
	bool seen; /* while a set is taken over */
};

/** Not locked; its instance does that. Devices are in the order they appeared. */
struct registry {
	struct registry_device *devices;
	size_t count;
};

void registry_finish(struct registry *r);

/** @return borrowed until the next registry_set(), or NULL */
struct registry_device *registry_find(const struct registry *r, const char *id);

/** @return the capability's descriptor, borrowed, or NULL */
const json_t *registry_capability(const struct registry_device *d, const char *key);

/** Take over "these, and only these, are the children of parent". Devices that are gone
 * take with them what hangs off them.
 * @param parent      NULL: the roots; else a device that is there
 * @param devices     array of checked device objects, ids unique, none of them under
 *                    another parent
 * @param ret_changed was anything new?
 * @return 0, -ENOMEM */
int registry_set(struct registry *r, const char *parent, const json_t *devices,
	bool *ret_changed);

/** @return 0, -ENOMEM */
int registry_patch_state(struct registry_device *d, const json_t *patch);

#endif
