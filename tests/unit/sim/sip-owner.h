/* SPDX-License-Identifier: Apache-2.0 */
/* sip-owner.h - who lets a simulated door station be set up for SIP, and what it is told. */
#ifndef GATEHOUSE_SIP_OWNER_H
#define GATEHOUSE_SIP_OWNER_H

#include "log.h"
#include "sim-client.h"
#include "sip-install.h"

#include <pthread.h>

#define SERVER  "/ISAPI/System/Network/SIP/1"
#define NUMBERS "/ISAPI/VideoIntercom/PhoneNumberRecords?format=json"
#define KEY     "/ISAPI/VideoIntercom/keyCfg/1"
#define CANARY  "canary-in-the-coal-mine"

enum { LOG_MAX = 32 * 1024 };

/* What follows `lock` is under it. */
struct sip_owner {
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

/** As an owner begins: only what is in `store` comes from before. */
void sip_owner_begin(struct sip_owner *o, const struct sim_driver *sim);
void sip_owner_end(struct sip_owner *o); /**< claims that no password was told */

/** Another run of the program: only the store is left of the last. */
void sip_owner_run(struct sip_owner *o);
void sip_owner_halt(struct sip_owner *o);

/** @return the state it comes to */
enum sip_install_state sip_owner_install(struct sip_owner *o);
int sip_owner_give_back(struct sip_owner *o, bool hurry); /**< how that ended */

/* For reactor_call(). */
void sip_owner_want(void *user);
void sip_owner_drop(void *user);

/** A station that its user has set up: another proxy, and a password. */
struct sim_driver users_station(const char *set, const char *also);

bool station_shows(struct sim_driver *sim, const char *path, const char *what);
bool station_is_ours(struct sim_driver *sim, const char *port);
bool station_is_the_users(struct sim_driver *sim);
/** How many writes of all places the station carried out. */
long station_writes(struct sim_driver *sim);

#endif
