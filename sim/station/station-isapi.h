/* SPDX-License-Identifier: Apache-2.0 */
/* station-isapi.h - what the door station answers to an HTTP request. */
#ifndef GATEHOUSE_SIM_STATION_ISAPI_H
#define GATEHOUSE_SIM_STATION_ISAPI_H

#include "sim-station.h"

/** Count it, judge the login, answer (or misbehave as the switches say). */
void station_isapi(struct station *station, const struct sim_http_request *request);

/** Is it that path? @param number  What stands in the place of a '#', else 0 */
bool station_path_is(const struct pl *path, const char *pattern, unsigned *number);

/** Judge the login. @return true if the request may be answered; else the refusal is on
 * its way */
bool station_lets_in(struct station *station, const struct sim_http_request *request);

#endif
