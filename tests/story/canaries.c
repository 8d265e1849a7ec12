/* SPDX-License-Identifier: Apache-2.0 */
/* canaries.c - four secrets through a life full of errors, and not one byte of them in
 * what is said, kept or written.
 *
 * Once the plugin is in this process and nothing is masked, once in the host, which masks
 * what it finds and calls it a breach (story_end() sees that). */

#include "canary.h"
#include "ear.h"
#include "embedder.h"
#include "story.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TEXT_MAX = 4 * 1024 * 1024 };

/* The SIP password is in each of them. @param more  a JSON object that is merged over it */
static char *settings_text(int port, const char *password, const char *more)
{
	json_t *settings = json_pack("{s:s,s:i,s:s,s:s,s:b,s:{s:s,s:s}}", "host",
		"127.0.0.1", "port", port, "username", "admin", "password", password,
		"expose_locks", 1, "sip", "mode", "off", "password", canaries[OF_SIP]);
	json_t *members = json_loads(more, 0, NULL);
	char *text;

	CHECK(members && !json_object_update(settings, members));
	text = json_dumps(settings, 0);
	json_decref(members);
	json_decref(settings);
	return text;
}

static const struct draft {
	const char *op, *more;
} drafts[] = {
	{"settings.check", "{}"},
	{"action", "{}"},
	{"settings.check", "{\"port\":70000}"},
	{"settings.check", "{\"sip\":{\"mode\":\"client\",\"proxy\":\"127.0.0.2\","
			   "\"user\":\"100\",\"password\":\"Canary?Two&2\"}}"},
	{"settings.check", "{\"password\":[\"Canary#Three/3\"]}"},
	{"settings.check", "{\"sip\":\"Canary?Two&2\"}"},
	{"diagnostics", "{}"},
};

enum { DRAFTS = sizeof(drafts) / sizeof(*drafts), THE_ACTION = 1, THE_BUNDLE = 6 };

/* The arguments of a request with a draft. */
static char *draft_text(int port, const struct draft *draft)
{
	char *settings = settings_text(port, canaries[OF_DRAFT], draft->more);
	char *text = NULL;

	if (asprintf(&text, "{\"id\":\"test_connection\",\"settings\":%s}", settings) <
		0)
		exit(99);
	free(settings);
	return text;
}

/* ---- the plugin alone ---- */

struct life {
	struct ear ear;
	const dp_provider *provider;
	dp_instance *instance;
};

static void life_begin(struct life *l, const struct guest *g, const char *data_dir,
	int port, const char *password)
{
	char *settings = settings_text(port, password, "{}");
	dp_config config = {.size = sizeof(config),
		.settings_version = 1,
		.instance_id = "front",
		.settings = settings,
		.data_dir = data_dir};

	ear_init(&l->ear);
	l->provider = g->doorbell;
	CHECK(l->provider->create(&l->ear.host, &config, &l->instance) == DP_OK);
	CHECK(l->provider->start(l->instance) == DP_OK);
	free(settings);
}

static void life_end(struct life *l)
{
	l->provider->stop(l->instance);
	l->provider->destroy(l->instance);
}

static void ask(struct life *l, int number, const struct draft *draft, int port)
{
	char *args = draft_text(port, draft);
	dp_request r = {.size = sizeof(r),
		.id = (uint64_t)number,
		.device = "",
		.capability = "",
		.op = draft->op,
		.args = args};

	l->provider->request(l->instance, &r);
	CHECK(ear_hears(&l->ear, &l->ear.replies, number));
	free(args);
}

static void configure(struct life *l, int port, const char *password, const char *more)
{
	char *settings = settings_text(port, password, more);

	l->provider->configure(l->instance, settings);
	free(settings);
}

/* From a wrong password to a good one, through what can go wrong. */
static void live(struct life *l, struct story *s)
{
	struct ear *e = &l->ear;

	CHECK(ear_hears(e, &e->status, DP_E_AUTH));
	configure(l, s->port, canaries[OF_STATION], "{}");
	CHECK(ear_hears(e, &e->status, DP_OK));
	sim_do(s, "press 1");
	CHECK(ear_hears(e, &e->rings, 1));
	for (int i = 0; i < DRAFTS; i++)
		ask(l, i + 1, &drafts[i], s->port);
	configure(l, s->port, canaries[OF_STATION], "{\"port\":0}");
	configure(l, s->port, canaries[OF_STATION], "{}");
	sim_do(s, "off");
	CHECK(ear_hears(e, &e->status, DP_E_UNREACHABLE));
	ask(l, DRAFTS + 1, &drafts[THE_ACTION], s->port);
	ask(l, DRAFTS + 2, &drafts[THE_BUNDLE], s->port);
	sim_do(s, "on");
	CHECK(ear_hears(e, &e->status, DP_OK));
}

/* @return how many files there are; each is looked into */
static unsigned search_folder(const char *folder, const char *realm)
{
	struct dirent *entry;
	unsigned files = 0;
	DIR *d = opendir(folder);

	while (d && (entry = readdir(d))) {
		char path[512], *text = calloc(1, TEXT_MAX);
		FILE *f;

		snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
		f = *entry->d_name == '.' ? NULL : fopen(path, "r");
		if (f) {
			files++;
			CHECK(fread(text, 1, TEXT_MAX - 1, f) < TEXT_MAX - 1);
			CHECK(canaries_in(path, text, realm) == 0);
			fclose(f);
			unlink(path);
		}
		free(text);
	}
	if (d)
		closedir(d);
	return files;
}

static void no_word_of_the_plugin_holds_a_secret(void)
{
	struct story s = story_begin(NULL);
	struct guest g = guest_load();
	char folder[] = "/tmp/gatehouse-canaries-XXXXXX", realm[REALM_MAX] = "";
	struct life front, other;
	size_t said;

	CHECK(mkdtemp(folder) != NULL);
	ask_realm(s.port, realm);
	sim_do(&s, "password %s", canaries[OF_STATION]);
	sim_do(&s, "set lock-after 0");
	life_begin(&front, &g, folder, s.port, "Canary-Wrong");
	life_begin(&other, &g, folder, s.port, canaries[OF_OTHER]);
	CHECK(ear_hears(&other.ear, &other.ear.status, DP_E_AUTH));
	live(&front, &s);
	life_end(&other);
	life_end(&front);
	said = front.ear.len + other.ear.len;
	CHECK(canaries_in("what was said", front.ear.words, realm) == 0);
	CHECK(canaries_in("what the other said", other.ear.words, realm) == 0);
	printf("# %zu bytes said, %u files\n", said, search_folder(folder, realm));
	CHECK(strstr(front.ear.words, "rings_first_told_by") != NULL);
	CHECK(rmdir(folder) == 0);
	ear_finish(&front.ear);
	ear_finish(&other.ear);
	guest_unload(&g);
	story_end(&s);
}

/* ---- the plugin in its host ---- */

/* The bundle that the host keeps. */
static void search_blob(const json_t *reply, const char *realm)
{
	const char *path = json_string_value(
		json_object_get(json_object_get(reply, "blob"), "file"));
	json_t *bundle = path ? json_load_file(path, 0, NULL) : NULL;
	char *text = json_dumps(bundle, 0);

	if (CHECK(text != NULL))
		CHECK(canaries_in(path, text, realm) == 0);
	free(text);
	json_decref(bundle);
}

static void send_settings(struct story *s, const char *format, const char *password)
{
	char *settings = settings_text(s->port, password, "{}");

	host_send(s, format, settings);
	free(settings);
}

static void nothing_the_host_prints_holds_a_secret(void)
{
	struct story s = story_begin(NULL);
	char realm[REALM_MAX] = "", *said, *errors = calloc(1, TEXT_MAX);
	const json_t *r = NULL;
	int fd;

	ask_realm(s.port, realm);
	sim_do(&s, "password %s", canaries[OF_STATION]);
	sim_do(&s, "set lock-after 0");
	host_begin(&s, "{\"password\":\"Canary-Wrong\"}");
	fd = open(s.host.errors, O_RDONLY | O_CLOEXEC);
	hear(&s, RECOVERY_MS, REFUSED);
	send_settings(
		&s, "{\"configure\":\"nobody\",\"settings\":%s}", canaries[OF_STATION]);
	send_settings(&s,
		"{\"add\":{\"id\":\"other\",\"provider\":\"hikvision-doorbell\","
		"\"settings\":%s}}",
		canaries[OF_OTHER]);
	hear(&s, RECOVERY_MS, REFUSED);
	send_settings(
		&s, "{\"configure\":\"front\",\"settings\":%s}", canaries[OF_STATION]);
	hear(&s, RECOVERY_MS, ONLINE);
	for (int i = 0; i < DRAFTS; i++) {
		char *args = draft_text(s.port, &drafts[i]);

		r = reply(&s, request(&s, "", "", drafts[i].op, args), RECOVERY_MS);
		host_send(&s, "{\"request\":99,\"args\":%s", args); /* not JSON */
		free(args);
	}
	search_blob(r, realm);
	sim_do(&s, "password Canary-Changed");
	sim_do(&s, "cut");
	hear(&s, RECOVERY_MS, REFUSED);
	host_end(&s);
	said = json_dumps(s.reports, 0);
	CHECK(canaries_in("the output", said, realm) == 0);
	CHECK(fd >= 0 && read(fd, errors, TEXT_MAX - 1) >= 0);
	CHECK(canaries_in("the errors", errors, realm) == 0);
	printf("# %zu bytes printed, %zu of errors\n", strlen(said), strlen(errors));
	close(fd);
	free(said);
	free(errors);
	story_end(&s);
}

static void the_search_finds_each_form(void)
{
	static const char *const texts[] = {"a password Canary/One+1= in a log",
		"http://admin:Canary%2FOne%2B1%3D@127.0.0.1/", "Q2FuYXJ5L09uZSsx",
		"Authorization: Basic YWRtaW46Q2FuYXJ5L09uZSsxPQ==",
		"ha1=03cae13aed44585442c671cdaf7ba8ec",
		"ha1=2f8ee79b43244916a2dd0ded44f56d1589aa4543cd010f8936ab23829f2f7f42"};

	for (unsigned i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		CHECK(canaries_in("a sample", texts[i], "realm") >= 1);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(the_search_finds_each_form),
		TEST(no_word_of_the_plugin_holds_a_secret),
		TEST(nothing_the_host_prints_holds_a_secret),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
