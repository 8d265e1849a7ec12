/* SPDX-License-Identifier: Apache-2.0 */
/* camera-test.c - addresses of a Hikvision device's video streams. */

#include "camera.h"
#include "check.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

static const struct streaming_channels two = {
	.list = {{101, 1920, 1080}, {102, 704, 576}}, .count = 2};

static int url_of(const struct streaming_channels *streams, const char *profile,
	char *url, size_t cap)
{
	return camera_stream_url(
		"h", camera_stream(streams, 0, profile), false, url, cap);
}

static bool url_is(const char *host, const char *profile, const char *url)
{
	char got[256] = "";

	return !camera_stream_url(host, camera_stream(&two, 0, profile), false, got,
		       sizeof(got)) &&
	       !strcmp(got, url);
}

static void the_first_stream_is_main_and_the_second_sub(void)
{
	CHECK(url_is("10.0.0.7", "main",
		"rtsp://10.0.0.7:554/ISAPI/Streaming/channels/101/"
		"?transportmode=unicast"));
	CHECK(url_is("door.lan", "sub",
		"rtsp://door.lan:554/ISAPI/Streaming/channels/102/"
		"?transportmode=unicast"));
}

static void an_ipv6_address_stands_in_brackets(void)
{
	CHECK(url_is("2001:db8::7", "main",
		"rtsp://[2001:db8::7]:554/ISAPI/Streaming/channels/101/"
		"?transportmode=unicast"));
	CHECK(url_is("fe80::7%eth0", "main",
		"rtsp://[fe80::7%25eth0]:554/ISAPI/Streaming/channels/101/"
		"?transportmode=unicast"));
}

static void there_is_no_address_of_what_is_not_there(void)
{
	struct streaming_channels one = {.list = {{1, 0, 0}}, .count = 1};
	struct streaming_channels none = {0};
	char url[256], small[40];

	CHECK(url_of(&two, "third", url, sizeof(url)) == -ENOENT);
	CHECK(url_of(&two, "", url, sizeof(url)) == -ENOENT);
	CHECK(url_of(&one, "sub", url, sizeof(url)) == -ENOENT);
	CHECK(url_of(&none, "main", url, sizeof(url)) == -ENOENT);
	CHECK(url_of(&one, "main", small, sizeof(small)) == -EMSGSIZE);
	CHECK(!url_of(&one, "main", url, sizeof(url)));
}

static void only_what_begins_as_a_jpeg_is_a_picture(void)
{
	CHECK(camera_is_jpeg(BYTES("\xff\xd8\xff\xe0\0\x10JFIF")));
	CHECK(camera_is_jpeg(BYTES("\xff\xd8\xff\xdb")));
	CHECK(!camera_is_jpeg(BYTES("")) && !camera_is_jpeg(BYTES("\xff\xd8")));
	CHECK(!camera_is_jpeg(BYTES("\x89PNG\r\n")));
	CHECK(!camera_is_jpeg(BYTES("<ResponseStatus/>")));
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(the_first_stream_is_main_and_the_second_sub),
		TEST(an_ipv6_address_stands_in_brackets),
		TEST(there_is_no_address_of_what_is_not_there),
		TEST(only_what_begins_as_a_jpeg_is_a_picture),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
