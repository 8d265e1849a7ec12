/* SPDX-License-Identifier: Apache-2.0 */
/* manifest-set.c - a folder of manifests. */

#include "manifest.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int is_manifest(const struct dirent *entry)
{
	size_t len = strlen(entry->d_name);

	return len > 5 && entry->d_name[0] != '.' &&
	       strcmp(entry->d_name + len - 5, ".json") == 0;
}

static int add(struct manifest_set *set, struct manifest *m, struct complaint *why)
{
	const struct manifest *twin = manifest_find(set, NULL, m->provider);
	struct manifest **items;

	if (twin) {
		complain(why, 0, "%s: the provider \"%s\" has a manifest already: %s",
			m->file, m->provider, twin->file);
		return -EINVAL;
	}
	items = realloc(set->items, (set->count + 1) * sizeof(items[0]));
	if (!items)
		return -ENOMEM;
	items[set->count++] = m;
	set->items = items;
	return 0;
}

static int load_one(struct manifest_set *set, const char *folder, const char *name,
	struct complaint *why)
{
	struct manifest *m = NULL;
	char *path = NULL;
	int err = -ENOMEM;

	if (asprintf(&path, "%s/%s", folder, name) < 0)
		return -ENOMEM;
	err = manifest_load(path, &m, why);
	free(path);
	if (!err)
		err = add(set, m, why);
	if (err)
		manifest_destroy(m);
	return err;
}

int manifest_set_load(
	const char *folder, struct manifest_set *ret_set, struct complaint *why)
{
	struct manifest_set set = {NULL, 0};
	struct dirent **entries;
	int count = scandir(folder, &entries, is_manifest, alphasort);
	int err = 0;

	if (count < 0) {
		err = -errno;
		return complain(
			why, err, "%s: cannot be read: %s", folder, strerror(-err));
	}
	for (int i = 0; i < count; i++) {
		if (!err)
			err = load_one(&set, folder, entries[i]->d_name, why);
		free(entries[i]);
	}
	free(entries);
	if (!err && set.count == 0)
		err = complain(
			why, -ENOENT, "%s: there is no manifest (*.json)", folder);
	if (err)
		manifest_set_finish(&set);
	else
		*ret_set = set;
	return err;
}

void manifest_set_finish(struct manifest_set *set)
{
	for (size_t i = 0; i < set->count; i++)
		manifest_destroy(set->items[i]);
	free(set->items);
	*set = (struct manifest_set){NULL, 0};
}

const struct manifest *manifest_find(
	const struct manifest_set *set, const char *plugin, const char *provider)
{
	for (size_t i = 0; i < set->count; i++) {
		const struct manifest *m = set->items[i];

		if (strcmp(m->provider, provider) == 0 &&
			(!plugin || strcmp(m->plugin, plugin) == 0))
			return m;
	}
	return NULL;
}
