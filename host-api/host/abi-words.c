/* SPDX-License-Identifier: Apache-2.0 */
/* abi-words.c - the ABI's numbers as words, and the syntax of its ids. */

#include "abi-words.h"

#include <stddef.h>
#include <string.h>

enum { ID_LIMIT = 64 };

#define LOWER  "abcdefghijklmnopqrstuvwxyz"
#define UPPER  "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

static const char *const status_words[] = {
	[DP_OK] = "ok",
	[DP_E_INTERNAL] = "internal",
	[DP_E_INVALID] = "invalid",
	[DP_E_NOT_FOUND] = "not_found",
	[DP_E_UNSUPPORTED] = "unsupported",
	[DP_E_BUSY] = "busy",
	[DP_E_TIMEOUT] = "timeout",
	[DP_E_UNREACHABLE] = "unreachable",
	[DP_E_AUTH] = "auth",
	[DP_E_CONFIG] = "config",
	[DP_E_DEVICE] = "device",
	[DP_E_CANCELLED] = "cancelled",
};

static const char *const level_words[] = {
	[DP_LOG_DEBUG] = "debug",
	[DP_LOG_INFO] = "info",
	[DP_LOG_WARNING] = "warning",
	[DP_LOG_ERROR] = "error",
};

bool abi_status_known(dp_status status)
{
	return status >= 0 &&
	       (size_t)status < sizeof(status_words) / sizeof(status_words[0]);
}

const char *abi_status_word(dp_status status)
{
	return status_words[abi_status_known(status) ? status : DP_E_INTERNAL];
}

bool abi_level_known(dp_level level)
{
	return level >= 0 &&
	       (size_t)level < sizeof(level_words) / sizeof(level_words[0]);
}

const char *abi_level_word(dp_level level)
{
	return level_words[abi_level_known(level) ? level : DP_LOG_ERROR];
}

static bool made_of(const char *text, const char *letters)
{
	size_t len = text ? strnlen(text, ID_LIMIT + 1) : 0;

	return len > 0 && len <= ID_LIMIT && strspn(text, letters) >= len;
}

bool abi_id_valid(const char *id)
{
	return made_of(id, LOWER UPPER DIGITS "_-");
}

bool abi_name_valid(const char *name)
{
	return made_of(name, LOWER DIGITS "-");
}

/* One number without a leading zero. */
static const char *skip_number(const char *at)
{
	size_t len = strspn(at, DIGITS);

	return len > 0 && (len == 1 || *at != '0') ? at + len : NULL;
}

bool abi_version_valid(const char *version)
{
	const char *at = version;

	if (!at || strnlen(at, ID_LIMIT + 1) > ID_LIMIT)
		return false;
	for (int part = 0; part < 3; part++) {
		if (part > 0 && *at++ != '.')
			return false;
		at = skip_number(at);
		if (!at)
			return false;
	}
	if (*at && *at != '-' && *at != '+')
		return false;
	if (*at && !at[1])
		return false;
	return strspn(at, LOWER UPPER DIGITS ".+-") == strlen(at);
}

/* How many bytes a character that begins with `first` has; 0: none begins so. */
static unsigned sequence_length(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first >= 0xc2 && first <= 0xdf)
		return 2;
	if ((first & 0xf0) == 0xe0)
		return 3;
	return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
}

bool abi_utf8_valid(const char *text)
{
	const unsigned char *at = (const unsigned char *)text;

	while (*at) {
		unsigned len = sequence_length(*at);

		if (!len)
			return false;
		for (unsigned i = 1; i < len; i++) {
			if ((at[i] & 0xc0) != 0x80)
				return false;
		}
		if ((at[0] == 0xe0 && at[1] < 0xa0) ||
			(at[0] == 0xed && at[1] > 0x9f) ||
			(at[0] == 0xf0 && at[1] < 0x90) ||
			(at[0] == 0xf4 && at[1] > 0x8f))
			return false;
		at += len;
	}
	return true;
}
