/* SPDX-License-Identifier: Apache-2.0 */
/* test-sip-install.c - autoinstall writes to a simulated station, and gives back. */

#include "check.h"
#include "isapi.h"
#include "log.h"
#include "sim-client.h"
#include "sip-install.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SERVER  "/ISAPI/System/Network/SIP/1"
#define NUMBERS "/ISAPI/VideoIntercom/PhoneNumberRecords?format=json"
#define KEY     "/ISAPI/VideoIntercom/keyCfg/1"
#define CANARY  "canary-in-the-coal-mine"

enum { LIMIT_S = 15, LOG_MAX = 32 * 1024 };

/* What follows `lock` is under it. */
struct owner {
	struct reactor *reactor;
	struct unit_config config;
	struct isapi *isapi;
	struct log log;
	struct sip_install install;
	struct sip_values values;
	bool hurry;
	int err;
	pthread_mutex_t lock;
	pthread_cond_t news;
	enum sip_install_state state;
	unsigned returned, issues;
	int returned_err;
	char issue[SIP_ISSUE_MAX + 1];
	char store[SIP_MEMORY_MAX + 1]; /* "": nothing is kept */
	char lines[LOG_MAX];
};

typedef bool holds_fn(const struct owner *o);

static void signal_news(struct owner *o)
{
	pthread_cond_broadcast(&o->news);
	pthread_mutex_unlock(&o->lock);
}

static void on_status(const struct sip_install_status *status, void *user)
{
	struct owner *o = user;

	pthread_mutex_lock(&o->lock);
	o->state = status->state;
	signal_news(o);
}

static void on_issue(const struct unit_issue *issue, void *user)
{
	struct owner *o = user;

	pthread_mutex_lock(&o->lock);
	o->issues += issue != NULL;
	snprintf(o->issue, sizeof(o->issue), "%s", issue ? issue->text : "");
	signal_news(o);
}

static void on_returned(int err, const char *why, void *user)
{
	struct owner *o = user;

	pthread_mutex_lock(&o->lock);
	o->returned++;
	o->returned_err = err;
	signal_news(o);
}

static int on_recall(char *text, size_t cap, void *user)
{
	struct owner *o = user;

	if (!*o->store || strlen(o->store) >= cap)
		return -ENOENT;
	memcpy(text, o->store, strlen(o->store) + 1);
	return 0;
}

static void on_remember(const char *text, void *user)
{
	struct owner *o = user;

	pthread_mutex_lock(&o->lock);
	snprintf(o->store, sizeof(o->store), "%s", text ? text : "");
	signal_news(o);
}

static const struct sip_install_ops ops = {
	.status = on_status,
	.issue = on_issue,
	.returned = on_returned,
	.recall = on_recall,
	.remember = on_remember,
};

static void write_log(void *user, enum log_level level, const char *line)
{
	struct owner *o = user;
	size_t len;

	pthread_mutex_lock(&o->lock);
	len = strlen(o->lines);
	snprintf(o->lines + len, sizeof(o->lines) - len, "%s\n", line);
	signal_news(o);
}

/* ---- on the loop ---- */

static void create(void *user)
{
	struct owner *o = user;

	o->err = isapi_create(o->reactor, &o->config, &o->log, NULL, o, &o->isapi);
	if (!o->err)
		sip_install_init(&o->install, o->reactor, o->isapi, &o->log, &ops, o);
}

static void destroy(void *user)
{
	struct owner *o = user;

	sip_install_finish(&o->install);
	isapi_destroy(o->isapi);
}

static void want_it(void *user)
{
	struct owner *o = user;

	o->err = sip_install_want(&o->install, &o->values);
}

static void give_it_back(void *user)
{
	struct owner *o = user;

	o->err = sip_install_give_back(&o->install, o->hurry);
}

static void drop_it(void *user)
{
	sip_install_drop(&((struct owner *)user)->install);
}

/* ---- the owner ---- */

/* Another run of the program: only the store is left of the last. */
static void run(struct owner *o)
{
	o->state = SIP_INSTALL_OFF;
	CHECK(!reactor_acquire(&o->reactor));
	CHECK(!reactor_call(o->reactor, create, o) && !o->err);
}

static void halt(struct owner *o)
{
	CHECK(!reactor_call(o->reactor, destroy, o));
	reactor_release(o->reactor);
}

static void begin(struct owner *o, const struct sim_driver *sim)
{
	pthread_condattr_t attr;

	memset(o, 0, sizeof(*o));
	o->config = (struct unit_config){.host = "127.0.0.1",
		.port = sim->port,
		.username = "admin",
		.password = PASSWORD};
	o->log = (struct log){write_log, o};
	o->values = (struct sip_values){.address = "127.0.0.1",
		.port = 9,
		.doorbell_number = "10101",
		.proxy_number = "10102",
		.room = 12,
		.button = 1};
	pthread_mutex_init(&o->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&o->news, &attr);
	pthread_condattr_destroy(&attr);
	run(o);
}

static void end(struct owner *o)
{
	halt(o);
	CHECK(!strstr(o->lines, CANARY) && !strstr(o->store, CANARY));
	CHECK(!strstr(o->issue, CANARY) && !strstr(o->lines, PASSWORD));
	pthread_cond_destroy(&o->news);
	pthread_mutex_destroy(&o->lock);
}

static bool comes(struct owner *o, holds_fn *holds)
{
	struct timespec until;
	bool right;
	int err = 0;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += LIMIT_S;
	pthread_mutex_lock(&o->lock);
	while (!holds(o) && !err)
		err = pthread_cond_timedwait(&o->news, &o->lock, &until);
	right = holds(o);
	pthread_mutex_unlock(&o->lock);
	return right;
}

static bool is_told(const struct owner *o)
{
	return o->state != SIP_INSTALL_OFF;
}

static bool has_returned(const struct owner *o)
{
	return o->returned;
}

/* @return the state it comes to */
static enum sip_install_state install(struct owner *o)
{
	pthread_mutex_lock(&o->lock);
	o->state = SIP_INSTALL_OFF;
	pthread_mutex_unlock(&o->lock);
	reactor_call(o->reactor, want_it, o);
	CHECK(!o->err && comes(o, is_told));
	return o->state;
}

static int give_back(struct owner *o, bool hurry)
{
	o->returned = 0;
	o->hurry = hurry;
	reactor_call(o->reactor, give_it_back, o);
	if (o->err)
		return o->err;
	CHECK(comes(o, has_returned));
	return o->returned_err;
}

/* ---- the station ---- */

/* A station that its user has set up: another proxy, and a password. */
static struct sim_driver station(const char *set, const char *also)
{
	const char *arguments[] = {"--password", PASSWORD, set ? "--set" : NULL, set,
		also ? "--set" : NULL, also, NULL};
	struct sim_driver sim = sim_start(arguments);

	CHECK(sim_do(&sim, "sip-proxy 127.0.0.1 7 door " CANARY));
	CHECK(sim_do(&sim, "sip-key 1 77"));
	return sim;
}

static bool shows(struct sim_driver *sim, const char *path, const char *what)
{
	char *text = ask_text(sim, path);
	bool right = text && strstr(text, what);

	if (!right)
		printf("# %s: %s\n", path, text ? text : "nothing");
	free(text);
	return right;
}

static bool is_ours(struct sim_driver *sim, const char *port)
{
	char text[64];

	snprintf(text, sizeof(text), "<proxyPort>%s</proxyPort>", port);
	return shows(sim, SERVER, text) &&
	       shows(sim, SERVER, "<userName>10101</userName>") &&
	       shows(sim, SERVER, "<displayName>Gatehouse</displayName>") &&
	       shows(sim, NUMBERS, "\"10102\"") &&
	       shows(sim, KEY, "<callNumber>12</callNumber>");
}

static bool is_the_users(struct sim_driver *sim)
{
	char *numbers = ask_text(sim, NUMBERS);
	bool none = numbers && !strstr(numbers, "10102");

	free(numbers);
	return none && shows(sim, SERVER, "<proxyPort>7</proxyPort>") &&
	       shows(sim, SERVER, "<enabled>true</enabled>") &&
	       shows(sim, SERVER, "<userName>door</userName>") &&
	       shows(sim, SERVER, "<displayName>door</displayName>") &&
	       shows(sim, KEY, "<callNumber>77</callNumber>");
}

/* How many writes of all places the station carried out. */
static long writes(struct sim_driver *sim)
{
	static const char *const paths[] = {
		"sip_writes/SIP", "sip_writes/PhoneNumberRecords", "sip_writes/keyCfg"};
	long sum = 0;

	for (size_t i = 0; i < 3; i++) {
		long count = sim_ledger(sim, paths[i]);

		sum += count > 0 ? count : 0;
	}
	return sum;
}

/* ---- the tests ---- */

static void it_is_installed_once_and_given_back_as_it_was(void)
{
	struct sim_driver sim = station("sip-password=told", NULL);
	struct owner o;

	begin(&o, &sim);
	CHECK(install(&o) == SIP_INSTALL_STANDS && is_ours(&sim, "9"));
	CHECK(writes(&sim) == 3 && *o.store && !*o.issue);
	CHECK(shows(&sim, SERVER, CANARY)); /* the user's password is still there */
	for (unsigned i = 0; i < 3; i++) {
		halt(&o); /* a stop writes nothing */
		run(&o);
		CHECK(install(&o) == SIP_INSTALL_STANDS);
		CHECK(install(&o) == SIP_INSTALL_STANDS);
	}
	CHECK(writes(&sim) == 3);
	CHECK(!give_back(&o, false) && is_the_users(&sim) && !*o.store);
	CHECK(shows(&sim, SERVER, CANARY));
	CHECK(give_back(&o, false) == -ENOENT && writes(&sim) == 6);
	end(&o);
	CHECK(sim_stop(&sim) == 0);
}

static void the_log_lists_each_change_with_its_old_values(void)
{
	struct sim_driver sim = station(NULL, NULL);
	struct owner o;

	begin(&o, &sim);
	CHECK(install(&o) == SIP_INSTALL_STANDS);
	CHECK(strstr(o.lines, "proxyPort 7") && strstr(o.lines, "proxyPort 9"));
	CHECK(strstr(o.lines, "callNumber 77") && strstr(o.lines, "callNumber 12"));
	CHECK(!give_back(&o, true));
	end(&o);
	CHECK(sim_stop(&sim) == 0);
}

static void another_port_of_ours_is_written_once(void)
{
	struct sim_driver sim = station(NULL, NULL);
	struct owner o;

	begin(&o, &sim);
	CHECK(install(&o) == SIP_INSTALL_STANDS);
	o.values.port = 11;
	CHECK(install(&o) == SIP_INSTALL_STANDS && is_ours(&sim, "11"));
	CHECK(writes(&sim) == 4);
	CHECK(!give_back(&o, true) && is_the_users(&sim));
	end(&o);
	CHECK(sim_stop(&sim) == 0);
}

static void refused_nothing_is_changed_and_the_values_are_told(void)
{
	static const char *const sets[] = {"sip-settings=refused", "sip-settings=error",
		"sip-settings=notSupport", "sip-settings=404"};

	for (size_t i = 0; i < sizeof(sets) / sizeof(*sets); i++) {
		struct sim_driver sim = station(sets[i], NULL);
		struct owner o;

		begin(&o, &sim);
		if (!CHECK(install(&o) == SIP_INSTALL_REFUSED))
			printf("# %s\n", sets[i]);
		CHECK(strstr(o.issue, "SIP settings: ") && strstr(o.issue, "10102"));
		CHECK(strstr(o.issue, "127.0.0.1") && !*o.store);
		CHECK(give_back(&o, false) == -ENOENT && !*o.issue);
		CHECK(sim_do(&sim, "set sip-settings ok") && is_the_users(&sim));
		CHECK(writes(&sim) == 0);
		end(&o);
		CHECK(sim_stop(&sim) == 0);
	}
}

static void taken_and_not_kept_the_rest_is_given_back(void)
{
	struct sim_driver sim = station("sip-settings=ignored", NULL);
	struct owner o;

	begin(&o, &sim);
	CHECK(install(&o) == SIP_INSTALL_REFUSED);
	CHECK(strstr(o.issue, "SIP settings: ") && strstr(o.issue, "did not keep"));
	CHECK(*o.store && writes(&sim) == 2);
	CHECK(!give_back(&o, false) && is_the_users(&sim) && !*o.store && !*o.issue);
	end(&o);
	CHECK(sim_stop(&sim) == 0);
}

static void half_refused_it_says_which_and_gives_back_the_rest(void)
{
	static const struct {
		const char *set, *name;
	} rows[] = {
		{"phone-numbers=refused", "phone numbers: "},
		{"key-config=refused", "button: "},
		{"key-config=error", "button: "},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct sim_driver sim = station(rows[i].set, NULL);
		struct owner o;

		begin(&o, &sim);
		CHECK(install(&o) == SIP_INSTALL_REFUSED && o.issues == 1);
		CHECK(strstr(o.issue, rows[i].name) != NULL);
		CHECK(!strstr(o.issue, "SIP settings: ") && writes(&sim) == 2);
		CHECK(!give_back(&o, false) && is_the_users(&sim));
		CHECK(!*o.issue && !*o.store);
		end(&o);
		CHECK(sim_stop(&sim) == 0);
	}
}

static void firmware_without_numbers_and_buttons_is_served(void)
{
	struct sim_driver sim = station("phone-numbers=404", "key-config=notSupport");
	struct owner o;

	begin(&o, &sim);
	CHECK(install(&o) == SIP_INSTALL_STANDS && !*o.issue);
	CHECK(writes(&sim) == 1 && shows(&sim, SERVER, "<proxyPort>9</proxyPort>"));
	CHECK(!give_back(&o, false));
	CHECK(shows(&sim, SERVER, "<proxyPort>7</proxyPort>"));
	end(&o);
	CHECK(sim_stop(&sim) == 0);
}

static void an_element_that_is_not_kept_is_named(void)
{
	static const char *const sets[] = {
		"sip-drops=proxyPort", "sip-drops=callNumber", "sip-drops=phoneNumber"};

	for (size_t i = 0; i < sizeof(sets) / sizeof(*sets); i++) {
		struct sim_driver sim = station(sets[i], NULL);
		struct owner o;

		begin(&o, &sim);
		CHECK(install(&o) == SIP_INSTALL_REFUSED);
		CHECK(strstr(o.issue, sets[i] + strlen("sip-drops=")) != NULL);
		CHECK(sim_do(&sim, "set sip-drops "));
		CHECK(!give_back(&o, false) && is_the_users(&sim) && !*o.store);
		end(&o);
		CHECK(sim_stop(&sim) == 0);
	}
}

static void what_somebody_else_sets_stays_and_is_told_once(void)
{
	struct sim_driver sim = station(NULL, NULL);
	struct owner o;

	begin(&o, &sim);
	CHECK(install(&o) == SIP_INSTALL_STANDS);
	CHECK(sim_do(&sim, "sip-proxy 127.0.0.1 5 pbx"));
	for (unsigned i = 0; i < 3; i++)
		CHECK(install(&o) == SIP_INSTALL_CHANGED);
	CHECK(o.issues == 1 && strstr(o.issue, "proxyPort 5"));
	CHECK(writes(&sim) == 3 && shows(&sim, SERVER, "<proxyPort>5</proxyPort>"));
	CHECK(!give_back(&o, false) && !*o.issue && !*o.store);
	CHECK(shows(&sim, SERVER, "<proxyPort>5</proxyPort>"));
	CHECK(shows(&sim, KEY, "<callNumber>77</callNumber>"));
	CHECK(install(&o) == SIP_INSTALL_STANDS && is_ours(&sim, "9"));
	end(&o);
	CHECK(sim_stop(&sim) == 0);
}

static void a_reboot_that_wipes_is_told(void)
{
	struct sim_driver sim = station("sip-reboot=wipe", NULL);
	struct owner o;

	begin(&o, &sim);
	CHECK(install(&o) == SIP_INSTALL_STANDS);
	CHECK(sim_do(&sim, "off") && sim_do(&sim, "on"));
	reactor_call(o.reactor, drop_it, &o);
	while (install(&o) == SIP_INSTALL_WAITING) /* on the connection of before */
		;
	CHECK(o.state == SIP_INSTALL_CHANGED && strstr(o.issue, "0.0.0.0"));
	CHECK(writes(&sim) == 3);
	end(&o);
	CHECK(sim_stop(&sim) == 0);
}

static void a_station_that_is_gone_is_tried_again(void)
{
	struct sim_driver sim = station(NULL, NULL);
	struct owner o;

	begin(&o, &sim);
	CHECK(sim_do(&sim, "off"));
	CHECK(install(&o) == SIP_INSTALL_WAITING && !*o.issue);
	CHECK(sim_do(&sim, "on"));
	CHECK(install(&o) == SIP_INSTALL_STANDS && is_ours(&sim, "9"));
	end(&o);
	CHECK(sim_stop(&sim) == 0);
}

static void what_was_begun_in_another_run_is_finished(void)
{
	struct sim_driver sim = station(NULL, NULL);
	struct owner o;

	begin(&o, &sim);
	for (unsigned i = 0; i < 20; i++) {
		reactor_call(o.reactor, want_it, &o);
		nanosleep(&(struct timespec){.tv_nsec = (long)i * 2000000}, NULL);
		halt(&o); /* wherever it is */
		run(&o);
	}
	CHECK(install(&o) == SIP_INSTALL_STANDS && is_ours(&sim, "9"));
	CHECK(!give_back(&o, true) && is_the_users(&sim));
	end(&o);
	CHECK(sim_stop(&sim) == 0);
}

static void nothing_is_asked_before_it_is_wanted(void)
{
	struct sim_driver sim = station(NULL, NULL);
	struct owner o;

	begin(&o, &sim);
	CHECK(give_back(&o, false) == -ENOENT);
	o.values.port = 0;
	reactor_call(o.reactor, want_it, &o);
	CHECK(o.err == -EINVAL);
	end(&o);
	CHECK(sim_ledger(&sim, "requests") == 0);
	CHECK(sim_stop(&sim) == 0);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(it_is_installed_once_and_given_back_as_it_was),
		TEST(the_log_lists_each_change_with_its_old_values),
		TEST(another_port_of_ours_is_written_once),
		TEST(refused_nothing_is_changed_and_the_values_are_told),
		TEST(taken_and_not_kept_the_rest_is_given_back),
		TEST(half_refused_it_says_which_and_gives_back_the_rest),
		TEST(firmware_without_numbers_and_buttons_is_served),
		TEST(an_element_that_is_not_kept_is_named),
		TEST(what_somebody_else_sets_stays_and_is_told_once),
		TEST(a_reboot_that_wipes_is_told),
		TEST(a_station_that_is_gone_is_tried_again),
		TEST(what_was_begun_in_another_run_is_finished),
		TEST(nothing_is_asked_before_it_is_wanted),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
