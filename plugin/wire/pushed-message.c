/* SPDX-License-Identifier: Apache-2.0 */
/* pushed-message.c - the binary message that door stations of firmware V2.2.x push. */

#include "pushed-message.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* 692 bytes, as a DS-KV6113-PE1(C) V2.2.65 sends them:
 *
 *   0x00  a length or a sequence number, little endian
 *   0x06  the class: 0x12 motion, 0x45 unlock, 0x46 the rest
 *   0x0c  model          32 bytes, NUL-padded: "DS-KV6113-PE1(C)"
 *   0x2c  serial number  48 bytes, likewise
 *   0x5c  its address; 0x74 its MAC
 *   0x88  year, big endian; month, day, hour, minute, second: a byte each
 *   0x90  station number 32 bytes
 *   0xb0  the code, little endian
 *   0xb4  unlock: its source, little endian; 0xb8 the id of who did it
 *   0xe4  unlock: the door's name: "Door1"
 */
enum {
	AT_CLASS = 0x06,
	AT_MODEL = 0x0c,
	MODEL_SIZE = 32,
	AT_SERIAL = 0x2c,
	SERIAL_SIZE = 48,
	AT_TIME = 0x88,
	AT_STATION = 0x90,
	STATION_SIZE = 32,
	AT_CODE = 0xb0,
	AT_UNLOCK_SOURCE = 0xb4,
	AT_UNLOCK_ID = 0xb8,
	UNLOCK_ID_SIZE = 44,
	AT_DOOR = 0xe4,
	DOOR_SIZE = 32,
	CODE_MAX = 0xffff, /* the codes seen are below 0x13 */
};

static unsigned byte_at(struct bytes in, size_t at)
{
	return (unsigned char)in.data[at];
}

static uint32_t u32_at(struct bytes in, size_t at)
{
	return byte_at(in, at) | byte_at(in, at + 1) << 8 | byte_at(in, at + 2) << 16 |
	       (uint32_t)byte_at(in, at + 3) << 24;
}

static bool printable(unsigned c)
{
	return c >= 0x20 && c < 0x7f;
}

/* A TLS record, not longer than 64 KB, that begins with a ClientHello. Rationale: the first
 * bytes of the 790th message of a station that counts are those of such a record, too. */
static bool is_client_hello(struct bytes in)
{
	return in.len >= 6 && byte_at(in, 0) == 0x16 && byte_at(in, 1) == 0x03 &&
	       byte_at(in, 2) <= 0x04 && (byte_at(in, 3) || byte_at(in, 4)) &&
	       byte_at(in, 5) == 0x01;
}

/* "POST", "GET ", "HTTP": as a length or a number this would be over 500 million. */
static bool begins_like_another(struct bytes in)
{
	size_t n = 0;

	while (n < 4 && n < in.len && printable(byte_at(in, n)))
		n++;
	return n == 4 || is_client_hello(in);
}

/* A text ends with its NUL or its field; what follows a NUL is not looked at. */
static struct bytes text_at(struct bytes in, size_t at, size_t size)
{
	struct bytes field = bytes_slice(in, at, size);
	const char *end = field.len ? memchr(field.data, '\0', field.len) : NULL;

	if (end)
		field.len = (size_t)(end - field.data);
	return field;
}

static bool is_ascii(struct bytes text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (!printable(byte_at(text, i)))
			return false;
	}
	return true;
}

/* "" when it is none: a station that lost its clock is no reason to lose the event. */
static void take_time(struct bytes in, char *text, size_t cap)
{
	unsigned year = byte_at(in, AT_TIME) << 8 | byte_at(in, AT_TIME + 1);
	unsigned month = byte_at(in, AT_TIME + 2), day = byte_at(in, AT_TIME + 3);
	unsigned hour = byte_at(in, AT_TIME + 4), minute = byte_at(in, AT_TIME + 5);
	unsigned second = byte_at(in, AT_TIME + 6);

	text[0] = '\0';
	if (year < 1970 || year > 9999 || !month || month > 12 || !day || day > 31 ||
		hour > 23 || minute > 59 || second > 60)
		return;
	snprintf(text, cap, "%04u-%02u-%02u %02u:%02u:%02u", year, month, day, hour,
		minute, second);
}

static void take_unlock(struct bytes in, struct pushed_message *m)
{
	struct bytes id = text_at(in, AT_UNLOCK_ID, UNLOCK_ID_SIZE);

	m->unlock_source = u32_at(in, AT_UNLOCK_SOURCE);
	if (is_ascii(id))
		bytes_to_text(id, m->unlock_id, sizeof(m->unlock_id));
	bytes_to_text(text_at(in, AT_DOOR, DOOR_SIZE), m->door, sizeof(m->door));
}

ssize_t pushed_message_parse(struct bytes in, struct pushed_message *ret_message)
{
	struct bytes model = text_at(in, AT_MODEL, MODEL_SIZE);
	struct bytes serial = text_at(in, AT_SERIAL, SERIAL_SIZE);
	struct bytes station = text_at(in, AT_STATION, STATION_SIZE);
	struct pushed_message m = {0};

	/* Judged while it is still arriving, so that nobody feeds us in vain. */
	if (begins_like_another(in) || !is_ascii(model) || !is_ascii(serial) ||
		!is_ascii(station))
		return -EPROTO;
	if (in.len >= AT_CODE + 4 && u32_at(in, AT_CODE) > CODE_MAX)
		return -EPROTO;
	if (in.len < PUSHED_MESSAGE_SIZE)
		return 0;
	m.kind = byte_at(in, AT_CLASS);
	bytes_to_text(model, m.model, sizeof(m.model));
	bytes_to_text(serial, m.serial, sizeof(m.serial));
	bytes_to_text(station, m.station, sizeof(m.station));
	take_time(in, m.time, sizeof(m.time));
	m.code = u32_at(in, AT_CODE);
	take_unlock(in, &m);
	*ret_message = m;
	return PUSHED_MESSAGE_SIZE;
}
