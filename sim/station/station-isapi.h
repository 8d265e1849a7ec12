/* SPDX-License-Identifier: Apache-2.0 */
/* station-isapi.h - what the door station answers to an HTTP request. */
#ifndef GATEHOUSE_SIM_STATION_ISAPI_H
#define GATEHOUSE_SIM_STATION_ISAPI_H

#include "sim-station.h"

/** Answer what passed the login. `user` is the station. */
void station_request(const struct sim_http_request *request, void *user);

/** A search of the journal is a question, although it is a POST. */
bool station_asks(const struct sim_http_request *request, void *user);

#endif
