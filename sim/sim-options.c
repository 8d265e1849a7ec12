/* SPDX-License-Identifier: Apache-2.0 */
/* sim-options.c - the command line of a simulated device. */

#include "sim-options.h"

#include "sim-kind.h"
#include "sim-re.h"

#include <errno.h>
#include <stdlib.h>

enum { PORT_MOST = 65535 };

static int read_unsigned(const char *name, const char *text, unsigned least,
	unsigned most, unsigned *ret, char why[SWITCH_WHY_SIZE])
{
	unsigned long value;
	char *end;

	errno = 0;
	value = strtoul(text, &end, 10);
	if (errno || end == text || *end || *text == '-' || value < least ||
		value > most) {
		snprintf(why, SWITCH_WHY_SIZE,
			"%s takes a number from %u to %u, not %.40s", name, least, most,
			text);
		return -EINVAL;
	}
	*ret = (unsigned)value;
	return 0;
}

static int read_text(const char *name, const char *text, size_t most, const char **ret,
	char why[SWITCH_WHY_SIZE])
{
	if (!*text || strlen(text) > most) {
		snprintf(why, SWITCH_WHY_SIZE, "%s takes 1 to %zu characters", name,
			most);
		return -EINVAL;
	}
	*ret = text;
	return 0;
}

static int read_address(
	struct sim_options *options, const char *text, char why[SWITCH_WHY_SIZE])
{
	struct sa sa;

	if (sa_set_str(&sa, text, 0)) {
		snprintf(why, SWITCH_WHY_SIZE,
			"--address takes a numeric address, not %.40s", text);
		return -EINVAL;
	}
	options->address = text;
	return 0;
}

static int read_set(
	struct switches *switches, const char *text, char why[SWITCH_WHY_SIZE])
{
	const char *equals = strchr(text, '=');
	char name[64];

	if (!equals || (size_t)(equals - text) >= sizeof(name)) {
		snprintf(
			why, SWITCH_WHY_SIZE, "--set takes KEY=VALUE, not %.60s", text);
		return -EINVAL;
	}
	memcpy(name, text, (size_t)(equals - text));
	name[equals - text] = '\0';
	return switches_set(switches, name, equals + 1, why) ? -EINVAL : 0;
}

static int read_speed(
	struct sim_options *options, const char *text, char why[SWITCH_WHY_SIZE])
{
	options->replay_fast = !strcmp(text, "fast");
	if (options->replay_fast || !strcmp(text, "real"))
		return 0;
	(void)snprintf(why, SWITCH_WHY_SIZE, "--replay-speed takes real or fast");
	return -EINVAL;
}

static int read_one(struct sim_options *options, const struct sim_kind *kind,
	const char *name, const char *value, struct switches *switches,
	char why[SWITCH_WHY_SIZE])
{
	if (!strcmp(name, "--port"))
		return read_unsigned(name, value, 0, PORT_MOST, &options->port, why);
	if (!strcmp(name, "--control")) {
		options->control = true;
		return read_unsigned(
			name, value, 0, PORT_MOST, &options->control_port, why);
	}
	if (!strcmp(name, "--https")) {
		options->https = true;
		return read_unsigned(
			name, value, 0, PORT_MOST, &options->https_port, why);
	}
	if (!strcmp(name, "--tls-ca")) {
		return read_text(name, value, 400, &options->ca_dir, why);
	}
	if (!strcmp(name, "--doors"))
		return read_unsigned(
			name, value, 1, kind->doors_most, &options->doors, why);
	if (!strcmp(name, "--address"))
		return read_address(options, value, why);
	if (!strcmp(name, "--username"))
		return read_text(name, value, 64, &options->username, why);
	if (!strcmp(name, "--password"))
		return read_text(name, value, 127, &options->password, why);
	if (!strcmp(name, "--replay"))
		return read_text(name, value, 4000, &options->replay, why);
	if (!strcmp(name, "--replay-speed"))
		return read_speed(options, value, why);
	if (!strcmp(name, "--profile"))
		return 0; /* see apply_profile() */
	if (!strcmp(name, "--serial"))
		return switches_set(switches, "serial", value, why) ? -EINVAL : 0;
	return read_set(switches, value, why);
}

static bool takes_value(const struct sim_kind *kind, const char *name)
{
	static const char *const names[] = {"--port", "--control", "--address",
		"--username", "--password", "--serial", "--set", "--https", "--tls-ca",
		"--profile", "--replay", "--replay-speed"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (!strcmp(name, names[i]))
			return true;
	return kind->doors_most && !strcmp(name, "--doors");
}

static int apply_profile(char **arguments, const struct profile *profiles,
	struct switches *switches, char why[SWITCH_WHY_SIZE])
{
	for (char **a = arguments; *a && a[1]; a++)
		if (!strcmp(*a, "--profile"))
			return profile_apply(profiles, a[1], switches, why);
	return 0;
}

/* Those without a value. @return whether it is one */
static bool read_flag(struct sim_options *options, const char *name)
{
	const struct {
		const char *name;
		bool *place;
	} flags[] = {
		{"--help", &options->help},
		{"--version", &options->version},
		{"--list-profiles", &options->list_profiles},
		{"--tls", &options->tls},
	};

	for (size_t i = 0; i < sizeof(flags) / sizeof(*flags); i++) {
		if (strcmp(name, flags[i].name))
			continue;
		*flags[i].place = true;
		return true;
	}
	return false;
}

int sim_options_read(struct sim_options *options, char **arguments,
	const struct sim_kind *kind, struct switches *switches,
	char why[SWITCH_WHY_SIZE])
{
	int err = apply_profile(arguments, kind->profiles, switches, why);

	*options = (struct sim_options){
		.address = "127.0.0.1",
		.username = "admin",
		.password = "gatehouse1",
		.doors = 1,
	};
	for (char **a = arguments; *a && !err; a++) {
		if (read_flag(options, *a)) {
			continue;
		} else if (!takes_value(kind, *a)) {
			snprintf(why, SWITCH_WHY_SIZE, "there is no option %.60s", *a);
			err = -EINVAL;
		} else if (!a[1]) {
			snprintf(why, SWITCH_WHY_SIZE, "%s needs a value", *a);
			err = -EINVAL;
		} else {
			err = read_one(options, kind, a[0], a[1], switches, why);
			a++;
		}
	}
	if (options->ca_dir && !options->https)
		options->tls = true;
	return err;
}
