/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz-pushed-message.c - any bytes as a pushed message, and as the list of those that
 * are pushed to. */

#include "http-host.h"
#include "pushed-message.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes in = {(const char *)data, size};
	struct pushed_message message;
	struct http_host host;
	char copy[2001];
	ssize_t used = pushed_message_parse(in, &message), len;

	if (used > 0 && ((size_t)used > size || message.code > 0xffff ||
				strlen(message.door) >= sizeof(message.door)))
		abort();
	if (!http_host_parse(in, 1, &host)) {
		len = http_host_copy(host.raw, copy, sizeof(copy));
		if (len >= (ssize_t)sizeof(copy) ||
			(len > 0 && strlen(copy) != (size_t)len))
			abort();
	}
	return 0;
}
