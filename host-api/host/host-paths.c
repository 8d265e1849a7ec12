/* SPDX-License-Identifier: Apache-2.0 */
/* host-paths.c - where manifests and plugins are when nobody says. */

#include "host-paths.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Seen from the program's folder: beside it, in the build tree, in an installation. */
static const char *const manifest_places[] = {
	"manifests", "../../manifests", "../share/gatehouse/manifests", NULL};
static const char *const module_places[] = {
	".", "../../plugin", "../../plugin/provider", "../lib/gatehouse", NULL};

/* The folder of a file, into the caller's PATH_MAX bytes. */
static void folder_of(const char *file, char *ret_folder)
{
	const char *slash = strrchr(file, '/');
	size_t len = slash ? (size_t)(slash - file) : 0;

	snprintf(
		ret_folder, PATH_MAX, "%.*s", slash ? (int)len : 1, slash ? file : ".");
}

static void program_folder(char *ret_folder)
{
	char program[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", program, sizeof(program) - 1);

	program[len > 0 ? len : 0] = '\0';
	folder_of(program, ret_folder);
}

/* @return 1 it is there, in *ret_path; 0; -ENOMEM */
static int look(
	const char *folder, const char *place, const char *file, char **ret_path)
{
	char *path, *real;

	if (asprintf(&path, "%s/%s/%s", folder, place, file) < 0)
		return -ENOMEM;
	real = realpath(path, NULL);
	free(path);
	if (real)
		*ret_path = real;
	return real != NULL;
}

static int look_in_all(const char *const *places, const char *file,
	const char *installed, char **ret_path)
{
	char folder[PATH_MAX];
	int found = 0;

	program_folder(folder);
	for (size_t i = 0; !found && places[i]; i++)
		found = look(folder, places[i], file, ret_path);
	return found ? found : look(installed, ".", file, ret_path);
}

int host_paths_manifests(char **ret_folder, struct complaint *why)
{
	int found = look_in_all(manifest_places, ".", GATEHOUSE_MANIFESTS, ret_folder);

	if (found < 0)
		return found;
	return found ? 0
		     : complain(why, -ENOENT,
			       "manifests: are neither beside the program nor in %s; say where "
			       "they are with --manifests DIR",
			       GATEHOUSE_MANIFESTS);
}

int host_paths_module(const char *manifest, const char *module, char **ret_file,
	struct complaint *why)
{
	char folder[PATH_MAX];
	int found;

	folder_of(manifest, folder);
	found = look(folder, ".", module, ret_file);
	if (!found)
		found = look_in_all(module_places, module, GATEHOUSE_PLUGINS, ret_file);
	if (found < 0)
		return found;
	return found ? 0
		     : complain(why, -ENOENT,
			       "%s: the plugin %s is neither beside it nor beside the program "
			       "nor in %s; say where it is with --plugin FILE",
			       manifest, module, GATEHOUSE_PLUGINS);
}
