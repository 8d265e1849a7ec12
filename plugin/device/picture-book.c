/* SPDX-License-Identifier: Apache-2.0 */
/* picture-book.c - the pictures of the last rings. */

#include "picture-book.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void empty(struct book_picture *p)
{
	free((char *)p->jpeg.data);
	*p = (struct book_picture){0};
}

void picture_book_finish(struct picture_book *b)
{
	for (unsigned i = 0; i < BOOK_PICTURES; i++)
		empty(&b->places[i]);
	b->next = b->last = 0;
}

/* @return the call's place, or BOOK_PICTURES */
static unsigned place_of(const struct picture_book *b, const char *call)
{
	unsigned i = 0;

	while (i < BOOK_PICTURES &&
		(!*b->places[i].call || strcmp(b->places[i].call, call)))
		i++;
	return i;
}

int picture_book_put(
	struct picture_book *b, const char *call, unsigned after_ms, struct bytes jpeg)
{
	unsigned at = place_of(b, call);
	char *copy;

	if (!jpeg.len || jpeg.len > BOOK_PICTURE_MAX || strlen(call) > BOOK_CALL_MAX)
		return -EMSGSIZE;
	copy = malloc(jpeg.len);
	if (!copy)
		return -ENOMEM;
	memcpy(copy, jpeg.data, jpeg.len);
	if (at == BOOK_PICTURES) {
		at = b->next;
		b->next = (b->next + 1) % BOOK_PICTURES;
	}
	empty(&b->places[at]);
	snprintf(b->places[at].call, sizeof(b->places[at].call), "%s", call);
	b->places[at].after_ms = after_ms;
	b->places[at].jpeg = (struct bytes){copy, jpeg.len};
	b->last = at;
	return 0;
}

const struct book_picture *picture_book_find(
	const struct picture_book *b, const char *call)
{
	unsigned at = call ? place_of(b, call) : b->last;

	return at < BOOK_PICTURES && *b->places[at].call ? &b->places[at] : NULL;
}
