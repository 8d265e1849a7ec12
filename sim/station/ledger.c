/* SPDX-License-Identifier: Apache-2.0 */
/* ledger.c - the truth that tests rely on. */

#include "ledger.h"

#include <errno.h>

enum { KEYS_LIMIT = 1000 };

int ledger_init(struct ledger *ledger)
{
	memset(ledger, 0, sizeof(*ledger));
	ledger->paths = json_object();
	ledger->calls = json_object();
	ledger->access = json_object();
	ledger->indoor = json_object();
	if (ledger->paths && ledger->calls && ledger->access && ledger->indoor)
		return 0;
	ledger_finish(ledger);
	return -ENOMEM;
}

void ledger_finish(struct ledger *ledger)
{
	json_decref(ledger->paths);
	json_decref(ledger->calls);
	json_decref(ledger->access);
	json_decref(ledger->indoor);
	ledger->paths = ledger->calls = NULL;
	ledger->access = ledger->indoor = NULL;
}

int ledger_reset(struct ledger *ledger)
{
	ledger_finish(ledger);
	return ledger_init(ledger);
}

void ledger_count(json_t *counts, const char *key)
{
	json_t *count = json_object_get(counts, key);

	if (!count && json_object_size(counts) >= KEYS_LIMIT)
		key = "others";
	count = json_object_get(counts, key);
	if (count)
		(void)json_integer_set(count, json_integer_value(count) + 1);
	else
		(void)json_object_set_new(counts, key, json_integer(1));
}

static void put(json_t *object, const char *key, uint64_t value)
{
	(void)json_object_set_new(object, key, json_integer((json_int_t)value));
}

static json_t *relays_json(const struct ledger *ledger, unsigned doors)
{
	json_t *object = json_object();

	for (unsigned i = 0; i < doors; i++) {
		char key[16];

		(void)snprintf(key, sizeof(key), "%u", i + 1);
		put(object, key, ledger->relay_pulses[i]);
	}
	return object;
}

static json_t *door_commands_json(const struct ledger *ledger)
{
	json_t *object = json_object();

	for (unsigned i = 0; i < DOOR_COMMANDS; i++)
		put(object, door_command_word((enum door_command)i),
			ledger->door_commands[i]);
	return object;
}

json_t *ledger_json(const struct ledger *l, unsigned doors)
{
	json_t *object = json_object();

	put(object, "presses", l->presses);
	put(object, "rings_shown", l->rings_shown);
	put(object, "tampers", l->tampers);
	put(object, "motions", l->motions);
	put(object, "exit_buttons", l->exit_buttons);
	put(object, "events", l->events);
	(void)json_object_set_new(object, "relay_pulses", relays_json(l, doors));
	(void)json_object_set_new(object, "door_commands", door_commands_json(l));
	(void)json_object_set_new(object, "call_signals", json_copy(l->calls));
	(void)json_object_set_new(object, "access", json_copy(l->access));
	put(object, "journal_searches", l->journal_searches);
	(void)json_object_set_new(object, "indoor_requests", json_copy(l->indoor));
	put(object, "replayed", l->replayed);
	put(object, "pushes", l->pushes);
	put(object, "pushes_failed", l->pushes_failed);
	put(object, "pictures_asked", l->pictures_asked);
	put(object, "reboots_asked", l->reboots_asked);
	put(object, "logins_ok", l->logins_ok);
	put(object, "logins_failed", l->logins_failed);
	put(object, "logins_while_locked", l->logins_while_locked);
	put(object, "challenges", l->challenges);
	put(object, "requests", l->requests);
	put(object, "writes", l->writes);
	put(object, "writes_allowed", l->writes_allowed);
	(void)json_object_set_new(object, "paths", json_copy(l->paths));
	put(object, "streams_total", l->streams_total);
	put(object, "streams_refused", l->streams_refused);
	put(object, "parts_sent", l->parts_sent);
	return object;
}
