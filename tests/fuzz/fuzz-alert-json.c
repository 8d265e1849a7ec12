/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz-alert-json.c - any bytes as a JSON alert. */

#include "alert-xml.h"
#include "fuzz-alert.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct alert a;

	if (!alert_json_parse((struct bytes){(const char *)data, size}, &a))
		fuzz_alert_claim(&a);
	return 0;
}
