/* SPDX-License-Identifier: Apache-2.0 */
/* fleet.h - the manifests, the plugins, and the instances that run of them. */
#ifndef GATEHOUSE_FLEET_H
#define GATEHOUSE_FLEET_H

#include "complaint.h"
#include "dispatcher.h"
#include "host-core.h"
#include "instance.h"
#include "manifest.h"

#include <jansson.h>

/** One plugin that is loaded. */
struct fleet_plugin {
	char *file;
	const dp_plugin *plugin;
};

/** One instance, and why it would not start. */
struct fleet_member {
	struct fleet *fleet;
	struct fleet_member *next_gone;
	struct instance *instance;
	char *id;
	pthread_mutex_t lock; /* of reason */
	char reason[512];     /* the last error it logged */
};

/** Used by the main thread only. */
struct fleet {
	struct host_core *core;
	struct dispatcher *out;
	struct manifest_set manifests;
	struct fleet_plugin *plugins;
	size_t plugin_count;
	struct fleet_member **members;
	size_t count;
	struct fleet_member *gone; /* removed, but a late call may still name them */
};

void fleet_init(struct fleet *f, struct host_core *core, struct dispatcher *out);

/** Stops and destroys all instances. */
void fleet_end(struct fleet *f);

/** Frees what is left: after this, a late call of a provider is not caught any more. */
void fleet_finish(struct fleet *f);

/** @param folder  NULL: the usual places
 * @param files  plugins; none: those the manifests name
 * @return 0, -errno */
int fleet_load(struct fleet *f, const char *folder, const char *const *files,
	size_t file_count, struct complaint *why);

/** The instances of a --config file, all or none.
 * @param ret_errors  settings that are wrong, or NULL; a new reference
 * @return 0, -errno */
int fleet_read_config(
	struct fleet *f, const char *file, json_t **ret_errors, struct complaint *why);

/** Make an instance and start it.
 * @param spec        {"id","provider","settings"}, form checked
 * @param ret_errors  settings that are wrong, or NULL; a new reference
 * @return 0; -EEXIST, -ENOENT (provider), -EINVAL (id, settings), -ENOMEM;
 *         -ECANCELED: the provider would not, *ret_status says how */
int fleet_add(struct fleet *f, const json_t *spec, json_t **ret_errors,
	dp_status *ret_status, struct complaint *why);

struct instance *fleet_find(const struct fleet *f, const char *id);

/** Stop for good, and destroy. @return 0, -ENOENT */
int fleet_remove(struct fleet *f, const char *id);

#endif
