/* SPDX-License-Identifier: Apache-2.0 */
/* other-libre.c - a host that runs on libre itself, beside the plugin that does too. */

#include "embedder.h"
#include "libre-host.h"
#include "process-facts.h"
#include "story.h"

#include <signal.h>

enum { LONGEST_GAP_MS = 1000, LIVES = 3 };

static void two_loops_in_one_process_do_not_know_each_other(void)
{
	struct story s = story_begin(NULL);
	struct libre_host *other = libre_host_create(OTHER_LIBRE);
	struct sigaction before, after;
	unsigned threads, gap_ms;

	CHECK(libre_host_ticks(other, SOON_MS));
	threads = count_threads();
	sigaction(SIGPIPE, NULL, &before); /* libre's own: this host let it */
	for (unsigned i = 0; i < LIVES; i++) {
		struct guest g = guest_load();
		struct embedder e;

		embedder_init_at(&e, &g, &s);
		embedder_start(&e);
		embedder_does_its_job(&e, &s);
		CHECK(libre_host_ticks(other, SOON_MS));
		CHECK(count_threads() == threads + 1); /* each has its own */
		embedder_stop(&e);
		embedder_destroy(&e);
		embedder_finish(&e);
		guest_unload(&g);
		CHECK(libre_host_ticks(other, SOON_MS));
	}
	sigaction(SIGPIPE, NULL, &after);
	CHECK(after.sa_handler == before.sa_handler);
	CHECK(libre_host_destroy(other, &gap_ms));
	CHECK(gap_ms < LONGEST_GAP_MS);
	story_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(two_loops_in_one_process_do_not_know_each_other),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
