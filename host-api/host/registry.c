/* SPDX-License-Identifier: Apache-2.0 */
/* registry.c - the devices of one instance: the tree, and what was last known of them. */

#include "registry.h"
#include "json-read.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static void finish_device(struct registry_device *d)
{
	free(d->id);
	free(d->parent);
	json_decref(d->descriptor);
	json_decref(d->state);
}

void registry_finish(struct registry *r)
{
	for (size_t i = 0; i < r->count; i++)
		finish_device(&r->devices[i]);
	free(r->devices);
	*r = (struct registry){NULL, 0};
}

struct registry_device *registry_find(const struct registry *r, const char *id)
{
	for (size_t i = 0; i < r->count; i++) {
		if (strcmp(r->devices[i].id, id) == 0)
			return &r->devices[i];
	}
	return NULL;
}

const json_t *registry_capability(const struct registry_device *d, const char *key)
{
	return json_object_get(json_object_get(d->descriptor, "capabilities"), key);
}

static bool same_parent(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static int add_device(struct registry *r, const char *parent, json_t *descriptor)
{
	const char *id = json_string_value(json_object_get(descriptor, "id"));
	struct registry_device d = {
		.id = strdup(id),
		.parent = parent ? strdup(parent) : NULL,
		.descriptor = json_deep_copy(descriptor),
		.state = json_object(),
		.seen = true,
	};
	struct registry_device *devices =
		realloc(r->devices, (r->count + 1) * sizeof(devices[0]));

	if (devices)
		r->devices = devices;
	if (!devices || !d.id || (parent && !d.parent) || !d.descriptor || !d.state) {
		finish_device(&d);
		return -ENOMEM;
	}
	devices[r->count++] = d;
	return 0;
}

/* A capability that is gone, or is something else now, has no last known state. */
static int update_device(struct registry_device *d, json_t *descriptor)
{
	json_t *copy = json_deep_copy(descriptor);
	json_t *old = json_object_get(d->descriptor, "capabilities");
	const char *key;
	json_t *was;

	if (!copy)
		return -ENOMEM;
	json_object_foreach(old, key, was)
	{
		json_t *now =
			json_object_get(json_object_get(copy, "capabilities"), key);

		if (!now || !json_equal(json_object_get(now, "type"),
				    json_object_get(was, "type")))
			json_object_del(d->state, key);
	}
	json_decref(d->descriptor);
	d->descriptor = copy;
	return 0;
}

/* Drops what was not seen, then what hangs off it, until nothing does. */
static bool drop_unseen(struct registry *r)
{
	bool dropped = false;
	size_t i = 0;

	while (i < r->count) {
		struct registry_device *d = &r->devices[i];

		if (d->parent && !registry_find(r, d->parent))
			d->seen = false;
		if (d->seen) {
			i++;
			continue;
		}
		finish_device(d);
		memmove(d, d + 1, (r->count - i - 1) * sizeof(*d));
		r->count--;
		dropped = true;
		i = 0;
	}
	return dropped;
}

int registry_set(struct registry *r, const char *parent, const json_t *devices,
	bool *ret_changed)
{
	bool changed = false;
	int err = 0;

	for (size_t i = 0; i < r->count; i++)
		r->devices[i].seen = !same_parent(r->devices[i].parent, parent);
	for (size_t i = 0; !err && i < json_array_size(devices); i++) {
		json_t *descriptor = json_array_get(devices, i);
		const char *id = json_string_value(json_object_get(descriptor, "id"));
		struct registry_device *d = registry_find(r, id);

		if (!d) {
			err = add_device(r, parent, descriptor);
			changed = true;
			continue;
		}
		d->seen = true;
		if (!json_equal(d->descriptor, descriptor)) {
			err = update_device(d, descriptor);
			changed = true;
		}
	}
	if (err)
		return err;
	*ret_changed = drop_unseen(r) || changed;
	return 0;
}

int registry_patch_state(struct registry_device *d, const json_t *patch)
{
	return json_merge_patch(d->state, patch);
}
