/* SPDX-License-Identifier: Apache-2.0 */
/* diagnosis.c - the answer to `diagnostics`. */

#include "diagnosis.h"

#include "settings.h"
#include "station.h"

#include <curl/curl.h>
#include <errno.h>
#include <expat.h>
#include <stdlib.h>
#include <string.h>

/* Settings that tell nothing of anybody. ADD A ROW */
static const char *const harmless[] = {
	"tls",
	"allow_basic",
	"expose_locks",
	"expose_tamper",
	"expose_contacts",
	"expose_outputs",
	"motion_timeout",
	"push_events",
	"off_delay",
	"customize",
};

static json_t *settings_object(const struct settings *settings)
{
	json_t *object = json_object();

	for (size_t i = 0; i < sizeof(harmless) / sizeof(*harmless); i++) {
		json_t *value = json_object_get(settings->json, harmless[i]);

		if (value)
			json_object_set(object, harmless[i], value);
	}
	return object;
}

static json_t *libraries_object(void)
{
	return json_pack("{s:s,s:s,s:s}", "curl",
		curl_version_info(CURLVERSION_NOW)->version, "expat",
		XML_ExpatVersion(), "jansson", jansson_version_str());
}

/* Take the parts out of the bundle: what is left is the summary. */
static json_t *summary_of(const json_t *bundle)
{
	json_t *summary = json_deep_copy(bundle);
	json_t *unit = json_object_get(json_object_get(summary, "station"), "unit");

	json_object_del(unit, "parts");
	return summary;
}

void diagnosis_answer(struct requests *requests, uint64_t id,
	const struct station *station, const struct settings *settings)
{
	json_t *bundle = json_pack("{s:s,s:o,s:o,s:o}", "gatehouse", GATEHOUSE_VERSION,
		"libraries", libraries_object(), "settings", settings_object(settings),
		"station", station ? station_diagnose(station) : json_null());
	json_t *summary = summary_of(bundle);
	char *text = json_dumps(bundle, JSON_INDENT(1));

	if (summary && text)
		requests_answer_bytes(requests, id, summary,
			(struct bytes){text, strlen(text)}, DIAGNOSIS_TYPE);
	else
		requests_answer(requests, id, -ENOMEM, "out of memory", NULL);
	free(text);
	json_decref(summary);
	json_decref(bundle);
}
