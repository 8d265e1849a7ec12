/* SPDX-License-Identifier: Apache-2.0 */
/* sip-settings.h - what a Hikvision door station is set to in SIP: its proxy, the numbers
 * of a room, whom a button calls. Pure.
 *
 * A place is one document of the station. It is never written anew: the document that was
 * read gets other values in some of its fields, and keeps the rest.
 *
 * Source: the bodies that Scrypted's doorbell plugin writes (1.0.1 on DS-KV6113 V2.2.65,
 * 2.0.8 on V3.7.0); SIPServerList: a public script for a DS-KV6114; PhoneSearchResult and
 * the id of a record: a public client of Hikvision stations; enableCallCenter: the list of
 * ISAPI commands of pergolafabio's add-on. That a station keeps what a body leaves out,
 * the password above all, is unverified. */
#ifndef GATEHOUSE_SIP_SETTINGS_H
#define GATEHOUSE_SIP_SETTINGS_H

#include "buffer.h"

enum sip_place {
	SIP_PLACE_SERVER,  /**< XML, SIPServer, or a list of them: the first */
	SIP_PLACE_NUMBERS, /**< JSON, PhoneNumberRecords: one room's */
	SIP_PLACE_KEY,     /**< XML, KeyCfg: one button's */
	SIP_PLACES
};

enum sip_field {
	SIP_FIELD_ENABLED,
	SIP_FIELD_PROXY,
	SIP_FIELD_PROXY_PORT,
	SIP_FIELD_USER,
	SIP_FIELD_AUTH_ID,
	SIP_FIELD_DISPLAY,
	SIP_FIELD_EXPIRES,
	SIP_FIELD_PHONES,     /**< "101,102"; not there: the room has none */
	SIP_FIELD_PHONE_LIST, /**< the same as the station has it, JSON */
	SIP_FIELD_CALL_NUMBER,
	SIP_FIELD_CALL_CENTER,
	SIP_FIELDS
};

enum { SIP_VALUE_MAX = 511, SIP_NUMBER_MAX = 32, SIP_DOCUMENT_MAX = 256 * 1024 };

struct sip_value {
	bool there;
	char text[SIP_VALUE_MAX + 1]; /**< valid UTF-8, without control characters */
};

/** Of all places. */
struct sip_settings {
	struct sip_value fields[SIP_FIELDS];
	char record
		[64]; /**< which record the numbers were read from; "": it has no id */
};

/** What the station shall be set to: we are the proxy. */
struct sip_values {
	char address[64]; /**< ours, as the station reaches it; IPv4 or IPv6 */
	unsigned port;
	char doorbell_number[SIP_NUMBER_MAX + 1]; /**< the station's own */
	char proxy_number[SIP_NUMBER_MAX + 1];    /**< that the room has: it calls us */
	unsigned room;                            /**< that the button calls */
	unsigned button;
};

/** The name by which the station shows up: by it we know what we wrote in another life. */
#define SIP_DISPLAY_NAME "Gatehouse"

bool sip_values_valid(const struct sip_values *values);
void sip_values_settings(
	const struct sip_values *values, struct sip_settings *ret_settings);

/** For people who type it in: what to enter, and where; without a full stop. Cut to fit.
 * Address and port may be missing: they are described. The labels are unverified. */
void sip_values_print(const struct sip_values *values, char *text, size_t cap);

/** Read one place into its fields; the other fields stay.
 * @return 0; -EPROTO: not that document; -EPERM: has a DTD; -EMSGSIZE: a value or the
 *         document is too long, or the room may be on a page that was not asked for;
 *         -ELOOP, -ENOMEM. Nothing is changed then */
int sip_settings_read(enum sip_place place, struct bytes document, unsigned room,
	struct sip_settings *settings);

/** The document with the fields of the place as in `to`. A field that is not there goes,
 * or, if the station never had it, stays away.
 *
 * The password is left out: a station hides it, or shows asterisks, and what we do not
 * send is not overwritten. Only a station that has no login at all gets one, with `ours`:
 * its web page demands one; we never ask for it.
 *
 * @param out  initialised by the caller. Empty: the record is to be deleted
 * @return as sip_settings_read(); -EPROTO also: the fields have no place in it */
int sip_settings_edit(enum sip_place place, struct bytes document, unsigned room,
	const struct sip_settings *to, bool ours, struct buffer *out);

/** Are the fields that matter the same? Those that the station does not have do not. */
bool sip_settings_same(enum sip_place place, const struct sip_settings *read,
	const struct sip_settings *other);

/** Is each field that matters as in one or the other: was the write cut short? */
bool sip_settings_between(enum sip_place place, const struct sip_settings *read,
	const struct sip_settings *one, const struct sip_settings *other);

/** The name of the first field that differs: "proxyPort"; "" */
const char *sip_settings_difference(enum sip_place place,
	const struct sip_settings *read, const struct sip_settings *other);

void sip_settings_copy(
	enum sip_place place, const struct sip_settings *from, struct sip_settings *to);

/** For people, in one line: "enabled false, proxy 0.0.0.0, proxyPort 5060". Cut to fit. */
void sip_settings_print(enum sip_place place, const struct sip_settings *settings,
	char *text, size_t cap);

/** Of which place it is. */
enum sip_place sip_field_place(enum sip_field field);

#endif
