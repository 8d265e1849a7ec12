/* SPDX-License-Identifier: Apache-2.0 */
/* sensor-options.h - the setting "customize": what the user wants of single sensors.
 *
 *   {"motion": {"delay": 30}, "line_crossing": {"ignored": true},
 *    "field_detection_2": {"ignored": true}, "i/o_1": {"targets": ["human"]}}
 *
 * A key is a sensor's, as in the names of the entities: "motion" is every motion of the
 * unit, "motion_2" that of the channel 2, "i_o_1" the input 1. What both say of a sensor,
 * the one with the number decides. Capitals, and other signs than "_" between the words,
 * are as good. */
#ifndef GATEHOUSE_SENSOR_OPTIONS_H
#define GATEHOUSE_SENSOR_OPTIONS_H

#include "sensor-names.h"
#include "sensor.h"
#include "station-view.h"

struct log;

/** @param customize NULL: nothing is wanted. What is not as above is disregarded
 *  @param rules     changed where something is wanted of the sensor */
void sensor_options_take(const json_t *customize, const struct sensor_id *place,
	struct sensor_rules *rules);

/** The key of a sensor. @param numbered with the number of its channel or input behind */
void sensor_options_key(
	const struct sensor_id *place, bool numbered, char ret_key[KEY_MAX + 1]);
bool sensor_options_is_key(const char *text, const struct sensor_id *place);

/** @return what would be right, for people; NULL: it is */
const char *sensor_options_right(const char *member, const json_t *value);

/** sensor-options-check.c: tell the log what is not as above, and what would be. */
void sensor_options_check(const json_t *customize, const struct station_view *view,
	const struct log *log);

#endif
