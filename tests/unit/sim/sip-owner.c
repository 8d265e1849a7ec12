/* SPDX-License-Identifier: Apache-2.0 */
/* sip-owner.c - who lets a simulated door station be set up for SIP. */

#include "sip-owner.h"

#include "check.h"
#include "isapi.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LIMIT_S = 15 };

typedef bool holds_fn(const struct sip_owner *o);

static void signal_news(struct sip_owner *o)
{
	pthread_cond_broadcast(&o->news);
	pthread_mutex_unlock(&o->lock);
}

static void on_status(const struct sip_install_status *status, void *user)
{
	struct sip_owner *o = user;

	pthread_mutex_lock(&o->lock);
	o->state = status->state;
	signal_news(o);
}

static void on_issue(const struct unit_issue *issue, void *user)
{
	struct sip_owner *o = user;

	pthread_mutex_lock(&o->lock);
	o->issues += issue != NULL;
	snprintf(o->issue, sizeof(o->issue), "%s", issue ? issue->text : "");
	signal_news(o);
}

static void on_returned(int err, const char *why, void *user)
{
	struct sip_owner *o = user;

	pthread_mutex_lock(&o->lock);
	o->returned++;
	o->returned_err = err;
	signal_news(o);
}

static int on_recall(char *text, size_t cap, void *user)
{
	struct sip_owner *o = user;

	if (!*o->store || strlen(o->store) >= cap)
		return -ENOENT;
	memcpy(text, o->store, strlen(o->store) + 1);
	return 0;
}

static void on_remember(const char *text, void *user)
{
	struct sip_owner *o = user;

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
	struct sip_owner *o = user;
	size_t len;

	pthread_mutex_lock(&o->lock);
	len = strlen(o->lines);
	snprintf(o->lines + len, sizeof(o->lines) - len, "%s\n", line);
	signal_news(o);
}

/* ---- on the loop ---- */

static void create(void *user)
{
	struct sip_owner *o = user;

	o->err = isapi_create(o->reactor, &o->config, &o->log, NULL, o, &o->isapi);
	if (!o->err)
		sip_install_init(&o->install, o->reactor, o->isapi, &o->log, &ops, o);
}

static void destroy(void *user)
{
	struct sip_owner *o = user;

	sip_install_finish(&o->install);
	isapi_destroy(o->isapi);
}

void sip_owner_want(void *user)
{
	struct sip_owner *o = user;

	o->err = sip_install_want(&o->install, &o->values);
}

static void give_it_back(void *user)
{
	struct sip_owner *o = user;

	o->err = sip_install_give_back(&o->install, o->hurry);
}

void sip_owner_drop(void *user)
{
	sip_install_drop(&((struct sip_owner *)user)->install);
}

/* ---- the owner ---- */

/* Another run of the program: only the store is left of the last. */
void sip_owner_run(struct sip_owner *o)
{
	o->state = SIP_INSTALL_OFF;
	CHECK(!reactor_acquire(&o->reactor));
	CHECK(!reactor_call(o->reactor, create, o) && !o->err);
}

void sip_owner_halt(struct sip_owner *o)
{
	CHECK(!reactor_call(o->reactor, destroy, o));
	reactor_release(o->reactor);
}

void sip_owner_begin(struct sip_owner *o, const struct sim_driver *sim)
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
	sip_owner_run(o);
}

void sip_owner_end(struct sip_owner *o)
{
	sip_owner_halt(o);
	CHECK(!strstr(o->lines, CANARY) && !strstr(o->store, CANARY));
	CHECK(!strstr(o->issue, CANARY) && !strstr(o->lines, PASSWORD));
	pthread_cond_destroy(&o->news);
	pthread_mutex_destroy(&o->lock);
}

static bool comes(struct sip_owner *o, holds_fn *holds)
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

static bool is_told(const struct sip_owner *o)
{
	return o->state != SIP_INSTALL_OFF;
}

static bool has_returned(const struct sip_owner *o)
{
	return o->returned;
}

/* @return the state it comes to */
enum sip_install_state sip_owner_install(struct sip_owner *o)
{
	pthread_mutex_lock(&o->lock);
	o->state = SIP_INSTALL_OFF;
	pthread_mutex_unlock(&o->lock);
	reactor_call(o->reactor, sip_owner_want, o);
	CHECK(!o->err && comes(o, is_told));
	return o->state;
}

int sip_owner_give_back(struct sip_owner *o, bool hurry)
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
struct sim_driver users_station(const char *set, const char *also)
{
	const char *arguments[] = {"--password", PASSWORD, set ? "--set" : NULL, set,
		also ? "--set" : NULL, also, NULL};
	struct sim_driver sim = sim_start(arguments);

	CHECK(sim_do(&sim, "sip-proxy 127.0.0.1 7 door " CANARY));
	CHECK(sim_do(&sim, "sip-key 1 77"));
	return sim;
}

bool station_shows(struct sim_driver *sim, const char *path, const char *what)
{
	char *text = ask_text(sim, path);
	bool right = text && strstr(text, what);

	if (!right)
		printf("# %s: %s\n", path, text ? text : "nothing");
	free(text);
	return right;
}

bool station_is_ours(struct sim_driver *sim, const char *port)
{
	char text[64];

	snprintf(text, sizeof(text), "<proxyPort>%s</proxyPort>", port);
	return station_shows(sim, SERVER, text) &&
	       station_shows(sim, SERVER, "<userName>10101</userName>") &&
	       station_shows(sim, SERVER, "<displayName>Gatehouse</displayName>") &&
	       station_shows(sim, NUMBERS, "\"10102\"") &&
	       station_shows(sim, KEY, "<callNumber>12</callNumber>");
}

bool station_is_the_users(struct sim_driver *sim)
{
	char *numbers = ask_text(sim, NUMBERS);
	bool none = numbers && !strstr(numbers, "10102");

	free(numbers);
	return none && station_shows(sim, SERVER, "<proxyPort>7</proxyPort>") &&
	       station_shows(sim, SERVER, "<enabled>true</enabled>") &&
	       station_shows(sim, SERVER, "<userName>door</userName>") &&
	       station_shows(sim, SERVER, "<displayName>door</displayName>") &&
	       station_shows(sim, KEY, "<callNumber>77</callNumber>");
}

/* How many writes of all places the station carried out. */
long station_writes(struct sim_driver *sim)
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
