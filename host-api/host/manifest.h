/* SPDX-License-Identifier: Apache-2.0 */
/* manifest.h - what is known of a provider before any of its code runs. */
#ifndef GATEHOUSE_MANIFEST_H
#define GATEHOUSE_MANIFEST_H

#include "complaint.h"
#include "device_provider.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/** One file of manifests/; all texts live as long as the manifest. Read only once it is
 * loaded, so any thread may look at it. */
struct manifest {
	char *file;
	json_t *root; /**< the whole, checked against docs/manifest.md */
	const char *plugin;
	const char *provider;
	const char *module; /**< file name of the shared object, without folders */
	const char *version;
	const char *name; /**< for people */
	unsigned abi_min_minor;
	unsigned settings_version;
	const json_t *settings; /**< the schema */
};

struct manifest_set {
	struct manifest **items;
	size_t count;
};

/** The complaint begins with the file's name; where the JSON is broken it has the line
 * and column, elsewhere a JSON pointer.
 * @return 0, -errno (cannot be read), -EBADMSG (not JSON), -EINVAL (not a manifest),
 *         -EPROTONOSUPPORT (for another ABI major) */
int manifest_load(
	const char *file, struct manifest **ret_manifest, struct complaint *why);
void manifest_destroy(struct manifest *m);

/** Every *.json of a folder, by name. Two manifests for one provider are a fault.
 * @return like manifest_load(); -ENOENT: no such folder, or no manifest in it */
int manifest_set_load(
	const char *folder, struct manifest_set *ret_set, struct complaint *why);
void manifest_set_finish(struct manifest_set *set);

/** @param plugin  NULL: of any plugin */
const struct manifest *manifest_find(
	const struct manifest_set *set, const char *plugin, const char *provider);

/** Do the manifest and the code agree?
 * @return 0, -EINVAL */
int manifest_check_plugin(
	const struct manifest *m, const dp_plugin *plugin, struct complaint *why);

/** Fill in defaults and validate.
 * @param settings        borrowed; anything, also not an object
 * @param ret_settings    a new reference: the filled object
 * @param ret_errors      a new reference: {"/pointer": "sentence"}; on -EINVAL only
 * @return 0, -EINVAL, -ENOMEM */
int manifest_prepare_settings(const struct manifest *m, const json_t *settings,
	json_t **ret_settings, json_t **ret_errors);

/** Does the action `id` try out settings that are not saved yet ("uses": "draft")? */
bool manifest_action_uses_draft(const struct manifest *m, const char *id);

#endif
