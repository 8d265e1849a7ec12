/* SPDX-License-Identifier: Apache-2.0 */
/* station-sip-settings.h - what a door station keeps about SIP: the proxy, which room a
 * button calls, and which numbers a room has. Read and written as ISAPI has it.
 *
 * Source: bodies that Scrypted's doorbell plugin 1.0.1 and 2.0.8 write (System/Network/
 * SIP/1, PhoneNumberRecords, keyCfg); SIPServerList: a script for a DS-KV6114; that what
 * a body does not have stays as it was: guessed */
#ifndef GATEHOUSE_SIM_STATION_SIP_SETTINGS_H
#define GATEHOUSE_SIM_STATION_SIP_SETTINGS_H

#include "phone.h"

enum { SIP_KEYS = 8, SIP_ROOMS = 16, SIP_NUMBERS = 4 };

struct sip_key {
	char call_number[32], module[16], template_no[16];
};

struct sip_room {
	char room[32]; /* "": free */
	char numbers[SIP_NUMBERS][32];
	unsigned count;
};

struct sip_settings {
	struct phone_settings server;
	char stream[16];
	struct sip_key keys[SIP_KEYS];
	struct sip_room rooms[SIP_ROOMS];
};

/** As it leaves the factory: off, button N calls room N. */
void sip_settings_init(struct sip_settings *settings);

/** Take what a PUT has. @param dropped  The element that is not kept; "" none
 * @return 0, -EPROTO no such body, -EINVAL a value that cannot be */
int sip_server_read(
	struct sip_settings *settings, const struct pl *body, const char *dropped);
int sip_key_read(struct sip_key *key, const struct pl *body, const char *dropped);
/** @return the same, and -ENOSPC */
int sip_room_read(
	struct sip_settings *settings, const struct pl *body, const char *dropped);

/** @param secret  Tell the password. @return 0 or an errno */
int sip_server_print(const struct sip_settings *settings, bool registered, bool secret,
	struct mbuf *mb);
int sip_key_print(const struct sip_key *key, unsigned id, struct mbuf *mb);
int sip_rooms_print(const struct sip_settings *settings, struct mbuf *mb);

/** Whom a button calls: the first number of its room, or the room itself. */
const char *sip_number_of(const struct sip_settings *settings, unsigned button);

/** Forget the numbers of a room; NULL: of all. @return 0 or -ENOENT */
int sip_room_remove(struct sip_settings *settings, const char *room);

#endif
