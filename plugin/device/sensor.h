/* SPDX-License-Identifier: Apache-2.0 */
/* sensor.h - one binary sensor of a camera or a recorder: when it is on.
 *
 * Devices repeat an alert about once a second for as long as it lasts, a series; some end
 * it with an "inactive", recorders never do. So a series also ends when off_delay has
 * passed since its last message: by a timer, whether or not another message comes.
 *
 *              hears             off_delay, or inactive
 *      DEAF -----------> LISTENING ------------------> OFF <-----------.
 *       ^                    |                          |              |
 *       | deaf, from         | active                   | active       | delay
 *       | any state          v                          v              | is over
 *       '------------------- ON <-----------------------'              |
 *                           ^  | inactive, or off_delay                |
 *                    active |  v (no delay: at once to OFF)            |
 *                           HELD --------------------------------------'
 *
 *   DEAF       on: null.  No timer. The device is not connected, or its camera is not
 *   LISTENING  on: null.  Timer: off_delay since it hears. What is on repeats itself, so
 *              silence for that long means off
 *   OFF        on: false. No timer
 *   ON         on: true.  Timer: off_delay since the last message. A series goes on
 *   HELD       on: true.  Timer: delay since its end. An active is a series of its own
 *
 * A message that only says that something goes on ("ongoing") turns a sensor on like an
 * active, for some cameras send nothing else; but it is the beginning of a series only
 * where nothing was on before: not while HELD, not while LISTENING.
 *
 * With a filter of targets, only a message that names one of them is the beginning of a
 * series; one that names others is none at all. One that names nothing, as repeats and
 * ends mostly do, prolongs or ends what a named target began, and never begins anything:
 * who asks for people only does not want what might be a cat.
 *
 * Messages while a series lasts start no timer: it looks, when it is due, how long the
 * last one is ago. Loop thread only. */
#ifndef GATEHOUSE_SENSOR_H
#define GATEHOUSE_SENSOR_H

#include "event.h"
#include "timers.h"
#include <jansson.h>

/** A maker's texts are cut to that. */
enum { SENSOR_TEXT_MAX = 15 };

/** Texts of that room, one behind the other, up to an empty one, as JSON. NULL: there are
 * none. A new reference. */
json_t *sensor_texts(const char *first, size_t max);

enum sensor_state {
	SENSOR_DEAF,
	SENSOR_LISTENING,
	SENSOR_OFF,
	SENSOR_ON,
	SENSOR_HELD,
};

/** How the user wants it. */
struct sensor_rules {
	unsigned off_delay_ms;
	unsigned delay_ms; /**< on for so much longer */
	bool ignored;      /**< it shall not exist; for who makes sensors */
	const json_t
		*targets; /**< array of texts, borrowed; NULL: whatever it was. It lives
			      * until the next sensor_follow() */
};

struct sensor;
struct sensor_details;

/** Both mandatory. They do not destroy the sensor. */
struct sensor_listener {
	/** What sensor_state_object() says is another now. */
	void (*changed)(struct sensor *s, void *user);
	/** A series began; after changed(). */
	void (*tripped)(struct sensor *s, const struct sensor_news *news, void *user);
};

struct sensor {
	struct timers *timers;
	const struct sensor_listener *listener;
	void *user;
	struct sensor_rules rules;
	enum sensor_state state;
	struct timer timer;
	uint64_t since_ms;              /**< of what the timer measures */
	uint64_t tripped_unix_ms;       /**< 0: never yet */
	struct sensor_details *details; /**< targets and regions; NULL: none so far */
};

/** Deaf at first. */
void sensor_init(struct sensor *s, struct timers *timers,
	const struct sensor_rules *rules, const struct sensor_listener *listener,
	void *user);
void sensor_finish(struct sensor *s);

/** Follow other rules from now on, also in what goes on. */
void sensor_follow(struct sensor *s, const struct sensor_rules *rules);

/** It can hear its device, or not. */
void sensor_hear(struct sensor *s, bool hears);

/** A message about it. */
void sensor_news(struct sensor *s, const struct sensor_news *news);

/** {"on":true,"last_trip":unix ms,"targets":["human"],"regions":["1"]}; beside `on` only
 * what is known. A new reference. */
json_t *sensor_state_object(const struct sensor *s);

#endif
