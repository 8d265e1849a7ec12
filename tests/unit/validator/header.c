/* SPDX-License-Identifier: Apache-2.0 */
/* header.c - the ABI header compiles by itself, with every warning on. */
#include "device_provider.h"
#include "device_provider.h" /* twice is harmless */

/* What a reader of a grown struct writes. */
int header_is_usable(const dp_host *h);
int header_is_usable(const dp_host *h)
{
	return DP_HAS(h, extension) && DP_ABI_MAJOR == 1 && sizeof(DP_ENTRY_SYMBOL) > 1;
}
