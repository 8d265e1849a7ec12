/* SPDX-License-Identifier: Apache-2.0 */
/* entry-tests.c - the plugin is loaded; none of its functions is called, save by
 * load-twice. */

#include "copy-file.h"
#include "life.h"
#include "side-effects.h"
#include "subject.h"
#include "validator-test.h"
#include "verdict.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { SCAN_LIMIT_MS = 100, SETTLE_MS = 1000, REPLY_LIMIT_MS = 10000 };

static void no_undefined_symbols(const struct subject *s, struct verdict *v)
{
	if (!dlopen(s->path, RTLD_NOW | RTLD_LOCAL))
		verdict_fail(v, "%s", dlerror());
}

static void scan_time(const struct subject *s, struct verdict *v)
{
	struct subject own = {.path = s->path};
	double begin = now_ms();

	subject_load(&own);
	if (!own.handle)
		verdict_skip(v, "it does not load");
	else if (now_ms() - begin >= SCAN_LIMIT_MS)
		verdict_warn(v, "loading took %.0f ms", now_ms() - begin);
}

static void scan_side_effects(const struct subject *s, struct verdict *v)
{
	static struct process_look before, after;
	struct process_counts had, has;
	struct subject own = {.path = s->path};
	char text[512];

	process_look_read(&before);
	process_counts_read(&had);
	subject_load(&own);
	if (!own.handle) {
		verdict_skip(v, "it does not load");
		return;
	}
	process_counts_read(&has);
	process_look_read(&after);
	verdict_check(v, has.threads == had.threads, "loading made %d threads",
		(int)has.threads - (int)had.threads);
	verdict_check(v, has.descriptors == had.descriptors,
		"loading opened %d descriptors",
		(int)has.descriptors - (int)had.descriptors);
	if (process_look_differ(&before, &after, text, sizeof(text)))
		verdict_fail(v, "loading changed the process: %s", text);
}

static void entry_members(const struct subject *s, struct verdict *v)
{
	struct subject own = {.path = s->path};
	char text[640];
	int err;

	subject_load(&own);
	if (!own.handle) {
		verdict_skip(v, "it does not load");
		return;
	}
	err = subject_check_entry(&own, text, sizeof(text));
	if (err == -EPROTONOSUPPORT)
		verdict_skip(v, "%s", text);
	else if (err)
		verdict_fail(v, "%s", text);
}

/* -------------------------------------------------------------- load-twice ---- */

/* A second plugin, from a copy of the file, with the same provider chosen. */
static bool load_copy(const struct subject *s, struct subject *copy, const char *path,
	struct verdict *v)
{
	char text[640];

	*copy = *s;
	copy->path = path;
	copy->handle = NULL;
	copy->plugin = NULL;
	copy->provider = NULL;
	subject_load(copy);
	if (!verdict_check(v, subject_check_entry(copy, text, sizeof(text)) == 0,
		    "a copy of the file does not load beside it: %s", text))
		return false;
	for (size_t i = 0; copy->plugin->providers[i]; i++) {
		if (strcmp(copy->plugin->providers[i]->id, s->provider_id) == 0)
			copy->provider = copy->plugin->providers[i];
	}
	return verdict_check(v, copy->provider && copy->provider != s->provider,
		"a copy of the file is not a plugin of its own");
}

static void run_both(
	const struct subject *s, const struct subject *copy, struct verdict *v)
{
	struct life first, second;
	uint64_t a, b;

	if (!life_begin(&first, s, 0, NULL, v))
		return;
	if (!life_begin(&second, copy, 0, NULL, v)) {
		life_end(&first);
		return;
	}
	if (life_go(&first, v) && life_go(&second, v)) {
		a = life_request(&first, "", "", "diagnostics", "{}");
		b = life_request(&second, "", "", "diagnostics", "{}");
		verdict_check(v, trap_host_await_reply(first.host, a, REPLY_LIMIT_MS),
			"with a copy running, a request is not answered");
		verdict_check(v, trap_host_await_reply(second.host, b, REPLY_LIMIT_MS),
			"the copy does not answer a request");
	}
	life_end(&second);
	life_end(&first);
}

static void load_twice(const struct subject *s, struct verdict *v)
{
	char path[64];
	struct subject copy;
	void *again = dlopen(s->path, RTLD_NOW | RTLD_LOCAL);

	verdict_check(v, again == s->handle, "loaded twice it is two plugins");
	verdict_check(v, again && dlsym(again, DP_ENTRY_SYMBOL) == s->plugin,
		"loaded twice it has two entries");
	if (verdict_is_final(v))
		return;
	if (copy_file_to_memory(s->path, path, sizeof(path))) {
		verdict_skip(v, "the validator cannot copy the file");
		return;
	}
	if (load_copy(s, &copy, path, v))
		run_both(s, &copy, v);
}

const struct validator_test entry_tests[] = {
	{
		.name = "no-undefined-symbols",
		.rule = "A plugin finds every symbol it needs when it is loaded.",
		.description =
			"Loads it with RTLD_NOW. Link with -Wl,-z,defs and the linker "
			"tells you first.",
		.run = no_undefined_symbols,
	},
	{
		.name = "scan-time",
		.rule = "Loading a plugin takes less than 100 ms.",
		.description =
			"A host looks at many plugins when it starts. Only a warning: "
			"it depends on the machine.",
		.run = scan_time,
	},
	{
		.name = "scan-side-effects",
		.rule = "Loading a plugin changes nothing in the process.",
		.description =
			"Compares threads, descriptors, signal handlers, masks, "
			"locale, working directory, umask and environment before and "
			"after.",
		.run = scan_side_effects,
	},
	{
		.name = "entry-members",
		.rule = "The entry is complete: sizes, ids, version, and every "
			"function.",
		.description =
			"Reads dp_plugin_1 and every provider of it: `size` is at "
			"least that of ABI 1.0, ids and version have their syntax, "
			"flags are 0, no function is NULL.",
		.run = entry_members,
	},
	{
		.name = "load-twice",
		.rule = "A plugin can be loaded twice, and a copy of it beside it.",
		.description =
			"Loading the same file again gives the same entry. A copy "
			"under another path is a plugin of its own; one instance of "
			"each runs and answers at the same time.",
		.needs = NEEDS_PROVIDER,
		.run = load_twice,
	},
	{0},
};
