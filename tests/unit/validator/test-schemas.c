/* SPDX-License-Identifier: Apache-2.0 */
/* test-schemas.c - the host's own small validator understands the vocabulary: it judges
 * the samples as the independent one does (test-vocabulary.py).
 *
 * VOCABULARY_DIR and SAMPLES_FILE come from the build. */

#include "check.h"
#include "schema.h"

#include <stdio.h>
#include <string.h>

static json_t *read_vocabulary(const char *capability)
{
	char path[1024];

	snprintf(path, sizeof(path), VOCABULARY_DIR "/%s.json", capability);
	return json_load_file(path, 0, NULL);
}

static void judge(const char *what, const json_t *schema, const json_t *samples)
{
	struct complaint why;
	const json_t *sample;
	size_t i;

	if (!CHECK(schema_check_profile(schema, SCHEMA_PLAIN, "", &why) == 0))
		printf("# %s: %s\n", what, why.text);
	json_array_foreach(json_object_get(samples, "good"), i, sample)
	{
		if (!CHECK(schema_matches(schema, sample)))
			printf("# %s: good sample %zu\n", what, i);
	}
	json_array_foreach(json_object_get(samples, "bad"), i, sample)
	{
		if (!CHECK(!schema_matches(schema, sample)))
			printf("# %s: bad sample %zu\n", what, i);
	}
}

static void judge_ops(json_t *ops, const json_t *samples)
{
	static const char *const parts[] = {"args", "result"};
	const char *op;
	json_t *schemas;

	json_object_foreach(ops, op, schemas)
	{
		for (size_t i = 0; i < 2; i++)
			judge(op, json_object_get(schemas, parts[i]),
				json_object_get(
					json_object_get(samples, op), parts[i]));
	}
}

static void the_hosts_validator_judges_the_samples_alike(void)
{
	static const char *const parts[] = {"descriptor", "state", "events"};
	json_t *all = json_load_file(SAMPLES_FILE, 0, NULL);
	const char *capability;
	json_t *samples;

	CHECK(json_object_size(all) == 8);
	json_object_foreach(all, capability, samples)
	{
		json_t *file = read_vocabulary(capability);

		CHECK(file);
		for (size_t i = 0; i < 3; i++) {
			if (json_is_object(json_object_get(file, parts[i])))
				judge(capability, json_object_get(file, parts[i]),
					json_object_get(samples, parts[i]));
		}
		judge_ops(
			json_object_get(file, "ops"), json_object_get(samples, "ops"));
		json_decref(file);
	}
	json_decref(all);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(the_hosts_validator_judges_the_samples_alike), {NULL, NULL}};

	return check_main(tests, argc, argv);
}
