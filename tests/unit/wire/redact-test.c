/* SPDX-License-Identifier: Apache-2.0 */
/* redact-test.c - what is private in a part is hidden, and the part stays what it was. */

#include "acs-json.h"
#include "alert-xml.h"
#include "bytes.h"
#include "check.h"
#include "guard-page.h"
#include "redact.h"

#include <stdio.h>
#include <string.h>

/* A text, and what is left of it. */
static const struct {
	const char *in, *out;
} samples[] = {
	// clang-format off
	{"{\"cardNo\":\"4711-AB\",\"doorNo\":1}",  "{\"cardNo\":\"0000-xx\",\"doorNo\":1}"},
	{"{\"cardNo\" : 4711, \"a\":4711}",        "{\"cardNo\" : 0000, \"a\":4711}"},
	{"{\"CARDNO\":\"1\"}",                     "{\"CARDNO\":\"0\"}"},
	{"{\"name\":\"Ann \\\"A\\\"\"}",           "{\"name\":\"xxx \\\"x\\\"\"}"},
	{"{\"name\":\"Caf\\u00e9\"}",              "{\"name\":\"xxx\\u00e9\"}"},
	{"{\"x\":\"cardNo\",\"y\":\"4711\"}",      "{\"x\":\"cardNo\",\"y\":\"4711\"}"},
	{"<cardNo>4711</cardNo><doorNo>1</doorNo>", "<cardNo>0000</cardNo><doorNo>1</doorNo>"},
	{"<a:cardNo b=\"1\">47</a:cardNo>",        "<a:cardNo b=\"1\">00</a:cardNo>"},
	{"<name>A &amp; B</name>",                 "<name>x &amp; x</name>"},
	{"<name/>after",                           "<name/>after"},
	{"<ipAddress>192.168.1.64</ipAddress>",    "<ipAddress>000.000.0.00</ipAddress>"},
	{"<eventPush xmlns=\"urn:x\">IO&amp;DS-1,2</eventPush>", "<eventPush xmlns=\"urn:x\">xx&amp;xx-0,0</eventPush>"},
	{"{\"remoteHostAddr\":\"10.0.0.9\",\"netUser\":\"ann\"}", "{\"remoteHostAddr\":\"00.0.0.0\",\"netUser\":\"xxx\"}"},
	{"plain text 4711",                        "plain text 4711"},
	// clang-format on
};

static void private_values_are_hidden_and_nothing_else(void)
{
	for (unsigned i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
		char text[128];

		snprintf(text, sizeof(text), "%s", samples[i].in);
		redact(text, strlen(text));
		if (!CHECK(!strcmp(text, samples[i].out)))
			printf("# %s became %s\n", samples[i].in, text);
	}
}

static void a_part_means_the_same_before_and_after(void)
{
	char part[] =
		"{\"eventType\":\"AccessControllerEvent\",\"dateTime\":\"2026-01-01\","
		"\"AccessControllerEvent\":{\"majorEventType\":5,\"subEventType\":1,"
		"\"cardNo\":\"123\",\"name\":\"Ann\",\"serialNo\":9}}";
	struct alert alert;

	redact(part, sizeof(part) - 1);
	CHECK(alert_json_parse(bytes_from(part), &alert) == 0);
	CHECK(alert.acs.major == 5 && alert.acs.minor == 1 && alert.acs.serial == 9);
	CHECK(!strcmp(alert.acs.card, "000") && !strcmp(alert.acs.name, "xxx"));
}

/* Cut anywhere, it reads and writes nothing outside. */
static void a_text_cut_at_every_byte_is_left_in_its_bounds(void)
{
	struct guard_page page;

	guard_page_init(&page, 128);
	for (unsigned i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
		for (size_t len = 0; len <= strlen(samples[i].in); len++) {
			struct bytes cut = {samples[i].in, len};
			struct bytes before = guard_page_before(&page, cut);

			redact((char *)before.data, len);
			redact((char *)guard_page_behind(&page, cut).data, len);
		}
	}
	guard_page_finish(&page);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(private_values_are_hidden_and_nothing_else),
		TEST(a_part_means_the_same_before_and_after),
		TEST(a_text_cut_at_every_byte_is_left_in_its_bounds),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
