/* SPDX-License-Identifier: Apache-2.0 */
/* streaming-reply-test.c - which video streams a device has. */

#include "check.h"
#include "guard-page.h"
#include "streaming-reply.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define CHANNEL(id, more) "<StreamingChannel><id>" id "</id>" more "</StreamingChannel>"
#define SIZE(w, h)                                                                     \
	"<Video><videoResolutionWidth>" w "</videoResolutionWidth>"                    \
	"<videoResolutionHeight>" h "</videoResolutionHeight></Video>"

static const char two[] =
	"<?xml version=\"1.0\"?>\n<StreamingChannelList version=\"2.0\" xmlns=\"u\">\n"
	"<StreamingChannel>\n<id>101</id>\n<channelName>T\xfcr & Tor</channelName>\n"
	"<enabled>true</enabled>\n" SIZE(
		"1920", "1080") "</StreamingChannel>\n" CHANNEL("102",
		SIZE("704", "576")) "</StreamingChannelList>\n";

static void streams_come_in_the_devices_order(void)
{
	struct streaming_channels c;

	CHECK(!streaming_channels_parse(bytes_from(two), &c));
	CHECK(c.count == 2 && c.list[0].id == 101 && c.list[1].id == 102);
	CHECK(c.list[0].width == 1920 && c.list[0].height == 1080);
	CHECK(c.list[1].width == 704 && c.list[1].height == 576);
}

static unsigned count_of(const char *inside)
{
	struct streaming_channels c = {.count = 99};
	static char text[STREAMS_MAX * 80];

	snprintf(text, sizeof(text), "<StreamingChannelList>%s</StreamingChannelList>",
		inside);
	CHECK(!streaming_channels_parse(bytes_from(text), &c));
	return c.count;
}

static void only_streams_that_can_be_asked_for_count(void)
{
	CHECK(count_of("") == 0);
	CHECK(count_of(CHANNEL("101", "<enabled>false</enabled>")) == 0);
	CHECK(count_of(CHANNEL("0", "")) == 0);
	CHECK(count_of(CHANNEL("../x", "")) == 0);
	CHECK(count_of(CHANNEL("100000", "")) == 0);
	CHECK(count_of("<StreamingChannel/>") == 0);
	CHECK(count_of("<Other><id>101</id></Other>") == 0);
	CHECK(count_of(CHANNEL("1", "<enabled>FALSE</enabled>") CHANNEL("2", "")) == 1);
}

static void sizes_out_of_range_are_not_said(void)
{
	struct streaming_channels c;

	CHECK(!streaming_channels_parse(
		BYTES("<StreamingChannelList>" CHANNEL(
			"101", SIZE("-1", "99999")) "</StreamingChannelList>"),
		&c));
	CHECK(c.count == 1 && !c.list[0].width && !c.list[0].height);
}

static void more_streams_than_a_device_has_are_skipped(void)
{
	static char text[STREAMS_MAX * 70];
	size_t len = 0;

	for (unsigned i = 1; i <= STREAMS_MAX + 3; i++)
		len += (size_t)snprintf(
			text + len, sizeof(text) - len, CHANNEL("%u", ""), i);
	CHECK(count_of(text) == STREAMS_MAX);
}

static void a_stream_is_found_by_its_channel(void)
{
	struct streaming_channels c = {
		.list = {{.id = 102}, {.id = 201}, {.id = 202}, {.id = 1}}, .count = 4};

	CHECK(streaming_channel_of(101) == 1 && streaming_channel_of(1601) == 16);
	CHECK(streaming_channel_of(2) == 1); /* of old firmware */
	CHECK(streaming_stream_of(&c, 2, 0) == 201);
	CHECK(streaming_stream_of(&c, 2, 1) == 202);
	CHECK(streaming_stream_of(&c, 2, 2) == 0);
	CHECK(streaming_stream_of(&c, 3, 0) == 0);
	CHECK(streaming_stream_of(&c, 1, 1) == 1);
}

static void other_documents_are_none(void)
{
	struct streaming_channels c;

	CHECK(streaming_channels_parse(BYTES(""), &c) == -EPROTO);
	CHECK(streaming_channels_parse(BYTES("<ResponseStatus/>"), &c) == -EPROTO);
	CHECK(streaming_channels_parse(BYTES("<StreamingChannelList>"), &c) == -EPROTO);
	CHECK(streaming_channels_parse(
		      BYTES("<!DOCTYPE a><StreamingChannelList/>"), &c) == -EPERM);
}

static void a_cut_list_is_none_wherever_it_is_cut(void)
{
	struct bytes whole = bytes_trim(bytes_from(two));
	struct streaming_channels c;
	struct guard_page g;

	guard_page_init(&g, whole.len);
	for (size_t len = 0; len < whole.len; len++)
		CHECK(streaming_channels_parse(
			guard_page_before(&g, bytes_slice(whole, 0, len)), &c));
	CHECK(!streaming_channels_parse(guard_page_before(&g, whole), &c));
	guard_page_finish(&g);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(streams_come_in_the_devices_order),
		TEST(only_streams_that_can_be_asked_for_count),
		TEST(sizes_out_of_range_are_not_said),
		TEST(more_streams_than_a_device_has_are_skipped),
		TEST(a_stream_is_found_by_its_channel),
		TEST(other_documents_are_none),
		TEST(a_cut_list_is_none_wherever_it_is_cut),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
