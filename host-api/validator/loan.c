/* SPDX-License-Identifier: Apache-2.0 */
/* loan.c - memory lent to a provider for the length of one call. */

#include "loan.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>

enum {
	PAGE = 4096,
	STRUCT_PAGE_START =
		32 * PAGE, /* texts before it, the struct's page, the edge */
	LOAN_SIZE = STRUCT_PAGE_START + 2 * PAGE,
	GARBAGE = 0xdb,
};

int loan_begin(struct loan *l)
{
	void *pages = mmap(NULL, LOAN_SIZE, PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (pages == MAP_FAILED)
		return -ENOMEM;
	*l = (struct loan){.pages = pages, .size = LOAN_SIZE};
	return 0;
}

const char *loan_text(struct loan *l, const char *text)
{
	size_t len = strlen(text) + 1;
	char *copy;

	if (len > STRUCT_PAGE_START - l->used)
		return NULL;
	copy = (char *)l->pages + l->used;
	memcpy(copy, text, len);
	l->used += len;
	return copy;
}

void *loan_struct(struct loan *l, const void *from, size_t size, enum loan_edge edge)
{
	unsigned char *last = l->pages + STRUCT_PAGE_START;
	unsigned char *copy = last;

	if (edge == EDGE_GUARD) {
		copy = last + PAGE - size;
		mprotect(last + PAGE, PAGE, PROT_NONE);
	}
	memcpy(copy, from, size);
	if (edge == EDGE_GARBAGE)
		memset(copy + size, GARBAGE, EDGE_GARBAGE_SIZE);
	return copy;
}

void loan_end(struct loan *l, bool seize)
{
	if (seize) {
		madvise(l->pages, l->size, MADV_DONTNEED);
		mprotect(l->pages, l->size, PROT_NONE);
	}
	*l = (struct loan){0};
}
