/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz-xml-walk.c - any bytes as XML: within the limits, or refused. */

#include "xml-repair.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void begin(void *user)
{
	*(size_t *)user = 0;
}

static void element(const struct xml_element *e, void *user)
{
	size_t attributes = 0;

	while (e->attributes[attributes])
		attributes++;
	if (attributes > 2 * XML_ATTRIBUTES_MAX || attributes % 2 ||
		e->text.len > XML_TEXT_MAX || !e->path[0] ||
		strlen(e->path) > XML_DEPTH_MAX * (XML_NAME_MAX + 1))
		abort();
	*(size_t *)user += 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes in = {(const char *)data, size};
	size_t elements = 0;

	xml_walk(in, element, &elements);
	xml_walk_repaired(in, begin, element, &elements);
	return 0;
}
