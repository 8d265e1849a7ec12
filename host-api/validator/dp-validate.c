/* SPDX-License-Identifier: Apache-2.0 */
/* dp-validate.c - is this shared object a good device provider? */

#include "sandbox.h"
#include "side-effects.h"
#include "subject.h"
#include "validate-options.h"
#include "validate-providers.h"
#include "validate-report.h"
#include "validator-test.h"
#include "verdict.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXIT_WRONG_USE = 2 };

static const struct validator_test *const tables[] = {library_tests, entry_tests,
	manifest_tests, life_tests, stop_tests, host_tests, process_tests, form_tests};

enum { TABLE_COUNT = sizeof(tables) / sizeof(tables[0]) };

/* ------------------------------------------------ one test, in its process ---- */

/* Is everything at hand? Otherwise the verdict is a skip that says what is not. */
static bool ready(const struct subject *s, unsigned needs, struct verdict *v)
{
	char fault[640];

	if ((needs & (NEEDS_ENTRY | NEEDS_PROVIDER)) &&
		subject_check_entry(s, fault, sizeof(fault)))
		verdict_skip(v, "the plugin cannot be used: %s", fault);
	else if ((needs & (NEEDS_MANIFEST_FILE | NEEDS_MANIFEST)) && !s->manifest_path)
		verdict_skip(v, "no manifest was named");
	else if ((needs & NEEDS_MANIFEST) && *s->manifest_error)
		verdict_skip(v, "the manifest cannot be used, see manifest-schema");
	else if ((needs & NEEDS_PROVIDER) && !s->provider)
		verdict_skip(v, "the plugin has no provider \"%s\"", s->provider_id);
	else if ((needs & NEEDS_PROVIDER) && !s->settings)
		verdict_skip(v, "%s", s->no_settings);
	else if ((needs & NEEDS_ADDRESS) && !subject_has_address(s))
		verdict_skip(v, "its settings have no \"host\" and \"port\"");
	return !verdict_is_final(v);
}

static void run_here(const struct validate_options *o, const struct validator_test *t,
	struct verdict *v)
{
	struct subject s = {
		.path = o->plugin, .seed = o->seed, .in_process = o->in_process};

	if (t->needs & (NEEDS_ENTRY | NEEDS_PROVIDER))
		subject_load(&s);
	if (o->provider)
		subject_choose(
			&s, o->provider, o->manifest_count ? o->manifests[0] : NULL);
	if (t->needs & NEEDS_PROVIDER)
		subject_make_settings(&s, o->settings);
	if (ready(&s, t->needs, v))
		t->run(&s, v);
	subject_finish(&s);
}

static const struct validator_test *find_test(const char *name)
{
	for (size_t i = 0; i < TABLE_COUNT; i++) {
		for (const struct validator_test *t = tables[i]; t->name; t++) {
			if (strcmp(t->name, name) == 0)
				return t;
		}
	}
	return NULL;
}

static int run_child(const struct validate_options *o)
{
	const struct validator_test *t = find_test(o->child);
	struct verdict v = {0};

	if (strcmp(o->child, PROVIDERS_TEST) == 0)
		providers_tell(o->plugin, &v);
	else if (t)
		run_here(o, t, &v);
	else
		return EXIT_WRONG_USE;
	sandbox_send(&v);
	return EXIT_SUCCESS;
}

/* ------------------------------------------------------- all, from outside ---- */

/* The command line of a child: the same, narrowed to one test and one provider. */
static void run_in_child(const struct validate_options *o, const char *test,
	const struct provider_name *p, struct verdict *v)
{
	char seed[16];
	const char *argv[16] = {"dp-validate", "--child", test, "--seed", seed};
	unsigned n = 5;

	snprintf(seed, sizeof(seed), "%u", o->seed);
	if (p) {
		argv[n++] = "--provider";
		argv[n++] = p->id;
	}
	if (p && p->manifest) {
		argv[n++] = "--manifest";
		argv[n++] = p->manifest;
	}
	if (o->settings) {
		argv[n++] = "--settings";
		argv[n++] = o->settings;
	}
	argv[n++] = o->plugin;
	if (sandbox_run((char *const *)(uintptr_t)argv, o->timeout_ms, v))
		verdict_fail(v, "the validator cannot start a child process");
}

static void run_one(const struct validate_options *o, struct validate_report *r,
	const struct validator_test *t, const struct provider_name *p)
{
	struct verdict v = {0};
	double begin = now_ms();

	if (o->in_process) {
		struct validate_options one = *o;

		one.provider = p ? p->id : NULL;
		one.manifests[0] = p ? p->manifest : NULL;
		one.manifest_count = p && p->manifest;
		run_here(&one, t, &v);
	} else {
		run_in_child(o, t->name, p, &v);
	}
	validate_report_test(r, t, p ? p->id : NULL, &v, now_ms() - begin);
}

static void run_test(const struct validate_options *o, struct validate_report *r,
	const struct providers *all, const struct validator_test *t)
{
	if (o->has_only && regexec(&o->only, t->name, 0, NULL, 0) != 0)
		return;
	if (!(t->needs & NEEDS_ONE)) {
		run_one(o, r, t, NULL);
		return;
	}
	for (unsigned i = 0; i < all->count; i++) {
		if (!o->provider || strcmp(o->provider, all->items[i].id) == 0)
			run_one(o, r, t, &all->items[i]);
	}
}

static int run_all(const struct validate_options *o)
{
	struct providers all;
	struct verdict told = {0};
	struct validate_report r;
	bool good;

	run_in_child(o, PROVIDERS_TEST, NULL, &told);
	if (providers_gather(&all, o, &told) ||
		validate_report_begin(&r, o->json, all.count > 1))
		return EXIT_WRONG_USE;
	for (size_t i = 0; i < TABLE_COUNT; i++) {
		for (const struct validator_test *t = tables[i]; t->name; t++)
			run_test(o, &r, &all, t);
	}
	good = validate_report_end(&r, o->plugin, o->seed);
	providers_finish(&all);
	return good ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* One paragraph per test, broken at the width of a terminal. */
static void print_paragraph(const char *text)
{
	unsigned column = 0;

	while (*text) {
		int len = (int)strcspn(text, " ");

		if (column && column + 1 + (unsigned)len > 74)
			column = 0, putchar('\n');
		column += (unsigned)printf("%s%.*s", column ? " " : "    ", len, text);
		text += len;
		text += strspn(text, " ");
	}
	putchar('\n');
}

static int list(void)
{
	for (size_t i = 0; i < TABLE_COUNT; i++) {
		for (const struct validator_test *t = tables[i]; t->name; t++) {
			printf("%s\n", t->name);
			print_paragraph(t->rule);
			print_paragraph(t->description);
			putchar('\n');
		}
	}
	return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
	struct validate_options o;
	char path[PATH_MAX];
	int status, err = validate_options_parse(&o, argc, argv);

	if (err) {
		validate_options_finish(&o);
		return err > 0 ? EXIT_SUCCESS : EXIT_WRONG_USE;
	}
	if (o.list) {
		status = list();
	} else if (!realpath(o.plugin, path)) {
		fprintf(stderr, "dp-validate: %s: %s\n", o.plugin, strerror(errno));
		status = EXIT_WRONG_USE;
	} else {
		o.plugin = path;
		status = o.child ? run_child(&o) : run_all(&o);
	}
	validate_options_finish(&o);
	return status;
}
