/* SPDX-License-Identifier: Apache-2.0 */
/* guard-page.h - bytes next to a page that cannot be read: who reads too far crashes. */
#ifndef GATEHOUSE_GUARD_PAGE_H
#define GATEHOUSE_GUARD_PAGE_H

#include "bytes.h"

/** The page before `start` and the page from `end` on cannot be read. */
struct guard_page {
	char *map;
	size_t size;
	char *start;
	char *end;
};

/** Room for `size` bytes. Ends the program when there is no memory. */
void guard_page_init(struct guard_page *g, size_t size);
void guard_page_finish(struct guard_page *g);

/** A copy of `in` whose last byte is the last that can be read. */
struct bytes guard_page_before(const struct guard_page *g, struct bytes in);

/** A copy of `in` whose first byte is the first that can be read. */
struct bytes guard_page_behind(const struct guard_page *g, struct bytes in);

/** A parser under test: what it gives goes to `user`. */
typedef int guard_page_parse_fn(struct bytes in, void *user);

/** Is `whole` read, wherever it lies, and refused when it is cut off anywhere? */
bool guard_page_cuts(struct bytes whole, guard_page_parse_fn *parse, void *user);

#endif
