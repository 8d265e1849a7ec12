/* SPDX-License-Identifier: Apache-2.0 */
/* loader.h - a plugin from its file to a table that can be trusted to be complete. */
#ifndef GATEHOUSE_LOADER_H
#define GATEHOUSE_LOADER_H

#include "complaint.h"
#include "device_provider.h"

/** Load a plugin and look it over; no function of it is called. The plugin is never
 * unloaded: plugins are linked with -z nodelete, and libraries inside them (libcurl,
 * libre) say of themselves that they must not be.
 * @param path        a file; without a slash it is looked for here, not in the system
 * @param ret_plugin  lives as long as the process
 * @return 0; -ENOENT no such file; -ENOEXEC not a shared object, or it lacks something
 *         it was linked with; -ENODATA no entry symbol: not a plugin;
 *         -EPROTONOSUPPORT written for another major of the ABI; -EINVAL incomplete */
int loader_open(const char *path, const dp_plugin **ret_plugin, struct complaint *why);

/** The same look at a table that is linked in.
 * @param name  how the complaint calls it
 * @return 0, -EPROTONOSUPPORT (it needs a newer host), -EINVAL */
int loader_check(const dp_plugin *plugin, const char *name, struct complaint *why);

/** @return NULL: the plugin has no such provider */
const dp_provider *loader_provider(const dp_plugin *plugin, const char *id);

#endif
