/* SPDX-License-Identifier: Apache-2.0 */
/* sim-options.h - the command line of a simulated device. */
#ifndef GATEHOUSE_SIM_OPTIONS_H
#define GATEHOUSE_SIM_OPTIONS_H

#include "switches.h"

#include <stdbool.h>

struct sim_kind;

struct sim_options {
	const char *address;
	unsigned port; /**< 0: chosen */
	bool control;  /**< is there a control port? */
	unsigned control_port;
	bool tls;            /**< the port speaks HTTPS */
	bool https;          /**< an HTTPS port besides */
	unsigned https_port; /**< 0: chosen */
	const char *ca_dir;  /**< NULL: the certificate signs itself */
	const char *replay;  /**< NULL: no bundle to play */
	bool replay_fast;
	const char *username, *password;
	unsigned doors;
	bool help, version, list_profiles;
};

/** Everything after the kind. The values of --profile go into `switches` first, then those
 * of --set and --serial.
 * @param why  Written on failure: one sentence for the user
 * @return 0 or -EINVAL */
int sim_options_read(struct sim_options *options, char **arguments,
	const struct sim_kind *kind, struct switches *switches,
	char why[SWITCH_WHY_SIZE]);

#endif
