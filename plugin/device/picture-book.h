/* SPDX-License-Identifier: Apache-2.0 */
/* picture-book.h - the pictures of the last rings. Bounded: a few, none of them large. */
#ifndef GATEHOUSE_PICTURE_BOOK_H
#define GATEHOUSE_PICTURE_BOOK_H

#include "bytes.h"

enum {
	BOOK_PICTURES = 4,
	BOOK_PICTURE_MAX = 1024 * 1024, /**< bytes */
	BOOK_CALL_MAX = 47,             /**< bytes of a call's id */
};

struct book_picture {
	char call[BOOK_CALL_MAX + 1]; /**< "": an empty place */
	unsigned after_ms;            /**< from the ring until the picture was here */
	struct bytes jpeg;            /**< the book's own */
};

/** All-zero is an empty one. */
struct picture_book {
	struct book_picture places[BOOK_PICTURES]; /**< a ring */
	unsigned next;
	unsigned last; /**< the newest, while its place is not empty */
};

void picture_book_finish(struct picture_book *b); /**< empty again */

/** Keep a copy; it takes the place of the call's own, or of the oldest.
 * @return 0, -EMSGSIZE, -ENOMEM: nothing has changed */
int picture_book_put(
	struct picture_book *b, const char *call, unsigned after_ms, struct bytes jpeg);

/** @param call NULL: the newest @return NULL when it is not kept */
const struct book_picture *picture_book_find(
	const struct picture_book *b, const char *call);

#endif
