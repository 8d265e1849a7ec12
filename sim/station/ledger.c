/* SPDX-License-Identifier: Apache-2.0 */
/* ledger.c - the truth that tests rely on. */

#include "ledger.h"
#include "isapi-counts.h"

#include <errno.h>

int ledger_init(struct ledger *ledger)
{
	memset(ledger, 0, sizeof(*ledger));
	ledger->calls = json_object();
	ledger->access = json_object();
	ledger->indoor = json_object();
	if (ledger->calls && ledger->access && ledger->indoor)
		return 0;
	ledger_finish(ledger);
	return -ENOMEM;
}

void ledger_finish(struct ledger *ledger)
{
	json_decref(ledger->calls);
	json_decref(ledger->access);
	json_decref(ledger->indoor);
	ledger->calls = NULL;
	ledger->access = ledger->indoor = NULL;
}

int ledger_reset(struct ledger *ledger)
{
	ledger_finish(ledger);
	return ledger_init(ledger);
}

static json_t *relays_json(const struct ledger *ledger, unsigned doors)
{
	json_t *object = json_object();

	for (unsigned i = 0; i < doors; i++) {
		char key[16];

		(void)snprintf(key, sizeof(key), "%u", i + 1);
		count_tell(object, key, ledger->relay_pulses[i]);
	}
	return object;
}

static json_t *door_commands_json(const struct ledger *ledger)
{
	json_t *object = json_object();

	for (unsigned i = 0; i < DOOR_COMMANDS; i++)
		count_tell(object, door_command_word((enum door_command)i),
			ledger->door_commands[i]);
	return object;
}

void ledger_tell(const struct ledger *l, unsigned doors, json_t *object)
{
	count_tell(object, "presses", l->presses);
	count_tell(object, "rings_shown", l->rings_shown);
	count_tell(object, "tampers", l->tampers);
	count_tell(object, "motions", l->motions);
	count_tell(object, "exit_buttons", l->exit_buttons);
	count_tell(object, "events", l->events);
	(void)json_object_set_new(object, "relay_pulses", relays_json(l, doors));
	(void)json_object_set_new(object, "door_commands", door_commands_json(l));
	(void)json_object_set_new(object, "call_signals", json_copy(l->calls));
	(void)json_object_set_new(object, "access", json_copy(l->access));
	count_tell(object, "journal_searches", l->journal_searches);
	(void)json_object_set_new(object, "indoor_requests", json_copy(l->indoor));
}
