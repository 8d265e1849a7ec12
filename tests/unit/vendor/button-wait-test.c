/* SPDX-License-Identifier: Apache-2.0 */
/* button-wait-test.c - a press waits for its button, and not for long. */

#include "button-wait.h"
#include "check.h"

#include <stddef.h>
#include <string.h>

struct gate {
	struct timers timers;
	struct button_wait wait;
	unsigned told;
	uint64_t asked_ms; /**< of the last that was told */
};

static void tell(const struct event *ev, void *user)
{
	struct gate *g = user;

	CHECK(ev->kind == EVENT_BELL_PRESSED);
	g->told++;
	g->asked_ms = ev->asked_ms;
}

static void begin(struct gate *g)
{
	memset(g, 0, sizeof(*g));
	timers_advance(&g->timers, 1000);
	button_wait_init(&g->wait, &g->timers, tell, g);
}

static void press(struct gate *g)
{
	button_wait_hold(&g->wait, &(struct event){.kind = EVENT_BELL_PRESSED,
					   .asked_ms = g->timers.now_ms});
}

static void a_press_without_a_call_is_told_in_the_end(void)
{
	struct gate g;

	begin(&g);
	press(&g);
	timers_advance(&g.timers, BUTTON_WAIT_MS - 1);
	CHECK(!g.told);
	timers_advance(&g.timers, 1);
	CHECK(g.told == 1 && g.asked_ms == 1000);
	timers_advance(&g.timers, 10 * BUTTON_WAIT_MS);
	CHECK(g.told == 1);
	button_wait_finish(&g.wait);
}

static void with_the_call_it_is_told_at_once_and_once(void)
{
	struct gate g;

	begin(&g);
	press(&g);
	button_wait_end(&g.wait);
	button_wait_end(&g.wait);
	timers_advance(&g.timers, 10 * BUTTON_WAIT_MS);
	CHECK(g.told == 1);
	button_wait_finish(&g.wait);
}

static void a_second_press_does_not_replace_the_first(void)
{
	struct gate g;

	begin(&g);
	press(&g);
	timers_advance(&g.timers, 100);
	press(&g);
	CHECK(g.told == 1 && g.asked_ms == 1000);
	timers_advance(&g.timers, BUTTON_WAIT_MS);
	CHECK(g.told == 2 && g.asked_ms == 1100);
	button_wait_finish(&g.wait);
}

static void nothing_is_told_after_the_end(void)
{
	struct gate g;

	begin(&g);
	press(&g);
	button_wait_finish(&g.wait);
	timers_advance(&g.timers, 10 * BUTTON_WAIT_MS);
	CHECK(!g.told && !g.timers.first);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_press_without_a_call_is_told_in_the_end),
		TEST(with_the_call_it_is_told_at_once_and_once),
		TEST(a_second_press_does_not_replace_the_first),
		TEST(nothing_is_told_after_the_end),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
