/* SPDX-License-Identifier: Apache-2.0 */
/* push-message.c - the binary message that a station of firmware V2.2 pushes. */

#include "push-message.h"

enum {
	AT_NUMBER = 0x00,
	AT_CLASS = 0x06,
	AT_VERSION = 0x08,
	AT_MODEL = 0x0c,
	AT_SERIAL = 0x2c,
	AT_ADDRESS = 0x5c,
	AT_MAC = 0x74,
	AT_MARK = 0x84,
	AT_TIME = 0x88,
	AT_STATION = 0x90,
	AT_KIND = 0xb0,
	AT_SOURCE = 0xb4,
	AT_CARD = 0xb8,
	AT_DOOR = 0xe4,
};
enum { MODEL_SIZE = 32, SERIAL_SIZE = 48, CARD_SIZE = 32, DOOR_SIZE = 32 };
enum {
	CLASS_MOTION = 0x12,
	CLASS_UNLOCK = 0x45,
	CLASS_OTHER = 0x46,
	MESSAGE_VERSION = 0x41
};
enum { SOURCE_CARD = 3, SOURCE_OTHER = 5 };

static void put_le32(uint8_t *bytes, uint32_t value)
{
	for (unsigned i = 0; i < 4; i++)
		bytes[i] = (uint8_t)(value >> 8 * i);
}

static void put_text(uint8_t *bytes, size_t size, const char *text)
{
	size_t length = strlen(text);

	memcpy(bytes, text, length < size ? length : size);
}

static void put_time(uint8_t *bytes, time_t local)
{
	struct tm tm;
	unsigned values[6];

	if (!gmtime_r(&local, &tm))
		return;
	values[0] = (unsigned)tm.tm_year + 1900;
	values[1] = (unsigned)tm.tm_mon + 1;
	values[2] = (unsigned)tm.tm_mday;
	values[3] = (unsigned)tm.tm_hour;
	values[4] = (unsigned)tm.tm_min;
	values[5] = (unsigned)tm.tm_sec;
	/* Two bytes for the year, one for each of the others. */
	bytes[0] = (uint8_t)(values[0] >> 8);
	bytes[1] = (uint8_t)values[0];
	for (unsigned i = 1; i < 6; i++)
		bytes[i + 1] = (uint8_t)values[i];
}

/* "02:00:5e:00:53:01", the last byte first. */
static void put_mac(uint8_t *bytes, const char *text)
{
	unsigned mac[6];

	if (sscanf(text, "%x:%x:%x:%x:%x:%x", &mac[0], &mac[1], &mac[2], &mac[3],
		    &mac[4], &mac[5]) != 6)
		return;
	for (unsigned i = 0; i < 6; i++)
		bytes[i] = (uint8_t)mac[5 - i];
}

static uint8_t class_of(enum push_kind kind)
{
	if (kind == PUSH_MOTION)
		return CLASS_MOTION;
	return kind == PUSH_UNLOCKED ? CLASS_UNLOCK : CLASS_OTHER;
}

void push_message_print(const struct push_message *m, uint8_t bytes[PUSH_MESSAGE_SIZE])
{
	memset(bytes, 0, PUSH_MESSAGE_SIZE);
	put_le32(bytes + AT_NUMBER, m->number);
	bytes[AT_CLASS] = class_of(m->kind);
	bytes[AT_VERSION] = MESSAGE_VERSION;
	put_text(bytes + AT_MODEL, MODEL_SIZE, m->model);
	put_text(bytes + AT_SERIAL, SERIAL_SIZE, m->serial);
	put_le32(bytes + AT_ADDRESS, m->address);
	put_mac(bytes + AT_MAC, m->mac);
	bytes[AT_MARK] = 0x02;
	bytes[AT_MARK + 1] = 0x30;
	put_time(bytes + AT_TIME, m->local);
	put_text(bytes + AT_STATION, MODEL_SIZE, "10010100000");
	put_le32(bytes + AT_KIND, (uint32_t)m->kind);
	if (m->kind != PUSH_UNLOCKED)
		return;
	put_le32(bytes + AT_SOURCE, *m->card ? SOURCE_CARD : SOURCE_OTHER);
	put_text(bytes + AT_CARD, CARD_SIZE, m->card);
	(void)snprintf((char *)bytes + AT_DOOR, DOOR_SIZE, "Door%u", m->door);
}
