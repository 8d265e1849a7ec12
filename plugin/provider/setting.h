/* SPDX-License-Identifier: Apache-2.0 */
/* setting.h - one setting of a JSON object, taken or refused. Pure.
 *
 * `key` is its name there, `field` its JSON pointer in the settings as a whole; results
 * are written on success only. @return 0, -EINVAL (*ret_error is filled) */
#ifndef GATEHOUSE_SETTING_H
#define GATEHOUSE_SETTING_H

#include "settings.h"

/** Fill in what is wrong. @return -EINVAL */
int setting_refuse(
	struct settings_error *e, const char *field, const char *code, const char *why);

/** @param required  it may not be empty @param max in bytes
 *  @param ret_text  in `json`; "" where it is absent */
int setting_text(const json_t *json, const char *key, const char *field, bool required,
	size_t max, const char **ret_text, struct settings_error *ret_error);
int setting_number(const json_t *json, const char *key, const char *field,
	unsigned fallback, unsigned min, unsigned max, unsigned *ret_number,
	struct settings_error *ret_error);
int setting_flag(const json_t *json, const char *key, const char *field, bool *ret_flag,
	struct settings_error *ret_error);
/** "off", or absent, or "on". */
int setting_switch(const json_t *json, const char *key, const char *field, bool *ret_on,
	struct settings_error *ret_error);

#endif
