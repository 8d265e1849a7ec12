/* SPDX-License-Identifier: Apache-2.0 */
/* host-options.h - the command line of gatehouse-host. */
#ifndef GATEHOUSE_HOST_OPTIONS_H
#define GATEHOUSE_HOST_OPTIONS_H

#include "complaint.h"

#include <stdbool.h>
#include <stddef.h>

struct host_options {
	const char **plugins; /**< into argv; free the array */
	size_t plugin_count;
	const char *manifests;
	const char *config;
	bool console;
	bool help;
	bool version;
};

extern const char host_options_help[];

/** @return 0; -EINVAL: the complaint says what to do instead */
int host_options_parse(
	int argc, char **argv, struct host_options *ret_options, struct complaint *why);
void host_options_finish(struct host_options *o);

#endif
