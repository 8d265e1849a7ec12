/* SPDX-License-Identifier: Apache-2.0 */
/* abi-words.h - the ABI's numbers as words, and the syntax of its ids. */
#ifndef GATEHOUSE_ABI_WORDS_H
#define GATEHOUSE_ABI_WORDS_H

#include "device_provider.h"

#include <stdbool.h>

/** "ok", "not_found", ...; a number nobody knows is "internal", as the ABI says. */
const char *abi_status_word(dp_status status);
bool abi_status_known(dp_status status);

/** "debug", "info", "warning", "error"; "error" for a number nobody knows. */
const char *abi_level_word(dp_level level);
bool abi_level_known(dp_level level);

bool abi_id_valid(const char *id);           /**< [A-Za-z0-9_-]{1,64}: devices, keys */
bool abi_name_valid(const char *name);       /**< [a-z0-9-]{1,64}: plugins, providers */
bool abi_version_valid(const char *version); /**< semver: 1.2.3, 1.2.3-rc.1+b5 */
bool abi_utf8_valid(const char *text);       /**< no overlong forms, no surrogates */

#endif
