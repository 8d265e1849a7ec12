/* SPDX-License-Identifier: Apache-2.0 */
/* bad-link.h - the faults of a module that are there before anything runs: each module
 * of the bad plugin is compiled with one BAD_LINK_... (see meson.build). */
#ifndef BAD_LINK_H
#define BAD_LINK_H

#include "device_provider.h"

#if defined(BAD_LINK_VERSION)
#define BAD_VERSION "one"
#else
#define BAD_VERSION "1.2.3"
#endif

#if defined(BAD_LINK_SIZE)
#define BAD_PROVIDER_SIZE (sizeof(dp_provider) - sizeof(void *))
#else
#define BAD_PROVIDER_SIZE sizeof(dp_provider)
#endif

#if defined(BAD_LINK_NULL)
#define BAD_CANCEL (1 ? NULL : cancel)
#else
#define BAD_CANCEL cancel
#endif

#if defined(BAD_LINK_NEWER)
#define BAD_ABI_MINOR 99
#else
#define BAD_ABI_MINOR DP_ABI_MINOR
#endif

#if defined(BAD_LINK_MAJOR)
#define BAD_ENTRY dp_plugin_2
extern DP_EXPORT const dp_plugin dp_plugin_2;
#else
#define BAD_ENTRY dp_plugin_1
#endif

#if defined(BAD_LINK_WRITABLE)
#define BAD_ENTRY_ATTRIBUTE __attribute__((section(".data")))
#else
#define BAD_ENTRY_ATTRIBUTE
#endif

#endif
