/* SPDX-License-Identifier: Apache-2.0 */
/* status.c - our errno -> the ABI's dp_status. */

#include "status.h"

#include <errno.h>

static const struct {
	int err;
	dp_status status;
} table[] = {
	// clang-format off
	{0,             DP_OK},
	{-EINVAL,       DP_E_INVALID},
	{-ENOENT,       DP_E_NOT_FOUND},
	{-ENOTSUP,      DP_E_UNSUPPORTED},
	{-EBUSY,        DP_E_BUSY},
	{-ETIMEDOUT,    DP_E_TIMEOUT},
	{-EHOSTUNREACH, DP_E_UNREACHABLE},
	{-ECONNRESET,   DP_E_UNREACHABLE},
	{-ENOTCONN,     DP_E_UNREACHABLE},
	{-EACCES,       DP_E_AUTH},
	{-EAGAIN,       DP_E_AUTH},      /* the account is locked */
	{-EKEYREJECTED, DP_E_CONFIG},    /* not the certificate of the settings */
	{-ENOKEY,       DP_E_CONFIG},    /* the certificate is not confirmed yet */
	{-EPROTONOSUPPORT, DP_E_CONFIG}, /* Basic only, and not allowed */
	{-EPERM,        DP_E_DEVICE},
	{-EREMOTEIO,    DP_E_DEVICE},
	{-ECANCELED,    DP_E_CANCELLED},
	// clang-format on
};

dp_status status_of(int err)
{
	for (unsigned i = 0; i < sizeof(table) / sizeof(*table); i++) {
		if (table[i].err == err)
			return table[i].status;
	}
	return DP_E_INTERNAL;
}
