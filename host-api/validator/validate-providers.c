/* SPDX-License-Identifier: Apache-2.0 */
/* validate-providers.c - the providers of a plugin, and whose the manifests are. */

#include "validate-providers.h"

#include "subject.h"
#include "validate-options.h"
#include "verdict.h"

#include <errno.h>
#include <glob.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void providers_tell(const char *plugin, struct verdict *v)
{
	struct subject s = {.path = plugin};
	size_t used = 0;

	subject_load(&s);
	if (subject_check_entry(&s, v->seen, sizeof(v->seen))) {
		v->outcome = OUTCOME_SKIP;
		return;
	}
	for (size_t i = 0; s.plugin->providers[i]; i++) {
		size_t room = sizeof(v->seen) - used;
		int len = snprintf(
			v->seen + used, room, "%s ", s.plugin->providers[i]->id);

		used += len > 0 && (size_t)len < room ? (size_t)len : 0;
	}
}

static int add(struct providers *p, const char *id, const char *manifest)
{
	struct provider_name *n = &p->items[p->count];

	if (p->count == MAX_PROVIDERS)
		return -ENOMEM;
	n->id = strdup(id);
	n->manifest = manifest ? strdup(manifest) : NULL;
	if (!n->id || (manifest && !n->manifest)) {
		free(n->id);
		free(n->manifest);
		return -ENOMEM;
	}
	p->count++;
	return 0;
}

static int add_told(struct providers *p, const char *ids)
{
	char copy[VERDICT_TEXT_SIZE], *rest = copy, *id;
	int err = 0;

	snprintf(copy, sizeof(copy), "%s", ids);
	while (!err && (id = strsep(&rest, " "))) {
		if (*id)
			err = add(p, id, NULL);
	}
	return err;
}

static struct provider_name *find(struct providers *p, const char *id)
{
	for (unsigned i = 0; i < p->count; i++) {
		if (strcmp(p->items[i].id, id) == 0)
			return &p->items[i];
	}
	return NULL;
}

/* Whose it is, it says itself. When it does not, or names somebody unknown, while there
 * is only one provider, it must be that one's: a test will say what is wrong. */
static int add_manifest(struct providers *p, const char *path, bool only_one)
{
	json_t *root = json_load_file(path, 0, NULL);
	const char *id = json_string_value(json_object_get(root, "provider"));
	struct provider_name *n = id ? find(p, id) : NULL;
	int err = 0;

	if (!n && p->count == 1 && only_one)
		n = &p->items[0];
	if (!n)
		err = add(p, id ? id : "unnamed", path);
	else if (!n->manifest)
		err = (n->manifest = strdup(path)) ? 0 : -ENOMEM;
	json_decref(root);
	return err;
}

/* Every *.json beside the plugin that names it as its module. */
static int add_neighbours(struct providers *p, const char *plugin)
{
	char copy[PATH_MAX], pattern[PATH_MAX + 8];
	const char *module = strrchr(plugin, '/') + 1;
	glob_t found;
	int err = 0;

	snprintf(copy, sizeof(copy), "%s", plugin);
	snprintf(pattern, sizeof(pattern), "%s/*.json", dirname(copy));
	if (glob(pattern, 0, NULL, &found) != 0)
		return 0;
	for (size_t i = 0; !err && i < found.gl_pathc; i++) {
		json_t *root = json_load_file(found.gl_pathv[i], 0, NULL);
		const char *named = json_string_value(json_object_get(root, "module"));

		if (named && strcmp(named, module) == 0)
			err = add_manifest(p, found.gl_pathv[i], false);
		json_decref(root);
	}
	globfree(&found);
	return err;
}

int providers_gather(struct providers *p, const struct validate_options *o,
	const struct verdict *told)
{
	int err = 0;

	*p = (struct providers){0};
	if (told->outcome == OUTCOME_PASS)
		err = add_told(p, told->seen);
	for (unsigned i = 0; !err && i < o->manifest_count; i++)
		err = add_manifest(p, o->manifests[i], o->manifest_count == 1);
	if (!err && !o->manifest_count)
		err = add_neighbours(p, o->plugin);
	if (!err && !p->count)
		err = add(p, "unnamed", NULL);
	if (err)
		providers_finish(p);
	return err;
}

void providers_finish(struct providers *p)
{
	for (unsigned i = 0; i < p->count; i++) {
		free(p->items[i].id);
		free(p->items[i].manifest);
	}
	*p = (struct providers){0};
}
