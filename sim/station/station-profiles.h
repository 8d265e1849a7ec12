/* SPDX-License-Identifier: Apache-2.0 */
/* station-profiles.h - the firmware profiles of the simulated Hikvision door station. */
#ifndef GATEHOUSE_SIM_STATION_PROFILES_H
#define GATEHOUSE_SIM_STATION_PROFILES_H

#include "profiles.h"

/** Ends with one that has no name. */
extern const struct profile station_profiles[];

#endif
