/* SPDX-License-Identifier: Apache-2.0 */
/* alert-streams.h - the clients that listen to alertStream, and how parts reach them.
 *
 * Source: head and boundary of a part: DS-KD8003 (pyHik thread 77); HTTP/1.0 and a body
 * that ends with the connection: pyHik thread 10 */
#ifndef GATEHOUSE_SIM_ALERT_STREAMS_H
#define GATEHOUSE_SIM_ALERT_STREAMS_H

#include "sim-http.h"

/** Content-Length of a part; the order is that of the switch "stream-length". */
enum streams_length {
	LENGTH_RIGHT,
	LENGTH_NONE,
	LENGTH_SHORT, /**< 20 bytes too few */
	LENGTH_LONG,  /**< 20 bytes too many */
};

#define STREAMS_XML_TYPE "application/xml; charset=\"UTF-8\""

struct streams_rules {
	bool xml;              /**< what the heartbeat and the events are written in */
	bool closed;           /**< a closing boundary after each part */
	bool doubled;          /**< two boundaries before each part */
	const char *delimiter; /**< without its hyphens */
	const char *announced; /**< the boundary in the header; NULL: none */
	bool preamble;         /**< a Content-Length before the first boundary */
	bool bare;             /**< no multipart: one body after the other */
	bool line_feeds;       /**< lines of part heads end with LF alone */
	enum streams_length length;
	bool silent;           /**< nothing is sent any more, and nothing is closed */
	size_t split;          /**< that many bytes at a time; 0: all */
	unsigned life_ms;      /**< for streams that begin now; 0: for ever */
	bool chunked;          /**< for streams that begin now */
	bool http10;           /**< for streams that begin now */
	unsigned heartbeat_ms; /**< 0: only the first */
	bool rests;            /**< no heartbeat now */
};

struct streams_ops {
	struct streams_rules (*rules)(void *user);
	/** Write the text of a heartbeat. @return 0 or an error number */
	int (*heartbeat)(struct mbuf *body, void *user);
	void (*part_sent)(void *user);
};

struct alert_streams {
	const struct streams_ops *ops;
	void *user;
	struct list list;
};

struct alert_stream;

void alert_streams_init(
	struct alert_streams *streams, const struct streams_ops *ops, void *user);
void alert_streams_finish(struct alert_streams *streams);

/** Answer with the head of a stream and a heartbeat; the connection is a stream from now.
 * @return the stream, or NULL without memory */
struct alert_stream *alert_streams_open(
	struct alert_streams *streams, struct sim_http_conn *conn);

/** The connection is gone. */
void alert_streams_closed(
	struct alert_streams *streams, const struct sim_http_conn *conn);

/** A part with any other content type. */
void alert_streams_typed_part(
	struct alert_streams *streams, const char *type, const struct mbuf *body);

/** The bytes of a part as all streams would send it, but for chunks; NULL without memory */
struct mbuf *alert_streams_frame(
	struct alert_streams *streams, const char *type, const struct mbuf *body);

/** Many parts at once, framed: to all streams, or to none of them while more than `most`
 * bytes wait for the client of one. @return whether they were sent */
bool alert_streams_flood(
	struct alert_streams *streams, const struct mbuf *bytes, size_t most);

unsigned alert_streams_count(const struct alert_streams *streams);

/** A well-framed part. */
void alert_stream_part(struct alert_stream *stream, bool xml, const struct mbuf *body);
void alert_streams_part(
	struct alert_streams *streams, bool xml, const struct mbuf *body);

/** These bytes; on a chunked stream, as one chunk. */
void alert_streams_raw(struct alert_streams *streams, const struct mbuf *bytes);

/** Close them all. @param half  A part that is cut in the middle, or NULL */
void alert_streams_cut(
	struct alert_streams *streams, bool xml, const struct mbuf *half);

#endif
