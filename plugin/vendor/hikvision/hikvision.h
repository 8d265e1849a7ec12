/* SPDX-License-Identifier: Apache-2.0 */
/* hikvision.h - Hikvision door stations, over ISAPI. */
#ifndef GATEHOUSE_HIKVISION_H
#define GATEHOUSE_HIKVISION_H

struct vendor;

extern const struct vendor hikvision_vendor;        /**< door stations */
extern const struct vendor hikvision_camera_vendor; /**< cameras and recorders */

#endif
