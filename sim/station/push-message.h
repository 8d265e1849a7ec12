/* SPDX-License-Identifier: Apache-2.0 */
/* push-message.h - the binary message that a station of firmware V2.2 pushes. Pure.
 *
 * Source: the samples that Scrypted's doorbell plugin 1.0.1 ships with, of a
 * DS-KV6113-PE1(C) V2.2.65. Bytes that nobody has explained are 0 here. */
#ifndef GATEHOUSE_SIM_PUSH_MESSAGE_H
#define GATEHOUSE_SIM_PUSH_MESSAGE_H

#include "sim-re.h"

#include <time.h>

enum { PUSH_MESSAGE_SIZE = 692 };

/** What happened, as the message says it. */
enum push_kind {
	PUSH_MOTION = 0x00,
	PUSH_UNLOCKED = 0x01,
	PUSH_TAMPER = 0x02,
	PUSH_DOOR_CLOSED = 0x05,
	PUSH_DOOR_OPENED = 0x06,
	PUSH_RING = 0x11,
	PUSH_HANG_UP = 0x12,
};

struct push_message {
	enum push_kind kind;
	unsigned door; /**< 1-based */
	uint32_t number;
	const char *model, *serial, *mac;
	const char *card; /**< who unlocked; "" nobody in particular */
	uint32_t address; /**< of the station, IPv4 */
	time_t local;     /**< the station's local time */
};

void push_message_print(
	const struct push_message *message, uint8_t bytes[PUSH_MESSAGE_SIZE]);

#endif
