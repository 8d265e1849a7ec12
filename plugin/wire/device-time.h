/* SPDX-License-Identifier: Apache-2.0 */
/* device-time.h - the moment that a device writes, where it says which it is. Pure. */
#ifndef GATEHOUSE_DEVICE_TIME_H
#define GATEHOUSE_DEVICE_TIME_H

#include <stdint.h>

/** "2026-01-31T10:00:00+03:00": a date, a "T" or a blank, a time, maybe a fraction, and a
 * zone: "Z", "+hh:mm", "+hhmm". Nothing else is a moment: not a time without a zone, nor a
 * date that is in no calendar, nor one with anything behind it.
 *
 * @return 0, or -EPROTO
 *
 * Source: dateTime of alerts, time of AcsEvent records (all captured with "+hh:mm");
 * homebridge-hikvision 33 has "2021-12-14T09:06:1600:00", which is none */
int device_time_parse(const char *text, int64_t *ret_unix_s);

#endif
