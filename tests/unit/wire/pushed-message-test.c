/* SPDX-License-Identifier: Apache-2.0 */
/* pushed-message-test.c - the binary message of firmware V2.2.x, and what is none. */

#include "check.h"
#include "guard-page.h"
#include "pushed-message.h"

#include <errno.h>
#include <string.h>

/* An unlock by somebody with an id, as the header describes it. */
static struct bytes sample(char raw[PUSHED_MESSAGE_SIZE])
{
	static const unsigned char time[] = {0x07, 0xe8, 2, 29, 23, 59, 58};

	memset(raw, 0, PUSHED_MESSAGE_SIZE);
	raw[0] = (char)0xb4;
	raw[1] = 2;
	raw[6] = PUSH_CLASS_UNLOCK;
	raw[8] = 0x41;
	memcpy(raw + 0x0c, "DS-X1(C)", 8);
	memcpy(raw + 0x2c, "DS-X1(C)0120240229RR1", 21);
	memcpy(raw + 0x88, time, sizeof(time));
	memcpy(raw + 0x90, "10010100000", 11);
	raw[0xb0] = 1;
	raw[0xb4] = 3;
	memcpy(raw + 0xb8, "0000000042", 10);
	memcpy(raw + 0xe4, "Door2", 5);
	return (struct bytes){raw, PUSHED_MESSAGE_SIZE};
}

static void all_its_fields_are_read(void)
{
	char raw[PUSHED_MESSAGE_SIZE];
	struct pushed_message m;

	CHECK(pushed_message_parse(sample(raw), &m) == PUSHED_MESSAGE_SIZE);
	CHECK(m.kind == PUSH_CLASS_UNLOCK && m.code == 1 && m.unlock_source == 3);
	CHECK(!strcmp(m.model, "DS-X1(C)"));
	CHECK(!strcmp(m.serial, "DS-X1(C)0120240229RR1"));
	CHECK(!strcmp(m.time, "2024-02-29 23:59:58"));
	CHECK(!strcmp(m.station, "10010100000"));
	CHECK(!strcmp(m.unlock_id, "0000000042") && !strcmp(m.door, "Door2"));
}

static void cut_anywhere_it_waits_for_the_rest(void)
{
	char raw[PUSHED_MESSAGE_SIZE];
	struct bytes whole = sample(raw);
	struct guard_page page;
	struct pushed_message m = {.code = 77};

	guard_page_init(&page, PUSHED_MESSAGE_SIZE);
	for (size_t len = 0; len < PUSHED_MESSAGE_SIZE; len++) {
		CHECK(!pushed_message_parse(
			guard_page_before(&page, bytes_slice(whole, 0, len)), &m));
		CHECK(!pushed_message_parse(
			guard_page_behind(&page, bytes_slice(whole, 0, len)), &m));
	}
	CHECK(m.code == 77);
	CHECK(pushed_message_parse(guard_page_before(&page, whole), &m) ==
		PUSHED_MESSAGE_SIZE);
	guard_page_finish(&page);
}

static void texts_that_fill_their_fields_end_with_them(void)
{
	char raw[PUSHED_MESSAGE_SIZE];
	struct bytes in = sample(raw);
	struct pushed_message m;

	memset(raw + 0x0c, 'M', 32);
	memset(raw + 0x2c, 'S', 48);
	memset(raw + 0x90, '9', 32);
	memset(raw + 0xb8, 'i', 44);
	memset(raw + 0xe4, 'd', PUSHED_MESSAGE_SIZE - 0xe4);
	CHECK(pushed_message_parse(in, &m) == PUSHED_MESSAGE_SIZE);
	CHECK(strlen(m.model) == 32 && strlen(m.serial) == 48);
	CHECK(strlen(m.station) == 32 && strlen(m.unlock_id) == 44);
	CHECK(strlen(m.door) == 32);
}

static void a_second_message_behind_it_is_left(void)
{
	char raw[2 * PUSHED_MESSAGE_SIZE];
	struct pushed_message m;

	sample(raw);
	sample(raw + PUSHED_MESSAGE_SIZE);
	CHECK(pushed_message_parse((struct bytes){raw, sizeof(raw)}, &m) ==
		PUSHED_MESSAGE_SIZE);
}

static void what_is_another_protocol_is_refused_at_once(void)
{
	static const char *const others[] = {"POST / HTTP/1.1\r\n", "GET ",
		"HTTP/1.1 200 OK", "\x16\x03\x01\x02\x01\x01", "    "};
	struct pushed_message m;

	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		CHECK(pushed_message_parse(bytes_from(others[i]), &m) == -EPROTO);
}

/* It is a sequence number, perhaps. */
static void whatever_its_number_it_is_a_message(void)
{
	char raw[PUSHED_MESSAGE_SIZE];
	struct bytes whole = sample(raw);
	struct pushed_message m;

	for (unsigned number = 0; number < 0x50000; number++) {
		for (unsigned i = 0; i < 4; i++)
			raw[i] = (char)(number >> 8 * i);
		if (!CHECK(pushed_message_parse(whole, &m) == PUSHED_MESSAGE_SIZE))
			return;
	}
}

static void what_is_no_text_or_no_code_is_refused(void)
{
	static const size_t texts[] = {0x0c, 0x0f, 0x2c, 0x40, 0x90, 0x9a};
	char raw[PUSHED_MESSAGE_SIZE];
	struct pushed_message m;

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct bytes in = sample(raw);

		raw[texts[i]] = '\x07';
		CHECK(pushed_message_parse(in, &m) == -EPROTO);
		CHECK(pushed_message_parse(bytes_slice(in, 0, texts[i] + 1), &m) ==
			-EPROTO);
	}
	sample(raw);
	raw[0xb2] = 1;
	CHECK(pushed_message_parse((struct bytes){raw, sizeof(raw)}, &m) == -EPROTO);
	CHECK(pushed_message_parse((struct bytes){raw, 0xb4}, &m) == -EPROTO);
}

static void without_header_clock_or_a_readable_door_it_is_still_a_message(void)
{
	char raw[PUSHED_MESSAGE_SIZE] = {0};
	struct pushed_message m;

	raw[0xb0] = 0x11;
	raw[0xb8] = '\x01';
	memcpy(raw + 0xe4, "T\xfcr", 3);
	CHECK(pushed_message_parse((struct bytes){raw, sizeof(raw)}, &m) ==
		PUSHED_MESSAGE_SIZE);
	CHECK(m.code == 0x11 && !m.kind && !*m.model && !*m.time && !*m.unlock_id);
	CHECK(!strcmp(m.door, "T?r"));
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(all_its_fields_are_read),
		TEST(cut_anywhere_it_waits_for_the_rest),
		TEST(texts_that_fill_their_fields_end_with_them),
		TEST(a_second_message_behind_it_is_left),
		TEST(what_is_another_protocol_is_refused_at_once),
		TEST(whatever_its_number_it_is_a_message),
		TEST(what_is_no_text_or_no_code_is_refused),
		TEST(without_header_clock_or_a_readable_door_it_is_still_a_message),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
