/* SPDX-License-Identifier: Apache-2.0 */
/* event.h - something a station told us, in our words. */
#ifndef GATEHOUSE_EVENT_H
#define GATEHOUSE_EVENT_H

#include <stdbool.h>
#include <stdint.h>

enum event_kind {
#define EVENT(kind, name, child, otherwise, meaning) EVENT_##kind,
#include "taxonomy.h"
#undef EVENT
	EVENT_KINDS,
};

/** The types of event of cameras and recorders. */
enum sensor_kind {
	SENSOR_OTHER, /**< one that only its maker knows */
#define SENSOR(kind, key, name, device_class, category, scope) SENSOR_##kind,
#include "sensors.h"
#undef SENSOR
	SENSOR_KINDS,
};

enum sensor_scope { SENSOR_OF_CHANNEL, SENSOR_OF_DEVICE };

struct sensor_type {
	const char *key, *name;
	const char *device_class, *category; /**< NULL: none */
	enum sensor_scope scope;
};

enum { SENSOR_WORD_MAX = 47, SENSOR_REGIONS_MAX = 8, SENSOR_TARGETS_MAX = 4 };

/** Which sensor of a unit. */
struct sensor_id {
	enum sensor_kind kind;
	char word[SENSOR_WORD_MAX + 1]; /**< of SENSOR_OTHER: the maker's word */
	unsigned
		channel; /**< 1-based; 0: of the device as a whole, or of the only channel
			   * there is */
	unsigned port;   /**< of SENSOR_IO and the like: which input; 0: none */
};

/** A maker spells a word now so, now so ("peopleCounting", "PeopleCounting"), and we with
 * underscores: what is left of it without all that. */
void sensor_word_fold(const char *word, char ret_folded[SENSOR_WORD_MAX + 1]);

/** As strcmp(): 0 where both mean the same, however they are spelt. */
int sensor_word_compare(const char *a, const char *b);

/** One message about a sensor. Texts are valid UTF-8; "" when the device does not say. */
struct sensor_news {
	struct sensor_id id;
	bool active;
	bool ongoing; /**< it only says that what began before goes on */
	char targets[SENSOR_TARGETS_MAX]
		    [16]; /**< "human", "vehicle", "pet", ...; "" ends */
	char regions[SENSOR_REGIONS_MAX]
		    [16]; /**< as the device numbers them; "" ends */
	char device_time[48];
};

/** The kinds of device a station is made of. A new one: ADD A KIND here, and a case in
 * child_type_of(). */
enum child_kind {
	CHILD_NONE,
	CHILD_DOORBELL,
	CHILD_LOCK,
	CHILD_CONTACT,
	CHILD_TAMPER,
	CHILD_OUTPUT,
	CHILD_CAMERA, /**< a camera, or a recorder: the root */
	CHILD_CHANNEL,
};

/** What brought the news; also what a ring names as its source. */
enum event_source {
	SOURCE_STREAM,
	SOURCE_POLL,
	SOURCE_JOURNAL,
	SOURCE_PUSH,
	EVENT_SOURCES,
};

/** How somebody was let in, or asked to be. ADD A ROW, and a name in event.c. */
enum access_method {
	METHOD_UNKNOWN,
	METHOD_CARD,
	METHOD_CODE,
	METHOD_FACE,
	METHOD_FINGERPRINT,
	METHOD_APP, /**< over the network, and not by us */
	METHOD_EXIT_BUTTON,
	METHOD_HOST, /**< a request of our host */
	ACCESS_METHODS,
};

/** Who was at a door. Texts are valid UTF-8; "" when the station does not say. */
struct event_access {
	enum access_method method;
	char name[64];
	char card[40];        /**< as it is printed on the card, where that is clear */
	char device_time[48]; /**< by the station's clock, as it writes it */
};

struct event {
	enum event_kind kind;
	enum event_source source;
	unsigned
		door; /**< 1-based; of an output, of a channel: its number; 0: about none */
	unsigned button;   /**< 1-based; 0: not said */
	uint64_t asked_ms; /**< monotonic: the news is from then or later */
	bool missed; /**< it happened while nobody listened: it raises what stays raised
		      * until a person clears it, and nothing else */
	struct event_access access; /**< with news of doors */
	const struct sensor_news
		*news; /**< of EVENT_SENSOR, valid during the call; else
					 * NULL */
};

/** @param kind not SENSOR_OTHER */
const struct sensor_type *sensor_type_of(enum sensor_kind kind);
const char *event_name(enum event_kind kind);
/** Sources that tell each event once between them count as one: the first of them. */
enum event_source event_teller(enum event_source source);
const char *event_source_name(enum event_source source);   /**< as in `ring` data */
const char *access_method_name(enum access_method method); /**< as in `access` data */
enum child_kind event_child(enum event_kind kind);
enum child_kind event_child_otherwise(enum event_kind kind);

#endif
