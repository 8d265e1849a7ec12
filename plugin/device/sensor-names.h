/* SPDX-License-Identifier: Apache-2.0 */
/* sensor-names.h - what a sensor is called: its capability key, its name for people, and
 * the entity that the host is asked to make of it. */
#ifndef GATEHOUSE_SENSOR_NAMES_H
#define GATEHOUSE_SENSOR_NAMES_H

#include "event.h"

#include <stddef.h>

enum {
	KEY_MAX = 63, /**< of a capability, with a number and "_event" behind */
	SENSOR_NAME_MAX = 95,
	ENTITY_MAX = 255,
};

/** A maker's word -> the key of its sensor: "PeopleCounting" -> "people_counting". Never
 * "", never a key that something else has: a known type, another capability, one with a
 * number or "_event" behind. The same for a word that went through it before. */
void sensor_word(const char *word, char ret_word[SENSOR_WORD_MAX + 1]);

/** @param number behind the key: "motion_2"; 0: none */
void sensor_key(const struct sensor_id *id, unsigned number, char ret_key[KEY_MAX + 1]);

/** "Line Crossing", "I/O 2" */
void sensor_name(const struct sensor_id *id, unsigned number,
	char ret_name[SENSOR_NAME_MAX + 1]);

/** "binary_sensor.home_line_crossing_2".
 * @param unit as slug_make() gave it */
void sensor_entity(const char *unit, const struct sensor_id *id, unsigned number,
	char ret_entity[ENTITY_MAX + 1]);

#endif
