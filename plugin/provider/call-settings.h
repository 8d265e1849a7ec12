/* SPDX-License-Identifier: Apache-2.0 */
/* call-settings.h - the section "sip" of the settings of a door station. Pure. */
#ifndef GATEHOUSE_CALL_SETTINGS_H
#define GATEHOUSE_CALL_SETTINGS_H

#include "settings.h"

/** @param json the settings as a whole
 *  @return 0, -EINVAL (*ret_error is filled) */
int call_settings_take(const json_t *json, struct sip_config *ret_sip,
	struct settings_error *ret_error);

#endif
