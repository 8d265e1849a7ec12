/* SPDX-License-Identifier: Apache-2.0 */
/* test-example.c - the example provider, linked statically: the entry is data, so that
 * needs nothing but the same source. VOCABULARY_DIR comes from the build. */

#include "check.h"
#include "device_provider.h"
#include "schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A host that remembers the last of everything. */
struct desk {
	dp_host host;
	json_t *devices, *state, *store;
	char event[64];
	dp_status status;
	dp_instance *instance;
	uint64_t replied, last_request;
};

static struct desk *desk_of(const dp_host *h)
{
	return h->ctx;
}

static void do_log(
	const dp_host *h, dp_level level, const char *device, const char *text)
{
}

static dp_status do_set_devices(const dp_host *h, const char *parent, const char *json)
{
	json_decref(desk_of(h)->devices);
	desk_of(h)->devices = json_loads(json, 0, NULL);
	return DP_OK;
}

static dp_status do_set_status(
	const dp_host *h, const char *device, dp_status status, const char *detail)
{
	return DP_OK;
}

static dp_status do_state(const dp_host *h, const char *device, const char *json)
{
	json_decref(desk_of(h)->state);
	desk_of(h)->state = json_loads(json, 0, NULL);
	return DP_OK;
}

static dp_status do_event(const dp_host *h, const char *device, const char *capability,
	const char *type, const char *json)
{
	snprintf(desk_of(h)->event, sizeof(desk_of(h)->event), "%s %s", capability,
		type);
	return DP_OK;
}

static dp_status do_reply(const dp_host *h, uint64_t request_id, const dp_reply *reply)
{
	desk_of(h)->replied = request_id;
	desk_of(h)->status = reply->status;
	return DP_OK;
}

static int64_t do_store_get(const dp_host *h, const char *key, char *buf, size_t cap)
{
	const char *value = json_string_value(json_object_get(desk_of(h)->store, key));

	return value ? snprintf(buf, cap, "%s", value) : -1;
}

static dp_status do_store_put(const dp_host *h, const char *key, const char *json)
{
	json_object_set_new(desk_of(h)->store, key, json_string(json));
	return DP_OK;
}

static const dp_provider *example(void)
{
	return dp_plugin_1.providers[0];
}

static void desk_begin(struct desk *d, json_t *store, uint32_t flags)
{
	dp_config c = {.size = sizeof(c),
		.flags = flags,
		.settings_version = 1,
		.instance_id = "porch",
		.settings = "{\"name\":\"Porch \\\"bell\\\"\"}"};

	*d = (struct desk){.store = store ? store : json_object()};
	d->host = (dp_host){.size = sizeof(dp_host),
		.ctx = d,
		.log = do_log,
		.set_devices = do_set_devices,
		.set_status = do_set_status,
		.state = do_state,
		.event = do_event,
		.reply = do_reply,
		.store_get = do_store_get,
		.store_put = do_store_put};
	CHECK(example()->create(&d->host, &c, &d->instance) == DP_OK);
	CHECK(example()->start(d->instance) == DP_OK);
}

static dp_status ask(
	struct desk *d, const char *device, const char *capability, const char *op)
{
	dp_request r = {.size = sizeof(r),
		.id = ++d->last_request,
		.device = device,
		.capability = capability,
		.op = op,
		.args = "{}"};

	example()->request(d->instance, &r);
	CHECK(d->replied == r.id);
	return d->status;
}

/* @return the store, for a next life */
static json_t *desk_end(struct desk *d)
{
	example()->stop(d->instance);
	example()->destroy(d->instance);
	json_decref(d->devices);
	json_decref(d->state);
	return d->store;
}

static void what_it_reports_fits_the_vocabulary(void)
{
	struct desk d;
	json_t *device, *capability;
	const char *key;

	desk_begin(&d, NULL, 0);
	device = json_array_get(d.devices, 0);
	CHECK(strcmp(json_string_value(json_object_get(device, "name")),
		      "Porch \"bell\"") == 0);
	json_object_foreach(json_object_get(device, "capabilities"), key, capability)
	{
		char path[1024];
		json_t *words, *state = json_object_get(d.state, key);

		snprintf(path, sizeof(path), VOCABULARY_DIR "/%s.json",
			json_string_value(json_object_get(capability, "type")));
		words = json_load_file(path, 0, NULL);
		CHECK(schema_matches(json_object_get(words, "descriptor"), capability));
		CHECK(!state || schema_matches(json_object_get(words, "state"), state));
		json_decref(words);
	}
	json_decref(desk_end(&d));
}

static void pressing_the_button_rings_the_bell(void)
{
	struct desk d;

	desk_begin(&d, NULL, 0);
	CHECK(ask(&d, "porch", "press", "press") == DP_OK);
	CHECK(strcmp(d.event, "ring ring") == 0);
	json_decref(desk_end(&d));
}

static void the_chime_stays_off_over_a_restart(void)
{
	struct desk d;
	json_t *store;

	desk_begin(&d, NULL, 0);
	CHECK(ask(&d, "porch", "chime", "turn_off") == DP_OK);
	store = desk_end(&d);
	desk_begin(&d, store, 0);
	CHECK(json_is_false(json_object_get(json_object_get(d.state, "chime"), "on")));
	json_decref(desk_end(&d));
}

static void a_probe_shows_no_device(void)
{
	struct desk d;

	desk_begin(&d, NULL, DP_CONFIG_PROBE);
	CHECK(!d.devices && !d.state);
	CHECK(ask(&d, "porch", "press", "press") == DP_E_NOT_FOUND);
	CHECK(ask(&d, "", "", "settings.check") == DP_OK);
	json_decref(desk_end(&d));
}

static void what_it_does_not_have_is_not_found(void)
{
	struct desk d;

	desk_begin(&d, NULL, 0);
	CHECK(ask(&d, "garage", "press", "press") == DP_E_NOT_FOUND);
	CHECK(ask(&d, "porch", "lock", "unlock") == DP_E_NOT_FOUND);
	CHECK(ask(&d, "porch", "press", "turn_on") == DP_E_NOT_FOUND);
	CHECK(ask(&d, "", "", "no_such_op") == DP_E_NOT_FOUND);
	CHECK(d.event[0] == '\0');
	json_decref(desk_end(&d));
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(what_it_reports_fits_the_vocabulary),
		TEST(pressing_the_button_rings_the_bell),
		TEST(the_chime_stays_off_over_a_restart),
		TEST(a_probe_shows_no_device),
		TEST(what_it_does_not_have_is_not_found),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
