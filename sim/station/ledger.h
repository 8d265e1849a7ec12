/* SPDX-License-Identifier: Apache-2.0 */
/* ledger.h - the truth that tests rely on: what was pressed and opened. */
#ifndef GATEHOUSE_SIM_LEDGER_H
#define GATEHOUSE_SIM_LEDGER_H

#include "station-doors.h"

#include <jansson.h>

struct ledger {
	uint64_t presses, rings_shown, tampers, motions, exit_buttons, events;
	uint64_t relay_pulses[DOORS_MAX];
	uint64_t door_commands[DOOR_COMMANDS];
	uint64_t journal_searches;
	json_t *calls;  /* "answer": count */
	json_t *access; /* "card": count */
	json_t *indoor; /* "1": requests to that indoor station */
};

/** @return 0 or -ENOMEM */
int ledger_init(struct ledger *ledger);
void ledger_finish(struct ledger *ledger);
int ledger_reset(struct ledger *ledger);

/** Add what it counts. */
void ledger_tell(const struct ledger *ledger, unsigned doors, json_t *object);

#endif
