/* SPDX-License-Identifier: Apache-2.0 */
/* sip-advice-test.c - what is to be typed in, and which button called. */

#include "check.h"
#include "sip-advice.h"

#include <stddef.h>
#include <string.h>

static char text[SIP_ADVICE_MAX];

static bool says(const char *part)
{
	return strstr(text, part) != NULL;
}

static void every_value_of_the_built_in_proxy_is_named(void)
{
	const struct sip_config c = {.mode = SIP_USE_SERVER,
		.doorbell_number = "77",
		.proxy_number = "88",
		.room = 12,
		.button = 3};

	sip_advice(&c, "192.0.2.5", 5062, text, sizeof(text));
	CHECK(says("192.0.2.5") && says("port 5062") && says("77"));
	CHECK(says("button 3") && says("room 12") && says("number 88"));
}

static void what_is_not_given_has_a_usual_value(void)
{
	const struct sip_config c = {.mode = SIP_USE_SERVER};

	sip_advice(&c, "", 0, text, sizeof(text));
	CHECK(says("address of this host") && says("as the status shows it"));
	CHECK(says(SIP_DOORBELL_NUMBER) && says(SIP_PROXY_NUMBER) && says("5871"));
	CHECK(says("button 1"));
}

static void at_a_proxy_of_ones_own_the_station_calls_our_number(void)
{
	struct sip_config c = {.mode = SIP_USE_CLIENT,
		.proxy = "pbx.example",
		.port = 5060,
		.user = "house",
		.password = "never-told",
		.caller_id = "",
		.doorbell_number = "31"};

	sip_advice(&c, "", 0, text, sizeof(text));
	CHECK(says("pbx.example") && says("number 31") && says("call house"));
	CHECK(!says("never-told"));
	c.caller_id = "200";
	sip_advice(&c, "", 0, text, sizeof(text));
	CHECK(says("call 200"));
}

static void without_sip_there_is_nothing_to_do(void)
{
	const struct sip_config c = {.mode = SIP_USE_OFF};

	sip_advice(&c, "192.0.2.5", 5060, text, sizeof(text));
	CHECK(!*text);
}

static void the_called_number_tells_the_button(void)
{
	const struct sip_config c = {
		.mode = SIP_USE_SERVER, .proxy_number = "88", .room = 12, .button = 3};
	const struct sip_config usual = {.mode = SIP_USE_SERVER};
	const struct sip_config client = {.mode = SIP_USE_CLIENT, .button = 3};

	CHECK(sip_advice_button(&c, "88") == 3 && sip_advice_button(&c, "12") == 3);
	CHECK(sip_advice_button(&c, "1") == 1 && sip_advice_button(&c, "4") == 4);
	CHECK(sip_advice_button(&c, "99") == 99 && sip_advice_button(&c, "100") == 0);
	CHECK(sip_advice_button(&c, "0") == 0 && sip_advice_button(&c, "") == 0);
	CHECK(sip_advice_button(&c, "4a") == 0 && sip_advice_button(&c, "house") == 0);
	CHECK(sip_advice_button(&usual, SIP_PROXY_NUMBER) == 1);
	CHECK(sip_advice_button(&client, "200") == 0);
	CHECK(sip_advice_button(&client, SIP_PROXY_NUMBER) == 0);
	CHECK(sip_advice_button(&usual, "99999999999999999999999999") == 0);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(every_value_of_the_built_in_proxy_is_named),
		TEST(what_is_not_given_has_a_usual_value),
		TEST(at_a_proxy_of_ones_own_the_station_calls_our_number),
		TEST(without_sip_there_is_nothing_to_do),
		TEST(the_called_number_tells_the_button),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
