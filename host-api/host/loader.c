/* SPDX-License-Identifier: Apache-2.0 */
/* loader.c - a plugin from its file to a table that can be trusted to be complete. */

#include "loader.h"
#include "abi-words.h"

#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* What the structs of 1.0 are long; a plugin's may be longer, never shorter. */
enum {
	PLUGIN_SIZE_1_0 = offsetof(dp_plugin, providers) + sizeof(void *),
	PROVIDER_SIZE_1_0 = offsetof(dp_provider, extension) + sizeof(void (*)(void)),
	PROVIDERS_LIMIT = 256,
	FOREIGN_MAJOR_LIMIT = 9,
};

/* Which other major of the ABI does it speak? 0: none. */
static int foreign_major(void *handle)
{
	for (int major = 0; major <= FOREIGN_MAJOR_LIMIT; major++) {
		char symbol[32];

		snprintf(symbol, sizeof(symbol), "dp_plugin_%d", major);
		if (major != DP_ABI_MAJOR && dlsym(handle, symbol))
			return major;
	}
	return -1;
}

static int check_functions(
	const dp_provider *p, const char *name, struct complaint *why)
{
	const struct {
		const char *name;
		bool there;
	} functions[] = {
		{"create", p->create},
		{"start", p->start},
		{"configure", p->configure},
		{"request", p->request},
		{"cancel", p->cancel},
		{"stop", p->stop},
		{"destroy", p->destroy},
		{"extension", p->extension},
	};

	for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++) {
		if (!functions[i].there)
			return complain(why, -EINVAL,
				"%s: provider \"%s\" is incomplete: it has no function %s()",
				name, p->id, functions[i].name);
	}
	return 0;
}

static int check_provider(
	const dp_plugin *plugin, size_t index, const char *name, struct complaint *why)
{
	const dp_provider *p = plugin->providers[index];

	if (p->size < PROVIDER_SIZE_1_0)
		return complain(why, -EINVAL,
			"%s: provider number %zu is incomplete: its table has %u bytes, "
			"ABI %d.0 needs %d",
			name, index + 1, (unsigned)p->size, DP_ABI_MAJOR,
			PROVIDER_SIZE_1_0);
	if (!abi_name_valid(p->id))
		return complain(why, -EINVAL,
			"%s: the id of provider number %zu must be made of a-z, 0-9 and -",
			name, index + 1);
	for (size_t i = 0; i < index; i++) {
		if (strcmp(plugin->providers[i]->id, p->id) == 0)
			return complain(why, -EINVAL, "%s: has two providers \"%s\"",
				name, p->id);
	}
	if (p->flags != 0)
		return complain(why, -EINVAL,
			"%s: provider \"%s\" has flags 0x%x, ABI %d.%d knows none",
			name, p->id, (unsigned)p->flags, DP_ABI_MAJOR, DP_ABI_MINOR);
	return check_functions(p, name, why);
}

int loader_check(const dp_plugin *plugin, const char *name, struct complaint *why)
{
	size_t count = 0;

	if (plugin->size < PLUGIN_SIZE_1_0)
		return complain(why, -EINVAL,
			"%s: the plugin's table has %u bytes, ABI %d.0 needs %d", name,
			(unsigned)plugin->size, DP_ABI_MAJOR, PLUGIN_SIZE_1_0);
	if (plugin->min_host_minor > DP_ABI_MINOR)
		return complain(why, -EPROTONOSUPPORT,
			"%s: needs a host with ABI %d.%u or later, this one has %d.%d; "
			"install a newer host",
			name, DP_ABI_MAJOR, (unsigned)plugin->min_host_minor,
			DP_ABI_MAJOR, DP_ABI_MINOR);
	if (plugin->abi_minor < plugin->min_host_minor)
		return complain(why, -EINVAL,
			"%s: was built against ABI %d.%u and claims to need %d.%u",
			name, DP_ABI_MAJOR, (unsigned)plugin->abi_minor, DP_ABI_MAJOR,
			(unsigned)plugin->min_host_minor);
	if (!abi_name_valid(plugin->id))
		return complain(why, -EINVAL,
			"%s: the plugin's id must be made of a-z, 0-9 and -", name);
	if (!abi_version_valid(plugin->version))
		return complain(why, -EINVAL,
			"%s: the plugin's version must be of the form 1.2.3", name);
	if (plugin->flags != 0)
		return complain(why, -EINVAL,
			"%s: the plugin has flags 0x%x, ABI %d.%d knows none", name,
			(unsigned)plugin->flags, DP_ABI_MAJOR, DP_ABI_MINOR);
	for (; plugin->providers && plugin->providers[count]; count++) {
		int err =
			count < PROVIDERS_LIMIT
				? check_provider(plugin, count, name, why)
				: complain(why, -EINVAL,
					  "%s: the list of providers has no end", name);

		if (err)
			return err;
	}
	if (!count)
		return complain(why, -EINVAL, "%s: the plugin has no provider", name);
	return 0;
}

int loader_open(const char *path, const dp_plugin **ret_plugin, struct complaint *why)
{
	struct stat st;
	char *real = realpath(path, NULL);
	const dp_plugin *plugin;
	void *handle;
	int err, major;

	if (!real || stat(real, &st) != 0) {
		free(real);
		return complain(why, -ENOENT, "%s: there is no such plugin file", path);
	}
	handle = S_ISREG(st.st_mode) ? dlopen(real, RTLD_NOW | RTLD_LOCAL) : NULL;
	if (!handle) {
		const char *reason = S_ISREG(st.st_mode) ? dlerror() : "not a file";

		if (strncmp(reason, real, strlen(real)) == 0)
			reason += strlen(real) + strspn(reason + strlen(real), ": ");
		complain(why, 0, "%s: cannot be loaded as a shared object: %s", path,
			reason);
		free(real);
		return -ENOEXEC;
	}
	free(real);
	plugin = dlsym(handle, DP_ENTRY_SYMBOL);
	if (!plugin) {
		major = foreign_major(handle);
		err = major >= 0
			      ? complain(why, -EPROTONOSUPPORT,
					"%s: is a plugin for ABI major %d, this host speaks %d; "
					"install a plugin built for %d",
					path, major, DP_ABI_MAJOR, DP_ABI_MAJOR)
			      : complain(why, -ENODATA,
					"%s: is not a plugin: it exports no symbol %s",
					path, DP_ENTRY_SYMBOL);
		return err;
	}
	err = loader_check(plugin, path, why);
	if (!err)
		*ret_plugin = plugin;
	return err;
}

const dp_provider *loader_provider(const dp_plugin *plugin, const char *id)
{
	for (size_t i = 0; plugin->providers[i]; i++) {
		if (strcmp(plugin->providers[i]->id, id) == 0)
			return plugin->providers[i];
	}
	return NULL;
}
