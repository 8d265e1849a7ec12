/* SPDX-License-Identifier: Apache-2.0 */
/* multipart-test.c - every way a device frames its parts, whole and cut anywhere. */

#include "check.h"
#include "guard-page.h"
#include "stream-feed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Streams, and the parts in them. In a stream, "@5" is part 5 as it should be, "#5" the
 * XML document of part 5 alone, "$5" a JSON object. ADD A ROW. */
// clang-format off
static const struct sample {
	const char *quirk;
	const char *stream;
	const char *parts;
} samples[] = {
	{"as it should be", "@1@2@3", "1 2 3"},
	{"closing boundary", "@1@2--boundary--\r\n", "1 2"},
	{"two boundaries in a row", "@1--boundary\r\n@2", "1 2"},
	{"three boundaries in a row", "@1--boundary\r\n--boundary\r\n--boundary\r\n@2", "1 2"},
	{"blank lines between parts", "@1\r\n\r\n \t\r\n@2", "1 2"},
	{"LF only", "--boundary\nContent-Type: application/xml\nContent-Length: 73\n\n#1\n@2", "1 2"},
	{"tabs around everything", "--boundary\t\r\n\tContent-Type:\tapplication/xml\r\n\t\r\n\t#1\t\r\n@2", "1 2"},
	{"no Content-Length", "@1--boundary\r\nContent-Type: application/xml\r\n\r\n#2\r\n@3", "1 2 3"},
	{"no Content-Type", "@1--boundary\r\nContent-Length: 73\r\n\r\n#2\r\n@3", "1 2 3"},
	{"no headers", "@1--boundary\r\n\r\n#2\r\n@3", "1 2 3"},
	{"no blank line behind the headers", "@1--boundary\r\nContent-Type: application/xml\r\n#2\r\n@3", "1 2 3"},
	{"no boundaries, headers only", "Content-Type: application/xml\r\nContent-Length: 73\r\n\r\n#1\r\nContent-Type: application/xml\r\nContent-Length: 73\r\n\r\n#2", "1 2"},
	{"length too large by one", "@1--boundary\r\nContent-Type: application/xml\r\nContent-Length: 75\r\n\r\n#2\r\n@3", "1 2 3"},
	{"length far too large", "@1--boundary\r\nContent-Type: application/xml\r\nContent-Length: 730000\r\n\r\n#2\r\n@3", "1 2 3"},
	{"length a lie", "@1--boundary\r\nContent-Type: application/xml\r\nContent-Length: 18446744073709551615\r\n\r\n#2@3", "1 2 3"},
	{"length larger than any number", "@1--boundary\r\nContent-Length: 99999999999999999999999999\r\n\r\n#2\r\n@3", "1 2 3"},
	{"length negative", "@1--boundary\r\nContent-Type: application/xml\r\nContent-Length: -1\r\n\r\n#2\r\n@3", "1 2 3"},
	{"length no number", "@1--boundary\r\nContent-Length: many\r\n\r\n#2\r\n@3", "1 2 3"},
	{"length zero", "@1--boundary\r\nContent-Type: application/xml\r\nContent-Length: 0\r\n\r\n#2\r\n@3", "1 2 3"},
	{"length too small", "@1--boundary\r\nContent-Type: application/xml\r\nContent-Length: 20\r\n\r\n#2\r\n@3", "1 2 3"},
	{"length too small, JSON", "@1--boundary\r\nContent-Type: application/json\r\nContent-Length: 4\r\n\r\n$2\r\n@3", "1 2 3"},
	{"length too large, JSON", "@1--boundary\r\nContent-Type: application/json\r\nContent-Length: 4000\r\n\r\n$2\r\n@3", "1 2 3"},
	{"body glued to the boundary", "--boundary\r\n\r\n#1--boundary\r\n\r\n#2--boundary\r\n\r\n$3--boundary\r\n\r\n$4", "1 2 3 4"},
	{"several alerts in one part", "@1--boundary\r\nContent-Type: application/xml\r\n\r\n#2#3\r\n#4@5", "1 2 3 4 5"},
	{"alerts in an outer element", "@1<alerts>\r\n#2#3</alerts>\r\n@4", "1 2 3 4"},
	{"JSON objects in an array", "@1--boundary\r\n\r\n[$2, $3]\r\n@4", "1 2 3 4"},
	{"no multipart, glued in one line", "#1#2#3", "1 2 3"},
	{"no multipart, a line each", "#1\r\n#2\n#3", "1 2 3"},
	{"JSON glued in one line", "$1$2$3", "1 2 3"},
	{"XML declarations", "--boundary\r\n\r\n<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n#1\r\n<?xml version=\"1.0\"?>#2<?xml?>#3", "1 2 3"},
	{"byte order mark", "--boundary\r\n\r\n\xef\xbb\xbf#1\r\n@2", "1 2"},
	{"only a declaration", "@1--boundary\r\nContent-Length: 40\r\n\r\n<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n@2", "1 2"},
	{"two declarations", "@1<?xml version=\"1.0\"?><?xml version=\"1.0\"?>#2@3", "1 2 3"},
	{"length in front of the boundary", "Content-Length: 314\r\n\r\n--MIME_boundary\r\nContent-Type: application/json; charset=\"UTF-8\"\r\nContent-Length: 20\r\n\r\n$1\r\nContent-Length: 314\r\n\r\n--MIME_boundary\r\nContent-Type: application/json\r\n\r\n$2\r\n", "1 2"},
	{"form-data headers", "@1--boundary\r\nContent-Disposition: form-data; name=\"A.xml\"; filename=\"{A}.xml\"\r\nContent-Type: application/xml\r\nContent-Length: 73\r\n\r\n#2\r\n@3", "1 2 3"},
	{"headers behind headers", "@1--boundary\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 314\r\n\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n$2\r\n@3", "1 2 3"},
	{"an answer in the answer", "@1HTTP/1.1 200 OK\r\nContent-Type: multipart/mixed; boundary=x\r\nConnection: close\r\n\r\n@2", "1 2"},
	{"an answer behind a bare alert", "#1HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: 73\r\n\r\n#2HTTP/1.1 200 OK\r\n\r\n#3", "1 2 3"},
	{"other boundary than before", "@1--MIME_boundary\r\nContent-Type: application/xml\r\n\r\n#2\r\n@3", "1 2 3"},
	{"boundary of a boundary", "----boundary\r\nContent-Type: application/xml\r\n\r\n#1\r\n----boundary\r\n\r\n#2", "1 2"},
	{"words between parts", "@1what is this?\r\n@2", "1 2"},
	{"words in front of an alert", "@1oops: <n>#2 oops #3@4", "1 2 3 4"},
	{"words in front of JSON", "@1oops $2 oops$3\r\n@4", "1 2 3 4"},
	{"header-like words", "@1lorem: ipsum\r\n\r\ndolor: sit\r\n@2", "1 2"},
	{"bytes between parts", "@1\x01\xff\xfe<\x80{\x02}\r\n{\r\n<\r\n<<<{{{\r\n@2", "1 2"},
	{"dashes between parts", "@1-\r\n--\r\n-->\r\n---\r\n@2", "1 2"},
	{"a picture", "@1--boundary\r\nContent-Type: image/jpeg\r\nContent-Length: 10\r\n\r\n\xff\xd8<a>{\"b\xff\xd9\r\n@2", "1 - 2"},
	{"a picture glued to the boundary", "@1--boundary\r\nContent-Type: image/jpeg\r\nContent-Length: 10\r\n\r\n\xff\xd8<a>{\"b\xff\xd9@2", "1 - 2"},
	{"a picture of lines", "@1--boundary\r\nContent-Type: image/jpeg\r\nContent-Length: 12\r\n\r\n\xff\n\n--\n{\n<\n\n\xd9\r\n@2", "1 - 2"},
	{"a picture, length missing", "@1--boundary\r\nContent-Type: image/jpeg\r\n\r\n\xff\xd8<a>\n--x\n{\"n\":\"7\"}\xff\xd9\r\n@2", "1 - 2"},
	{"a picture, length too small", "@1--boundary\r\nContent-Type: image/jpeg\r\nContent-Length: 2\r\n\r\n\xff\xd8<a>\n\n--x\n{\"n\":\"7\"}\xff\xd9\r\n@2", "1 - 2"},
	{"a picture, length too large", "@1--boundary\r\nContent-Type: image/jpeg\r\nContent-Length: 99999\r\n\r\n\xff\xd8<a>{\"b\xff\xd9\r\n@2@3", "1 - 2 3"},
	{"a picture, length a lie", "@1--boundary\r\nContent-Type: image/jpeg\r\nContent-Length: 99999999999\r\n\r\n\xff\xd8\xff\xd9\r\n@2@3", "1 - 2 3"},
	{"a picture without a boundary", "#1Content-Type: image/jpeg\r\nContent-Length: 4\r\n\r\n\xff\xd8\xff\xd9#2", "1 - 2"},
	{"a picture, neither boundary nor length", "#1Content-Type: image/jpeg\r\n\r\n\xff\xd8\xff\xd9#2", "1 - 2"},
	{"an empty picture", "@1--boundary\r\nContent-Type: image/jpeg\r\nContent-Length: 0\r\n\r\n@2", "1 - 2"},
	{"an empty picture said to have a length", "@1--boundary\r\nContent-Type: image/jpeg\r\nContent-Length: 9\r\n\r\n@2@3", "1 - 2 3"},
	{"two pictures", "@1--boundary\r\nContent-Type: image/jpeg\r\nContent-Length: 4\r\n\r\n\xff\xd8\xff\xd9\r\n--boundary\r\nContent-Type: image/pjpeg\r\nContent-Length: 4\r\n\r\n\xff\xd8\xff\xd9\r\n@2", "1 - - 2"},
	{"text", "@1--boundary\r\nContent-Type: text/plain\r\nContent-Length: 12\r\n\r\nHello: world\r\n@2", "1 - 2"},
	{"text of one byte", "@1--boundary\r\nContent-Type: text/plain\r\nContent-Length: 1\r\n\r\nx\r\n@2", "1 - 2"},
	{"text without a length", "@1--boundary\r\nContent-Type: text/plain\r\n\r\nHello\r\n\r\n<world>\r\n@2", "1 - 2"},
	{"text glued to an alert", "#1Content-Type: text/plain\r\nContent-Length: 5\r\n\r\nHello#2", "1 - 2"},
	{"a picture glued to JSON", "@1--boundary\r\nContent-Type: image/jpeg\r\nContent-Length: 4\r\n\r\n\xff\xd8\xff\xd9$2\r\n@3", "1 - 2 3"},
	{"words in JSON", "$1{\"n\" abc: $3#4", "1 3 4"},
	{"text behind blank lines", "@1--boundary\r\nContent-Type: text/plain\r\n\r\n\r\n\r\nHello\r\n@2", "1 - 2"},
	{"text with a blank line of its own", "@1--boundary\r\nContent-Type: text/plain\r\nContent-Length: 7\r\n\r\n\r\nHello@2", "1 - 2"},
	{"words among the headers", "#1Content-Type: image/jpeg\r\n!?\r\nContent-Length: 71\r\n\r\n#7#2", "1 - 2"},
	{"words like an alert", "@1x<:EventNotificationAlert>x<-EventNotificationAlert>\r\n<:EventNotificationAlert>@2", "1 2"},
	{"a command cut off", "#1<?p x#3#4", "1 3 4"},
	{"an alert said to be text", "@1--boundary\r\nContent-Type: text/plain\r\nContent-Length: 73\r\n\r\n#2\r\n@3", "1 2 3"},
	{"'>' in an attribute", "@1<EventNotificationAlert a='/>' b=\"a>'/>\"><n>2</n></EventNotificationAlert>@3", "1 2 3"},
	{"a comment", "@1<EventNotificationAlert><!-- </EventNotificationAlert> \" ' --><n>2</n></EventNotificationAlert>@3", "1 2 3"},
	{"a comment's end on a line", "@1<EventNotificationAlert><!--\n--><n>2</n></EventNotificationAlert>@3", "1 2 3"},
	{"CDATA", "@1<EventNotificationAlert><![CDATA[</EventNotificationAlert>\n--boundary\n]]><n>2</n></EventNotificationAlert>@3", "1 2 3"},
	{"a command", "@1<EventNotificationAlert><?p </EventNotificationAlert?><n>2</n></EventNotificationAlert>@3", "1 2 3"},
	{"a raw '<' and quotes in a name", "@1<EventNotificationAlert><c>a <b \"c < d's</c><n>2</n></EventNotificationAlert>@3", "1 2 3"},
	{"an element that is not closed", "@1<EventNotificationAlert><a><n>2</n></b></EventNotificationAlert>@3", "1 2 3"},
	{"dashes in a text", "@1<EventNotificationAlert><c>\n--\n-- a --\n--b</c><n>2</n></EventNotificationAlert>@3", "1 2 3"},
	{"an empty alert", "@1<EventNotificationAlert version=\"2.0\"/>@3", "1 ? 3"},
	{"blanks in the closing tag", "@1<EventNotificationAlert><n>2</n></EventNotificationAlert \r\n>@3", "1 2 3"},
	{"prefixes", "@1<h:EventNotificationAlert xmlns:h=\"x\"><h:a/><n>2</n></h:EventNotificationAlert>@3", "1 2 3"},
	{"a DTD", "@1<!DOCTYPE a [<!ENTITY b \"c\">]><a><n>2</n></a>@3", "1 2 3"},
	{"another document", "@1<ResponseStatus><n>2</n></ResponseStatus>@3", "1 2 3"},
	{"braces and quotes in JSON", "@1{\"a\":\"}{]\\\"}\\\\\",\"b\":[{},[],{\"c\":-1.5e+3,\"d\":null}],\"n\":\"2\"}@3", "1 2 3"},
	{"JSON over lines", "@1--boundary\r\n\r\n{\r\n\t\"a\":\t1,\r\n\t\"b\":\t{\r\n\t},\r\n\"n\":\"2\"\r\n}\r\n@3", "1 2 3"},
	{"an alert cut off", "@1--boundary\r\n\r\n<EventNotificationAlert><n>2</n><a\r\n@3", "1 3"},
	{"an alert cut off, length right", "@1--boundary\r\nContent-Type: application/xml\r\nContent-Length: 35\r\n\r\n<EventNotificationAlert><n>2</n><a>\r\n@3", "1 3"},
	{"an alert cut off in a quote", "@1--boundary\r\n\r\n<EventNotificationAlert a=\"x\r\n@3", "1 3"},
	{"an alert cut off in a comment", "@1--boundary\r\n\r\n<EventNotificationAlert><!-- x\r\n@3", "1 3"},
	{"an alert cut off in CDATA", "@1--boundary\r\nContent-Length: 34\r\n\r\n<EventNotificationAlert><![CDATA[x\r\n@3", "1 3"},
	{"a bare alert cut off", "#1<EventNotificationAlert><n>2</n><a#3#4", "1 3 4"},
	{"a closing tag cut off", "@1--boundary\r\n\r\n<EventNotificationAlert><n>2</n></EventNotificationAlert\r\n@3", "1 3"},
	{"an alert cut off by an answer", "#1<EventNotificationAlert><n>2</n>\r\nHTTP/1.1 200 OK\r\n\r\n$3#4", "1 3 4"},
	{"JSON cut off", "@1--boundary\r\n\r\n{\"n\":\"2\",\"a\":{\r\n@3", "1 3"},
	{"JSON cut off in a string", "@1--boundary\r\n\r\n{\"n\":\"2\r\n@3", "1 3"},
	{"JSON cut off, nothing behind", "@1--boundary\r\n\r\n{\"n\":\"2\",\"a\":1--boundary\r\nContent-Type: application/xml\r\nContent-Length: 73\r\n\r\n#3", "1 3"},
	{"bare JSON cut off", "$1{\"n\":\"2\",\"a\":{\"b\":7$3$4", "1 3 4"},
	{"JSON cut off by an alert", "$1{\"n\":\"2\",\"a\":#3$4", "1 3 4"},
	{"bare JSON cut off in a string", "$1{\"n\":\"2\n$3\n$4", "1 3 4"},
	{"another document cut off", "#1<a><b><a><n>3</n></a>#4", "1 3 4"},
	{"an odd prolog", "@1<!a/><EventNotificationAlert><!b/><n>2</n></EventNotificationAlert>@3", "1 2 3"},
	{"an empty JSON object", "@1--boundary\r\nContent-Type: application/json\r\n\r\n{}\r\n@2", "1 2"},
	{NULL, NULL, NULL},
};
// clang-format on

/* Write out what "@5", "#5" and "$5" stand for. */
static void expand(const char *stream, struct buffer *out)
{
	for (const char *c = stream; *c; c++) {
		bool short_form = strchr("@#$", *c) && c[1] >= '0' && c[1] <= '9';

		if (!short_form) {
			buffer_append(out, (struct bytes){c, 1});
			continue;
		}
		if (*c == '@')
			buffer_appendf(out,
				"--boundary\r\nContent-Type: application/xml; "
				"charset=\"UTF-8\"\r\nContent-Length: 75\r\n\r\n");
		if (*c == '$')
			buffer_appendf(out, "{\"n\":\"%c\", \"a\":\"}\"}", c[1]);
		else
			buffer_appendf(out,
				"<EventNotificationAlert version=\"2.0\"><n>%c</n>"
				"</EventNotificationAlert>%s",
				c[1], *c == '@' ? "\r\n" : "");
		c++;
	}
}

static void feed(struct stream_feed *f, struct bytes in, size_t first, size_t step)
{
	stream_feed_init(f);
	stream_feed_piece(f, bytes_slice(in, 0, first));
	in = bytes_skip(in, first);
	while (in.len) {
		stream_feed_piece(f, bytes_slice(in, 0, step));
		in = bytes_skip(in, step);
	}
}

static bool same_outcome(const struct stream_feed *a, const struct stream_feed *b)
{
	return bytes_equal(
		       buffer_bytes(&a->transcript), buffer_bytes(&b->transcript)) &&
	       bytes_equal(buffer_bytes(&a->bodies), buffer_bytes(&b->bodies)) &&
	       a->multipart.faults == b->multipart.faults;
}

typedef void sample_fn(const struct sample *s, struct bytes stream);

static void each_sample(sample_fn *run)
{
	for (const struct sample *s = samples; s->quirk; s++) {
		struct buffer stream;

		buffer_init(&stream, 65536);
		expand(s->stream, &stream);
		run(s, buffer_bytes(&stream));
		buffer_finish(&stream);
	}
}

static void check_whole(const struct sample *s, struct bytes stream)
{
	struct stream_feed f;

	feed(&f, stream, stream.len, 1);
	if (!CHECK(bytes_equal(buffer_bytes(&f.transcript), bytes_from(s->parts))))
		printf("# %s: %.*s\n", s->quirk, (int)f.transcript.len,
			f.transcript.data);
	stream_feed_finish(&f);
}

static void every_good_part_arrives_whatever_is_between(void)
{
	each_sample(check_whole);
}

static void check_cuts(const struct sample *s, struct bytes stream)
{
	struct stream_feed whole;

	feed(&whole, stream, stream.len, 1);
	for (size_t cut = 0; cut <= stream.len; cut++) {
		struct stream_feed cut_in_two;

		feed(&cut_in_two, stream, cut, stream.len);
		if (!CHECK(same_outcome(&cut_in_two, &whole)))
			printf("# %s, cut at %zu\n", s->quirk, cut);
		stream_feed_finish(&cut_in_two);
	}
	stream_feed_finish(&whole);
}

static void a_cut_at_any_byte_changes_nothing(void)
{
	each_sample(check_cuts);
}

static void check_bytewise(const struct sample *s, struct bytes stream)
{
	struct stream_feed whole, bytewise;

	feed(&whole, stream, stream.len, 1);
	feed(&bytewise, stream, 0, 1);
	if (!CHECK(same_outcome(&bytewise, &whole)) || !CHECK(!bytewise.late))
		printf("# %s\n", s->quirk);
	stream_feed_finish(&bytewise);
	stream_feed_finish(&whole);
}

static void byte_by_byte_a_part_comes_with_its_last_byte(void)
{
	each_sample(check_bytewise);
}

static void split_view(struct bytes in)
{
	struct multipart m = {0};
	ssize_t n = 1;

	while (n > 0) {
		struct part part;
		bool found;

		n = multipart_next(&m, in, &found, &part);
		in = bytes_skip(in, (size_t)n);
	}
}

static void check_guarded(const struct sample *s, struct bytes stream)
{
	struct guard_page g;

	guard_page_init(&g, stream.len);
	for (size_t len = 0; len <= stream.len; len++) {
		split_view(guard_page_before(&g, bytes_slice(stream, 0, len)));
		split_view(guard_page_behind(&g, bytes_skip(stream, len)));
	}
	guard_page_finish(&g);
}

static void nothing_outside_the_input_is_read(void)
{
	each_sample(check_guarded);
	CHECK(true); /* or we had crashed */
}

static void a_good_stream_has_no_faults(void)
{
	static const char *const quirks[] = {"as it should be",
		"two boundaries in a row", "no multipart, glued in one line",
		"a picture", "an answer in the answer",
		"length in front of the boundary", "several alerts in one part"};

	for (const struct sample *s = samples; s->quirk; s++)
		for (size_t i = 0; i < sizeof(quirks) / sizeof(*quirks); i++) {
			struct buffer stream;
			struct stream_feed f;

			if (strcmp(s->quirk, quirks[i]))
				continue;
			buffer_init(&stream, 65536);
			expand(s->stream, &stream);
			feed(&f, buffer_bytes(&stream), stream.len, 1);
			if (!CHECK(f.multipart.faults == 0))
				printf("# %s\n", s->quirk);
			stream_feed_finish(&f);
			buffer_finish(&stream);
		}
}

static void a_body_is_the_document_alone(void)
{
	struct stream_feed f;

	feed(&f,
		BYTES("--b\r\nContent-Length: 500\r\n\r\n\r\n<a>\r\n</a>\r\n--b\r\n\r\n {\"b\": 1} "),
		1000, 1);
	CHECK(bytes_equal(buffer_bytes(&f.bodies), BYTES("<a>\r\n</a>{\"b\": 1}")));
	stream_feed_finish(&f);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(every_good_part_arrives_whatever_is_between),
		TEST(a_cut_at_any_byte_changes_nothing),
		TEST(byte_by_byte_a_part_comes_with_its_last_byte),
		TEST(nothing_outside_the_input_is_read),
		TEST(a_good_stream_has_no_faults),
		TEST(a_body_is_the_document_alone),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
