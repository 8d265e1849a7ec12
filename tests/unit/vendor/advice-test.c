/* SPDX-License-Identifier: Apache-2.0 */
/* advice-test.c - what only the user can mend is raised once, and withdrawn once. */

#include "advice.h"
#include "check.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct porch {
	struct timers timers;
	struct advice advice;
	unsigned raised, withdrawn;
	char id[32], text[512]; /**< of the last */
};

static void issue(const char *id, const struct unit_issue *issue, void *user)
{
	struct porch *p = user;

	p->raised += issue != NULL;
	p->withdrawn += issue == NULL;
	snprintf(p->id, sizeof(p->id), "%s", id);
	snprintf(p->text, sizeof(p->text), "%s", issue ? issue->text : "");
	CHECK(!issue || (*issue->title && *issue->text && !issue->fix));
}

static void begin(struct porch *p)
{
	memset(p, 0, sizeof(*p));
	timers_advance(&p->timers, 100 * 1000);
	advice_init(&p->advice, &p->timers, issue, p);
}

static void end(struct porch *p)
{
	advice_finish(&p->advice);
	CHECK(!p->timers.first);
	CHECK(p->raised == p->withdrawn);
}

/* The station is asked every second. */
static void seconds(struct porch *p, unsigned count, bool call)
{
	while (count--) {
		uint64_t asked_ms = p->timers.now_ms;

		timers_advance(&p->timers, 50);
		advice_call_status(&p->advice, call, asked_ms);
		timers_advance(&p->timers, 950);
	}
}

static void silent_call(struct porch *p)
{
	advice_pressed(&p->advice);
	seconds(p, 10, false);
}

static bool says(const struct porch *p, const char *id, const char *words)
{
	return !strcmp(p->id, id) && strstr(p->text, words);
}

static void two_calls_that_are_not_reported_are_one_issue(void)
{
	struct porch p;

	begin(&p);
	silent_call(&p);
	CHECK(p.raised == 0);
	silent_call(&p);
	CHECK(p.raised == 1 && says(&p, "calls-not-reported", "Hik-Connect"));
	CHECK(says(&p, "calls-not-reported", "indoor station"));
	silent_call(&p);
	CHECK(p.raised == 1 && p.withdrawn == 0);
	end(&p);
}

static void a_call_that_is_reported_withdraws_it(void)
{
	struct porch p;

	begin(&p);
	silent_call(&p);
	silent_call(&p);
	seconds(&p, 3, true);
	CHECK(p.withdrawn == 1 && !strcmp(p.id, "calls-not-reported"));
	seconds(&p, 20, false);
	silent_call(&p);
	CHECK(p.raised == 1); /* one call proves nothing, again */
	silent_call(&p);
	CHECK(p.raised == 2);
	end(&p);
}

static void a_reported_call_between_two_others_begins_the_count_anew(void)
{
	struct porch p;

	begin(&p);
	silent_call(&p);
	advice_pressed(&p.advice);
	seconds(&p, 20, true);
	seconds(&p, 20, false);
	silent_call(&p);
	CHECK(p.raised == 0);
	end(&p);
}

static void many_presses_of_one_visitor_are_one_call(void)
{
	struct porch p;

	begin(&p);
	for (unsigned i = 0; i < 4; i++) {
		advice_pressed(&p.advice);
		seconds(&p, 1, false);
	}
	seconds(&p, 1, false); /* five since the first */
	CHECK(p.raised == 0 && p.advice.unseen == 1);
	end(&p);
}

static void a_press_told_late_of_a_call_that_was_seen_is_no_second_call(void)
{
	struct porch p;

	begin(&p);
	seconds(&p, 1, true);
	seconds(&p, 2, false);
	silent_call(&p); /* told when the call is over */
	timers_advance(&p.timers, 60 * 1000);
	silent_call(&p);
	CHECK(p.raised == 0 && p.advice.unseen == 1);
	end(&p);
}

static void a_station_that_cannot_be_asked_is_not_accused(void)
{
	struct porch p;

	begin(&p);
	for (unsigned i = 0; i < 3; i++) {
		advice_pressed(&p.advice);
		seconds(&p, ADVICE_CALL_ANSWERS - 1, false);
		timers_advance(&p.timers, 60 * 1000);
	}
	advice_pressed(&p.advice);
	seconds(&p, 2, false);
	advice_deaf(&p.advice); /* the connection is gone */
	seconds(&p, 10, false);
	CHECK(p.raised == 0 && p.advice.unseen == 0);
	end(&p);
}

static void an_answer_to_a_question_before_the_press_says_nothing_of_it(void)
{
	struct porch p;

	begin(&p);
	for (unsigned i = 0; i < 2; i++) {
		advice_pressed(&p.advice);
		for (unsigned n = 0; n < 5; n++)
			advice_call_status(&p.advice, false, p.advice.pressed_ms - 1);
		timers_advance(&p.timers, 60 * 1000);
	}
	CHECK(p.raised == 0);
	end(&p);
}

static void two_unlocks_without_any_event_are_an_issue(void)
{
	struct porch p;

	begin(&p);
	advice_unlocked(&p.advice);
	timers_advance(&p.timers, 5000);
	advice_unlocked(&p.advice); /* of the same ten seconds */
	timers_advance(&p.timers, 5000);
	CHECK(p.advice.silent == 1);
	timers_advance(&p.timers, 60 * 1000);
	CHECK(p.raised == 0);
	advice_unlocked(&p.advice);
	timers_advance(&p.timers, ADVICE_EVENT_MS - 1);
	CHECK(p.raised == 0);
	timers_advance(&p.timers, 1);
	CHECK(p.raised == 1);
	CHECK(says(&p, "events-missing", "Remote: Notify Surveillance Center"));
	CHECK(says(&p, "events-missing", "linkage"));
	end(&p);
}

static void the_first_event_withdraws_it_for_good(void)
{
	struct porch p;

	begin(&p);
	for (unsigned i = 0; i < 2; i++) {
		advice_unlocked(&p.advice);
		timers_advance(&p.timers, ADVICE_EVENT_MS);
	}
	CHECK(p.raised == 1);
	advice_heard(&p.advice);
	CHECK(p.withdrawn == 1 && !strcmp(p.id, "events-missing"));
	for (unsigned i = 0; i < 4; i++) { /* it tells, but not of its doors */
		advice_unlocked(&p.advice);
		timers_advance(&p.timers, ADVICE_EVENT_MS);
	}
	CHECK(p.raised == 1);
	end(&p);
}

static void events_that_cannot_be_heard_are_not_missed(void)
{
	struct porch p;

	begin(&p);
	for (unsigned i = 0; i < 3; i++) {
		advice_unlocked(&p.advice);
		timers_advance(&p.timers, 3000);
		advice_deaf(&p.advice);
		timers_advance(&p.timers, 60 * 1000);
	}
	CHECK(p.raised == 0);
	end(&p);
}

static void a_missing_right_is_named_until_it_is_there(void)
{
	struct porch p;

	begin(&p);
	advice_allowed(&p.advice, ADVICE_STREAM);
	CHECK(p.raised == 0 && p.withdrawn == 0);
	advice_denied(&p.advice, ADVICE_STREAM);
	advice_denied(&p.advice, ADVICE_STREAM);
	CHECK(p.raised == 1);
	CHECK(says(&p, "permission", "Remote: Notify Surveillance Center"));
	CHECK(!says(&p, "permission", "Remote: Control"));
	advice_denied(&p.advice, ADVICE_DOOR);
	CHECK(p.raised == 2 && says(&p, "permission", "Remote: Control"));
	CHECK(says(&p, "permission", "Remote: Notify Surveillance Center"));
	advice_allowed(&p.advice, ADVICE_STREAM);
	CHECK(p.raised == 3 && says(&p, "permission", "Remote: Control"));
	CHECK(!says(&p, "permission", "Notify"));
	advice_allowed(&p.advice, ADVICE_DOOR);
	CHECK(p.withdrawn == 1);
	p.raised = p.withdrawn; /* three texts of one issue */
	end(&p);
}

static void another_station_begins_with_a_clean_sheet(void)
{
	struct porch p;

	begin(&p);
	silent_call(&p);
	silent_call(&p);
	advice_denied(&p.advice, ADVICE_DOOR);
	advice_unlocked(&p.advice);
	advice_forget(&p.advice);
	CHECK(p.raised == 2 && p.withdrawn == 2 && !p.timers.first);
	silent_call(&p);
	CHECK(p.raised == 2);
	end(&p);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(two_calls_that_are_not_reported_are_one_issue),
		TEST(a_call_that_is_reported_withdraws_it),
		TEST(a_reported_call_between_two_others_begins_the_count_anew),
		TEST(many_presses_of_one_visitor_are_one_call),
		TEST(a_press_told_late_of_a_call_that_was_seen_is_no_second_call),
		TEST(a_station_that_cannot_be_asked_is_not_accused),
		TEST(an_answer_to_a_question_before_the_press_says_nothing_of_it),
		TEST(two_unlocks_without_any_event_are_an_issue),
		TEST(the_first_event_withdraws_it_for_good),
		TEST(events_that_cannot_be_heard_are_not_missed),
		TEST(a_missing_right_is_named_until_it_is_there),
		TEST(another_station_begins_with_a_clean_sheet),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
