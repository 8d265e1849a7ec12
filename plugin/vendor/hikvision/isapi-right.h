/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-right.h - which right a user of the device needs for a request. Pure.
 *
 * Source: the names of the page "User Management" of the maker's devices (permissions
 * alarmOutOrUpload, preview, restartOrShutdown, logOrStateCheck, parameterConfig); that a
 * door station asks for just these is unverified, and so is RIGHT_CONTROL. */
#ifndef GATEHOUSE_ISAPI_RIGHT_H
#define GATEHOUSE_ISAPI_RIGHT_H

#define RIGHT_NOTIFY  "Remote: Notify Surveillance Center / Trigger Alarm Output"
#define RIGHT_CONTROL "Remote: Control"

/** @return as it is written on the device; never NULL */
const char *isapi_right(const char *path);

#endif
