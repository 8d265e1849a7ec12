/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz-isapi-reply.c - any bytes as each of the replies. */

#include "isapi-reply.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes in = {(const char *)data, size};
	struct device_info info;
	struct door_capabilities doors;
	enum call_status status;
	struct refusal refusal;

	device_info_parse(in, &info);
	if (!door_capabilities_parse(in, &doors) &&
		(!doors.first || doors.last < doors.first || doors.last > DOORS_MAX))
		abort();
	if (!call_status_parse(in, &status) && status > CALL_STATUS_ON_CALL)
		abort();
	if (!refusal_parse(in, &refusal) &&
		(refusal.status_code < -1 || refusal.unlock_s < -1))
		abort();
	return 0;
}
