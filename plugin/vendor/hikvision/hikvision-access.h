/* SPDX-License-Identifier: Apache-2.0 */
/* hikvision-access.h - who was at a door, from an access-control alert. Pure. */
#ifndef GATEHOUSE_HIKVISION_ACCESS_H
#define GATEHOUSE_HIKVISION_ACCESS_H

#include "alert-xml.h"
#include "event.h"

/** Fill in who it was. Absent texts are "". */
void hikvision_access(const struct alert *alert, enum access_method method,
	struct event_access *ret_access);

/** The number of a card, readable. Some firmware writes the codes of the characters one
 * behind the other, in decimal: "5248554952" for "40714". That is undone where it cannot
 * be anything else.
 *
 * Source: reported: hikvision-addons #247, "5248554952..." */
void hikvision_card(const char *written, char *ret_card, size_t cap);

#endif
