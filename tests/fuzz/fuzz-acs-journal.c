/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz-acs-journal.c - any bytes as a page of the journal. */

#include "acs-journal.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct acs_page page;

	if (acs_page_parse((struct bytes){(const char *)data, size}, &page))
		return 0;
	if (page.count > ACS_PAGE_MAX || page.total < -1)
		abort();
	for (unsigned i = 0; i < page.count; i++) {
		const struct acs_record *r = &page.records[i];

		if (r->event.major < 0 || r->event.minor < 0 || r->event.serial < -1 ||
			!memchr(r->time, 0, sizeof(r->time)) ||
			!memchr(r->event.name, 0, sizeof(r->event.name)))
			abort();
	}
	return 0;
}
