/* SPDX-License-Identifier: Apache-2.0 */
/* station-private.h - a station from inside: for station*.c only. */
#ifndef GATEHOUSE_STATION_PRIVATE_H
#define GATEHOUSE_STATION_PRIVATE_H

#include "access.h"
#include "station-view.h"
#include "station.h"
#include "timers.h"

struct station {
	struct reactor *reactor;
	struct timers *timers;
	struct station_config config;
	uint64_t first_call_id;
	const struct station_listener *listener;
	const struct log *log;
	void *user;
	struct unit *unit;
	struct timer
		moved; /**< runs: the unit has said farewell, for it is elsewhere now */
	bool moving;   /**< it is about to */
	bool online;
	int link_err; /**< why not online; 0 before anything is known */
	char link_why[480];
	char pinned[96]; /**< certificate that the settings did not name; "": none */
	bool known;      /**< `info` is filled, the children exist */
	struct unit_info info;          /**< its `view` is NULL: it is here */
	struct station_view *view;      /**< NULL: a door station */
	bool customize_checked;         /**< the log knows what is wrong with it */
	bool full_told;                 /**< and that there are too many sensors */
	struct child *children;         /**< the root first */
	self_check_done_fn *check_done; /**< of the self-check under way; NULL: none */
	void *check_user;
	struct access access;
	struct station_counters counters;
};

/* station-arrange.c: the devices. */

struct child *station_find_child(
	const struct station *s, enum child_kind kind, unsigned door);
void station_drop_children(struct station *s, bool all);
/** The set of children follows settings, doors and channels; what stays keeps its state.
 * @return 0, -ENOMEM: some are missing */
int station_arrange(struct station *s);
/** The same, after this one has learned something: only it tells its state again. */
int station_arrange_for(struct station *s, enum child_kind kind, unsigned number);
void station_tell_status(struct station *s);

/* station-watch.c: what a camera or a recorder watches. */

/** Take over info->view, which becomes NULL. @return 0, -ENOMEM: as it was */
int station_take_view(struct station *s, struct unit_info *info);
void station_forget_view(struct station *s);
/** Once for these settings: tell the log what is wrong with them. */
void station_check_customize(struct station *s);
/** The unit goes: whoever waits for a self-check is told so. */
void station_end_self_check(struct station *s);
/** Find the place of a sensor that is told of; make it if it is new.
 * @return whether there is nobody to tell */
bool station_place(struct station *s, const struct event *ev, struct event *ret_placed,
	struct sensor_news *ret_news);

/* station-memory.c: what the unit is, kept over restarts. */

/** Take what was known of the unit at this address. @return whether something was */
bool station_recall(struct station *s);
void station_remember(struct station *s);
/** What was learned of the unit of this serial number, wherever it is. A new one, or
 * NULL. */
struct station_view *station_recall_view(struct station *s, const char *serial);

/** What the unit would not say this time, but did before. */
void station_keep_doors(struct station *s, struct unit_info *info);

/* station-wishes.c: as in unit_listener. */

void station_unit_issue(const char *id, const struct unit_issue *issue, void *user);
int station_unit_recall(const char *key, char *text, size_t cap, void *user);
void station_unit_remember(const char *key, const char *text, void *user);

/* station-certificate.c */

/** The settings of the next start shall name the certificate. */
void station_take_fingerprint(struct station *s);

/** Do these settings leave the connection as it is? */
bool station_same_unit(const struct station *s, const struct station_config *config);

#endif
