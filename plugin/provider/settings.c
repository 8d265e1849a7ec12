/* SPDX-License-Identifier: Apache-2.0 */
/* settings.c - the settings of an instance: JSON, checked once, -> a struct. */

#include "settings.h"

#include "product.h"
#include "setting.h"

#include <errno.h>

int settings_parse(const json_t *json, const struct product *product,
	struct settings *ret_settings, struct settings_error *ret_error)
{
	struct settings s = {.station.vendor = vendor_find(product->vendor)};
	int err;

	if (!json_is_object(json))
		return setting_refuse(
			ret_error, "", "wrong_type", "the settings must be an object");
	s.json = json_deep_copy(json);
	if (!s.json)
		return -ENOMEM;
	err = product->take_settings(s.json, &s.station, ret_error);
	if (err) {
		settings_finish(&s);
		return err;
	}
	*ret_settings = s;
	return 0;
}

int settings_read(const char *text, const struct product *product,
	struct settings *ret_settings, struct settings_error *ret_error)
{
	json_t *json = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
	int err = settings_parse(json, product, ret_settings, ret_error);

	json_decref(json);
	return err;
}

void settings_pin(struct settings *s, const char *fingerprint)
{
	json_object_set_new(s->json, "tls_fingerprint", json_string(fingerprint));
}

void settings_finish(struct settings *s)
{
	json_decref(s->json);
	s->json = NULL;
}
