/* SPDX-License-Identifier: Apache-2.0 */
/* switches.h - what a simulated device can be told to do differently: a table, and the
 * values in force. */
#ifndef GATEHOUSE_SIM_SWITCHES_H
#define GATEHOUSE_SIM_SWITCHES_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum switch_type { SWITCH_NUMBER, SWITCH_WORD, SWITCH_TEXT };

/** How we know that a real device does this. */
enum switch_seen {
	SEEN_OURS,     /**< nothing a device does: the simulator's own control */
	SEEN_CAPTURED, /**< bytes of a real device show it */
	SEEN_REPORTED, /**< an owner or a developer describes it */
	SEEN_GUESSED,  /**< nobody told us: it is what we think */
};

struct switch_row {
	const char *name;
	enum switch_type type;
	const char *value;     /**< the default, as it would be typed */
	const char *choices;   /**< SWITCH_WORD: "one|two|three" */
	int64_t least, most;   /**< SWITCH_NUMBER: the range, both ends included */
	enum switch_seen seen; /**< where the variants come from */
	const char *where;     /**< model, firmware, thread; "" if ours */
	const char *what;
};

enum { SWITCH_WHY_SIZE = 200 };

/** The rows that kinds of devices share, and after them those of one kind. A row of its
 * own in the place of a shared one is taken instead of it. */
struct switch_table {
	const struct switch_row *shared;
	size_t shared_count;
	const struct switch_row *own; /**< without a name: see the shared ones */
	size_t count;                 /**< of all */
};

struct switches;

/** All at their defaults. `table` is borrowed and outlives the switches.
 * @return 0, -ENOMEM, or -EINVAL when a default breaks its own row */
int switches_create(const struct switch_table *table, struct switches **ret);
void switches_destroy(struct switches *s);

/** Words become the position in `choices`, starting at 0. Texts become 0. */
int64_t switches_number(const struct switches *s, size_t row);

/** As typed. Valid until the next switches_set(). */
const char *switches_text(const struct switches *s, size_t row);

/** @param why  Written on failure: one sentence for the user
 * @return 0, -ENOENT no such name, -EINVAL not a value of it, -ENOMEM */
int switches_set(struct switches *s, const char *name, const char *text,
	char why[SWITCH_WHY_SIZE]);

/** All at their defaults again. @return 0 or what switches_set() returns */
int switches_reset(struct switches *s, char why[SWITCH_WHY_SIZE]);

/** @return a number or a string, new; NULL if there is no such name */
json_t *switches_get(const struct switches *s, const char *name);

/** The table, for people. */
void switches_print(const struct switch_table *table, FILE *file);

#endif
