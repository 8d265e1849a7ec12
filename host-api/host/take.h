/* SPDX-License-Identifier: Apache-2.0 */
/* take.h - arguments of host functions, taken from a provider: checked, or convicted. */
#ifndef GATEHOUSE_TAKE_H
#define GATEHOUSE_TAKE_H

#include "instance-private.h"

enum take_type { TAKE_ARRAY, TAKE_OBJECT, TAKE_ANY };

/** The way into every host function: finds the instance, locks it, and asks whether it
 * may be called now. @return NULL: it may not (and nothing is locked) */
struct instance *take_call(const dp_host *h, const char *call);
void take_end(struct instance *inst);

/* True: the argument is fine. `call` and `what` name it in the report. */
bool take_text(
	struct instance *inst, const char *call, const char *what, const char *text);
bool take_id(struct instance *inst, const char *call, const char *what, const char *id);
bool take_device(
	struct instance *inst, const char *call, const char *device); /* or "" */

/** @param ret_value  a new reference, on true only */
bool take_json(struct instance *inst, const char *call, const char *text,
	enum take_type type, json_t **ret_value);

/* The other parts of the host's functions. */
void instance_fill_host_reply(struct instance *inst);
void instance_fill_host_settings(struct instance *inst);

#endif
