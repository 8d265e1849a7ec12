/* SPDX-License-Identifier: Apache-2.0 */
/* camera-profiles.h - the profiles of the simulated Hikvision camera or recorder. */
#ifndef GATEHOUSE_SIM_CAMERA_PROFILES_H
#define GATEHOUSE_SIM_CAMERA_PROFILES_H

#include "profiles.h"

/** Ends with one that has no name. */
extern const struct profile camera_profiles[];

#endif
