/* SPDX-License-Identifier: Apache-2.0 */
/* visits.c - five visits, and exactly what is told of each: nobody answers; the indoor
 * station answers; we open the door; the button is pressed twice; the station dies.
 *
 * Three stations: one whose stream tells of presses and that can be asked; one that can
 * only be asked; and (visits-unasked.c) one whose stream tells and that, asked, always
 * says idle. */

#include "visit.h"

static const char *const with_buttons[] = {"--set", "press-button=on", NULL};
static const char *const only_asked[] = {"--set", "press-event=off", NULL};

static struct story at_the_door(const char *const *options)
{
	return story_at_home(options, "{\"expose_locks\":true}");
}

/* The call has been seen by us, in this state. */
static void seen(struct story *s, const char *state)
{
	char pattern[96];

	snprintf(pattern, sizeof(pattern),
		"{\"report\":\"state\",\"state\":{\"call\":{\"value\":\"%s\"}}}",
		state);
	hear(s, SOON_MS, pattern);
}

static void a_visit_nobody_answers(const char *const *station)
{
	struct story s = at_the_door(station);

	sim_do(&s, "set ring-ms 3000");
	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	hear(&s, 2 * SOON_MS, CALL_ENDED);
	CHECK(visits_told(&s, "ring missed"));
	CHECK(missed_calls(&s) == 1);
	story_end(&s);
}

static void a_visit_answered_at_the_indoor_station(const char *const *station)
{
	struct story s = at_the_door(station);

	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	sim_do(&s, "answer");
	seen(&s, "in_call");
	CHECK(heard(&s, CALL_ENDED) == 0);
	sim_do(&s, "hangup");
	hear(&s, SOON_MS, CALL_ENDED);
	CHECK(visits_told(&s, "ring answered_elsewhere"));
	CHECK(missed_calls(&s) == 0);
	story_end(&s);
}

static void a_visit_let_in_while_it_rings(const char *const *station)
{
	struct story s = at_the_door(station);
	unsigned r;

	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	r = request(&s, device_of(&s, "lock"), "lock", "unlock", NULL);
	CHECK(reply_is(&s, r, "ok"));
	listen_for(&s, 1500); /* until it has been asked, too */
	sim_do(&s, "hangup");
	hear(&s, 2 * SOON_MS, CALL_ENDED);
	CHECK(visits_told(&s, "ring ended"));
	CHECK(missed_calls(&s) == 0);
	story_end(&s);
}

static void a_visit_pressed_twice(const char *const *station, const char *expected)
{
	struct story s = at_the_door(station);

	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	listen_for(&s, 1500);
	sim_do(&s, "press 1");
	listen_for(&s, 1500);
	sim_do(&s, "hangup");
	hear(&s, 2 * SOON_MS, CALL_ENDED);
	CHECK(visits_told(&s, expected));
	CHECK(missed_calls(&s) == 1);
	story_end(&s);
}

static void a_visit_the_station_dies_of(const char *const *station)
{
	struct story s = at_the_door(station);

	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	listen_for(&s, 1500); /* it has been asked while it rang */
	sim_do(&s, "reboot 1000");
	hear(&s, RECOVERY_MS, UNREACHABLE);
	hear(&s, RECOVERY_MS, ONLINE);
	hear_count(&s, RECOVERY_MS, 1, CALL_ENDED);
	CHECK(visits_told(&s, "ring missed"));
	CHECK(missed_calls(&s) == 1);
	story_end(&s);
}

static void a_call_nobody_answers_is_missed(void)
{
	a_visit_nobody_answers(NULL);
}

static void a_call_answered_inside_is_answered_elsewhere(void)
{
	a_visit_answered_at_the_indoor_station(NULL);
}

static void a_visitor_whom_we_let_in_is_not_missed(void)
{
	a_visit_let_in_while_it_rings(NULL);
}

static void a_call_pressed_twice_rings_twice_and_ends_once(void)
{
	a_visit_pressed_twice(NULL, "ring ring missed");
}

static void a_station_that_dies_in_mid_ring_ends_its_call_once(void)
{
	a_visit_the_station_dies_of(NULL);
}

static void if_only_asked_a_call_nobody_answers_is_missed(void)
{
	a_visit_nobody_answers(only_asked);
}

static void if_only_asked_a_call_answered_inside_is_answered_elsewhere(void)
{
	a_visit_answered_at_the_indoor_station(only_asked);
}

static void if_only_asked_a_visitor_whom_we_let_in_is_not_missed(void)
{
	a_visit_let_in_while_it_rings(only_asked);
}

/* The status does not tell of a second press. */
static void if_only_asked_a_call_pressed_twice_rings_once_and_ends_once(void)
{
	a_visit_pressed_twice(only_asked, "ring missed");
}

static void if_only_asked_a_station_that_dies_in_mid_ring_ends_its_call_once(void)
{
	a_visit_the_station_dies_of(only_asked);
}

/* Also where the status tells of the ring first: the button is in an event on its way. */
static void the_ring_names_the_button_that_was_pressed(void)
{
	struct story s = at_the_door(with_buttons);

	for (int button = 1; button <= 4; button++) {
		const json_t *ring;

		sim_do(&s, "press %d", button);
		ring = hear(&s, SOON_MS, RING);
		CHECK(json_integer_value(json_object_get(
			      json_object_get(ring, "data"), "button")) == button);
		listen_for(&s, 1500);
		sim_do(&s, "hangup");
		hear(&s, SOON_MS, CALL_ENDED);
	}
	CHECK(heard(&s, RING) == 4 && heard(&s, CALL_ENDED) == 4);
	story_end(&s);
}

static void the_user_clears_the_missed_calls(void)
{
	struct story s = at_the_door(with_buttons);
	unsigned r;

	for (int i = 1; i <= 2; i++) {
		sim_do(&s, "press 3");
		hear(&s, SOON_MS, RING);
		listen_for(&s, 1500);
		sim_do(&s, "hangup");
		hear(&s, SOON_MS, CALL_ENDED);
		listen_for(&s, 100);
		CHECK(missed_calls(&s) == i);
	}
	CHECK(heard(&s,
		      "{\"report\":\"state\",\"state\":{\"missed_calls\":{\"value\":2,"
		      "\"last_button\":3}}}") == 1);
	r = request(&s, device_of(&s, "doorbell"), "clear_missed_calls", "press", NULL);
	CHECK(reply_is(&s, r, "ok"));
	CHECK(missed_calls(&s) == 0);
	story_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_call_nobody_answers_is_missed),
		TEST(a_call_answered_inside_is_answered_elsewhere),
		TEST(a_visitor_whom_we_let_in_is_not_missed),
		TEST(a_call_pressed_twice_rings_twice_and_ends_once),
		TEST(a_station_that_dies_in_mid_ring_ends_its_call_once),
		TEST(if_only_asked_a_call_nobody_answers_is_missed),
		TEST(if_only_asked_a_call_answered_inside_is_answered_elsewhere),
		TEST(if_only_asked_a_visitor_whom_we_let_in_is_not_missed),
		TEST(if_only_asked_a_call_pressed_twice_rings_once_and_ends_once),
		TEST(if_only_asked_a_station_that_dies_in_mid_ring_ends_its_call_once),
		TEST(the_ring_names_the_button_that_was_pressed),
		TEST(the_user_clears_the_missed_calls),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
