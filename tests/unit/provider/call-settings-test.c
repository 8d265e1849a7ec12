/* SPDX-License-Identifier: Apache-2.0 */
/* call-settings-test.c - what SIP needs is asked for, and nothing else is. */

#include "check.h"
#include "product.h"
#include "settings.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

static struct settings parsed; /* the last that was taken; its texts are read */
static struct settings_error error;

static bool takes(const char *sip)
{
	json_t *json = json_pack("{s:s,s:s,s:o}", "host", "door", "username", "u",
		"sip", json_loads(sip, JSON_DECODE_ANY, NULL));
	int err;

	settings_finish(&parsed);
	memset(&parsed, 0, sizeof(parsed));
	memset(&error, 0, sizeof(error));
	err = settings_parse(json, &doorbell_product, &parsed, &error);
	json_decref(json);
	CHECK(!err || err == -EINVAL);
	if (err)
		printf("# %s: %s\n", error.field, error.why);
	return !err;
}

static bool refuses(const char *sip, const char *field, const char *code)
{
	return !takes(sip) && !strcmp(error.field, field) && !strcmp(error.code, code);
}

static const struct sip_config *sip(void)
{
	return &parsed.station.unit.sip;
}

static void without_a_word_sip_is_off(void)
{
	CHECK(takes("{}") && sip()->mode == SIP_USE_OFF);
	CHECK(takes("{\"mode\":\"off\"}") && sip()->mode == SIP_USE_OFF);
	CHECK(refuses("{\"mode\":\"on\"}", "/sip/mode", "out_of_range"));
	CHECK(refuses("{\"mode\":1}", "/sip/mode", "wrong_type"));
	CHECK(refuses("7", "/sip", "wrong_type"));
}

static void what_another_mode_needs_is_not_asked_for(void)
{
	CHECK(takes("{\"mode\":\"off\",\"autoinstall\":true}"));
	CHECK(takes("{\"mode\":\"server\"}") && sip()->mode == SIP_USE_SERVER);
	CHECK(takes("{\"mode\":\"client\",\"proxy\":\"pbx\",\"user\":\"100\","
		    "\"autoinstall\":true}"));
}

static void a_client_needs_proxy_and_user(void)
{
	CHECK(refuses(
		"{\"mode\":\"client\",\"user\":\"100\"}", "/sip/proxy", "missing"));
	CHECK(refuses(
		"{\"mode\":\"client\",\"proxy\":\"pbx\"}", "/sip/user", "missing"));
	CHECK(takes("{\"mode\":\"client\",\"proxy\":\"pbx\",\"user\":\"100\","
		    "\"password\":\"s3cret\",\"caller_id\":\"200\",\"port\":5070,"
		    "\"doorbell_number\":\"10\"}"));
	CHECK(!strcmp(sip()->proxy, "pbx") && sip()->port == 5070);
	CHECK(!strcmp(sip()->user, "100") && !strcmp(sip()->password, "s3cret"));
	CHECK(!strcmp(sip()->caller_id, "200"));
	CHECK(!strcmp(sip()->doorbell_number, "10"));
	CHECK(takes("{\"mode\":\"client\",\"proxy\":\"pbx\",\"user\":\"100\"}") &&
		sip()->port == 5060);
}

static void autoinstall_needs_what_it_writes(void)
{
	static const char all[] =
		"{\"mode\":\"server\",\"autoinstall\":true,\"room\":12,"
		"\"doorbell_number\":\"10\",\"proxy_number\":\"11\",\"button\":2,"
		"\"listen_port\":5062}";

	CHECK(takes(all) && sip()->autoinstall && sip()->room == 12);
	CHECK(sip()->button == 2 && sip()->listen_port == 5062);
	CHECK(!strcmp(sip()->proxy_number, "11"));
	CHECK(refuses(
		"{\"mode\":\"server\",\"autoinstall\":true,\"proxy_number\":\"1\","
		"\"doorbell_number\":\"2\"}",
		"/sip/room", "out_of_range"));
	CHECK(refuses("{\"mode\":\"server\",\"autoinstall\":true,\"room\":1,"
		      "\"doorbell_number\":\"2\"}",
		"/sip/proxy_number", "missing"));
	CHECK(refuses("{\"mode\":\"server\",\"autoinstall\":true,\"room\":1,"
		      "\"proxy_number\":\"2\"}",
		"/sip/doorbell_number", "missing"));
}

static void what_would_break_an_address_is_refused(void)
{
	static const char *const bad[] = {
		"a b", "a@b", "<a>", "a\\\"", "a;b", "a,b", "ä"};

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		char text[128];

		snprintf(text, sizeof(text),
			"{\"mode\":\"client\",\"proxy\":\"pbx\",\"user\":\"%s\"}",
			bad[i]);
		CHECK(refuses(text, "/sip/user", "out_of_range"));
	}
	CHECK(refuses(
		"{\"proxy_number\":\"12a\"}", "/sip/proxy_number", "out_of_range"));
	CHECK(refuses("{\"listen_port\":70000}", "/sip/listen_port", "out_of_range"));
	CHECK(refuses("{\"button\":100}", "/sip/button", "out_of_range"));
	CHECK(refuses("{\"room\":10000}", "/sip/room", "out_of_range"));
}

static void an_unlock_code_is_of_digits(void)
{
	CHECK(takes("{\"unlock_dtmf\":\"12#*A\"}"));
	CHECK(!strcmp(sip()->unlock_dtmf, "12#*A"));
	CHECK(takes("{}") && !*sip()->unlock_dtmf);
	CHECK(refuses("{\"unlock_dtmf\":\"12x\"}", "/sip/unlock_dtmf", "out_of_range"));
	CHECK(refuses("{\"unlock_dtmf\":\"12345678901234567\"}", "/sip/unlock_dtmf",
		"out_of_range"));
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(without_a_word_sip_is_off),
		TEST(what_another_mode_needs_is_not_asked_for),
		TEST(a_client_needs_proxy_and_user),
		TEST(autoinstall_needs_what_it_writes),
		TEST(what_would_break_an_address_is_refused),
		TEST(an_unlock_code_is_of_digits),
		{NULL, NULL},
	};
	int result = check_main(tests, argc, argv);

	settings_finish(&parsed);
	return result;
}
