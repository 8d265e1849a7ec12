/* SPDX-License-Identifier: Apache-2.0 */
/* loan.h - memory lent to a provider for the length of one call.
 *
 * The validator can take it back for real: a provider that kept a pointer then faults
 * when it follows it. It can also put a struct right before an unreadable page, so that
 * reading more than its `size` faults. */
#ifndef LOAN_H
#define LOAN_H

#include <stdbool.h>
#include <stddef.h>

/** What stands behind the struct that is lent. */
enum loan_edge {
	EDGE_ZEROS,   /**< zeros: members of a later version, all absent */
	EDGE_GUARD,   /**< nothing may be read there */
	EDGE_GARBAGE, /**< members of a later version, in use */
};

struct loan {
	unsigned char *pages;
	size_t size;
	size_t used;
};

/** @return 0 or -ENOMEM */
int loan_begin(struct loan *l);

/** Copy a text into it. @return the copy, or NULL when it is full */
const char *loan_text(struct loan *l, const char *text);

/** Copy the struct into it, at the edge. `extra`: bytes of EDGE_GARBAGE counted in.
 * @return the copy */
void *loan_struct(struct loan *l, const void *from, size_t size, enum loan_edge edge);

/** The call is over. `seize`: every further access faults; the address is never used
 * again. Otherwise the memory stays as it is, so that only the test that asks
 * about kept pointers convicts. */
void loan_end(struct loan *l, bool seize);

enum { EDGE_GARBAGE_SIZE = 64 };

#endif
