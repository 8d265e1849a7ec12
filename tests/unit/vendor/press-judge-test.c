/* SPDX-License-Identifier: Apache-2.0 */
/* press-judge-test.c - a visitor at the button, or somebody who unlocked from afar? */

#include "check.h"
#include "press-judge.h"

#include <stddef.h>
#include <string.h>

struct porch {
	struct timers timers;
	struct press_judge judge;
	unsigned presses;
	unsigned button; /**< of the last */
};

static void press(const struct event *ev, void *user)
{
	struct porch *p = user;

	p->presses++;
	p->button = ev->button;
}

static void begin(struct porch *p)
{
	memset(p, 0, sizeof(*p));
	p->timers.now_ms = 100; /* soon after the machine was started */
	press_judge_init(&p->judge, &p->timers, press, p);
}

static void end(struct porch *p)
{
	press_judge_finish(&p->judge);
	CHECK(!p->timers.first);
}

static void comes(struct porch *p, unsigned button, bool picture)
{
	press_judge_doubt(&p->judge,
		&(struct event){.kind = EVENT_BELL_PRESSED,
			.button = button,
			.asked_ms = p->timers.now_ms},
		picture);
}

static void a_picture_without_an_unlock_is_a_press_at_once(void)
{
	struct porch p;

	begin(&p);
	comes(&p, 2, true);
	CHECK(p.presses == 1 && p.button == 2);
	timers_advance(&p.timers, 5000);
	CHECK(p.presses == 1);
	end(&p);
}

static void without_a_picture_it_is_a_press_when_no_door_is_unlocked(void)
{
	struct porch p;

	begin(&p);
	comes(&p, 3, false);
	timers_advance(&p.timers, 999);
	CHECK(!p.presses);
	timers_advance(&p.timers, 1);
	CHECK(p.presses == 1 && p.button == 3);
	end(&p);
}

static void an_unlock_before_or_after_explains_it(void)
{
	for (unsigned gap_ms = 0; gap_ms < 1000; gap_ms += 111) {
		struct porch p;

		begin(&p);
		comes(&p, 1, false);
		timers_advance(&p.timers, gap_ms);
		press_judge_unlock(&p.judge);
		timers_advance(&p.timers, 5000);
		CHECK(!p.presses);

		press_judge_unlock(&p.judge);
		timers_advance(&p.timers, gap_ms);
		comes(&p, 1, gap_ms % 2);
		timers_advance(&p.timers, 5000);
		CHECK(!p.presses);
		end(&p);
	}
}

static void an_unlock_long_ago_explains_nothing(void)
{
	struct porch p;

	begin(&p);
	press_judge_unlock(&p.judge);
	timers_advance(&p.timers, 1001);
	comes(&p, 1, true);
	CHECK(p.presses == 1);
	comes(&p, 1, false);
	timers_advance(&p.timers, 1000);
	CHECK(p.presses == 2);
	end(&p);
}

static void a_station_that_rings_proves_the_one_with_the_picture(void)
{
	struct porch p;
	uint64_t before;

	begin(&p);
	before = p.timers.now_ms;
	press_judge_unlock(&p.judge);
	timers_advance(&p.timers, 100);
	comes(&p, 1, false);
	comes(&p, 2, true);
	timers_advance(&p.timers, 100);
	press_judge_ringing(&p.judge, before); /* asked before it came */
	CHECK(!p.presses);
	press_judge_ringing(&p.judge, p.timers.now_ms);
	CHECK(p.presses == 1 && p.button == 2);
	timers_advance(&p.timers, 5000);
	CHECK(p.presses == 1);
	end(&p);
}

static void each_is_judged_by_itself_and_in_order(void)
{
	struct porch p;

	begin(&p);
	for (unsigned n = 1; n <= 5; n++) {
		comes(&p, n, false);
		timers_advance(&p.timers, 300);
	}
	CHECK(p.presses == 2 && p.button == 2);
	timers_advance(&p.timers, 300);
	CHECK(p.presses == 3 && p.button == 3);
	press_judge_unlock(&p.judge); /* explains the two that are held */
	timers_advance(&p.timers, 5000);
	CHECK(p.presses == 3);
	end(&p);
}

static void while_it_is_held_it_names_the_button(void)
{
	struct porch p;

	begin(&p);
	CHECK(press_judge_button(&p.judge) == 0);
	comes(&p, 2, false);
	timers_advance(&p.timers, 300);
	comes(&p, 3, false);
	CHECK(press_judge_button(&p.judge) == 3);
	timers_advance(&p.timers, 1000);
	CHECK(press_judge_button(&p.judge) == 0 && p.presses == 2);
	end(&p);
}

static void a_flood_is_not_held_for_ever(void)
{
	struct porch p;

	begin(&p);
	for (unsigned n = 0; n < 100; n++)
		comes(&p, 1, false);
	CHECK(p.presses == 100 - JUDGE_HELD_MAX);
	timers_advance(&p.timers, 1000);
	CHECK(p.presses == 100);
	end(&p);
}

static void what_is_held_is_forgotten_with_the_station(void)
{
	struct porch p;

	begin(&p);
	comes(&p, 1, false);
	press_judge_finish(&p.judge);
	timers_advance(&p.timers, 5000);
	CHECK(!p.presses);
	end(&p);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_picture_without_an_unlock_is_a_press_at_once),
		TEST(without_a_picture_it_is_a_press_when_no_door_is_unlocked),
		TEST(an_unlock_before_or_after_explains_it),
		TEST(an_unlock_long_ago_explains_nothing),
		TEST(a_station_that_rings_proves_the_one_with_the_picture),
		TEST(each_is_judged_by_itself_and_in_order),
		TEST(while_it_is_held_it_names_the_button),
		TEST(a_flood_is_not_held_for_ever),
		TEST(what_is_held_is_forgotten_with_the_station),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
