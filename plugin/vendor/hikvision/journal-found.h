/* SPDX-License-Identifier: Apache-2.0 */
/* journal-found.h - what a page of the journal has beyond what is known. Of
 * journal-watch.c only; pure. */
#ifndef GATEHOUSE_JOURNAL_FOUND_H
#define GATEHOUSE_JOURNAL_FOUND_H

#include "journal-watch.h"

enum journal_page {
	PAGE_ENDS,    /**< it reaches back to what is known: `found` is all */
	PAGE_GOES_ON, /**< what is known may be on the next page */
	PAGE_IS_NEW, /**< this is not the journal that was known, or nothing was known */
	PAGE_NO_MEMORY,
};

/** Take one page of the question under way; the first one also fills `next`. */
enum journal_page journal_found(struct journal_watch *w, const struct acs_page *page);

#endif
