/* SPDX-License-Identifier: Apache-2.0 */
/* validate-providers.h - the providers of a plugin, and whose the manifests are. */
#ifndef VALIDATE_PROVIDERS_H
#define VALIDATE_PROVIDERS_H

struct validate_options;
struct verdict;

/** Not a test: a child's answer to "which providers do you hold?". The plugin is never
 * loaded into the process that reports. */
#define PROVIDERS_TEST "providers"

enum { MAX_PROVIDERS = 32 };

struct provider_name {
	char *id;
	char *manifest; /**< path, or NULL */
};

struct providers {
	struct provider_name items[MAX_PROVIDERS];
	unsigned count;
};

/** In the child: the ids, separated by spaces, as what was seen. */
void providers_tell(const char *plugin, struct verdict *v);

/** Join what the plugin told (if it could) and what the manifests say.
 * @return 0 or -ENOMEM */
int providers_gather(struct providers *p, const struct validate_options *o,
	const struct verdict *told);

void providers_finish(struct providers *p);

#endif
