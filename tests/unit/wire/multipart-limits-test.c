/* SPDX-License-Identifier: Apache-2.0 */
/* multipart-limits-test.c - streams that are meant to exhaust us: memory stays within
 * the limits, the work is linear, and the part behind arrives. */

#include "check.h"
#include "stream-feed.h"

#include <stdio.h>
#include <string.h>

#define GOOD                                                                           \
	"--boundary\r\nContent-Type: application/xml\r\nContent-Length: 57\r\n\r\n"    \
	"<EventNotificationAlert><n>9</n></EventNotificationAlert>\r\n"

enum { MIB = 1024 * 1024 };

/* A good part, `start`, `pattern` again and again up to `len` bytes, a good part; byte by
 * byte. A splitter that looks at all its bytes again for each new one takes hours for a
 * MiB; the test's time limit is the judge of that. */
static void feed_flood(
	struct stream_feed *f, struct bytes start, struct bytes pattern, size_t len)
{
	stream_feed_init(f);
	stream_feed_piece(f, BYTES(GOOD));
	stream_feed_piece(f, start);
	for (size_t i = 0; i < len; i++)
		stream_feed_piece(f, bytes_slice(pattern, i % pattern.len, 1));
	stream_feed_piece(f, BYTES("\r\n" GOOD));
}

static void both_good_parts_arrive(struct bytes start, struct bytes pattern)
{
	struct stream_feed f;
	struct bytes marks;

	feed_flood(&f, start, pattern, MIB);
	marks = buffer_bytes(&f.transcript);
	if (!CHECK(marks.len >= 3 && marks.data[0] == '9' &&
		    marks.data[marks.len - 1] == '9') ||
		!CHECK(bytes_find(marks, 1, BYTES("9")) == (ssize_t)marks.len - 1) ||
		!CHECK(f.pending_most <= MULTIPART_HEADERS_MAX + MULTIPART_PART_MAX))
		printf("# \"%s\", \"%s\": %.40s, %zu\n", start.data, pattern.data,
			f.transcript.data, f.pending_most);
	stream_feed_finish(&f);
}

static void a_part_without_end_costs_only_itself(void)
{
	both_good_parts_arrive(
		BYTES("--boundary\r\n\r\n<EventNotificationAlert>"), BYTES("a"));
	both_good_parts_arrive(
		BYTES("--boundary\r\n\r\n<EventNotificationAlert>"), BYTES("<"));
	both_good_parts_arrive(
		BYTES("--boundary\r\n\r\n<EventNotificationAlert>"), BYTES("<a>"));
	both_good_parts_arrive(BYTES("--boundary\r\n\r\n<a b='"), BYTES("<!"));
	both_good_parts_arrive(BYTES("--boundary\r\n\r\n<a><!-- "), BYTES("--"));
	both_good_parts_arrive(BYTES("--boundary\r\n\r\n<a>"), BYTES("\n--x-"));
	both_good_parts_arrive(BYTES("--boundary\r\n\r\n<a>"), BYTES("</"));
	both_good_parts_arrive(BYTES("--boundary\r\n\r\n{\"a\":\""), BYTES("}"));
	both_good_parts_arrive(BYTES("--boundary\r\n\r\n{\"a\":"), BYTES("["));
	both_good_parts_arrive(BYTES("--boundary\r\n\r\n{\"a\":"), BYTES("{\"b\":"));
	both_good_parts_arrive(BYTES("--boundary\r\n\r\n{\"a\":"), BYTES("1"));
}

static void garbage_without_end_costs_only_itself(void)
{
	both_good_parts_arrive(BYTES(""), BYTES("{"));
	both_good_parts_arrive(BYTES(""), BYTES("{\""));
	both_good_parts_arrive(BYTES(""), BYTES("-"));
	both_good_parts_arrive(BYTES(""), BYTES("--x\n"));
	both_good_parts_arrive(BYTES(""), BYTES("<Event"));
	both_good_parts_arrive(BYTES(""), BYTES("<?xm"));
	both_good_parts_arrive(BYTES(""), BYTES("\x01\xfe\r"));
	both_good_parts_arrive(BYTES(""), BYTES("\r\n"));
}

static void headers_without_end_cost_only_themselves(void)
{
	both_good_parts_arrive(BYTES("--boundary\r\n"), BYTES("a"));
	both_good_parts_arrive(BYTES("--boundary\r\n"), BYTES("a: b\r\n"));
	both_good_parts_arrive(BYTES("--boundary\r\nContent-Type: "), BYTES("b"));
	both_good_parts_arrive(BYTES("--boundary\r\n"), BYTES("Content-Length: 7\r\n"));
}

static void a_picture_of_megabytes_is_not_kept(void)
{
	struct stream_feed f;

	stream_feed_init(&f);
	stream_feed_piece(&f, BYTES(GOOD "--boundary\r\nContent-Type: image/jpeg\r\n"
					 "Content-Length: 5000000\r\n\r\n"));
	for (int i = 0; i < 5000; i++) {
		char block[1000];

		memset(block, i % 256, sizeof(block));
		stream_feed_piece(&f, (struct bytes){block, sizeof(block)});
	}
	stream_feed_piece(&f, BYTES(GOOD));
	CHECK(bytes_equal(buffer_bytes(&f.transcript), BYTES("9 - 9")));
	CHECK(f.multipart.faults == 0);
	CHECK(f.pending_most <= 200);
	stream_feed_finish(&f);
}

/* @return the marks of an alert with `len` bytes of text between two good parts */
static void feed_large(struct stream_feed *f, size_t len)
{
	struct buffer large;

	buffer_init(&large, 2 * MIB);
	buffer_append(&large, BYTES(GOOD "--boundary\r\n\r\n<EventNotificationAlert>"));
	for (size_t i = 0; i < len; i++)
		buffer_append(&large, BYTES("x"));
	buffer_append(&large, BYTES("</EventNotificationAlert>\r\n" GOOD));
	stream_feed_init(f);
	stream_feed_piece(f, buffer_bytes(&large));
	buffer_finish(&large);
}

static void a_part_may_be_as_large_as_the_limit_and_no_larger(void)
{
	size_t tags = strlen("<EventNotificationAlert></EventNotificationAlert>");
	struct stream_feed f;

	feed_large(&f, MULTIPART_PART_MAX - tags);
	CHECK(bytes_equal(buffer_bytes(&f.transcript), BYTES("9 ? 9")));
	stream_feed_finish(&f);
	feed_large(&f, MULTIPART_PART_MAX - tags + 1);
	CHECK(bytes_equal(buffer_bytes(&f.transcript), BYTES("9 - 9")));
	stream_feed_finish(&f);
}

static void a_large_document_without_boundaries_ends_where_it_ends(void)
{
	static const char bare[] =
		"<EventNotificationAlert><n>9</n></EventNotificationAlert>";
	struct stream_feed f;

	stream_feed_init(&f);
	stream_feed_piece(&f, BYTES("<a>"));
	for (int i = 0; i < MULTIPART_PART_MAX; i++)
		stream_feed_piece(&f, BYTES("<b></b>"));
	stream_feed_piece(&f, BYTES("</a>"));
	stream_feed_piece(&f, bytes_from(bare));
	stream_feed_piece(&f, bytes_from("{\"a\":["));
	for (int i = 0; i < MULTIPART_PART_MAX; i++)
		stream_feed_piece(&f, BYTES("{\"b\":1},"));
	stream_feed_piece(&f, BYTES("1]}"));
	stream_feed_piece(&f, bytes_from(bare));
	CHECK(bytes_equal(buffer_bytes(&f.transcript), BYTES("- 9 - 9")));
	stream_feed_finish(&f);
}

static void a_length_that_never_comes_is_given_up(void)
{
	struct stream_feed f;

	stream_feed_init(&f);
	stream_feed_piece(&f, BYTES(GOOD "Content-Type: image/jpeg\r\n\r\n"));
	for (size_t i = 0; i < MULTIPART_SKIP_MAX / 16; i++)
		stream_feed_piece(&f, BYTES("0123456789abcdef"));
	stream_feed_piece(&f, BYTES("\n<EventNotificationAlert><n>8</n>"
				    "</EventNotificationAlert>"));
	CHECK(bytes_equal(buffer_bytes(&f.transcript), BYTES("9 - 8")));
	stream_feed_finish(&f);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_part_without_end_costs_only_itself),
		TEST(garbage_without_end_costs_only_itself),
		TEST(headers_without_end_cost_only_themselves),
		TEST(a_picture_of_megabytes_is_not_kept),
		TEST(a_part_may_be_as_large_as_the_limit_and_no_larger),
		TEST(a_large_document_without_boundaries_ends_where_it_ends),
		TEST(a_length_that_never_comes_is_given_up),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
