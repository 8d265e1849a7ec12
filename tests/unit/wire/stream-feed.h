/* SPDX-License-Identifier: Apache-2.0 */
/* stream-feed.h - feeds a stream to the splitter in pieces and writes down what came. */
#ifndef GATEHOUSE_STREAM_FEED_H
#define GATEHOUSE_STREAM_FEED_H

#include "buffer.h"
#include "multipart.h"

struct stream_feed {
	struct multipart multipart;
	struct buffer pending;    /**< what was fed and not consumed */
	struct buffer transcript; /**< "1 2 - 3": see stream_feed_mark() */
	struct buffer bodies;     /**< all bodies, one behind the other */
	size_t pending_most;      /**< the most that was ever pending */
	bool late; /**< a document came that did not end with the last byte fed */
};

void stream_feed_init(struct stream_feed *f);
void stream_feed_finish(struct stream_feed *f);
void stream_feed_piece(struct stream_feed *f, struct bytes piece);

/** How a part is written down: '-' skipped; what stands in <n>...</n> or "n":"..." of a
 * document; '?' for one without. */
char stream_feed_mark(const struct part *part);

#endif
