/* SPDX-License-Identifier: Apache-2.0 */
/* descriptor.h - device objects and states, against the vocabulary of the ABI. */
#ifndef GATEHOUSE_DESCRIPTOR_H
#define GATEHOUSE_DESCRIPTOR_H

#include "complaint.h"

#include <jansson.h>
#include <stdbool.h>

/** One device object of set_devices(). Types that begin with x- are a vendor's own and
 * taken as they are.
 * @return 0, -EINVAL */
int descriptor_check(const json_t *device, struct complaint *why);

/** A state of one capability (null: all of it is unknown).
 * @param capability  its descriptor, checked
 * @return 0, -EINVAL */
int descriptor_check_state(
	const json_t *capability, const json_t *state, struct complaint *why);

bool descriptor_is_event(const json_t *capability);

/** Does the event capability declare `type`? */
bool descriptor_has_event(const json_t *capability, const char *type);

#endif
