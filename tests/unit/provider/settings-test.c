/* SPDX-License-Identifier: Apache-2.0 */
/* settings-test.c - settings are taken whole, or refused with the field to mend. */

#include "check.h"
#include "product.h"
#include "settings.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* Settings that are fine, with one member replaced; `at` is its JSON pointer. */
static json_t *with(const char *at, const char *value)
{
	json_t *json = json_loads(
		"{\"host\":\"door\",\"username\":\"u\",\"sip\":{}}", 0, NULL);
	json_t *new = value ? json_loads(value, JSON_DECODE_ANY, NULL) : NULL;
	json_t *in = json;
	const char *key = at + 1;

	CHECK(!value || new);
	if (!strncmp(at, "/sip/", 5)) {
		in = json_object_get(json, "sip");
		key = at + 5;
	}
	if (new)
		json_object_set_new(in, key, new);
	else
		json_object_del(in, key);
	return json;
}

static bool parse(json_t *json, struct settings *s, struct settings_error *e)
{
	int err;

	memset(e, 0, sizeof(*e));
	memset(s, 0, sizeof(*s));
	err = settings_parse(json, &doorbell_product, s, e);
	json_decref(json);
	CHECK(!err || err == -EINVAL);
	return !err;
}

static bool takes(const char *at, const char *value)
{
	struct settings s;
	struct settings_error e;
	bool fine = parse(with(at, value), &s, &e);

	if (fine)
		settings_finish(&s);
	else
		printf("# %s: %s\n", e.field, e.why);
	return fine;
}

static bool refuses(const char *at, const char *value, const char *code)
{
	struct settings s;
	struct settings_error e;

	if (parse(with(at, value), &s, &e)) {
		settings_finish(&s);
		return false;
	}
	return !strcmp(e.field, at) && !strcmp(e.code, code) && *e.why;
}

static void what_is_left_out_takes_its_default(void)
{
	struct settings s;
	struct settings_error e;

	if (!CHECK(parse(with("/sip/x", NULL), &s, &e)))
		return;
	CHECK(s.station.vendor == vendor_find("hikvision"));
	CHECK(!strcmp(s.station.unit.host, "door") && s.station.unit.port == 80);
	CHECK(!strcmp(s.station.unit.username, "u"));
	CHECK(!strcmp(s.station.unit.password, ""));
	CHECK(!s.station.expose_locks && !s.station.expose_tamper);
	CHECK(s.station.motion_timeout_ms == 10 * 1000 && !s.station.unit.single_try);
	settings_finish(&s);
}

static void what_is_given_is_taken(void)
{
	struct settings s;
	struct settings_error e;
	json_t *json = json_loads("{\"host\":\"h\",\"port\":8080,\"username\":\"u\","
				  "\"password\":\"p\",\"expose_locks\":true,"
				  "\"expose_tamper\":true,\"motion_timeout\":3600,"
				  "\"tls\":\"off\",\"push_events\":\"auto\","
				  "\"indoor_stations\":[],\"expose_contacts\":false,"
				  "\"sip\":{\"mode\":\"off\"},\"unheard_of\":1}",
		0, NULL);

	if (!CHECK(parse(json, &s, &e)))
		return;
	CHECK(s.station.unit.port == 8080 && !strcmp(s.station.unit.password, "p"));
	CHECK(s.station.expose_locks && s.station.expose_tamper);
	CHECK(s.station.motion_timeout_ms == 3600 * 1000);
	settings_finish(&s);
	settings_finish(&s); /* an empty one is fine */
}

static void what_is_not_served_is_refused_and_not_ignored(void)
{
	CHECK(refuses("/push_events", "\"often\"", "out_of_range"));
	CHECK(refuses("/push_events", "true", "wrong_type"));
	CHECK(takes("/push_events", "\"off\""));
	CHECK(takes("/push_events", "\"on\""));
	CHECK(refuses("/sip/mode", "\"client\"", "unsupported"));
	CHECK(refuses("/sip/mode", "\"server\"", "unsupported"));
	CHECK(refuses("/sip/mode", "1", "unsupported"));
	CHECK(takes("/sip/mode", "\"off\""));
	CHECK(takes("/sip/listen_port", "5060"));
	CHECK(takes("/sip", "null"));
}

static void indoor_stations_are_addresses_with_or_without_a_port(void)
{
	struct settings s;
	struct settings_error e;

	if (!CHECK(parse(with("/indoor_stations", "[\"inside\",\"10.0.0.2:8080\","
						  "\"fd00::1:2\"]"),
		    &s, &e)))
		return;
	CHECK(s.station.unit.indoor_count == 3);
	CHECK(!strcmp(s.station.unit.indoor[0].host, "inside"));
	CHECK(s.station.unit.indoor[0].port == 80);
	CHECK(!strcmp(s.station.unit.indoor[1].host, "10.0.0.2"));
	CHECK(s.station.unit.indoor[1].port == 8080);
	CHECK(!strcmp(s.station.unit.indoor[2].host, "fd00::1:2"));
	CHECK(s.station.unit.indoor[2].port == 80);
	settings_finish(&s);
}

static void what_is_no_indoor_station_is_refused(void)
{
	CHECK(takes("/indoor_stations", "[]"));
	CHECK(takes("/indoor_stations",
		"[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\"]"));
	CHECK(refuses("/indoor_stations",
		"[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\"]",
		"out_of_range"));
	CHECK(refuses("/indoor_stations", "\"a\"", "wrong_type"));
	CHECK(refuses("/indoor_stations", "[1]", "wrong_type"));
	CHECK(refuses("/indoor_stations", "[\"\"]", "out_of_range"));
	CHECK(refuses("/indoor_stations", "[\":80\"]", "out_of_range"));
	CHECK(refuses("/indoor_stations", "[\"a:\"]", "out_of_range"));
	CHECK(refuses("/indoor_stations", "[\"a:0\"]", "out_of_range"));
	CHECK(refuses("/indoor_stations", "[\"a:65536\"]", "out_of_range"));
	CHECK(refuses("/indoor_stations", "[\"a:-1\"]", "out_of_range"));
	CHECK(refuses("/indoor_stations", "[\"a:8x\"]", "out_of_range"));
}

#define HEX_60 "00112233445566778899aabbccddeeff00112233445566778899aabbccdd"

static void https_is_on_or_off(void)
{
	CHECK(takes("/tls", "\"on\""));
	CHECK(takes("/tls", "\"off\""));
	CHECK(refuses("/tls", "\"maybe\"", "out_of_range"));
	CHECK(refuses("/tls", "null", "wrong_type"));
	CHECK(refuses("/tls", "true", "wrong_type"));
	CHECK(takes("/tls_ca_file", "\"/etc/ca.pem\""));
	CHECK(refuses("/tls_ca_file", "1", "wrong_type"));
	CHECK(takes("/allow_basic", "true"));
	CHECK(refuses("/allow_basic", "\"on\"", "wrong_type"));
}

static void a_fingerprint_has_64_digits(void)
{
	CHECK(takes("/tls_fingerprint", "\"\""));
	CHECK(takes("/tls_fingerprint", "\"" HEX_60 "eeff\""));
	CHECK(refuses("/tls_fingerprint", "\"" HEX_60 "eef\"", "out_of_range"));
	CHECK(refuses("/tls_fingerprint", "\"" HEX_60 "eeff0\"", "out_of_range"));
	CHECK(refuses("/tls_fingerprint", "\"" HEX_60 "eefg\"", "out_of_range"));
	CHECK(refuses("/tls_fingerprint", "\"" HEX_60 "ee:ff:\"", "out_of_range"));
	CHECK(refuses("/tls_fingerprint", "\":" HEX_60 "eeff\"", "out_of_range"));
	CHECK(refuses("/tls_fingerprint", "7", "wrong_type"));
}

static void a_fingerprint_is_put_into_one_form(void)
{
	struct settings s;
	struct settings_error e;

	CHECK(parse(with("/tls_fingerprint", "\"00:11:2233" HEX_60 "\""), &s, &e) == 0);
	if (!CHECK(parse(with("/tls_fingerprint", "\"" HEX_60 "ee:ff\""), &s, &e)))
		return;
	CHECK(!strcmp(s.station.unit.fingerprint,
		"00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:"
		"00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF"));
	settings_finish(&s);
}

static void the_port_follows_https_unless_it_is_given(void)
{
	static const struct {
		const char *json;
		unsigned port;
	} cases[] = {{"", 80}, {",\"tls\":\"on\"", 443},
		{",\"tls\":\"on\",\"port\":80", 80}, {",\"port\":443", 443}};

	for (unsigned i = 0; i < 4; i++) {
		char text[160];
		struct settings s;
		struct settings_error e;

		snprintf(text, sizeof(text), "{\"host\":\"h\",\"username\":\"u\"%s}",
			cases[i].json);
		if (!CHECK(parse(json_loads(text, 0, NULL), &s, &e)))
			continue;
		CHECK(s.station.unit.port == cases[i].port);
		settings_finish(&s);
	}
}

static void what_must_be_there_is_missed(void)
{
	CHECK(refuses("/host", NULL, "missing"));
	CHECK(refuses("/host", "\"\"", "missing"));
	CHECK(refuses("/username", NULL, "missing"));
	CHECK(refuses("/username", "\"\"", "missing"));
	CHECK(takes("/password", NULL));
}

static void wrong_types_are_refused(void)
{
	static const char *const texts[] = {"/host", "/username", "/password"};
	static const char *const numbers[] = {"/port", "/motion_timeout"};
	static const char *const flags[] = {"/expose_locks", "/expose_tamper"};
	static const char *const no_text[] = {"null", "1", "true", "[]", "{}"};
	static const char *const no_number[] = {"null", "\"80\"", "80.5", "true", "[]"};
	static const char *const no_flag[] = {"null", "\"true\"", "1", "[]", "{}"};

	for (size_t v = 0; v < 5; v++) {
		for (size_t i = 0; i < 3; i++)
			CHECK(refuses(texts[i], no_text[v], "wrong_type"));
		for (size_t i = 0; i < 2; i++)
			CHECK(refuses(numbers[i], no_number[v], "wrong_type"));
		for (size_t i = 0; i < 2; i++)
			CHECK(refuses(flags[i], no_flag[v], "wrong_type"));
	}
}

static bool takes_length(const char *at, int length)
{
	char value[400];
	struct settings s;
	struct settings_error e;
	bool fine;

	snprintf(value, sizeof(value), "\"%0*d\"", length, 7);
	fine = parse(with(at, value), &s, &e);
	if (fine)
		settings_finish(&s);
	else
		CHECK(!strcmp(e.code, "out_of_range"));
	return fine;
}

static void limits_hold_on_both_sides(void)
{
	CHECK(takes("/port", "1") && takes("/port", "65535"));
	CHECK(refuses("/port", "0", "out_of_range"));
	CHECK(refuses("/port", "65536", "out_of_range"));
	CHECK(refuses("/port", "-1", "out_of_range"));
	CHECK(refuses("/port", "4294967376", "out_of_range")); /* 2^32 + 80 */
	CHECK(refuses("/port", "-9223372036854775808", "out_of_range"));
	CHECK(takes("/motion_timeout", "1") && takes("/motion_timeout", "3600"));
	CHECK(refuses("/motion_timeout", "0", "out_of_range"));
	CHECK(refuses("/motion_timeout", "3601", "out_of_range"));
	CHECK(takes_length("/host", 253) && !takes_length("/host", 254));
	CHECK(takes_length("/username", 128) && !takes_length("/username", 129));
	CHECK(takes_length("/password", 128) && !takes_length("/password", 129));
}

static void a_text_with_a_nul_is_refused(void)
{
	struct settings s;
	struct settings_error e;
	json_t *json =
		json_pack("{s:s%,s:s}", "host", "a\0b", (size_t)3, "username", "u");

	CHECK(!parse(json, &s, &e));
	CHECK(!strcmp(e.field, "/host"));
}

static void only_an_object_is_settings(void)
{
	struct settings s;
	struct settings_error e;

	CHECK(!parse(NULL, &s, &e) && !strcmp(e.field, ""));
	CHECK(!parse(json_array(), &s, &e) && !strcmp(e.code, "wrong_type"));
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(what_is_left_out_takes_its_default),
		TEST(what_is_given_is_taken),
		TEST(what_is_not_served_is_refused_and_not_ignored),
		TEST(indoor_stations_are_addresses_with_or_without_a_port),
		TEST(what_is_no_indoor_station_is_refused),
		TEST(https_is_on_or_off),
		TEST(a_fingerprint_has_64_digits),
		TEST(a_fingerprint_is_put_into_one_form),
		TEST(the_port_follows_https_unless_it_is_given),
		TEST(what_must_be_there_is_missed),
		TEST(wrong_types_are_refused),
		TEST(limits_hold_on_both_sides),
		TEST(a_text_with_a_nul_is_refused),
		TEST(only_an_object_is_settings),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
