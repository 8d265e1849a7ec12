/* SPDX-License-Identifier: Apache-2.0 */
/* embedding.c - one life after the other, two at once, and in a crowded process. */

#include "embedder.h"
#include "process-facts.h"
#include "story.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
	CYCLES = 300,
	WARM_UP = 30,
	RSS_SLACK_KB = 256, /* less than 1 kB a life */
};

/* A thread that was joined may be seen in /proc for a moment longer. */
static bool comes_back_to(unsigned (*count)(void), unsigned wanted)
{
	unsigned long long end = now_ms() + SOON_MS;

	while (count() != wanted && now_ms() < end)
		nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
	if (count() != wanted)
		printf("# %u, should be %u\n", count(), wanted);
	return count() == wanted;
}

/* One of each kind that takes its time, and some that do not. @return unlocks asked */
static unsigned ask_all_sorts(struct embedder *e, const char *lock)
{
	embedder_ask(e, lock, "lock", "unlock", "{}");
	embedder_ask(e, "", "", "settings.check", "{}");
	embedder_ask(e, "", "", "action", "{\"id\":\"test_connection\"}");
	embedder_ask(e, "", "", "dance", "{}");
	embedder_ask(e, "nobody", "lock", "unlock", "{}");
	return embedder_ask(e, lock, "lock", "unlock", "{}");
}

/* Stopped at another moment of its life in each of five cycles. */
static void live(struct embedder *e, unsigned cycle, const char *lock, unsigned *seed)
{
	unsigned last;

	embedder_start(e);
	if (cycle % 5 >= 3)
		CHECK(embedder_hears_status(e, DP_OK));
	last = ask_all_sorts(e, lock);
	switch (cycle % 5) {
	case 1:
	case 3: embedder_outcome_within(e, last, (unsigned)rand_r(seed) % 8); break;
	case 2:
	case 4: CHECK(embedder_outcome(e, last) >= 0); break;
	}
	CHECK(embedder_stop(e) < 1000);
	embedder_destroy(e);
}

static unsigned unlocks_granted(const struct embedder *e)
{
	return (e->outcomes[1] == DP_OK) + (e->outcomes[6] == DP_OK);
}

static void lives_in_a_row_leave_nothing_and_answer_every_request_once(void)
{
	static struct embedder all[CYCLES]; /* to the end: a late call finds its host */
	struct guest g = guest_load();
	struct story s = story_begin(NULL);
	unsigned threads, fds = 0, kb = 0, granted = 1, seed = 7;
	char lock[sizeof(all[0].lock_id)];

	memset(all, 1, sizeof(all)); /* its pages are in RSS from now on */
	embedder_init_at(&all[0], &g, &s);
	embedder_start(&all[0]);
	embedder_does_its_job(&all[0], &s);
	threads = count_threads() - 1; /* the loop's goes with its last user */
	snprintf(lock, sizeof(lock), "%s", all[0].lock_id);
	embedder_stop(&all[0]);
	embedder_destroy(&all[0]);
	for (unsigned i = 1; i < CYCLES; i++) {
		if (i == WARM_UP) {
			fds = count_fds();
			kb = rss_kb();
		}
		embedder_init_at(&all[i], &g, &s);
		live(&all[i], i, lock, &seed);
	}
	CHECK(comes_back_to(count_threads, threads));
	CHECK(comes_back_to(count_fds, fds));
	printf("# RSS %u kB, after %d lives %u kB\n", kb, CYCLES, rss_kb());
	if (PROCESS_SANITIZED)
		printf("# RSS is not judged under a sanitizer\n");
	CHECK(PROCESS_SANITIZED || rss_kb() <= kb + RSS_SLACK_KB);
	for (unsigned i = 1; i < CYCLES; i++)
		granted += unlocks_granted(&all[i]);
	printf("# %u unlocks granted, %lld pulses, of %d asked\n", granted,
		ledger(&s, "relay_pulses/1"), 2 * CYCLES - 1);
	CHECK(granted > CYCLES / 5);
	CHECK(ledger(&s, "relay_pulses/1") >= granted);
	CHECK(ledger(&s, "relay_pulses/1") <= 2 * CYCLES - 1);
	CHECK(ledger(&s, "relay_pulses/1") == ledger(&s, "door_commands/open"));
	CHECK(ledger(&s, "logins_failed") == 0);
	for (unsigned i = 0; i < CYCLES; i++)
		embedder_finish(&all[i]);
	guest_unload(&g);
	story_end(&s);
}

static void two_instances_on_two_stations_do_not_disturb_each_other(void)
{
	struct guest g = guest_load();
	struct story front = story_begin(NULL);
	static const char *const options[] = {"--serial", "BACK-0002", NULL};
	struct story back = story_begin(options);
	struct embedder at_front, at_back;

	embedder_init_at(&at_front, &g, &front);
	embedder_init_at(&at_back, &g, &back);
	embedder_start(&at_front);
	embedder_start(&at_back);
	embedder_does_its_job(&at_front, &front);
	embedder_does_its_job(&at_back, &back);
	CHECK(embedder_hears_rings(&at_front, 0)); /* not the other one's */
	embedder_stop(&at_front);
	embedder_destroy(&at_front);
	embedder_does_its_job(&at_back, &back);
	CHECK(ledger(&front, "relay_pulses/1") == 1);
	embedder_stop(&at_back);
	embedder_destroy(&at_back);
	embedder_finish(&at_front);
	embedder_finish(&at_back);
	guest_unload(&g);
	story_end(&back);
	story_end(&front);
}

static void two_instances_on_one_station_both_ring_and_one_outlives_the_other(void)
{
	struct guest g = guest_load();
	struct story s = story_begin(NULL);
	struct embedder first, second;

	embedder_init_at(&first, &g, &s);
	embedder_init_at(&second, &g, &s);
	embedder_start(&first);
	embedder_start(&second);
	CHECK(embedder_hears_status(&first, DP_OK));
	CHECK(embedder_hears_status(&second, DP_OK));
	sim_do(&s, "press 1");
	CHECK(embedder_hears_rings(&first, 1));
	CHECK(embedder_hears_rings(&second, 1));
	embedder_takes_the_call(&first, &s);
	embedder_opens_the_door(&first, &s);
	CHECK(embedder_hears_unlocked(&second, 1));
	embedder_stop(&second);
	embedder_destroy(&second);
	embedder_does_its_job(&first, &s);
	embedder_stop(&first);
	embedder_destroy(&first);
	embedder_finish(&first);
	embedder_finish(&second);
	guest_unload(&g);
	story_end(&s);
}

static void a_host_with_2000_open_descriptors_is_served(void)
{
	struct guest g = guest_load();
	struct story s = story_begin(NULL);
	struct embedder e;
	unsigned fds;

	open_many_fds();
	fds = count_fds();
	embedder_init_at(&e, &g, &s);
	embedder_start(&e);
	embedder_does_its_job(&e, &s);
	embedder_stop(&e);
	embedder_destroy(&e);
	CHECK(count_fds() == fds);
	embedder_finish(&e);
	close_many_fds();
	guest_unload(&g);
	story_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(lives_in_a_row_leave_nothing_and_answer_every_request_once),
		TEST(two_instances_on_two_stations_do_not_disturb_each_other),
		TEST(two_instances_on_one_station_both_ring_and_one_outlives_the_other),
		TEST(a_host_with_2000_open_descriptors_is_served),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
