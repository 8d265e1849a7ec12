/* SPDX-License-Identifier: Apache-2.0 */
/* camera-device.h - a camera, or a recorder: the root. */
#ifndef GATEHOUSE_CAMERA_DEVICE_H
#define GATEHOUSE_CAMERA_DEVICE_H

#include "child.h"

extern const struct child_type camera_device_type;

#endif
