/* SPDX-License-Identifier: Apache-2.0 */
/* post-reader.h - what a device sends to an HTTP server of ours, read as it comes. Pure.
 *
 *   HTTP/1.1 (or 1.0), requests one behind the other, each
 *     method SP target SP version CRLF *(name ":" value CRLF) CRLF
 *   and a body: Content-Length bytes, or chunked, or none. A lone LF ends a line as well.
 *
 * Strict where requests could be told apart in two ways: two lengths that differ, a length
 * beside chunks, a coding other than chunked, blanks in front of a colon, folded lines and
 * control characters are refused. A body is never kept here: its pieces are views. */
#ifndef GATEHOUSE_POST_READER_H
#define GATEHOUSE_POST_READER_H

#include "bytes.h"

enum {
	POST_LINE_MAX = 2048,     /**< bytes of one line, its end included */
	POST_HEAD_MAX = 8 * 1024, /**< bytes of all lines of one request */
	POST_PATH_MAX = 127,
};

enum post_news {
	POST_NOTHING, /**< more bytes are needed, if none were taken */
	POST_BEGINS,  /**< its head is whole: the fields of `struct post` hold */
	POST_BODY,    /**< a piece of its body */
	POST_ENDS,    /**< it is whole; what follows is another */
};

/** All-zero, but for body_max, in front of the first request of a connection. */
struct post {
	uint64_t body_max; /**< bytes of one body; set by the owner */

	/* Of the request at hand. */
	bool is_post;
	bool expects;                 /**< it waits for "100 Continue" */
	bool stays;                   /**< the connection is for more requests */
	bool has_media;               /**< its body is a picture, sound or a film */
	char path[POST_PATH_MAX + 1]; /**< without the query; "": longer, or none */

	/* Inside. */
	unsigned char state; /**< see post-reader.c */
	bool old;            /**< HTTP/1.0 */
	bool has_length, chunked;
	size_t scanned;  /**< bytes of a line without its end */
	size_t lines;    /**< bytes of this request's lines so far */
	uint64_t length; /**< Content-Length */
	uint64_t left;   /**< of the body, or of the chunk, to come */
	uint64_t taken;  /**< of the body */
};

/** Take what can be taken from the front of `in`. To be called again, with what is left
 * and what came since, until it takes nothing and has no news. Never needs more than
 * POST_LINE_MAX bytes to make progress.
 *
 * @param ret_news  written on success
 * @param ret_body  written with POST_BODY: a view into `in`, never empty
 * @return >= 0 bytes to consume; -EPROTO: no such request; -EMSGSIZE: a line, the head or
 *         the body is over its limit. Nothing on this connection can be read any more */
ssize_t post_next(struct post *p, struct bytes in, enum post_news *ret_news,
	struct bytes *ret_body);

#endif
