/* SPDX-License-Identifier: Apache-2.0 */
/* device-id-test.c - ids from serial numbers. */

#include "check.h"
#include "device-id.h"

#include <limits.h>
#include <stddef.h>
#include <string.h>

static bool gives(
	const char *serial, const char *suffix, unsigned door, const char *wanted)
{
	char id[DEVICE_ID_MAX + 1];

	device_id(serial, suffix, door, id);
	return !strcmp(id, wanted);
}

static void an_id_is_the_serial_number_and_what_it_is(void)
{
	CHECK(gives("DS-KV6113_1", NULL, 0, "DS-KV6113_1"));
	CHECK(gives("S1", "tamper", 0, "S1-tamper"));
	CHECK(gives("S1", "lock", 2, "S1-lock-2"));
}

static void other_characters_are_left_out(void)
{
	CHECK(gives("a:b c/d.\xc3\xa4\n#e", "lock", 1, "abcde-lock-1"));
}

static void of_a_long_serial_number_the_end_is_kept(void)
{
	char serial[121];
	char id[DEVICE_ID_MAX + 1];

	memset(serial, 'x', sizeof(serial) - 1);
	memcpy(serial + sizeof(serial) - 6, "12345", 6);
	device_id(serial, "tamper", UINT_MAX, id);
	CHECK(strlen(id) <= DEVICE_ID_MAX);
	CHECK(strstr(id, "12345-tamper-4294967295"));
	device_id(serial, NULL, 0, id);
	CHECK(strlen(id) == 44 && !strcmp(id + 39, "12345"));
}

static void an_id_is_never_empty(void)
{
	CHECK(gives("", NULL, 0, "station"));
	CHECK(gives("\xe9\x97\xa8\xe5\x8f\xa3", "lock", 1, "station-lock-1"));
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(an_id_is_the_serial_number_and_what_it_is),
		TEST(other_characters_are_left_out),
		TEST(of_a_long_serial_number_the_end_is_kept),
		TEST(an_id_is_never_empty),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
