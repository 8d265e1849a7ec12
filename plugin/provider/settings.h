/* SPDX-License-Identifier: Apache-2.0 */
/* settings.h - the settings of an instance: JSON, checked once, -> a struct. Pure.
 *
 * The host has checked them against the manifest and filled in the defaults; what is
 * missing all the same takes the manifest's default. A settings object is swapped whole,
 * never patched. */
#ifndef GATEHOUSE_SETTINGS_H
#define GATEHOUSE_SETTINGS_H

#include "station.h"

struct product;

enum { SETTINGS_WHY_MAX = 200 };

struct settings {
	struct station_config station; /**< its texts are in `json` */
	json_t *json;
};

/** What is wrong, for people and for forms. */
struct settings_error {
	char field[160]; /**< JSON pointer; "" for the whole */
	const char *
		code; /**< stable word: "missing", "out_of_range", "unsupported", ... */
	char why[SETTINGS_WHY_MAX];
};

/** @param product whose settings they are
 *  @return 0, -EINVAL (*ret_error is filled), -ENOMEM */
int settings_parse(const json_t *json, const struct product *product,
	struct settings *ret_settings, struct settings_error *ret_error);
/** The same, from text. */
int settings_read(const char *text, const struct product *product,
	struct settings *ret_settings, struct settings_error *ret_error);

/** The certificate has been seen: also in the JSON, which others read. */
void settings_pin(struct settings *s, const char *fingerprint);
void settings_finish(struct settings *s); /**< an all-zero one is fine */

#endif
