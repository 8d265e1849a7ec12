/* SPDX-License-Identifier: Apache-2.0 */
/* abi-layout.c - prints sizes, offsets and numbers of the ABI, as compiled.
 *
 * The output for 1.0 is kept in abi-1.0.txt; a test holds every later version to it.
 * ADD A ROW for every member and number that is added to the header. */

#include "device_provider.h"

#include <stdio.h>

struct layout {
	const char *name;
	size_t offset;
	size_t size;
};

#define SIZE(type)                                                                     \
	{                                                                              \
#type, 0, sizeof(type)                                                 \
	}
#define MEMBER(type, member)                                                           \
	{                                                                              \
#type "." #member, offsetof(type, member), sizeof(((type *)0)->member) \
	}

// clang-format off
static const struct layout layouts[] = {
	SIZE(dp_request),
	MEMBER(dp_request, size),
	MEMBER(dp_request, timeout_ms),
	MEMBER(dp_request, id),
	MEMBER(dp_request, device),
	MEMBER(dp_request, capability),
	MEMBER(dp_request, op),
	MEMBER(dp_request, args),
	SIZE(dp_reply),
	MEMBER(dp_reply, size),
	MEMBER(dp_reply, status),
	MEMBER(dp_reply, json),
	MEMBER(dp_reply, blob),
	MEMBER(dp_reply, blob_len),
	MEMBER(dp_reply, blob_type),
	SIZE(dp_host),
	MEMBER(dp_host, size),
	MEMBER(dp_host, abi_minor),
	MEMBER(dp_host, ctx),
	MEMBER(dp_host, log),
	MEMBER(dp_host, set_devices),
	MEMBER(dp_host, set_status),
	MEMBER(dp_host, state),
	MEMBER(dp_host, event),
	MEMBER(dp_host, reply),
	MEMBER(dp_host, issue),
	MEMBER(dp_host, patch_settings),
	MEMBER(dp_host, store_get),
	MEMBER(dp_host, store_put),
	MEMBER(dp_host, extension),
	SIZE(dp_config),
	MEMBER(dp_config, size),
	MEMBER(dp_config, flags),
	MEMBER(dp_config, settings_version),
	MEMBER(dp_config, instance_id),
	MEMBER(dp_config, settings),
	MEMBER(dp_config, data_dir),
	SIZE(dp_provider),
	MEMBER(dp_provider, size),
	MEMBER(dp_provider, flags),
	MEMBER(dp_provider, id),
	MEMBER(dp_provider, create),
	MEMBER(dp_provider, start),
	MEMBER(dp_provider, configure),
	MEMBER(dp_provider, request),
	MEMBER(dp_provider, cancel),
	MEMBER(dp_provider, stop),
	MEMBER(dp_provider, destroy),
	MEMBER(dp_provider, extension),
	SIZE(dp_plugin),
	MEMBER(dp_plugin, size),
	MEMBER(dp_plugin, abi_minor),
	MEMBER(dp_plugin, min_host_minor),
	MEMBER(dp_plugin, flags),
	MEMBER(dp_plugin, id),
	MEMBER(dp_plugin, version),
	MEMBER(dp_plugin, providers),
	SIZE(dp_provider_audio),
	MEMBER(dp_provider_audio, size),
	MEMBER(dp_provider_audio, push),
	SIZE(dp_host_audio),
	MEMBER(dp_host_audio, size),
	MEMBER(dp_host_audio, frame),
	MEMBER(dp_host_audio, ended),
	SIZE(dp_provider_removal),
	MEMBER(dp_provider_removal, size),
	MEMBER(dp_provider_removal, removing),
	SIZE(dp_status),
	SIZE(dp_level),
};

#define NUMBER(name) {#name, (long)(name)}

static const struct {
	const char *name;
	long value;
} numbers[] = {
	NUMBER(DP_ABI_MAJOR),
	NUMBER(DP_ABI_MINOR),
	NUMBER(DP_OK),
	NUMBER(DP_E_INTERNAL),
	NUMBER(DP_E_INVALID),
	NUMBER(DP_E_NOT_FOUND),
	NUMBER(DP_E_UNSUPPORTED),
	NUMBER(DP_E_BUSY),
	NUMBER(DP_E_TIMEOUT),
	NUMBER(DP_E_UNREACHABLE),
	NUMBER(DP_E_AUTH),
	NUMBER(DP_E_CONFIG),
	NUMBER(DP_E_DEVICE),
	NUMBER(DP_E_CANCELLED),
	NUMBER(DP_LOG_DEBUG),
	NUMBER(DP_LOG_INFO),
	NUMBER(DP_LOG_WARNING),
	NUMBER(DP_LOG_ERROR),
	NUMBER(DP_CONFIG_PROBE),
};
// clang-format on

int main(void)
{
	for (size_t i = 0; i < sizeof(layouts) / sizeof(layouts[0]); i++)
		printf("%s offset %zu size %zu\n", layouts[i].name, layouts[i].offset,
			layouts[i].size);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		printf("%s = %ld\n", numbers[i].name, numbers[i].value);
	printf("DP_ENTRY_SYMBOL = %s\n", DP_ENTRY_SYMBOL);
	printf("DP_EXT_AUDIO = %s\n", DP_EXT_AUDIO);
	printf("DP_EXT_REMOVAL = %s\n", DP_EXT_REMOVAL);
	return 0;
}
