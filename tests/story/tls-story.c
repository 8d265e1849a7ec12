/* SPDX-License-Identifier: Apache-2.0 */
/* tls-story.c - HTTPS: the certificate is taken once, and nothing is said to another one. */

#include "story.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#define CERTIFICATE      "{\"report\":\"issue\",\"id\":\"certificate\",\"issue\":{}}"
#define CERTIFICATE_FINE "{\"report\":\"issue\",\"id\":\"certificate\",\"issue\":null}"
#define MISCONFIGURED    "{\"report\":\"status\",\"device\":\"\",\"status\":\"config\"}"

static const char *const https[] = {"--tls", NULL};

/* Does the text hold the fingerprint, which is written there with colons? */
static bool names(const char *text, const char *hex)
{
	char found[65] = "";
	size_t n = 0;

	for (; text && *text && n < 64; text++) {
		if (*text == ':')
			continue;
		if (!strchr("0123456789ABCDEFabcdef", *text)) {
			n = 0;
			continue;
		}
		found[n++] = *text;
	}
	return n == 64 && !strcasecmp(found, hex);
}

static void begin_pinned(struct story *s, const char *more)
{
	char settings[256];

	snprintf(settings, sizeof(settings),
		"{\"tls\":\"on\",\"tls_fingerprint\":\"%s\"%s}", s->fingerprint, more);
	host_begin(s, settings);
}

/* @return the reply to a draft over HTTPS, borrowed */
static const json_t *check(struct story *s, const char *password, const char *more)
{
	char args[400];

	snprintf(args, sizeof(args),
		"{\"settings\":{\"host\":\"127.0.0.1\",\"port\":%d,\"username\":\"admin\","
		"\"password\":\"%s\",\"tls\":\"on\"%s}}",
		s->port, password, more);
	return reply(s, request(s, "", "", "settings.check", args), SOON_MS);
}

static void the_station_is_served_over_https(void)
{
	struct story s = story_begin(https);

	begin_pinned(&s, ",\"expose_locks\":true");
	hear(&s, SOON_MS, ONLINE);
	CHECK(reply_is(
		&s, request(&s, device_of(&s, "lock"), "lock", "unlock", NULL), "ok"));
	sim_do(&s, "press 1");
	hear(&s, SOON_MS, RING);
	CHECK(ledger(&s, "relay_pulses/1") == 1);
	CHECK(ledger(&s, "connections_peak") <= 2);
	story_end(&s);
}

static void the_first_certificate_is_taken_and_written_down(void)
{
	struct story s = story_begin(https);
	const json_t *r;

	host_begin(&s, "{\"tls\":\"on\"}");
	hear(&s, SOON_MS, ONLINE);
	CHECK(heard(&s, CERTIFICATE) == 0);
	/* The instance's own settings name it now: a check of them has nothing to ask. */
	r = reply(&s, request(&s, "", "", "settings.check", "{}"), SOON_MS);
	CHECK(matches(r, "{\"status\":\"ok\",\"json\":{\"errors\":{}}}"));
	CHECK(json_object_size(json_object_get(json_object_get(r, "json"), "errors")) ==
		0);
	story_end(&s);
}

static void what_the_host_wrote_down_does_not_disturb_the_connection(void)
{
	struct story s = story_begin(https);

	host_begin(&s, "{\"tls\":\"on\"}");
	hear(&s, SOON_MS, ONLINE);
	host_send(&s,
		"{\"configure\":\"front\",\"settings\":{\"host\":\"127.0.0.1\",\"port\":%d,"
		"\"username\":\"admin\",\"password\":\"Front-Door-1\",\"tls\":\"on\","
		"\"tls_fingerprint\":\"%s\",\"expose_tamper\":true}}",
		s.port, s.fingerprint);
	hear(&s, SOON_MS, "{\"report\":\"state\",\"state\":{\"tamper\":{}}}");
	CHECK(heard(&s, UNREACHABLE) == 0);
	CHECK(ledger(&s, "streams_total") == 1);
	story_end(&s);
}

static void a_check_shows_the_certificate_before_it_says_anything(void)
{
	struct story s = story_begin(https);
	char more[128];
	const json_t *r, *json;
	long long requests;

	begin_pinned(&s, "");
	hear(&s, SOON_MS, ONLINE);
	requests = ledger(&s, "challenges");
	r = check(&s, "a-canary", "");
	json = json_object_get(r, "json");
	CHECK(matches(r,
		"{\"status\":\"ok\",\"json\":{\"errors\":{\"/tls_fingerprint\":"
		"\"confirm\"}}}"));
	CHECK(names(json_string_value(json_object_get(json, "fingerprint")),
		s.fingerprint));
	CHECK(ledger(&s, "challenges") == requests);
	CHECK(ledger(&s, "logins_failed") == 0);
	snprintf(more, sizeof(more), ",\"tls_fingerprint\":\"%s\"",
		json_string_value(json_object_get(json, "fingerprint")));
	r = check(&s, "Front-Door-1", more);
	CHECK(json_object_size(json_object_get(json_object_get(r, "json"), "errors")) ==
		0);
	story_end(&s);
}

static void a_changed_certificate_stops_everything_and_says_so(void)
{
	struct story s = story_begin(https);
	const json_t *issue;
	const char *text;
	json_t *answer;
	long long requests;

	begin_pinned(&s, ",\"expose_locks\":true");
	hear(&s, SOON_MS, ONLINE);
	answer = sim(&s, "new-certificate");
	issue = json_object_get(hear(&s, RECOVERY_MS, CERTIFICATE), "issue");
	text = json_string_value(json_object_get(issue, "text"));
	CHECK(names(text, s.fingerprint));
	CHECK(text && names(strstr(text, " shows "), json_string_value(json_object_get(
							     answer, "fingerprint"))));
	CHECK(matches(issue,
		"{\"severity\":\"error\",\"fix\":\"settings:/tls_fingerprint\"}"));
	json_decref(answer);
	hear(&s, SOON_MS, MISCONFIGURED);
	requests = ledger(&s, "requests");
	CHECK(reply_is(&s, request(&s, device_of(&s, "lock"), "lock", "unlock", NULL),
		"unreachable"));
	listen_for(&s, 7000); /* it looks again, and again says nothing */
	CHECK(ledger(&s, "requests") == requests);
	CHECK(ledger(&s, "logins_failed") == 0);
	CHECK(ledger(&s, "relay_pulses/1") == 0);
	story_end(&s);
}

static void a_new_fingerprint_mends_it(void)
{
	struct story s = story_begin(https);
	json_t *answer;

	begin_pinned(&s, "");
	hear(&s, SOON_MS, ONLINE);
	answer = sim(&s, "new-certificate");
	hear(&s, RECOVERY_MS, CERTIFICATE);
	host_send(&s,
		"{\"configure\":\"front\",\"settings\":{\"host\":\"127.0.0.1\",\"port\":%d,"
		"\"username\":\"admin\",\"password\":\"Front-Door-1\",\"tls\":\"on\","
		"\"tls_fingerprint\":\"%s\"}}",
		s.port, json_string_value(json_object_get(answer, "fingerprint")));
	json_decref(answer);
	hear(&s, SOON_MS, CERTIFICATE_FINE);
	hear_count(&s, SOON_MS, 2, ONLINE);
	CHECK(heard(&s, ONLINE) == 2);
	story_end(&s);
}

static void an_authority_vouches_instead(void)
{
	char dir[] = "/tmp/gatehouse-ca-XXXXXX", path[64], settings[160];
	const char *options[] = {"--tls", "--tls-ca", dir, NULL};
	struct story s;

	if (!mkdtemp(dir))
		exit(99);
	snprintf(path, sizeof(path), "%s/ca.pem", dir);
	snprintf(settings, sizeof(settings), "{\"tls\":\"on\",\"tls_ca_file\":\"%s\"}",
		path);
	s = story_begin(options);
	host_begin(&s, settings);
	hear(&s, SOON_MS, ONLINE);
	sim_do(&s, "new-certificate"); /* by the same authority */
	hear(&s, SOON_MS, UNREACHABLE);
	hear(&s, RECOVERY_MS, ONLINE);
	CHECK(heard(&s, CERTIFICATE) == 0);
	story_end(&s);
	unlink(path);
	rmdir(dir);
}

static void a_certificate_of_nobody_is_refused(void)
{
	char dir[] = "/tmp/gatehouse-ca-XXXXXX", path[64], settings[160];
	const char *options[] = {"--tls", "--tls-ca", dir, NULL};
	struct story with_ca, s;

	if (!mkdtemp(dir))
		exit(99);
	snprintf(path, sizeof(path), "%s/ca.pem", dir);
	snprintf(settings, sizeof(settings), "{\"tls\":\"on\",\"tls_ca_file\":\"%s\"}",
		path);
	with_ca = story_begin(options);
	s = story_begin(https);
	host_begin(&s, settings);
	hear(&s, SOON_MS, CERTIFICATE);
	CHECK(ledger(&s, "requests") == 0);
	story_end(&s);
	story_end(&with_ca);
	unlink(path);
	rmdir(dir);
}

static void a_station_without_https_is_not_asked_in_the_clear(void)
{
	struct story s = story_begin(NULL);

	host_begin(&s, "{\"tls\":\"on\"}");
	hear(&s, SOON_MS * 2, UNREACHABLE);
	listen_for(&s, 3000);
	CHECK(heard(&s, ONLINE) == 0);
	CHECK(ledger(&s, "requests") == 0);
	story_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(the_station_is_served_over_https),
		TEST(the_first_certificate_is_taken_and_written_down),
		TEST(what_the_host_wrote_down_does_not_disturb_the_connection),
		TEST(a_check_shows_the_certificate_before_it_says_anything),
		TEST(a_changed_certificate_stops_everything_and_says_so),
		TEST(a_new_fingerprint_mends_it),
		TEST(an_authority_vouches_instead),
		TEST(a_certificate_of_nobody_is_refused),
		TEST(a_station_without_https_is_not_asked_in_the_clear),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
