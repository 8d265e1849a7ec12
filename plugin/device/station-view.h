/* SPDX-License-Identifier: Apache-2.0 */
/* station-view.h - what a camera or a recorder watches: its channels and its sensors, as
 * it lists them and as its events have taught us.
 *
 * A sensor's place is always the same, however its device words it: of a type that belongs
 * to the device as a whole the channel is 0, and the port is kept where it has one; of a
 * camera's other types the channel is one that it lists, or its first. A type that only
 * its maker knows is told apart by its word as in a capability key. */
#ifndef GATEHOUSE_STATION_VIEW_H
#define GATEHOUSE_STATION_VIEW_H

#include "vendor.h"

enum {
	/** More are not served: a set of devices is 4 MiB at most. */
	VIEW_SENSORS_MAX = 8192,
	VIEW_LEARNED_MAX = 256,  /**< of those, never listed and only heard of */
	VIEW_CHANNEL_MAX = 4096, /**< the highest number of a channel */
};

struct view_sensor {
	struct sensor_id id; /**< its place */
	bool armed;          /**< the unit is set to tell us of it */
	bool heard;          /**< and it did, whatever is listed */
};

struct station_view {
	bool recorder;
	unsigned channel_count;
	struct unit_channel *channels; /**< ascending */
	unsigned sensor_count;
	struct view_sensor *sensors;
	unsigned learned_count;
	bool ports_decided; /**< `lone_port` is filled */
	unsigned lone_port; /**< the input that is plainly "i_o", for it was the only
			     * one; 0: all carry their number */
};

/** A copy, in order. @return 0, -ENOMEM */
int station_view_create(const struct unit_view *from, struct station_view **ret_view);
void station_view_destroy(struct station_view *v);

/** Keep what was learned before: sensors only heard of, their channels, the names of
 * inputs; and all sensors or channels, where the unit lists none this time: in the minutes
 * after a start some list nothing.
 *
 * @param before NULL: there is none, the names of inputs are decided now
 * @return 0, -ENOMEM */
int station_view_inherit(struct station_view *v, const struct station_view *before);

const struct unit_channel *station_view_channel(
	const struct station_view *v, unsigned number);
struct sensor_id station_view_place(
	const struct station_view *v, const struct sensor_id *id);

/** Does the unit tell of it, as far as is known? */
bool station_view_armed(const struct station_view *v, const struct sensor_id *place);

bool station_view_same(const struct sensor_id *a, const struct sensor_id *b);

/** An event of the sensor at this place was heard.
 * @return 1: it is new, or was not known to be armed; 0: nothing new; -ENOSPC: there are
 *         too many; -ENOMEM */
int station_view_heard(struct station_view *v, const struct sensor_id *place);

/** Does the sensor belong to the channel `number` of a recorder, or (0) to the root? */
bool station_view_belongs(
	const struct station_view *v, const struct sensor_id *place, unsigned number);

/** The number behind its key, among the sensors of its device; 0: none. */
unsigned station_view_number(
	const struct station_view *v, const struct sensor_id *place);

/** @return 0; -ENOSPC: there are too many; -ENOMEM */
int station_view_add(struct station_view *v, const struct view_sensor *sensor);

/** As JSON, for the store, and back. @return NULL: out of memory, or it is none */
json_t *station_view_pack(const struct station_view *v);
struct station_view *station_view_unpack(const json_t *packed);

#endif
