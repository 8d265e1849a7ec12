/* SPDX-License-Identifier: Apache-2.0 */
/* removal.c - a stop for good gives back what Autoinstall wrote; any other writes nothing. */

#include "keeping-host.h"
#include "sip-house.h"

#include <stdio.h>
#include <string.h>

enum {
	STOP_MS = 5000, /* what the ABI gives to stop() */
	PATIENCE_MS =
		3500 /* of the provider, at least: who is done earlier did not wait */
};

#define INSTALL                                                                        \
	"\"sip\":{\"mode\":\"server\",\"autoinstall\":true,\"room\":7,"                \
	"\"button\":2,\"doorbell_number\":\"70\",\"proxy_number\":\"71\"}"
#define REMOVED   "{\"report\":\"done\",\"did\":\"remove\"}"
#define INSTALLED "the station is set to call us"
#define RETURNED  "the station's own settings are back"
#define LEFT      "may still lead here"

/* A station that its user has set to a proxy of his own. */
static struct story users_station(void)
{
	struct story s = story_begin(NULL);

	sim_do(&s, "sip-proxy 127.0.0.1 9 door");
	sim_do(&s, "sip-key 2 77");
	return s;
}

static struct story installed(void)
{
	struct story s = users_station();

	host_begin(&s, "{" INSTALL "}");
	hear(&s, SOON_MS, ONLINE);
	CHECK(sip_log_says(&s, 2 * SOON_MS, INSTALLED));
	return s;
}

static long long writes(struct story *s)
{
	return ledger(s, "sip_writes/SIP") +
	       ledger(s, "sip_writes/PhoneNumberRecords") +
	       ledger(s, "sip_writes/keyCfg");
}

static bool has(struct story *s, const char *member, const char *text)
{
	json_t *answer = sim(s, "sip");
	const char *is = json_string_value(json_object_get(answer, member));
	bool yes = is && strstr(is, text);

	json_decref(answer);
	return yes;
}

static bool log_said(struct story *s, const char *text)
{
	return sip_log_says(s, 0, text);
}

/* @return how long it took, milliseconds */
static unsigned long long remove_front(struct story *s)
{
	unsigned long long began = now_ms();

	host_send(s, "{\"remove\":\"front\"}");
	hear(s, 2 * STOP_MS, REMOVED);
	return now_ms() - began;
}

static void removed_it_leaves_the_station_as_its_user_had_it(void)
{
	struct story s = installed();

	CHECK(writes(&s) == 3 && !has(&s, "user", "door"));
	CHECK(remove_front(&s) < PATIENCE_MS);
	CHECK(log_said(&s, RETURNED) && !heard(&s, "{\"level\":\"warning\"}"));
	CHECK(writes(&s) == 6 && has(&s, "user", "door"));
	story_end(&s);
}

static void quit_it_writes_nothing(void)
{
	struct story s = installed();

	host_end(&s);
	CHECK(writes(&s) == 3 && !has(&s, "user", "door"));
	CHECK(!log_said(&s, RETURNED) && !log_said(&s, LEFT));
	story_end(&s);
}

static void removed_without_autoinstall_it_writes_nothing_and_says_nothing(void)
{
	struct story s = users_station();

	host_begin(&s, "{\"sip\":{\"mode\":\"server\"}}");
	hear(&s, SOON_MS, ONLINE);
	remove_front(&s);
	CHECK(writes(&s) == 0 && !log_said(&s, RETURNED) && !log_said(&s, LEFT));
	host_end(&s);
	sim_do(&s, "off");
	host_begin(&s, "{\"sip\":{\"mode\":\"server\"}}");
	hear(&s, RECOVERY_MS, UNREACHABLE);
	remove_front(&s);
	CHECK(!log_said(&s, LEFT));
	story_end(&s);
}

static void a_station_that_is_known_to_be_off_is_told_of_at_once(void)
{
	struct story s = installed();

	sim_do(&s, "off");
	hear(&s, RECOVERY_MS, UNREACHABLE);
	CHECK(remove_front(&s) < STOP_MS);
	CHECK(log_said(&s, LEFT ": the station cannot be reached. Before: SIP"));
	story_end(&s);
}

static void a_station_that_was_never_reached_is_told_of(void)
{
	struct story s = users_station();

	sim_do(&s, "off");
	host_begin(&s, "{" INSTALL "}");
	hear(&s, RECOVERY_MS, UNREACHABLE);
	CHECK(remove_front(&s) < STOP_MS);
	CHECK(log_said(&s, LEFT ": the station cannot be reached. Before: not known"));
	story_end(&s);
}

static void a_station_that_falls_silent_does_not_hold_it_up(void)
{
	static const char *const how[] = {"freeze", "off"};

	for (size_t i = 0; i < sizeof(how) / sizeof(*how); i++) {
		struct story s = installed();

		sim_do(&s, "%s", how[i]);
		CHECK(remove_front(&s) < STOP_MS);
		CHECK(log_said(&s, LEFT) && log_said(&s, "userName door"));
		CHECK(writes(&s) == 3);
		sim_do(&s, i ? "on" : "thaw");
		story_end(&s);
	}
}

static void a_slow_station_is_given_up_in_time(void)
{
	struct story s = installed();

	sim_do(&s,
		"set latency-ms 1000"); /* each answer comes, all together too late */
	CHECK(remove_front(&s) < STOP_MS);
	CHECK(log_said(&s, LEFT) && log_said(&s, "too long"));
	story_end(&s);
}

/* ---- a host whose store outlives a run ---- */

static void start(struct keeping_host *k, const struct story *s)
{
	char settings[320];

	snprintf(settings, sizeof(settings),
		"{\"host\":\"127.0.0.1\",\"port\":%d,\"username\":\"admin\","
		"\"password\":\"Front-Door-1\"," INSTALL "}",
		s->port);
	keeping_host_start(k, settings);
	CHECK(keeping_host_hears(k, 2 * SOON_MS,
		"{\"report\":\"log\",\"text\":\"autoinstall: " INSTALLED "\"}"));
}

static void say_removing(const struct keeping_host *k)
{
	const dp_provider_removal *removal =
		k->provider->extension(k->instance, DP_EXT_REMOVAL);

	if (CHECK(removal && DP_HAS(removal, removing)))
		removal->removing(k->instance);
}

static void restarted_it_writes_nothing_and_gives_back_when_it_is_removed(void)
{
	struct guest g = guest_load();
	struct story s = users_station();
	struct keeping_host k;

	keeping_host_init(&k, &g, "hikvision-doorbell");
	start(&k, &s);
	keeping_host_stop(&k);
	CHECK(writes(&s) == 3);
	start(&k, &s);
	CHECK(!k.provider->extension(k.instance, "dp.removal/2"));
	say_removing(&k);
	keeping_host_stop(&k);
	CHECK(has(&s, "user", "door"));
	keeping_host_finish(&k);
	story_end(&s);
	guest_unload(&g);
}

/* Somebody changes his mind: the next run ends as every other. */
static void a_removal_is_over_with_its_stop(void)
{
	struct guest g = guest_load();
	struct story s = users_station();
	const dp_provider *p;
	struct keeping_host k;

	keeping_host_init(&k, &g, "hikvision-doorbell");
	start(&k, &s);
	p = k.provider;
	say_removing(&k);
	p->stop(k.instance);
	CHECK(has(&s, "user", "door"));
	json_array_clear(k.reports);
	CHECK(p->start(k.instance) == DP_OK);
	CHECK(keeping_host_hears(&k, 2 * SOON_MS,
		"{\"report\":\"log\",\"text\":\"autoinstall: " INSTALLED "\"}"));
	keeping_host_stop(&k);
	CHECK(!has(&s, "user", "door"));
	keeping_host_finish(&k);
	story_end(&s);
	guest_unload(&g);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(removed_it_leaves_the_station_as_its_user_had_it),
		TEST(quit_it_writes_nothing),
		TEST(removed_without_autoinstall_it_writes_nothing_and_says_nothing),
		TEST(a_station_that_is_known_to_be_off_is_told_of_at_once),
		TEST(a_station_that_was_never_reached_is_told_of),
		TEST(a_station_that_falls_silent_does_not_hold_it_up),
		TEST(a_slow_station_is_given_up_in_time),
		TEST(restarted_it_writes_nothing_and_gives_back_when_it_is_removed),
		TEST(a_removal_is_over_with_its_stop),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
