/* SPDX-License-Identifier: Apache-2.0 */
/* fake-plugin.c - plugins for the loader: one that is good, and several that are not.
 * FAULT picks one. */

#include "fake-provider.h"

enum {
	FAULT_NONE,
	FAULT_NEWER,
	FAULT_INCOMPLETE,
	FAULT_EMPTY,
	FAULT_SHORT,
	FAULT_VERSION
};

#ifndef FAULT
#define FAULT FAULT_NONE
#endif

static const dp_provider incomplete = {.size = sizeof(dp_provider), .id = "fake"};

static const dp_provider *const providers[] = {
	FAULT == FAULT_EMPTY        ? NULL
	: FAULT == FAULT_INCOMPLETE ? &incomplete
				    : &fake_provider,
	NULL,
};

const dp_plugin dp_plugin_1 = {
	.size = FAULT == FAULT_SHORT ? 8 : sizeof(dp_plugin),
	.abi_minor = FAULT == FAULT_NEWER ? 99 : DP_ABI_MINOR,
	.min_host_minor = FAULT == FAULT_NEWER ? 99 : 0,
	.id = "fake",
	.version = FAULT == FAULT_VERSION ? "one" : "1.2.3",
	.providers = providers,
};
