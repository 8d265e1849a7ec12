/* SPDX-License-Identifier: Apache-2.0 */
/* histogram-test.c - how long something takes, in powers of two. */

#include "check.h"
#include "histogram.h"

#include <stddef.h>

static void an_empty_one_says_nothing(void)
{
	struct histogram h = {0};

	CHECK(histogram_percentile(&h, 50) == 0);
	CHECK(histogram_percentile(&h, 99) == 0);
}

static void percentiles_are_upper_ends_and_never_over_the_longest(void)
{
	struct histogram h = {0};

	for (unsigned i = 0; i < 99; i++)
		histogram_add(&h, 3);
	histogram_add(&h, 1000);
	CHECK(histogram_percentile(&h, 50) == 3);
	CHECK(histogram_percentile(&h, 99) == 3);
	CHECK(histogram_percentile(&h, 100) == 1000);
	CHECK(h.total == 100 && h.longest == 1000);
}

static void zero_and_the_largest_have_a_place(void)
{
	struct histogram h = {0};

	histogram_add(&h, 0);
	histogram_add(&h, UINT64_MAX);
	CHECK(h.count[0] == 1 && h.count[HISTOGRAM_BUCKETS - 1] == 1);
	CHECK(histogram_percentile(&h, 100) == UINT64_MAX);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(an_empty_one_says_nothing),
		TEST(percentiles_are_upper_ends_and_never_over_the_longest),
		TEST(zero_and_the_largest_have_a_place),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
