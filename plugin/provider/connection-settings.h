/* SPDX-License-Identifier: Apache-2.0 */
/* connection-settings.h - address, encryption and login: what all providers share. */
#ifndef GATEHOUSE_CONNECTION_SETTINGS_H
#define GATEHOUSE_CONNECTION_SETTINGS_H

#include "settings.h"

/** host, port, tls, tls_fingerprint, tls_ca_file, allow_basic, username, password.
 * @param json the fingerprint in it is put into one form, "AA:BB:..."
 * @return 0, -EINVAL (*ret_error is filled), -ENOMEM */
int connection_settings_take(
	json_t *json, struct unit_config *unit, struct settings_error *ret_error);

#endif
