/* SPDX-License-Identifier: Apache-2.0 */
/* cause.c - our errno -> the stable word for why. */

#include "cause.h"

#include <errno.h>
#include <stddef.h>

/* The five that a user mends in five ways stand first; where the form of the settings
 * (trial.c) knows a cause, it has the same word. ADD A ROW, also in
 * docs/hikvision-doorbell.md */
static const struct {
	int err;
	const char *code;
} table[] = {
	// clang-format off
	{-EACCES,          "invalid_auth"},
	{-EPERM,           "no_permission"},
	{-ENOTSUP,         "unsupported"},
	{-EHOSTUNREACH,    "cannot_connect"},
	{-ENOTCONN,        "cannot_connect"},
	{-ECONNRESET,      "cannot_connect"},
	{-EAGAIN,          "account_locked"},

	{-ETIMEDOUT,       "no_answer"},
	{-EREMOTEIO,       "refused"},
	{-EBUSY,           "busy"},
	{-ECANCELED,       "cancelled"},
	{-EINVAL,          "invalid"},
	{-ENOENT,          "not_found"},
	{-EKEYREJECTED,    "certificate_changed"},
	{-ENOKEY,          "confirm"},
	{-EPROTONOSUPPORT, "basic_not_allowed"},
	// clang-format on
};

const char *cause_of(int err)
{
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
		if (table[i].err == err)
			return table[i].code;
	}
	return "internal";
}
