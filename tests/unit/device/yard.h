/* SPDX-License-Identifier: Apache-2.0 */
/* yard.h - a house with a camera or a recorder instead of a door station. */
#ifndef GATEHOUSE_YARD_H
#define GATEHOUSE_YARD_H

#include "house.h"
#include "vendor.h"

enum { YARD_CHANNELS_MAX = 70, YARD_SENSORS_MAX = 2000 };

/** The unit lists what is in `view`; yard_lists() adds to it. */
struct yard {
	struct house house;
	struct unit_view view;
	struct unit_channel channels[YARD_CHANNELS_MAX];
	struct unit_sensor sensors[YARD_SENSORS_MAX];
	char name[64]; /**< of the unit */
};

/** A unit called `name`, off_delay 5 s; not started. */
void yard_begin(struct yard *y, const char *name, bool recorder);
void yard_end(struct yard *y);

void yard_has_channel(struct yard *y, unsigned number, const char *name);
/** @param number of the channel, or of the port; 0: none */
void yard_lists(struct yard *y, enum sensor_kind kind, unsigned number, bool armed);

/** Started, known by its list, and online. */
void yard_moves_in(struct yard *y);
void yard_is_known(struct yard *y); /**< (again), serial number "C1" */

/* Messages. `number` as in yard_lists(). */
void yard_tells(struct yard *y, enum sensor_kind kind, unsigned number, bool active);
void yard_tells_target(struct yard *y, enum sensor_kind kind, unsigned number,
	bool active, const char *target);
void yard_goes_on(struct yard *y, enum sensor_kind kind, unsigned number);
void yard_tells_word(struct yard *y, const char *word, unsigned channel);
void yard_tells_news(struct yard *y, const struct sensor_news *news);

void yard_waits(struct yard *y, unsigned ms);

/** Of a device's sensor: 1 on, 0 off, -1 null, -2 there is none. */
int yard_sees(const struct yard *y, const char *device, const char *key);
/** How many events of this type; NULL: of any. */
unsigned yard_events(
	const struct yard *y, const char *device, const char *key, const char *type);
/** The descriptor, borrowed; NULL: there is none. */
const json_t *yard_capability(
	const struct yard *y, const char *device, const char *key);
const json_t *yard_device(const struct yard *y, const char *device);
/** A text member of the descriptor, or "". */
const char *yard_text(
	const struct yard *y, const char *device, const char *key, const char *member);

#endif
