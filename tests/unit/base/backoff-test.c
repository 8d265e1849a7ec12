/* SPDX-License-Identifier: Apache-2.0 */
/* backoff-test.c - failures in a row -> how long to wait. */

#include "backoff.h"
#include "check.h"

#include <limits.h>
#include <stddef.h>

static bool about(unsigned ms, unsigned wanted)
{
	return ms >= wanted - wanted / 5 && ms <= wanted + wanted / 5;
}

static void the_wait_doubles_up_to_its_limit(void)
{
	CHECK(backoff_ms(0, 1000, 60000, 7) == 0);
	for (unsigned noise = 0; noise < 1000; noise++) {
		CHECK(about(backoff_ms(1, 1000, 60000, noise), 1000));
		CHECK(about(backoff_ms(2, 1000, 60000, noise), 2000));
		CHECK(about(backoff_ms(6, 1000, 60000, noise), 32000));
		CHECK(about(backoff_ms(7, 1000, 60000, noise), 60000));
		CHECK(about(backoff_ms(UINT_MAX, 1000, 60000, noise), 60000));
	}
}

static void the_same_noise_gives_the_same_wait(void)
{
	CHECK(backoff_ms(3, 1000, 60000, 42) == backoff_ms(3, 1000, 60000, 42));
}

static void neighbours_do_not_come_back_in_step(void)
{
	unsigned low = 0, high = 0;

	for (unsigned instance = 1; instance <= 20; instance++) {
		unsigned ms = backoff_ms(1, 10000, 60000, instance);

		low += ms < 9500;
		high += ms > 10500;
	}
	CHECK(low > 2 && high > 2);
}

static void extreme_numbers_do_no_harm(void)
{
	CHECK(backoff_ms(5, 0, 60000, 1) == 0);
	CHECK(backoff_ms(5, 1000, 0, 1) == 0);
	CHECK(backoff_ms(1, 5000, 1000, 1) <= 1200);
	CHECK(backoff_ms(UINT_MAX, UINT_MAX, UINT_MAX, UINT_MAX) >= UINT_MAX / 5 * 4);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(the_wait_doubles_up_to_its_limit),
		TEST(the_same_noise_gives_the_same_wait),
		TEST(neighbours_do_not_come_back_in_step),
		TEST(extreme_numbers_do_no_harm),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
