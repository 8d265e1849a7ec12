/* SPDX-License-Identifier: Apache-2.0 */
/* profiles.h - firmware profiles: values for switches, under one name. */
#ifndef GATEHOUSE_SIM_PROFILES_H
#define GATEHOUSE_SIM_PROFILES_H

#include "switches.h"

enum { PROFILE_VALUES_MAX = 24 };

struct profile {
	const char *name; /**< as on the command line */
	const char *what; /**< one line for --list-profiles */
	const char *seen; /**< what of it is captured, reported, guessed */
	/** Ends with a NULL key. Switches that are not here keep their defaults. */
	struct profile_value {
		const char *key, *value;
	} values[PROFILE_VALUES_MAX];
};

/** Set every switch to its default, then those of the profile.
 * @param profiles  Ends with a NULL name
 * @param why       Written on failure: one sentence for the user
 * @return 0, -ENOENT no such profile, or what switches_set() returns */
int profile_apply(const struct profile *profiles, const char *name,
	struct switches *switches, char why[SWITCH_WHY_SIZE]);

void profiles_print(const struct profile *profiles, FILE *file);

#endif
