/* SPDX-License-Identifier: Apache-2.0 */
/* capture-series.h - how often the sensors of a capture go on, for a row of off delays.
 *
 * The sensors are the plugin's own, on a clock that is the capture's. */
#ifndef GATEHOUSE_CAPTURE_SERIES_H
#define GATEHOUSE_CAPTURE_SERIES_H

#include "alert-xml.h"
#include "camera-events.h"
#include "sensor.h"

enum { DELAYS = 10, SERIES_MAX = 64 };

extern const unsigned capture_delays_s[DELAYS];

struct series {
	struct sensor_id id;
	unsigned actives;
	struct sensor sensors[DELAYS];
	unsigned episodes[DELAYS];
	bool was_on[DELAYS];
};

struct series_set {
	struct timers timers;
	int64_t first_s; /**< the capture's clock at its first message; 0: none yet */
	struct series *list[SERIES_MAX];
	unsigned count;
	unsigned heartbeats;
	unsigned
		untold; /**< alerts that are neither a heartbeat nor news of a sensor */
};

void series_take(struct series_set *set, const struct alert *alert);
void series_finish(struct series_set *set);

#endif
