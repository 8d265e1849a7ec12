/* SPDX-License-Identifier: Apache-2.0 */
/* station-indoor.h - an indoor station: an HTTP server of its own, that answers for the
 * call and the doors of the door station it belongs to.
 *
 * Source: Scrypted thread 1736 (KD8003: answer and hang up go to the indoor stations).
 * Bodies: as the door station's, unverified */
#ifndef GATEHOUSE_SIM_STATION_INDOOR_H
#define GATEHOUSE_SIM_STATION_INDOOR_H

#include "sim-http.h"

struct station;

struct indoor {
	struct station *station;
	unsigned number; /* 1-based */
};

/** Their user is a struct indoor. */
extern const struct sim_http_ops indoor_http_ops;

#endif
