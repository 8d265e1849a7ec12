/* SPDX-License-Identifier: Apache-2.0 */
/* phone-records.h - the phone numbers of a room of a door station, in JSON. Pure. Sources:
 * sip-settings.h. */
#ifndef GATEHOUSE_PHONE_RECORDS_H
#define GATEHOUSE_PHONE_RECORDS_H

#include "sip-settings.h"

/** As sip_settings_read() and sip_settings_edit(), of the numbers. */
int phone_records_read(struct bytes document, unsigned room, struct sip_settings *ret);
int phone_records_edit(struct bytes document, unsigned room,
	const struct sip_settings *to, struct buffer *out);

enum { PHONE_SEARCH_MAX = 160 };

/** POST /ISAPI/VideoIntercom/PhoneNumberRecords/phoneSearch?format=json: all rooms. */
struct bytes phone_search_body(char text[PHONE_SEARCH_MAX]);

#endif
