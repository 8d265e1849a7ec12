/* SPDX-License-Identifier: Apache-2.0 */
/* ledger.h - the truth that tests rely on: what was pressed, opened, asked and sent. */
#ifndef GATEHOUSE_SIM_LEDGER_H
#define GATEHOUSE_SIM_LEDGER_H

#include "station-doors.h"

#include <jansson.h>

struct ledger {
	uint64_t presses, rings_shown, tampers, motions, exit_buttons, events;
	uint64_t relay_pulses[DOORS_MAX];
	uint64_t door_commands[DOOR_COMMANDS];
	uint64_t logins_ok, logins_failed, logins_while_locked, challenges;
	uint64_t requests, writes, writes_allowed;
	uint64_t replayed;
	uint64_t pushes, pushes_failed;
	uint64_t journal_searches, pictures_asked, reboots_asked;
	uint64_t streams_total, streams_refused, parts_sent;
	json_t *paths;  /* "GET /ISAPI/...": count */
	json_t *calls;  /* "answer": count */
	json_t *access; /* "card": count */
	json_t *indoor; /* "1": requests to that indoor station */
};

/** @return 0 or -ENOMEM */
int ledger_init(struct ledger *ledger);
void ledger_finish(struct ledger *ledger);
int ledger_reset(struct ledger *ledger);

/** Count one more of `key`; after 1,000 different ones they are "others". */
void ledger_count(json_t *counts, const char *key);

/** All but what others count: connections, open streams. */
json_t *ledger_json(const struct ledger *ledger, unsigned doors);

#endif
