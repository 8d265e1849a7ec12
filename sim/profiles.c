/* SPDX-License-Identifier: Apache-2.0 */
/* profiles.c - firmware profiles: values for switches, under one name. */

#include "profiles.h"

#include <errno.h>
#include <string.h>

int profile_apply(const struct profile *profiles, const char *name,
	struct switches *switches, char why[SWITCH_WHY_SIZE])
{
	const struct profile *profile = profiles;
	int err;

	while (profile->name && strcmp(profile->name, name))
		profile++;
	if (!profile->name) {
		(void)snprintf(why, SWITCH_WHY_SIZE,
			"there is no profile %.60s; --list-profiles lists them", name);
		return -ENOENT;
	}
	err = switches_reset(switches, why);
	for (const struct profile_value *v = profile->values; v->key && !err; v++)
		err = switches_set(switches, v->key, v->value, why);
	return err;
}

void profiles_print(const struct profile *profiles, FILE *file)
{
	for (; profiles->name; profiles++)
		(void)fprintf(file, "%-8s %s\n%-8s   %s\n", profiles->name,
			profiles->what, "", profiles->seen);
}
