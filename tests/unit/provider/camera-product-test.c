/* SPDX-License-Identifier: Apache-2.0 */
/* camera-product-test.c - the settings of a camera: what it takes, and what it refuses. */

#include "check.h"
#include "product.h"
#include "settings.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Settings that are fine, with these members besides. */
static int parse(const char *more, struct settings *s, struct settings_error *e)
{
	char text[600];

	snprintf(text, sizeof(text), "{\"host\":\"cam\",\"username\":\"u\"%s%s}",
		*more ? "," : "", more);
	memset(s, 0, sizeof(*s));
	memset(e, 0, sizeof(*e));
	return settings_read(text, &camera_product, s, e);
}

static bool refuses(
	const char *more, const char *field, const char *code, const char *why)
{
	struct settings s;
	struct settings_error e;

	if (!CHECK(parse(more, &s, &e) == -EINVAL)) {
		printf("# taken: %s\n", more);
		settings_finish(&s);
		return false;
	}
	if (!strcmp(e.field, field) && !strcmp(e.code, code) && strstr(e.why, why))
		return true;
	printf("# %s %s: %s\n", e.field, e.code, e.why);
	return false;
}

/* @return a new reference to what became of "customize" */
static json_t *customized(const char *customize)
{
	char more[400];
	struct settings s;
	struct settings_error e;
	json_t *taken;

	snprintf(more, sizeof(more), "\"customize\":%s", customize);
	if (!CHECK(!parse(more, &s, &e))) {
		printf("# %s: %s\n", e.field, e.why);
		return NULL;
	}
	taken = json_deep_copy(s.station.customize);
	settings_finish(&s);
	return taken;
}

static bool becomes(const char *customize, const char *expected)
{
	json_t *taken = customized(customize), *wanted = json_loads(expected, 0, NULL);
	bool same = CHECK(wanted) && json_equal(taken, wanted);

	json_decref(taken);
	json_decref(wanted);
	return same;
}

static void what_is_left_out_takes_its_default(void)
{
	struct settings s;
	struct settings_error e;

	if (!CHECK(!parse("", &s, &e)))
		return;
	CHECK(!strcmp(s.station.unit.host, "cam") && s.station.unit.port == 80);
	CHECK(!*s.station.name && s.station.off_delay_ms == 5000);
	CHECK(!s.station.customize);
	CHECK(s.station.unit.push == PUSH_OFF); /* nothing is written unasked */
	CHECK(!s.station.expose_outputs && !s.station.expose_locks);
	settings_finish(&s);
}

static void what_is_set_arrives(void)
{
	struct settings s;
	struct settings_error e;

	if (!CHECK(!parse("\"name\":\"Front Porch\",\"off_delay\":30,\"tls\":\"on\","
			  "\"push_events\":\"on\",\"expose_outputs\":true",
		    &s, &e)))
		return;
	CHECK(!strcmp(s.station.name, "Front Porch"));
	CHECK(s.station.off_delay_ms == 30000 && s.station.unit.port == 443);
	CHECK(s.station.unit.push == PUSH_ON && s.station.expose_outputs);
	settings_finish(&s);
}

static void the_examples_that_the_users_know_are_taken(void)
{
	static const char camera[] =
		"{\"motion\":{\"delay\":30},\"line_crossing\":{\"ignored\":true}}";
	static const char recorder[] =
		"{\"motion_1\":{\"delay\":30},\"field_detection_2\":{\"ignored\":true}}";

	CHECK(becomes(camera, camera));
	CHECK(becomes(recorder, recorder));
	CHECK(becomes("{\"motion\":{\"targets\":[\"human\",\"vehicle\"]}}",
		"{\"motion\":{\"targets\":[\"human\",\"vehicle\"]}}"));
	CHECK(becomes("{\"motion\":{}}", "{\"motion\":{}}"));
	CHECK(becomes("{\"motion\":{\"delay\":0}}", "{\"motion\":{\"delay\":0}}"));
}

static void an_input_may_be_named_as_in_the_old_configuration(void)
{
	CHECK(becomes(
		"{\"i/o_2\":{\"ignored\":true}}", "{\"i/o_2\":{\"ignored\":true}}"));
	CHECK(refuses("\"customize\":{\"i/o~\":{\"delay\":-1}}",
		"/customize/i~1o~0/delay", "out_of_range", "3600"));
}

static void what_is_wrong_with_a_sensor_is_said_at_its_place(void)
{
	static const char list[] = "\"customize\":[1]";
	static const char number[] = "\"customize\":{\"motion\":30}";
	static const char typo[] = "\"customize\":{\"motion_1\":{\"dealy\":30}}";
	static const char text[] = "\"customize\":{\"motion_1\":{\"delay\":\"30\"}}";
	static const char below[] = "\"customize\":{\"motion_1\":{\"delay\":-1}}";
	static const char above[] = "\"customize\":{\"motion_1\":{\"delay\":3601}}";
	static const char yes[] = "\"customize\":{\"motion_1\":{\"ignored\":\"yes\"}}";
	static const char one[] =
		"\"customize\":{\"motion_1\":{\"targets\":\"human\"}}";
	static const char dog[] =
		"\"customize\":{\"motion_1\":{\"targets\":[\"dog\"]}}";
	static const char *const names[] = {"", "mo\\ntion"};
	char more[100];

	CHECK(refuses(list, "/customize", "wrong_type", "an object"));
	CHECK(refuses(number, "/customize/motion", "wrong_type", "an object"));
	CHECK(refuses(typo, "/customize/motion_1", "unsupported", "\"dealy\""));
	CHECK(refuses(text, "/customize/motion_1/delay", "wrong_type", "number"));
	CHECK(refuses(below, "/customize/motion_1/delay", "out_of_range", "3600"));
	CHECK(refuses(above, "/customize/motion_1/delay", "out_of_range", "3600"));
	CHECK(refuses(yes, "/customize/motion_1/ignored", "wrong_type", "true"));
	CHECK(refuses(one, "/customize/motion_1/targets", "wrong_type", "a list"));
	CHECK(refuses(dog, "/customize/motion_1/targets", "out_of_range", "human"));
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		snprintf(more, sizeof(more), "\"customize\":{\"%s\":{}}", names[i]);
		CHECK(refuses(more, "/customize", "out_of_range", "of a sensor"));
	}
}

static void an_endless_name_of_a_sensor_is_refused(void)
{
	char more[300];

	snprintf(more, sizeof(more), "\"customize\":{\"%0200d\":{}}", 7);
	CHECK(refuses(more, "/customize", "out_of_range", "of a sensor"));
}

static void times_and_modes_have_limits(void)
{
	CHECK(refuses("\"off_delay\":0", "/off_delay", "out_of_range", "between 1"));
	CHECK(refuses("\"off_delay\":3601", "/off_delay", "out_of_range", "3600"));
	CHECK(refuses("\"off_delay\":\"5\"", "/off_delay", "wrong_type", "number"));
	CHECK(refuses("\"name\":7", "/name", "wrong_type", "text"));
	CHECK(refuses(
		"\"push_events\":\"auto\"", "/push_events", "out_of_range", "\"on\""));
	CHECK(refuses("\"tls\":\"maybe\"", "/tls", "out_of_range", "\"on\""));
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(what_is_left_out_takes_its_default),
		TEST(what_is_set_arrives),
		TEST(the_examples_that_the_users_know_are_taken),
		TEST(an_input_may_be_named_as_in_the_old_configuration),
		TEST(what_is_wrong_with_a_sensor_is_said_at_its_place),
		TEST(an_endless_name_of_a_sensor_is_refused),
		TEST(times_and_modes_have_limits),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
