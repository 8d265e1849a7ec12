/* SPDX-License-Identifier: Apache-2.0 */
/* guard-page.c - bytes next to a page that cannot be read. */

#include "guard-page.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

void guard_page_init(struct guard_page *g, size_t size)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	size_t inner = (size / page + 1) * page;

	g->size = inner + 2 * page;
	g->map = mmap(NULL, g->size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (g->map == MAP_FAILED)
		abort();
	g->start = g->map + page;
	g->end = g->start + inner;
	if (mprotect(g->start, inner, PROT_READ | PROT_WRITE))
		abort();
}

void guard_page_finish(struct guard_page *g)
{
	munmap(g->map, g->size);
}

struct bytes guard_page_before(const struct guard_page *g, struct bytes in)
{
	char *at = g->end - in.len;

	if (in.len)
		memcpy(at, in.data, in.len);
	return (struct bytes){at, in.len};
}

struct bytes guard_page_behind(const struct guard_page *g, struct bytes in)
{
	if (in.len)
		memcpy(g->start, in.data, in.len);
	return (struct bytes){g->start, in.len};
}

bool guard_page_cuts(struct bytes whole, guard_page_parse_fn *parse, void *user)
{
	struct guard_page g;
	bool right = true;

	guard_page_init(&g, whole.len);
	for (size_t len = 0; len < whole.len; len++) {
		struct bytes cut = bytes_slice(whole, 0, len);

		right = parse(guard_page_before(&g, cut), user) && right;
	}
	right = !parse(guard_page_behind(&g, whole), user) && right;
	right = !parse(guard_page_before(&g, whole), user) && right;
	guard_page_finish(&g);
	return right;
}
