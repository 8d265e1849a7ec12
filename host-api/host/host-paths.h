/* SPDX-License-Identifier: Apache-2.0 */
/* host-paths.h - where manifests and plugins are when nobody says. */
#ifndef GATEHOUSE_HOST_PATHS_H
#define GATEHOUSE_HOST_PATHS_H

#include "complaint.h"

/** Beside the program, then where it is installed.
 * @param ret_folder  free with free()
 * @return 0, -ENOENT, -ENOMEM */
int host_paths_manifests(char **ret_folder, struct complaint *why);

/** @param manifest  the manifest's file: its folder is looked into first
 * @param ret_file  free with free()
 * @return 0, -ENOENT, -ENOMEM */
int host_paths_module(const char *manifest, const char *module, char **ret_file,
	struct complaint *why);

#endif
