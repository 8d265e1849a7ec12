/* SPDX-License-Identifier: Apache-2.0 */
/* test-loader.c - plugins and manifests that cannot be used, and what is said of them. */

#include "check.h"
#include "loader.h"
#include "manifest.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool open_fails(const char *name, int err, const char *sentence)
{
	struct complaint why = {""};
	const dp_plugin *plugin = NULL;
	char path[512];

	snprintf(path, sizeof(path), FAKE_MODULES "/%s", name);
	if (loader_open(path, &plugin, &why) == err && strstr(why.text, sentence) &&
		strncmp(why.text, path, strlen(path)) == 0 && !plugin)
		return true;
	printf("# got: %s\n", why.text);
	return false;
}

static void a_good_plugin_is_loaded_and_its_provider_found(void)
{
	struct complaint why = {""};
	const dp_plugin *plugin = NULL;

	CHECK(loader_open(FAKE_MODULES "/fake.so", &plugin, &why) == 0);
	CHECK(plugin && strcmp(plugin->id, "fake") == 0);
	CHECK(plugin && loader_provider(plugin, "fake") != NULL);
	CHECK(plugin && loader_provider(plugin, "other") == NULL);
}

static void a_plugin_that_cannot_be_used_gets_one_sentence_that_says_why(void)
{
	CHECK(open_fails("missing.so", -ENOENT, "there is no such plugin file"));
	CHECK(open_fails("", -ENOEXEC, "not a file"));
	CHECK(open_fails("no-plugin.so", -ENODATA, "exports no symbol dp_plugin_1"));
	CHECK(open_fails("other-major.so", -EPROTONOSUPPORT,
		"is a plugin for ABI major 2, this host speaks 1"));
	CHECK(open_fails(
		"newer-minor.so", -EPROTONOSUPPORT, "needs a host with ABI 1.99"));
	CHECK(open_fails("incomplete.so", -EINVAL, "it has no function create()"));
	CHECK(open_fails("no-provider.so", -EINVAL, "the plugin has no provider"));
	CHECK(open_fails("short-table.so", -EINVAL, "table has 8 bytes"));
	CHECK(open_fails(
		"bad-version.so", -EINVAL, "version must be of the form 1.2.3"));
	/* Meson puts this file there, and it is no shared object. */
	CHECK(open_fails("broken.so", -ENOEXEC, "cannot be loaded as a shared object"));
}

/* ------------------------------------------------------------------- manifests ---- */

/** A folder of its own, so that one can say what is in it. */
struct folder {
	char path[64];
	char file[96];
};

static void folder_with(struct folder *f, const char *text)
{
	FILE *file;

	snprintf(f->path, sizeof(f->path), "/tmp/gatehouse-test-XXXXXX");
	CHECK(mkdtemp(f->path) != NULL);
	snprintf(f->file, sizeof(f->file), "%s/x.json", f->path);
	file = fopen(f->file, "w");
	fputs(text, file);
	fclose(file);
}

static void folder_end(struct folder *f)
{
	unlink(f->file);
	rmdir(f->path);
}

static bool refused(const char *text, int err, const char *sentence)
{
	struct manifest_set set = {NULL, 0};
	struct complaint why = {""};
	struct folder f;
	bool right;

	folder_with(&f, text);
	right = manifest_set_load(f.path, &set, &why) == err &&
		strncmp(why.text, f.file, strlen(f.file)) == 0 &&
		strstr(why.text, sentence);
	if (!right)
		printf("# got: %s\n", why.text);
	manifest_set_finish(&set);
	folder_end(&f);
	return right;
}

#define MANIFEST(settings, more)                                                       \
	"{\"manifest\":1,\"plugin\":\"p\",\"provider\":\"q\",\"module\":\"p.so\","     \
	"\"version\":\"1.0.0\",\"abi\":{\"major\":1,\"min_minor\":0},\"name\":\"N\","  \
	"\"settings_version\":1,\"settings\":" settings more "}"
#define PLAIN "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}"

static void a_manifest_that_is_wrong_is_named_with_line_column_or_pointer(void)
{
	CHECK(refused("{\n  \"manifest\": 1,,\n}", -EBADMSG, ":2:17: is not JSON"));
	CHECK(refused("", -EBADMSG, ":1:0: is not JSON"));
	CHECK(refused("[]", -EINVAL, "the manifest must be an object"));
	CHECK(refused(
		"{\"manifest\":1}", -EINVAL, "/plugin: is required (and 7 more)"));
	CHECK(refused(
		MANIFEST(PLAIN, ",\"pagse\":[]"), -EINVAL, "/pagse: is not known"));
	CHECK(refused(
		MANIFEST(
			"{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"x\"}}}",
			""),
		-EINVAL, "/settings/properties/a: the keyword \"$ref\""));
	CHECK(refused(MANIFEST(PLAIN, ",\"pages\":[{\"tab\":\"t\",\"title\":\"T\","
				      "\"fields\":[\"/b\"]}]"),
		-EINVAL, "/pages/0/fields/0: there is no setting \"/b\""));
	CHECK(refused(
		MANIFEST(PLAIN,
			",\"pages\":[{\"tab\":\"t\",\"title\":\"T\",\"fields\":[],"
			"\"actions\":[\"go\"]}]"),
		-EINVAL, "/pages/0/actions/0: there is no action \"go\""));
	CHECK(refused(
		MANIFEST(PLAIN,
			",\"pages\":[{\"tab\":\"t\",\"title\":\"T\",\"fields\":[],"
			"\"when\":{\"properties\":{\"a\":{\"const\":\"x\"}}}}]"),
		-EINVAL, "/pages/0/when: the condition compares \"a\""));
}

static void a_manifest_of_another_abi_major_is_refused(void)
{
	struct manifest *m = NULL;
	struct complaint why = {""};
	struct folder f;

	folder_with(&f,
		"{\"manifest\":1,\"plugin\":\"p\",\"provider\":\"q\",\"module\":\"p.so\","
		"\"version\":\"1.0.0\",\"abi\":{\"major\":2,\"min_minor\":0},"
		"\"name\":\"N\",\"settings_version\":1,\"settings\":" PLAIN "}");
	CHECK(manifest_load(f.file, &m, &why) == -EPROTONOSUPPORT);
	CHECK(strstr(why.text, "ABI major 2, this host speaks 1") != NULL);
	folder_end(&f);
}

static void a_manifest_and_a_plugin_that_differ_are_noticed(void)
{
	const dp_plugin *plugin = NULL;
	struct complaint why = {""};
	struct manifest *m = NULL;
	struct folder f;

	CHECK(loader_open(FAKE_MODULES "/fake.so", &plugin, NULL) == 0);
	folder_with(&f, MANIFEST(PLAIN, ""));
	CHECK(manifest_load(f.file, &m, NULL) == 0);
	CHECK(manifest_check_plugin(m, plugin, &why) == -EINVAL);
	CHECK(strstr(
		why.text, "/plugin: says \"p\", the plugin calls itself \"fake\""));
	manifest_destroy(m);
	folder_end(&f);
	CHECK(manifest_load(FAKE_MANIFESTS "/fake.json", &m, NULL) == 0);
	CHECK(manifest_check_plugin(m, plugin, &why) == 0);
	manifest_destroy(m);
}

/* ------------------------------------------------ the manifests that are ours ---- */

static const struct manifest *ours(struct manifest_set *set)
{
	struct complaint why = {""};

	CHECK(manifest_set_load(OUR_MANIFESTS, set, &why) == 0);
	if (*why.text)
		printf("# %s\n", why.text);
	return manifest_find(set, "gatehouse", "hikvision-doorbell");
}

static json_t *prepared(const struct manifest *m, const char *text, json_t **ret_errors)
{
	json_t *settings = json_loads(text, 0, NULL), *filled = NULL;

	*ret_errors = NULL;
	manifest_prepare_settings(m, settings, &filled, ret_errors);
	json_decref(settings);
	return filled;
}

static void the_doorbells_settings_need_an_address_and_a_password_and_nothing_else(void)
{
	struct manifest_set set = {NULL, 0};
	const struct manifest *m = ours(&set);
	json_t *errors = NULL, *filled;

	filled = prepared(m, "{}", &errors);
	CHECK(!filled && json_object_size(errors) == 2);
	CHECK(json_object_get(errors, "/host") && json_object_get(errors, "/password"));
	json_decref(errors);

	filled = prepared(m, "{\"host\":\"127.0.0.1\",\"password\":\"pass\"}", &errors);
	CHECK(!json_object_get(filled, "port")); /* it follows from "tls" */
	CHECK(json_integer_value(json_object_get(filled, "motion_timeout")) == 10);
	CHECK(json_is_false(json_object_get(filled, "expose_locks")));
	CHECK(strcmp(json_string_value(json_object_get(filled, "username")), "admin") ==
		0);
	json_decref(filled);

	filled = prepared(m,
		"{\"host\":\"h\",\"password\":\"p\",\"sip\":{\"mode\":\"client\"}}",
		&errors);
	CHECK(!filled && json_object_get(errors, "/sip/proxy") &&
		json_object_get(errors, "/sip/user"));
	json_decref(errors);
	filled = prepared(m,
		"{\"host\":\"h\",\"password\":\"p\",\"sip\":{\"mode\":\"server\","
		"\"autoinstall\":true,\"room\":10000}}",
		&errors);
	CHECK(!filled && json_object_get(errors, "/sip/room") &&
		json_object_get(errors, "/sip/doorbell_number"));
	json_decref(errors);
	CHECK(manifest_action_uses_draft(m, "test_connection"));
	CHECK(!manifest_action_uses_draft(m, "other"));
	manifest_set_finish(&set);
}

static bool on_a_page(const json_t *pages, const char *pointer)
{
	for (size_t i = 0; i < json_array_size(pages); i++) {
		const json_t *fields =
			json_object_get(json_array_get(pages, i), "fields");

		for (size_t k = 0; k < json_array_size(fields); k++) {
			if (strcmp(json_string_value(json_array_get(fields, k)),
				    pointer) == 0)
				return true;
		}
	}
	return false;
}

static void every_setting_of_ours_has_a_title_and_a_page(void)
{
	struct manifest_set set = {NULL, 0};
	const struct manifest *m = ours(&set);
	const json_t *pages = json_object_get(m->root, "pages");
	const char *key, *inner;
	json_t *part, *inner_part;

	json_object_foreach(json_object_get(m->settings, "properties"), key, part)
	{
		char pointer[128];

		CHECK(json_object_get(part, "title") != NULL);
		snprintf(pointer, sizeof(pointer), "/%s", key);
		if (!json_object_get(part, "properties")) {
			CHECK(on_a_page(pages, pointer));
			continue;
		}
		json_object_foreach(
			json_object_get(part, "properties"), inner, inner_part)
		{
			CHECK(json_object_get(inner_part, "title") != NULL);
			snprintf(pointer, sizeof(pointer), "/%s/%s", key, inner);
			CHECK(on_a_page(pages, pointer));
		}
	}
	manifest_set_finish(&set);
}

int main(int argc, char **argv)
{
	const struct test tests[] = {
		TEST(a_good_plugin_is_loaded_and_its_provider_found),
		TEST(a_plugin_that_cannot_be_used_gets_one_sentence_that_says_why),
		TEST(a_manifest_that_is_wrong_is_named_with_line_column_or_pointer),
		TEST(a_manifest_of_another_abi_major_is_refused),
		TEST(a_manifest_and_a_plugin_that_differ_are_noticed),
		TEST(the_doorbells_settings_need_an_address_and_a_password_and_nothing_else),
		TEST(every_setting_of_ours_has_a_title_and_a_page),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
