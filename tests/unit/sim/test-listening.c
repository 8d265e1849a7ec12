/* SPDX-License-Identifier: Apache-2.0 */
/* test-listening.c - listening mode: a simulated camera posts its alerts to a unit of ours. */

#include "camera-owner.h"
#include "check.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define HOSTS "/ISAPI/Event/notification/httpHosts"

enum { ALERTS = 4 };

static bool is_online(const struct owner *o)
{
	return o->online;
}

static bool is_offline(const struct owner *o)
{
	return o->offline;
}

static bool is_pushed(const struct owner *o)
{
	return o->told[SOURCE_PUSH];
}

static bool was_told(const struct owner *o)
{
	return o->told[SOURCE_PUSH] + o->told[SOURCE_STREAM];
}

static bool has_issue(const struct owner *o)
{
	return *o->issue;
}

static bool has_parted(const struct owner *o)
{
	return o->parted;
}

/* Have so many come, in both ways together, told or known for an echo? */
static bool has_come(struct owner *o, unsigned count)
{
	long until = now_ms() + DEADLINE_MS;
	unsigned come = 0;

	while (come < count && now_ms() < until) {
		reactor_call(o->reactor, diagnose_on_loop, o);
		come = (unsigned)json_integer_value(json_object_get(
			json_object_get(o->diagnosis, "push"), "echoes"));
		json_decref(o->diagnosis);
		pthread_mutex_lock(&o->lock);
		come += o->told[SOURCE_PUSH] + o->told[SOURCE_STREAM];
		pthread_mutex_unlock(&o->lock);
	}
	return come == count;
}

/* How often the slots of the camera are asked, or written, in a way. */
static long asked(struct sim_driver *sim, const char *request)
{
	json_t *answer = sim_answer(sim, "ledger");
	const json_t *ledger = json_object_get(answer, "ledger");
	long count = (long)json_integer_value(
		json_object_get(json_object_get(ledger, "paths"), request));

	json_decref(answer);
	return count;
}

/* Is a slot as it must be, in time? */
static bool slot_says(struct sim_driver *sim, unsigned id, const char *what)
{
	long until = now_ms() + DEADLINE_MS;
	bool says = false;
	char path[80];

	snprintf(path, sizeof(path), HOSTS "/%u", id);
	while (!says && now_ms() < until) {
		char *text = ask_text(sim, path);

		says = text && strstr(text, what);
		free(text);
		if (!says)
			nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
	}
	return says;
}

static struct sim_driver camera(const char *set, const char *also)
{
	const char *arguments[] = {"--password", PASSWORD, "--set", set,
		also ? "--set" : NULL, also, NULL};

	return sim_start_kind("hikvision-camera", arguments);
}

static bool is_ours(struct sim_driver *sim, unsigned id)
{
	return slot_says(sim, id, "<url>/gatehouse/");
}

static bool is_free(struct sim_driver *sim, unsigned id)
{
	return slot_says(sim, id, "<ipAddress>0.0.0.0</ipAddress>");
}

static void by_default_nothing_is_asked_or_written(void)
{
	struct sim_driver sim = camera("post=body", NULL);
	struct owner o;

	owner_begin(&o, &sim, PUSH_AUTO);
	CHECK(comes(&o, is_online));
	CHECK(sim_do(&sim, "alert VMD 1 active"));
	CHECK(comes(&o, was_told) && !o.told[SOURCE_PUSH]);
	owner_end(&o);
	CHECK(sim_ledger(&sim, "writes") == 0);
	CHECK(asked(&sim, "GET " HOSTS) == 0);
	CHECK(sim_stop(&sim) == 0);
}

static void what_comes_in_both_ways_is_told_once(void)
{
	static const char *const posts[] = {"post=body", "post=form", "post=picture"};

	for (size_t i = 0; i < sizeof(posts) / sizeof(*posts); i++) {
		struct sim_driver sim = camera(posts[i], NULL);
		struct owner o;

		owner_begin(&o, &sim, PUSH_ON);
		CHECK(comes(&o, is_online) && is_ours(&sim, 1));
		for (unsigned n = 0; n < ALERTS; n++)
			CHECK(sim_do(&sim, "alert VMD 1 active"));
		CHECK(has_come(&o, 2 * ALERTS));
		/* The device's clock may tick between the two of a pair. */
		CHECK(o.told[SOURCE_PUSH] + o.told[SOURCE_STREAM] <= ALERTS + 1);
		owner_end(&o);
		CHECK(sim_stop(&sim) == 0);
	}
}

static void without_a_stream_it_is_offline_and_what_it_posts_is_told(void)
{
	struct sim_driver sim = camera("post=picture", "stream=notSupport");
	struct owner o;

	owner_begin(&o, &sim, PUSH_ON);
	CHECK(comes(&o, is_offline) && is_ours(&sim, 1));
	CHECK(sim_do(&sim, "alert linedetection 1 active targets=human"));
	CHECK(comes(&o, is_pushed));
	CHECK(!o.online);
	owner_end(&o);
	CHECK(sim_stop(&sim) == 0);
}

static void a_slot_of_somebody_else_is_never_touched(void)
{
	struct sim_driver sim = camera("post=body", NULL);
	struct owner o;

	CHECK(sim_do(&sim, "httphost http://127.0.0.1:9/other 1"));
	CHECK(sim_do(&sim, "httphost http://0.0.0.0:80/kept 2")); /* it leads nowhere */
	owner_begin(&o, &sim, PUSH_ON);
	CHECK(comes(&o, is_online) && is_ours(&sim, 2));
	CHECK(slot_says(&sim, 1, "<url>/other</url>"));
	CHECK(!*o.issue);
	reactor_call(o.reactor, part_on_loop, &o);
	CHECK(!o.err && comes(&o, has_parted) && !o.err);
	CHECK(is_free(&sim, 2) && slot_says(&sim, 2, "<url>/kept</url>"));
	CHECK(slot_says(&sim, 1, "<url>/other</url>"));
	CHECK(!*o.store);
	owner_end(&o);
	CHECK(sim_stop(&sim) == 0);
}

static void without_a_free_slot_nothing_is_written_and_the_user_is_told(void)
{
	struct sim_driver sim = camera("post=body", NULL);
	struct owner o;

	CHECK(sim_do(&sim, "httphost http://127.0.0.1:9/other 1"));
	CHECK(sim_do(&sim, "httphost http://127.0.0.1:9/more 2"));
	owner_begin(&o, &sim, PUSH_ON);
	CHECK(comes(&o, has_issue) && !strcmp(o.issue, "push-slot"));
	CHECK(comes(&o, is_online));
	reactor_call(o.reactor, part_on_loop, &o);
	CHECK(o.err == -ENOENT);
	owner_end(&o);
	CHECK(sim_ledger(&sim, "writes") == 0);
	CHECK(sim_stop(&sim) == 0);
}

static void a_device_that_cannot_is_served_by_its_stream(void)
{
	struct sim_driver sim = camera("http-hosts=0", NULL);
	struct owner o;

	owner_begin(&o, &sim, PUSH_ON);
	CHECK(comes(&o, has_issue) && !strcmp(o.issue, "push-refused"));
	CHECK(comes(&o, is_online));
	CHECK(sim_do(&sim, "alert VMD 1 active"));
	CHECK(comes(&o, was_told));
	owner_end(&o);
	CHECK(sim_stop(&sim) == 0);
}

static void over_a_restart_nothing_is_written_and_switched_off_it_is_given_back(void)
{
	struct sim_driver sim = camera("post=body", NULL);
	struct owner o;

	owner_begin(&o, &sim, PUSH_ON);
	CHECK(comes(&o, is_online) && is_ours(&sim, 1));
	CHECK(*o.store);
	reactor_call(o.reactor, destroy_on_loop, &o);
	CHECK(sim_ledger(&sim, "writes") == 1);
	o.online = 0;
	reactor_call(o.reactor, create_on_loop, &o);
	CHECK(comes(&o, is_online));
	CHECK(sim_do(&sim, "alert VMD 1 active"));
	CHECK(comes(&o, was_told));
	reactor_call(o.reactor, destroy_on_loop, &o);
	CHECK(sim_ledger(&sim, "writes") == 1);
	o.config.push = PUSH_OFF;
	reactor_call(o.reactor, create_on_loop, &o);
	CHECK(is_free(&sim, 1));
	owner_end(&o);
	CHECK(sim_stop(&sim) == 0);
}

static const struct test tests[] = {
	TEST(by_default_nothing_is_asked_or_written),
	TEST(what_comes_in_both_ways_is_told_once),
	TEST(without_a_stream_it_is_offline_and_what_it_posts_is_told),
	TEST(a_slot_of_somebody_else_is_never_touched),
	TEST(without_a_free_slot_nothing_is_written_and_the_user_is_told),
	TEST(a_device_that_cannot_is_served_by_its_stream),
	TEST(over_a_restart_nothing_is_written_and_switched_off_it_is_given_back),
	{NULL, NULL},
};

int main(int argc, char **argv)
{
	curl_global_init(CURL_GLOBAL_ALL);
	return check_main(tests, argc, argv);
}
