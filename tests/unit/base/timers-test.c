/* SPDX-License-Identifier: Apache-2.0 */
/* timers-test.c - a set of timers, driven by hand. */

#include "check.h"
#include "timers.h"

#include <string.h>

/* Timers that write their name when they run. */
struct bench {
	struct timers set;
	struct timer a, b, c;
	char log[64];
	unsigned changes;
};

static void write_name(struct bench *k, char name)
{
	k->log[strlen(k->log)] = name;
}

static void run_a(void *user)
{
	write_name(user, 'a');
}

static void run_b(void *user)
{
	write_name(user, 'b');
}

static void run_c(void *user)
{
	write_name(user, 'c');
}

static void count_change(void *user)
{
	struct bench *k = user;

	k->changes++;
}

static struct bench bench_begin(void)
{
	return (struct bench){.set = {.now_ms = 1000}};
}

static void timers_run_in_the_order_they_are_due(void)
{
	struct bench k = bench_begin();

	timer_start(&k.set, &k.c, 30, run_c, &k);
	timer_start(&k.set, &k.a, 10, run_a, &k);
	timer_start(&k.set, &k.b, 20, run_b, &k);
	CHECK(timers_next_ms(&k.set) == 10);
	timers_run(&k.set, 1009);
	CHECK(!strcmp(k.log, ""));
	CHECK(timers_next_ms(&k.set) == 1);
	CHECK(timer_left_ms(&k.b) == 11);
	timers_run(&k.set, 1020);
	CHECK(!strcmp(k.log, "ab"));
	CHECK(!timer_running(&k.a) && timer_running(&k.c));
	timers_run(&k.set, 5000);
	CHECK(!strcmp(k.log, "abc"));
	CHECK(timers_next_ms(&k.set) == -1);
	CHECK(timer_left_ms(&k.c) == 0);
}

static void equal_times_run_in_the_order_they_were_started(void)
{
	struct bench k = bench_begin();

	timer_start(&k.set, &k.b, 10, run_b, &k);
	timer_start(&k.set, &k.a, 10, run_a, &k);
	timer_start(&k.set, &k.c, 10, run_c, &k);
	timer_start(&k.set, &k.b, 10, run_b, &k);
	timers_run(&k.set, 1010);
	CHECK(!strcmp(k.log, "acb"));
}

static void a_stopped_timer_does_not_run(void)
{
	struct bench k = bench_begin();

	timer_start(&k.set, &k.a, 10, run_a, &k);
	timer_start(&k.set, &k.b, 10, run_b, &k);
	timer_stop(&k.a);
	timer_stop(&k.a);
	CHECK(!timer_running(&k.a));
	timers_run(&k.set, 2000);
	CHECK(!strcmp(k.log, "b"));
}

static void the_clock_never_goes_back(void)
{
	struct bench k = bench_begin();

	timer_start(&k.set, &k.a, 10, run_a, &k);
	timers_run(&k.set, 5);
	CHECK(k.set.now_ms == 1000);
	CHECK(timer_left_ms(&k.a) == 10);
}

static void stop_b(void *user)
{
	struct bench *k = user;

	write_name(k, 's');
	timer_stop(&k->b);
}

static void a_timer_stopped_by_one_that_is_due_with_it_does_not_run(void)
{
	struct bench k = bench_begin();

	timer_start(&k.set, &k.a, 10, stop_b, &k);
	timer_start(&k.set, &k.b, 10, run_b, &k);
	timer_start(&k.set, &k.c, 10, run_c, &k);
	timers_run(&k.set, 1010);
	CHECK(!strcmp(k.log, "sc"));
	CHECK(!timer_running(&k.b));
}

static void start_itself(void *user)
{
	struct bench *k = user;

	write_name(k, 'i');
	timer_start(&k->set, &k->a, 0, start_itself, k);
	timer_start(&k->set, &k->b, 10, run_b, k);
}

static void a_timer_started_while_they_run_waits_for_the_next_run(void)
{
	struct bench k = bench_begin();

	timer_start(&k.set, &k.a, 10, start_itself, &k);
	timer_start(&k.set, &k.b, 10, run_b, &k);
	timers_run(&k.set, 1010);
	CHECK(!strcmp(k.log, "i"));
	CHECK(timers_next_ms(&k.set) == 0);
	timers_run(&k.set, 1010);
	CHECK(!strcmp(k.log, "ii"));
	timer_stop(&k.a);
	timers_run(&k.set, 1020);
	CHECK(!strcmp(k.log, "iib"));
}

static void run_them_all(void *user)
{
	struct bench *k = user;

	write_name(k, '(');
	CHECK(timers_next_ms(&k->set) == 0); /* b waits */
	timer_start(&k->set, &k->c, 0, run_c, k);
	timers_run(&k->set, k->set.now_ms);
	write_name(k, ')');
}

static void a_run_inside_a_run_loses_nothing(void)
{
	struct bench k = bench_begin();

	timer_start(&k.set, &k.a, 10, run_them_all, &k);
	timer_start(&k.set, &k.b, 10, run_b, &k);
	timers_run(&k.set, 1010);
	CHECK(!strcmp(k.log, "(bc)"));
}

static void a_change_of_the_earliest_time_is_told(void)
{
	struct bench k = bench_begin();

	k.set.changed = count_change;
	k.set.user = &k;
	timer_start(&k.set, &k.b, 20, run_b, &k);
	CHECK(k.changes == 1);
	timer_start(&k.set, &k.c, 30, run_c, &k);
	CHECK(k.changes == 1);
	timer_start(&k.set, &k.a, 10, run_a, &k);
	CHECK(k.changes == 2);
	timer_start(&k.set, &k.a, 40, run_a, &k);
	CHECK(k.changes == 3);
	timer_stop(&k.c);
	CHECK(k.changes == 3);
	timer_stop(&k.b);
	CHECK(k.changes == 4);
	timers_run(&k.set, 1040);
	CHECK(k.changes == 5 && !strcmp(k.log, "a"));
}

static void start_b_in_ten(void *user)
{
	struct bench *k = user;

	write_name(k, 'a');
	timer_start(&k->set, &k->b, 10, run_b, k);
}

static void passing_time_stops_at_every_due_time(void)
{
	struct bench k = bench_begin();

	timer_start(&k.set, &k.a, 10, start_b_in_ten, &k);
	timer_start(&k.set, &k.c, 25, run_c, &k);
	timers_advance(&k.set, 24);
	CHECK(!strcmp(k.log, "ab"));
	CHECK(k.set.now_ms == 1024);
	timers_advance(&k.set, 1);
	CHECK(!strcmp(k.log, "abc"));
}

static void a_timer_may_move_to_another_set(void)
{
	struct bench k = bench_begin();
	struct timers other = {.now_ms = 500};

	k.set.changed = count_change;
	k.set.user = &k;
	timer_start(&k.set, &k.a, 10, run_a, &k);
	timer_start(&other, &k.a, 10, run_a, &k);
	CHECK(k.changes == 2);
	CHECK(timers_next_ms(&k.set) == -1);
	timers_advance(&other, 10);
	CHECK(!strcmp(k.log, "a"));
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(timers_run_in_the_order_they_are_due),
		TEST(equal_times_run_in_the_order_they_were_started),
		TEST(a_stopped_timer_does_not_run),
		TEST(the_clock_never_goes_back),
		TEST(a_timer_stopped_by_one_that_is_due_with_it_does_not_run),
		TEST(a_timer_started_while_they_run_waits_for_the_next_run),
		TEST(a_run_inside_a_run_loses_nothing),
		TEST(a_change_of_the_earliest_time_is_told),
		TEST(passing_time_stops_at_every_due_time),
		TEST(a_timer_may_move_to_another_set),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
