/* SPDX-License-Identifier: Apache-2.0 */
/* unlock-fuse-test.c - one unlock is told once, two are told twice. */

#include "check.h"
#include "unlock-fuse.h"

#include <stddef.h>

static bool news(
	struct unlock_fuse *f, enum event_source source, unsigned door, uint64_t now_ms)
{
	const struct event ev = {
		.kind = EVENT_DOOR_UNLOCKED, .source = source, .door = door};

	return unlock_fuse_news(f, &ev, now_ms);
}

static void two_sources_of_one_unlock_tell_it_once(void)
{
	struct unlock_fuse f = {0};

	CHECK(news(&f, SOURCE_PUSH, 1, 10000));
	CHECK(!news(&f, SOURCE_STREAM, 1, 10100));
	CHECK(news(&f, SOURCE_STREAM, 1, 20000));
	CHECK(!news(&f, SOURCE_PUSH, 1, 20000));
}

static void two_unlocks_are_two_whoever_is_first(void)
{
	struct unlock_fuse f = {0};

	CHECK(news(&f, SOURCE_PUSH, 1, 10000));
	CHECK(news(&f, SOURCE_PUSH, 1, 10001));
	CHECK(!news(&f, SOURCE_STREAM, 1, 10002));
	CHECK(!news(&f, SOURCE_STREAM, 1, 10003));
	CHECK(news(&f, SOURCE_STREAM, 1, 10004));
}

static void doors_are_apart_and_the_past_is_forgotten(void)
{
	struct unlock_fuse f = {0};

	CHECK(news(&f, SOURCE_PUSH, 1, 10000));
	CHECK(news(&f, SOURCE_STREAM, 2, 10000));
	CHECK(news(&f, SOURCE_STREAM, 1, 10000 + UNLOCK_SKEW_MS + 1));
	CHECK(news(&f, SOURCE_PUSH, 99, 1) && news(&f, SOURCE_STREAM, 99, 1));
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(two_sources_of_one_unlock_tell_it_once),
		TEST(two_unlocks_are_two_whoever_is_first),
		TEST(doors_are_apart_and_the_past_is_forgotten),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
