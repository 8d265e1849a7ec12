/* SPDX-License-Identifier: Apache-2.0 */
/* post-reader.c - what a device sends to an HTTP server of ours, read as it comes.
 *
 *   REQUEST --> HEADERS --+-- length --> BODY --------------------------> END --> REQUEST
 *                         +-- chunked -> SIZE --> CHUNK --> BEHIND --> SIZE  ^
 *                         |                 +-- 0 --> TRAILER ---------------+
 *                         +-- none ------------------------------------------+ */

#include "post-reader.h"

#include <errno.h>
#include <string.h>

enum post_state { REQUEST, HEADERS, BODY, SIZE, CHUNK, BEHIND, TRAILER, END };
enum { CHUNK_DIGITS_MAX = 8 };

/* ---- lines ---- */

/* @return >0 bytes of the line with its end; 0 it is not whole; -EMSGSIZE */
static ssize_t take_line(struct post *p, struct bytes in, struct bytes *ret_line)
{
	ssize_t end = bytes_find(in, p->scanned, BYTES("\n"));
	size_t len = end < 0 ? in.len : (size_t)end + 1;

	if (len > POST_LINE_MAX || p->lines + len > POST_HEAD_MAX)
		return -EMSGSIZE;
	if (end < 0) {
		p->scanned = in.len;
		return 0;
	}
	p->scanned = 0;
	p->lines += len;
	*ret_line = bytes_slice(in, 0, (size_t)end);
	if (ret_line->len && ret_line->data[ret_line->len - 1] == '\r')
		ret_line->len--;
	return (ssize_t)len;
}

static bool is_text(struct bytes line)
{
	for (size_t i = 0; i < line.len; i++) {
		unsigned char c = (unsigned char)line.data[i];

		if ((c < ' ' && c != '\t') || c == 0x7f)
			return false;
	}
	return true;
}

/* What stands in front of the first `mark`; the mark is skipped. */
static struct bytes take_until(struct bytes *rest, char mark)
{
	size_t len = 0;
	struct bytes word;

	while (len < rest->len && rest->data[len] != mark)
		len++;
	word = bytes_slice(*rest, 0, len);
	*rest = bytes_skip(*rest, len + 1);
	return word;
}

/* ---- the head ---- */

/* "/path?query", "http://us:80/path?query" */
static void take_target(struct post *p, struct bytes target)
{
	struct bytes rest = target;

	if (bytes_starts(target, BYTES("http://"))) {
		rest = bytes_skip(target, sizeof("http://") - 1);
		while (rest.len && *rest.data != '/')
			rest = bytes_skip(rest, 1);
	}
	rest = take_until(&rest, '?');
	if (rest.len <= POST_PATH_MAX)
		bytes_to_text(rest, p->path, sizeof(p->path));
}

static int take_request_line(struct post *p, struct bytes line)
{
	struct bytes rest = line;
	struct bytes method = take_until(&rest, ' '), target = take_until(&rest, ' ');

	p->old = bytes_equal(rest, BYTES("HTTP/1.0"));
	if (!method.len || !target.len ||
		(!p->old && !bytes_equal(rest, BYTES("HTTP/1.1"))))
		return -EPROTO;
	p->is_post = bytes_equal(method, BYTES("POST"));
	p->stays = !p->old;
	take_target(p, target);
	return 0;
}

static int take_length(struct post *p, struct bytes value)
{
	uint64_t length;
	int err = bytes_to_u64(value, p->body_max, &length);

	if (err)
		return err == -ERANGE ? -EMSGSIZE : -EPROTO;
	if (p->has_length && length != p->length)
		return -EPROTO;
	p->has_length = true;
	p->length = length;
	return 0;
}

static int take_coding(struct post *p, struct bytes value)
{
	if (p->chunked || p->old || !bytes_equal_nocase(value, BYTES("chunked")))
		return -EPROTO;
	p->chunked = true;
	return 0;
}

static int take_type(struct post *p, struct bytes value)
{
	struct bytes kind = take_until(&value, '/');

	p->has_media = bytes_equal_nocase(kind, BYTES("image")) ||
		       bytes_equal_nocase(kind, BYTES("audio")) ||
		       bytes_equal_nocase(kind, BYTES("video"));
	return 0;
}

static int take_expectation(struct post *p, struct bytes value)
{
	p->expects = bytes_equal_nocase(value, BYTES("100-continue"));
	return p->expects ? 0 : -EPROTO;
}

static int take_connection(struct post *p, struct bytes value)
{
	while (value.len) {
		struct bytes word = bytes_trim(take_until(&value, ','));

		if (bytes_equal_nocase(word, BYTES("close")))
			p->stays = false;
		else if (bytes_equal_nocase(word, BYTES("keep-alive")))
			p->stays = true;
	}
	return 0;
}

static int take_header(struct post *p, struct bytes line)
{
	static const struct {
		struct bytes name;
		int (*take)(struct post *p, struct bytes value);
	} headers[] = {
		{{"Content-Length", 14}, take_length},
		{{"Transfer-Encoding", 17}, take_coding},
		{{"Content-Type", 12}, take_type},
		{{"Expect", 6}, take_expectation},
		{{"Connection", 10}, take_connection},
	};
	struct bytes value = line, name = take_until(&value, ':');

	if (!name.len || name.len == line.len || memchr(name.data, ' ', name.len) ||
		memchr(name.data, '\t', name.len))
		return -EPROTO;
	for (size_t i = 0; i < sizeof(headers) / sizeof(*headers); i++)
		if (bytes_equal_nocase(name, headers[i].name))
			return headers[i].take(p, bytes_trim(value));
	return 0;
}

static int end_head(struct post *p, enum post_news *ret_news)
{
	if (p->chunked && p->has_length)
		return -EPROTO;
	p->left = p->length;
	p->state = p->chunked ? SIZE : p->left ? BODY : END;
	*ret_news = POST_BEGINS;
	return 0;
}

/* ---- the body ---- */

/* "1a0;extension" */
static int take_size(struct post *p, struct bytes line)
{
	struct bytes digits = bytes_trim(take_until(&line, ';'));
	uint64_t size = 0;

	if (!digits.len || digits.len > CHUNK_DIGITS_MAX)
		return -EPROTO;
	for (size_t i = 0; i < digits.len; i++) {
		static const char hex[] = "0123456789abcdef";
		const char *found = memchr(hex, digits.data[i] | 0x20, 16);

		if (!found)
			return -EPROTO;
		size = size * 16 + (uint64_t)(found - hex);
	}
	if (size > p->body_max - p->taken)
		return -EMSGSIZE;
	p->lines = 0; /* each chunk may have its line */
	p->left = size;
	p->state = size ? CHUNK : TRAILER;
	return 0;
}

static ssize_t take_piece(struct post *p, struct bytes in, enum post_state next,
	enum post_news *ret_news, struct bytes *ret_body)
{
	struct bytes piece = bytes_slice(in, 0, p->left);

	if (!piece.len)
		return 0;
	p->left -= piece.len;
	p->taken += piece.len;
	if (!p->left)
		p->state = (unsigned char)next;
	*ret_news = POST_BODY;
	*ret_body = piece;
	return (ssize_t)piece.len;
}

static int take_text(struct post *p, struct bytes line, enum post_news *ret_news)
{
	if (!is_text(line))
		return -EPROTO;
	switch ((enum post_state)p->state) {
	case REQUEST:
		if (!line.len)
			return 0; /* some send an empty line behind a body */
		p->state = HEADERS;
		return take_request_line(p, line);
	case HEADERS: return line.len ? take_header(p, line) : end_head(p, ret_news);
	case SIZE: return take_size(p, line);
	case BEHIND: p->state = SIZE; return line.len ? -EPROTO : 0;
	case TRAILER: p->state = line.len ? TRAILER : END; return 0;
	case BODY:
	case CHUNK:
	case END: break;
	}
	return -EPROTO;
}

ssize_t post_next(struct post *p, struct bytes in, enum post_news *ret_news,
	struct bytes *ret_body)
{
	enum post_news news = POST_NOTHING;
	struct bytes line;
	ssize_t used = 0;
	int err = 0;

	switch ((enum post_state)p->state) {
	case BODY: used = take_piece(p, in, END, &news, ret_body); break;
	case CHUNK: used = take_piece(p, in, BEHIND, &news, ret_body); break;
	case END:
		*p = (struct post){.body_max = p->body_max};
		news = POST_ENDS;
		break;
	case REQUEST:
	case HEADERS:
	case SIZE:
	case BEHIND:
	case TRAILER:
		used = take_line(p, in, &line);
		if (used > 0)
			err = take_text(p, line, &news);
		break;
	}
	if (err || used < 0)
		return err ? err : used;
	*ret_news = news;
	return used;
}
