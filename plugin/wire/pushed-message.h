/* SPDX-License-Identifier: Apache-2.0 */
/* pushed-message.h - the binary message that door stations of firmware V2.2.x push. Pure. */
#ifndef GATEHOUSE_PUSHED_MESSAGE_H
#define GATEHOUSE_PUSHED_MESSAGE_H

#include "bytes.h"

enum { PUSHED_MESSAGE_SIZE = 692 };

/** Byte 6: what kind of news it is. */
enum {
	PUSH_CLASS_MOTION = 0x12,
	PUSH_CLASS_UNLOCK = 0x45,
	PUSH_CLASS_ALARM = 0x46, /**< alarms, states, calls */
};

/** Texts are valid UTF-8; "" when the message does not say. */
struct pushed_message {
	unsigned kind; /**< byte 6, PUSH_CLASS_* or another */
	char model[33];
	char serial[49];
	char time[20];    /**< by the station's clock: "2024-01-10 19:34:48" */
	char station[33]; /**< its number in the building: "10010100000" */
	uint32_t code;    /**< what happened, see push-events.c */
	/** Of an unlock. */
	uint32_t unlock_source; /**< 3: somebody who has an id, 5: nobody */
	char unlock_id[45];
	char door[33]; /**< its name: "Door1" */
};

/** The message has no length we trust, no end mark and no checksum: it is 692 bytes whose
 * texts are texts and whose code is small. An HTTP request or a TLS greeting is told from
 * it by its first bytes.
 *
 * @return PUSHED_MESSAGE_SIZE: bytes to consume, *ret_message is filled; 0: more bytes are
 *         needed; -EPROTO: not this protocol
 *
 * Source: DS-KV6113-PE1(C) V2.2.65 build 231213, six kinds of message; whether others
 * send the same is unverified */
ssize_t pushed_message_parse(struct bytes in, struct pushed_message *ret_message);

#endif
