/* SPDX-License-Identifier: Apache-2.0 */
/* sim-kind.h - a kind of device that gatehouse-sim can be. */
#ifndef GATEHOUSE_SIM_KIND_H
#define GATEHOUSE_SIM_KIND_H

#include "profiles.h"
#include "sim-options.h"
#include "switches.h"

#include <jansson.h>

struct sim_kind {
	const char *name;    /**< as on the command line */
	const char *what;    /**< one line for --help */
	unsigned doors_most; /**< for --doors; 0: it has none, nor that option */
	struct switch_table switches;
	const struct profile *profiles; /**< ends with one without a name */
	/** Begins to listen. `options` and `switches` outlive the object.
	 * @return 0 or -errno */
	int (*create)(const struct sim_options *options, struct switches *switches,
		void **ret_object);
	void (*destroy)(void *object);
	/** Add "port", and what else there is to tell, to the first line of output. */
	void (*ready)(const void *object, json_t *line);
	/** Do what a line says; the line may be written into.
	 * @return {"ok":true,...} or {"ok":false,"error":"..."}, new */
	json_t *(*command)(void *object, char *line);
	void (*print_commands)(FILE *file);
};

extern const struct sim_kind hikvision_doorbell_kind, hikvision_camera_kind;

#endif
