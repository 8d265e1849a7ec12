/* SPDX-License-Identifier: Apache-2.0 */
/* camera-canaries.c - a camera's passwords through a life full of errors, and not one byte
 * of them in what is said or kept. */

#include "camera-house.h"
#include "canary.h"
#include "keeping-host.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STATUS(word) "{\"report\":\"status\",\"device\":\"\",\"status\":\"" word "\"}"

static char *settings_text(const struct story *s, const char *password)
{
	json_t *settings = json_pack("{s:s,s:i,s:s,s:s,s:s,s:b}", "host", "127.0.0.1",
		"port", s->port, "username", "admin", "password", password, "name",
		"Yard", "expose_outputs", 1);
	char *text = json_dumps(settings, 0);

	json_decref(settings);
	return text;
}

static void ask(struct keeping_host *k, const struct story *s, unsigned number,
	const char *op, const char *action)
{
	char *settings = settings_text(s, canaries[OF_DRAFT]), *args = NULL;
	char pattern[60];

	if (asprintf(&args, "{\"id\":\"%s\",\"settings\":%s}", action, settings) < 0)
		exit(99);
	keeping_host_ask(k, number, op, args);
	snprintf(pattern, sizeof(pattern), "{\"report\":\"reply\",\"request\":%u}",
		number);
	CHECK(keeping_host_hears(k, RECOVERY_MS, pattern));
	free(settings);
	free(args);
}

static void configure(
	struct keeping_host *k, const struct story *s, const char *password)
{
	char *settings = settings_text(s, password);

	CHECK(k->provider->configure(k->instance, settings) == DP_OK);
	free(settings);
}

static void no_word_about_a_camera_holds_a_secret(void)
{
	static const char *const options[] = {"--profile", "nvr16", "--set",
		"heartbeat-form=count-zero", "--set", "lock-after=0", NULL};
	struct story s = camera_begin(options);
	struct guest g = guest_load();
	char realm[REALM_MAX] = "", *settings, *words;
	struct keeping_host k;

	keeping_host_init(&k, &g, "hikvision-camera");
	ask_realm(s.port, realm);
	sim_do(&s, "password %s", canaries[OF_STATION]);
	settings = settings_text(&s, canaries[OF_OTHER]);
	keeping_host_start(&k, settings);
	CHECK(keeping_host_hears(&k, RECOVERY_MS, STATUS("down")));
	configure(&k, &s, canaries[OF_STATION]);
	CHECK(keeping_host_hears(&k, RECOVERY_MS, STATUS("ok")));
	sim_do(&s, "alert VMD 1 active");
	ask(&k, &s, 1, "settings.check", "");
	ask(&k, &s, 2, "action", "test_connection");
	ask(&k, &s, 3, "action", "self_check");
	ask(&k, &s, 4, "diagnostics", "");
	sim_do(&s, "off");
	ask(&k, &s, 5, "action", "test_connection");
	ask(&k, &s, 6, "diagnostics", "");
	keeping_host_stop(&k);
	words = keeping_host_words(&k);
	CHECK(strstr(words, "not_armed") || strstr(words, "channel_lost"));
	CHECK(strlen(words) > 10000);
	CHECK(canaries_in("what was said", words, realm) == 0);
	free(words);
	free(settings);
	keeping_host_finish(&k);
	guest_unload(&g);
	story_end(&s);
}

/* A bundle goes to strangers: also without names, addresses and serial numbers. */
static void the_bundle_tells_nothing_of_anybody(void)
{
	static const char *const private[] = {"Front-Door-1", "admin", "127.0.0.1",
		"AAWRL11223344", "02:00:5e", "Front Porch", "Yard", NULL};
	struct story s = camera_at_home(NULL, "{\"name\":\"Yard\"}");
	const json_t *r, *blob;
	json_t *bundle;
	char *text;

	sim_do(&s, "alert VMD 1 active");
	hear_sensor(&s, SOON_MS, 0, "motion", "true");
	r = reply(&s, request(&s, "", "", "diagnostics", NULL), SOON_MS);
	blob = json_object_get(r, "blob");
	bundle = json_load_file(
		json_string_value(json_object_get(blob, "file")), 0, NULL);
	text = json_dumps(bundle, 0);
	CHECK(text && strlen(text) > 1000 && strstr(text, "DS-2CD2347G2-LU"));
	for (const char *const *p = private; *p; p++) {
		if (!CHECK(!strstr(text, *p)))
			printf("# %s: %.200s\n", *p, strstr(text, *p));
	}
	free(text);
	json_decref(bundle);
	story_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(no_word_about_a_camera_holds_a_secret),
		TEST(the_bundle_tells_nothing_of_anybody),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
