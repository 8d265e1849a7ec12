/* SPDX-License-Identifier: Apache-2.0 */
/* test-schema.c - the profile of JSON Schema: stories, and the public test suite. */

#include "check.h"
#include "schema.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The errors of `value` as text: "/a: is required; /b: ..." */
static char *errors_of(const char *schema_text, const char *value_text)
{
	json_t *schema = json_loads(schema_text, 0, NULL);
	json_t *value = json_loads(value_text, JSON_DECODE_ANY, NULL);
	json_t *errors = schema_errors(schema, value);
	static char text[2048];
	const char *pointer;
	json_t *sentence;
	size_t len = 0;

	CHECK(schema && value && errors);
	text[0] = '\0';
	json_object_foreach(errors, pointer, sentence)
	{
		len += (size_t)snprintf(text + len, sizeof(text) - len, "%s%s: %s",
			len ? " | " : "", pointer, json_string_value(sentence));
	}
	json_decref(errors);
	json_decref(value);
	json_decref(schema);
	return text;
}

static bool errors_are(const char *schema, const char *value, const char *expected)
{
	const char *text = errors_of(schema, value);
	bool same = strcmp(text, expected) == 0;

	if (!same)
		printf("# got: %s\n", text);
	return same;
}

static const char settings[] =
	"{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"host\"],"
	"\"properties\":{\"host\":{\"type\":\"string\",\"minLength\":1},"
	"\"port\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":65535,\"default\":80},"
	"\"tls\":{\"enum\":[\"off\",\"on\"],\"default\":\"off\"},"
	"\"sip\":{\"type\":\"object\",\"default\":{\"mode\":\"off\"},\"required\":[\"mode\"],"
	"\"properties\":{\"mode\":{\"enum\":[\"off\",\"client\"]},"
	"\"port\":{\"type\":\"integer\",\"default\":5060},"
	"\"password\":{\"type\":\"string\",\"writeOnly\":true}},"
	"\"allOf\":[{\"if\":{\"required\":[\"mode\"],\"properties\":{\"mode\":"
	"{\"const\":\"client\"}}},\"then\":{\"required\":[\"proxy\"]}}]},"
	"\"hosts\":{\"type\":\"array\",\"uniqueItems\":true,\"items\":"
	"{\"type\":\"string\",\"maxLength\":3}}}}";

static void every_error_is_named_at_its_place_in_a_stable_order(void)
{
	CHECK(errors_are(settings,
		"{\"x\":1,\"tls\":\"maybe\",\"port\":0,"
		"\"hosts\":[\"abc\",\"abcd\",\"abc\",7],\"sip\":{\"mode\":\"client\"}}",
		"/host: is required | /port: must be from 1 to 65535 | "
		"/tls: must be one of \"off\", \"on\" | /sip/proxy: is required | "
		"/hosts/2: stands in the list twice | "
		"/hosts/1: must have 3 characters or less | /hosts/3: must be a text | "
		"/x: is not known here"));
	CHECK(errors_are(settings, "[]", ": must be an object"));
	CHECK(errors_are(settings, "{\"host\":\"\",\"port\":\"80\"}",
		"/host: must not be empty | /port: must be a whole number"));
}

static void a_sentence_never_repeats_the_value(void)
{
	CHECK(!strstr(
		errors_of("{\"type\":\"string\",\"pattern\":\"^a+$\",\"enum\":[\"q\"],"
			  "\"maxLength\":2}",
			"\"secret\""),
		"secret"));
}

static void conditional_parts_appear_and_vanish_with_the_mode(void)
{
	CHECK(errors_are(settings, "{\"host\":\"h\",\"sip\":{\"mode\":\"off\"}}", ""));
	CHECK(errors_are(settings, "{\"host\":\"h\",\"sip\":{\"mode\":\"client\"}}",
		"/sip/proxy: is required"));
	CHECK(errors_are(settings,
		"{\"host\":\"h\",\"sip\":{\"mode\":\"off\",\"proxy\":\"p\"}}", ""));
}

static void lengths_and_patterns_count_characters_not_bytes(void)
{
	CHECK(errors_are("{\"maxLength\":4,\"minLength\":4,\"pattern\":\"^.{4}$\"}",
		"\"T\xc3\xbcr!\"", ""));
	CHECK(errors_are("{\"type\":\"integer\"}", "1.0", ""));
	CHECK(errors_are("{\"type\":\"integer\"}", "1.5", ": must be a whole number"));
	CHECK(errors_are("{\"maximum\":9007199254740993}", "9007199254740994",
		": must be 9.00719925474099e+15 or less"));
	CHECK(errors_are("{\"properties\":{\"a/b~\":false}}", "{\"a/b~\":1}",
		"/a~1b~0: must not be given"));
}

static void defaults_are_filled_also_nested_and_nothing_given_is_touched(void)
{
	json_t *schema = json_loads(settings, 0, NULL);
	json_t *value = json_loads("{\"host\":\"h\",\"tls\":\"on\"}", 0, NULL);
	json_t *expected = json_loads("{\"host\":\"h\",\"tls\":\"on\",\"port\":80,"
				      "\"sip\":{\"mode\":\"off\",\"port\":5060}}",
		0, NULL);

	CHECK(schema_fill(schema, value) == 0);
	CHECK(json_equal(value, expected));
	/* Twice is once, and the schema's own default is still what it was. */
	CHECK(schema_fill(schema, value) == 0 && json_equal(value, expected));
	CHECK(json_object_size(json_object_get(schema_at(schema, "/sip"), "default")) ==
		1);
	json_decref(expected);
	json_decref(value);
	json_decref(schema);
}

/* Members with names of the user's own: {"motion_2":{"delay":30}}. */
static const char named_freely[] =
	"{\"type\":\"object\",\"properties\":{\"fixed\":{\"type\":\"integer\"}},"
	"\"additionalProperties\":{\"type\":\"object\",\"properties\":{"
	"\"delay\":{\"type\":\"integer\",\"minimum\":0,\"default\":5},"
	"\"key\":{\"type\":\"string\",\"writeOnly\":true}}}}";

static void keep(const char *value, void *user)
{
	*(const char **)user = value;
}

static void members_with_any_name_are_checked_filled_and_searched_for_secrets(void)
{
	json_t *schema = json_loads(named_freely, 0, NULL);
	json_t *value = json_loads("{\"fixed\":1,\"a\":{\"key\":\"hush\"}}", 0, NULL);
	json_t *expected = json_loads(
		"{\"fixed\":1,\"a\":{\"key\":\"hush\",\"delay\":5}}", 0, NULL);
	const char *secret = "";

	CHECK(errors_are(named_freely, "{\"fixed\":1,\"a\":{\"delay\":-1},\"b\":[]}",
		"/a/delay: must be 0 or more | /b: must be an object"));
	CHECK(schema_fill(schema, value) == 0 && json_equal(value, expected));
	schema_secrets(schema, value, keep, &secret);
	CHECK(!strcmp(secret, "hush") && schema_touches_secret(schema, value));
	json_decref(expected);
	json_decref(value);
	json_decref(schema);
}

static bool profile_says(const char *text, enum schema_use use, const char *expected)
{
	json_t *schema = json_loads(text, 0, NULL);
	struct complaint why = {""};
	bool refused = schema_check_profile(schema, use, "/s", &why) != 0;

	json_decref(schema);
	if (refused == !*expected || !strstr(why.text, expected)) {
		printf("# got: %s\n", why.text);
		return false;
	}
	return true;
}

static void what_is_outside_the_profile_is_refused_with_its_place(void)
{
	CHECK(profile_says(settings, SCHEMA_PLAIN, ""));
	CHECK(profile_says("{\"properties\":{\"a\":{\"$ref\":\"#\"}}}", SCHEMA_PLAIN,
		"/s/properties/a: the keyword \"$ref\""));
	CHECK(profile_says(
		"{\"exclusiveMinimum\":1}", SCHEMA_PLAIN, "exclusiveMinimum"));
	CHECK(profile_says("{\"x-unit\":7}", SCHEMA_PLAIN, ""));
	CHECK(profile_says(
		"{\"minimum\":\"1\"}", SCHEMA_PLAIN, "/s/minimum: must be a num"));
	CHECK(profile_says(
		"{\"pattern\":\"(\"}", SCHEMA_PLAIN, "/s/pattern: must be a POS"));
	CHECK(profile_says("{\"type\":\"int\"}", SCHEMA_PLAIN, "/s/type"));
	CHECK(profile_says(
		"{\"additionalProperties\":7}", SCHEMA_PLAIN, "must be a schema"));
	CHECK(profile_says("{\"additionalProperties\":{\"type\":\"int\"}}",
		SCHEMA_PLAIN, "/s/additionalProperties/type"));
	CHECK(profile_says(
		"{\"items\":[{}]}", SCHEMA_PLAIN, "/s/items: must be a schema"));
	CHECK(profile_says("{\"maximum\":3,\"default\":4}", SCHEMA_PLAIN,
		"/s/default: must be 3 or less"));
}

static void a_condition_that_holds_for_an_absent_member_is_refused(void)
{
	static const char unguarded[] = "{\"properties\":{\"m\":{\"const\":1}}}";
	static const char nested[] = "{\"properties\":{\"sip\":{\"required\":[\"m\"],"
				     "\"properties\":{\"m\":{\"enum\":[1]}}}}}";
	char text[512];

	CHECK(profile_says(unguarded, SCHEMA_CONDITION, "without naming it"));
	CHECK(profile_says(nested, SCHEMA_CONDITION, "\"sip\""));
	CHECK(profile_says(
		"{\"required\":[\"m\"],\"properties\":{\"m\":{\"const\":1}}}",
		SCHEMA_CONDITION, ""));
	CHECK(profile_says(unguarded, SCHEMA_PLAIN, ""));
	snprintf(text, sizeof(text), "{\"allOf\":[{\"if\":{\"not\":%s}}]}", unguarded);
	CHECK(profile_says(text, SCHEMA_PLAIN, "/s/allOf/0/if/not"));
}

static void secrets_are_found_wherever_they_hide(void)
{
	json_t *schema = json_loads(settings, 0, NULL);
	json_t *patch = json_loads("{\"sip\":{\"password\":null}}", 0, NULL);
	json_t *plain = json_loads("{\"sip\":{\"port\":1}}", 0, NULL);

	CHECK(schema_touches_secret(schema, patch));
	CHECK(!schema_touches_secret(schema, plain));
	json_decref(plain);
	json_decref(patch);
	json_decref(schema);
}

/* ------------------------------------------------------------ the public suite ---- */

static bool is_supported(const json_t *schema);

static bool all_supported(const json_t *parts)
{
	const char *key;
	json_t *part;

	for (size_t i = 0; i < json_array_size(parts); i++) {
		if (!is_supported(json_array_get(parts, i)))
			return false;
	}
	json_object_foreach((json_t *)parts, key, part)
	{
		if (!is_supported(part))
			return false;
	}
	return true;
}

static bool is_among(const char *const *names, const char *name)
{
	for (; *names; names++) {
		if (strcmp(*names, name) == 0)
			return true;
	}
	return false;
}

static bool is_supported(const json_t *schema)
{
	static const char *const plain[] = {"type", "enum", "const", "minimum",
		"maximum", "minLength", "maxLength", "pattern", "minItems", "maxItems",
		"uniqueItems", "required", "default", "title", "description", "format",
		"$schema", "$comment", NULL};
	static const char *const schemas[] = {
		"items", "not", "if", "then", "else", "additionalProperties", NULL};
	static const char *const many[] = {
		"allOf", "anyOf", "oneOf", "properties", NULL};
	const char *key;
	json_t *part;

	if (json_is_boolean(schema))
		return true;
	json_object_foreach((json_t *)schema, key, part)
	{
		if (is_among(schemas, key) ? json_is_array(part) || !is_supported(part)
			: is_among(many, key) ? !all_supported(part)
					      : !is_among(plain, key))
			return false;
	}
	return json_is_object(schema);
}

static unsigned run_group(const char *file, const json_t *group)
{
	const json_t *schema = json_object_get(group, "schema");
	const json_t *tests = json_object_get(group, "tests");

	if (!is_supported(schema))
		return 0;
	for (size_t i = 0; i < json_array_size(tests); i++) {
		const json_t *test = json_array_get(tests, i);
		bool valid = json_is_true(json_object_get(test, "valid"));

		if (!CHECK(schema_matches(schema, json_object_get(test, "data")) ==
			    valid))
			printf("# %s: %s: %s\n", file,
				json_string_value(
					json_object_get(group, "description")),
				json_string_value(
					json_object_get(test, "description")));
	}
	return (unsigned)json_array_size(tests);
}

static void the_public_test_suite_agrees_on_every_keyword_of_the_profile(void)
{
	static const char folder[] = "/usr/share/json-schema-test-suite/tests/draft7";
	struct dirent **entries;
	int count = scandir(folder, &entries, NULL, alphasort);
	unsigned run = 0;

	if (count < 0) {
		printf("# skipped: apt-get install json-schema-test-suite\n");
		return;
	}
	for (int i = 0; i < count; i++) {
		char path[512];
		json_t *groups;

		snprintf(path, sizeof(path), "%s/%s", folder, entries[i]->d_name);
		groups = strstr(path, ".json")
				 ? json_load_file(path, JSON_ALLOW_NUL, NULL)
				 : NULL;
		for (size_t g = 0; g < json_array_size(groups); g++)
			run += run_group(entries[i]->d_name, json_array_get(groups, g));
		json_decref(groups);
		free(entries[i]);
	}
	free(entries);
	printf("# %u tests of the public suite\n", run);
	CHECK(run > 200);
}

int main(int argc, char **argv)
{
	const struct test tests[] = {
		TEST(every_error_is_named_at_its_place_in_a_stable_order),
		TEST(a_sentence_never_repeats_the_value),
		TEST(conditional_parts_appear_and_vanish_with_the_mode),
		TEST(lengths_and_patterns_count_characters_not_bytes),
		TEST(defaults_are_filled_also_nested_and_nothing_given_is_touched),
		TEST(members_with_any_name_are_checked_filled_and_searched_for_secrets),
		TEST(what_is_outside_the_profile_is_refused_with_its_place),
		TEST(a_condition_that_holds_for_an_absent_member_is_refused),
		TEST(secrets_are_found_wherever_they_hide),
		TEST(the_public_test_suite_agrees_on_every_keyword_of_the_profile),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
