/* SPDX-License-Identifier: Apache-2.0 */
/* post-reader-test.c - requests cut anywhere, of any length, and what is none. */

#include "check.h"
#include "guard-page.h"
#include "post-reader.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { BODY_MAX = 1000, TRANSCRIPT_MAX = 4096 };

#define POST   "POST /hook HTTP/1.1\r\n"
#define LENGTH "Content-Length: 5\r\n"
#define CHUNKS "Transfer-Encoding: chunked\r\n"

/* What came of a connection: "(path flags)body.": a request, up to its end. */
struct hearing {
	struct post post;
	char text[TRANSCRIPT_MAX];
	size_t len;
	int err;
};

static void note(struct hearing *h, struct bytes what)
{
	if (h->len + what.len >= sizeof(h->text))
		return;
	memcpy(h->text + h->len, what.data, what.len);
	h->len += what.len;
	h->text[h->len] = '\0';
}

static void note_head(struct hearing *h)
{
	const struct post *p = &h->post;
	char text[200];

	snprintf(text, sizeof(text), "(%s%s%s%s%s)", p->path, p->is_post ? "" : " no",
		p->expects ? " expects" : "", p->stays ? "" : " last",
		p->has_media ? " media" : "");
	note(h, bytes_from(text));
}

/* @return how many bytes were taken of a piece that ends, or begins, at a guard page */
static size_t hear(struct hearing *h, struct bytes in)
{
	size_t used = 0;

	while (!h->err) {
		enum post_news news;
		struct bytes body = {0};
		ssize_t n = post_next(&h->post, bytes_skip(in, used), &news, &body);

		if (n < 0) {
			h->err = (int)n;
			break;
		}
		CHECK((size_t)n <= in.len - used);
		CHECK((news == POST_BODY) == (body.len > 0));
		used += (size_t)n;
		if (news == POST_NOTHING && !n)
			break;
		if (news == POST_BEGINS)
			note_head(h);
		if (news == POST_BODY)
			note(h, body);
		if (news == POST_ENDS)
			note(h, BYTES("."));
	}
	return used;
}

static struct hearing hear_all(const char *text)
{
	struct hearing h = {.post.body_max = BODY_MAX};

	CHECK(hear(&h, bytes_from(text)) == strlen(text) || h.err);
	return h;
}

static bool says(const char *text, const char *transcript)
{
	struct hearing h = hear_all(text);

	if (!h.err && !strcmp(h.text, transcript))
		return true;
	printf("# %d %s\n", h.err, h.text);
	return false;
}

static void a_body_is_told_by_its_length_or_its_chunks(void)
{
	CHECK(says(POST LENGTH "\r\nhello", "(/hook)hello."));
	CHECK(says(POST "\r\n", "(/hook)."));
	CHECK(says(POST "Content-Length: 0\r\n\r\n", "(/hook)."));
	CHECK(says(POST CHUNKS "\r\n5\r\nhello\r\nB;x=y\r\n more of it\r\n0\r\n\r\n",
		"(/hook)hello more of it."));
	CHECK(says(POST CHUNKS "\r\n00a\r\n0123456789\r\n0\r\nA: b\r\nC: d\r\n\r\n",
		"(/hook)0123456789."));
}

static void one_connection_brings_many_and_each_begins_anew(void)
{
	CHECK(says(POST LENGTH
		"Expect: 100-Continue\r\nContent-Type: image/jpeg\r\n\r\n"
		"hello" POST CHUNKS "\r\n1\r\na\r\n0\r\n\r\n\r\n"
		"GET / HTTP/1.0\r\n\r\n",
		"(/hook expects media)hello.(/hook)a.(/ no last)."));
}

static void its_head_may_be_written_in_many_ways(void)
{
	CHECK(says("POST http://192.0.2.7:80/hook?a=b HTTP/1.1\nhost:x\n"
		   "CONTENT-LENGTH:  5  \n\nhello",
		"(/hook)hello."));
	CHECK(says("POST http://192.0.2.7 HTTP/1.1\r\n\r\n", "()."));
	CHECK(says(POST LENGTH LENGTH "\r\nhello", "(/hook)hello."));
	CHECK(says(POST "Connection: x, Close\r\n\r\n", "(/hook last)."));
	CHECK(says(
		"POST /hook HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "(/hook)."));
	CHECK(says("PUT /hook HTTP/1.1\r\n\r\n", "(/hook no)."));
}

static void a_path_that_is_too_long_is_none(void)
{
	char text[400];

	for (size_t len = 126; len < 130; len++) {
		struct hearing h;

		snprintf(
			text, sizeof(text), "POST /%0*d HTTP/1.1\r\n\r\n", (int)len, 7);
		h = hear_all(text);
		CHECK(!h.err && (h.len == strlen("().")) == (len + 1 > POST_PATH_MAX));
	}
}

static void what_could_be_read_in_two_ways_is_refused(void)
{
	static const char *const texts[] = {POST LENGTH CHUNKS "\r\n",
		POST CHUNKS CHUNKS "\r\n", POST LENGTH "Content-Length: 6\r\n\r\n",
		POST "Content-Length: -5\r\n\r\n", POST "Content-Length: 5, 5\r\n\r\n",
		POST "Content-Length:\r\n\r\n", POST "Content-Length : 5\r\n\r\n",
		POST "Transfer-Encoding: gzip, chunked\r\n\r\n",
		"POST /hook HTTP/1.0\r\n" CHUNKS "\r\n", POST "A: b\r\n c\r\n\r\n",
		POST "no header\r\n\r\n", POST ": b\r\n\r\n", POST "A: \x01\r\n\r\n",
		POST "A: b\rC: d\r\n\r\n", POST "Expect: miracles\r\n\r\n",
		POST CHUNKS "\r\n\r\n", POST CHUNKS "\r\n-1\r\n",
		POST CHUNKS "\r\nxyz\r\n", POST CHUNKS "\r\n123456789\r\n",
		POST CHUNKS "\r\n1\r\nab\r\n", "POST /hook\r\n\r\n",
		"POST /hook HTTP/2.0\r\n\r\n", "\x16\x03\x01\n", "POST  HTTP/1.1\r\n",
		" /hook HTTP/1.1\r\n", "POST /a b HTTP/1.1\r\n"};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct hearing h = hear_all(texts[i]);

		if (!CHECK(h.err == -EPROTO))
			printf("# %zu: %d %s\n", i, h.err, h.text);
	}
}

static void a_body_over_its_limit_is_refused_before_it_comes(void)
{
	static const char *const texts[] = {POST "Content-Length: 1001\r\n",
		POST "Content-Length: 99999999999999999999999999\r\n",
		POST CHUNKS "\r\n3e9\r\n", POST CHUNKS "\r\nffffffff\r\n",
		POST CHUNKS "\r\n1\r\na\r\n3e8\r\n"};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		CHECK(hear_all(texts[i]).err == -EMSGSIZE);
	CHECK(!hear_all(POST "Content-Length: 1000\r\n\r\n").err);
	CHECK(!hear_all(POST CHUNKS "\r\n3e8\r\n").err);
}

static void lines_and_heads_have_an_end(void)
{
	struct hearing h = {.post.body_max = BODY_MAX};
	char line[POST_LINE_MAX], longer[POST_LINE_MAX + 1];

	memset(line, 'a', sizeof(line));
	CHECK(hear(&h, (struct bytes){line, sizeof(line)}) == 0 && !h.err);
	line[1] = ':';
	line[sizeof(line) - 1] = '\n';
	h = (struct hearing){.post.body_max = BODY_MAX};
	hear(&h, BYTES(POST));
	for (unsigned i = 0; i < 3; i++)
		CHECK(hear(&h, (struct bytes){line, sizeof(line)}) == sizeof(line) &&
			!h.err);
	hear(&h, (struct bytes){line, sizeof(line)});
	CHECK(h.err == -EMSGSIZE);

	h = (struct hearing){.post.body_max = BODY_MAX};
	line[sizeof(line) - 1] = 'a';
	hear(&h, BYTES(POST));
	hear(&h, (struct bytes){line, sizeof(line)});
	CHECK(!h.err);
	memset(longer, 'a', sizeof(longer));
	hear(&h, (struct bytes){longer, sizeof(longer)});
	CHECK(h.err == -EMSGSIZE);
}

static void cut_anywhere_it_is_the_same(void)
{
	static const char text[] =
		POST LENGTH "Expect: 100-continue\r\n\r\nhello" POST CHUNKS
			    "\r\n5\r\nhello\r\n1;z\r\n!\r\n0\r\nT: t\r\n\r\n"
			    "GET /x HTTP/1.1\n\n";
	static const char right[] = "(/hook expects)hello.(/hook)hello!.(/x no).";
	struct bytes whole = BYTES(text);
	struct guard_page page;

	guard_page_init(&page, whole.len);
	for (size_t cut = 0; cut <= whole.len; cut++)
		for (unsigned behind = 0; behind < 2; behind++) {
			struct hearing h = {.post.body_max = BODY_MAX};
			struct bytes first = bytes_slice(whole, 0, cut);
			size_t used;

			used = hear(&h, behind ? guard_page_behind(&page, first)
					       : guard_page_before(&page, first));
			hear(&h, guard_page_before(&page, bytes_skip(whole, used)));
			if (!CHECK(!h.err && !strcmp(h.text, right)))
				printf("# %zu: %d %s\n", cut, h.err, h.text);
		}
	guard_page_finish(&page);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_body_is_told_by_its_length_or_its_chunks),
		TEST(one_connection_brings_many_and_each_begins_anew),
		TEST(its_head_may_be_written_in_many_ways),
		TEST(a_path_that_is_too_long_is_none),
		TEST(what_could_be_read_in_two_ways_is_refused),
		TEST(a_body_over_its_limit_is_refused_before_it_comes),
		TEST(lines_and_heads_have_an_end),
		TEST(cut_anywhere_it_is_the_same),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
