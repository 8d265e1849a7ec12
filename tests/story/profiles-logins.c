/* SPDX-License-Identifier: Apache-2.0 */
/* profiles-logins.c - at every firmware that we know of: every kind of login works, Basic
 * only with the user's word, and five causes of trouble are five messages.
 *
 * To which firmware a promise does not apply, and why, is in promises.c. That the
 * strongest of the offered digests is used, is in tests/unit/io. */

#include "promises.h"

#include <stdio.h>
#include <string.h>

enum { UNLOCKS = 3 };

#define MISCONFIGURED "{\"report\":\"status\",\"device\":\"\",\"status\":\"config\"}"

static unsigned unlock(struct story *s)
{
	return request(s, device_of(s, "lock"), "lock", "unlock", NULL);
}

/* ---- need 22: every kind of login ---- */

/* How often an order to the door came, also without a right answer to a challenge. */
static long long orders(struct story *s)
{
	json_t *answer = sim(s, "ledger");
	const json_t *paths =
		json_object_get(json_object_get(answer, "ledger"), "paths");
	long long count = json_integer_value(json_object_get(
		paths, "PUT /ISAPI/AccessControl/RemoteControl/door/1"));

	json_decref(answer);
	return count;
}

static bool opens_the_door(struct door *d)
{
	struct story *s = &d->story;
	bool fine = true;

	hear(s, SOON_MS, ONLINE);
	for (unsigned i = 0; i < UNLOCKS; i++)
		fine &= reply_is(s, unlock(s), "ok");
	fine &= ledger(s, "relay_pulses/1") == UNLOCKS;
	fine &= ledger(s, "door_commands/open") == UNLOCKS;
	fine &= orders(s) <= 2 * UNLOCKS; /* one more round trip each */
	fine &= ledger(s, "logins_failed") == 0 && heard(s, REFUSED) == 0;
	return fine;
}

/* At all firmwares at once. @return how many were tried */
static unsigned try_login(const char *digest, const char *const *nonce)
{
	struct door doors[FIRMWARES];
	unsigned n = 0;

	for (size_t i = 0; i < FIRMWARES; i++) {
		const struct firmware *f = &firmwares[i];

		if (promise_void(f, PROMISE_LOGINS))
			continue;
		doors[n].firmware = f;
		doors[n].story = firmware_station(f);
		sim_do(&doors[n].story, "set digest %s", digest);
		for (unsigned k = 0; k < 2; k++)
			sim_do(&doors[n].story, "set %s", nonce[k]);
		firmware_host(f, &doors[n].story,
			"{\"expose_locks\":true,\"allow_basic\":true}");
		n++;
	}
	for (size_t i = 0; i < n; i++) {
		if (!CHECK(opens_the_door(&doors[i])))
			printf("# at %s with %s, %s, %s\n", doors[i].firmware->name,
				digest, nonce[0], nonce[1]);
		story_end(&doors[i].story);
	}
	return n;
}

static void every_login_works_whatever_becomes_of_its_nonces(void)
{
	static const char *const digests[] = {
		"md5", "sha256", "both", "md5-noqop", "basic", "basic+md5"};
	static const char *const nonces[][2] = {
		{"digest-quotes on", "nonce-scope any"},
		{"digest-quotes off", "nonce-scope any"},
		{"nonce-uses 2", "nonce-expiry stale"},
		{"nonce-uses 2", "nonce-expiry silent"},
		{"digest-quotes on", "nonce-scope url"},
		{"digest-quotes off", "nonce-scope url"},
	};
	unsigned tried = 0;

	for (unsigned d = 0; d < sizeof(digests) / sizeof(*digests); d++) {
		for (unsigned n = 0; n < sizeof(nonces) / sizeof(*nonces); n++)
			tried += try_login(digests[d], nonces[n]);
	}
	printf("# %u combinations\n", tried);
}

static void basic_needs_the_users_word_at_any_firmware(void)
{
	for (size_t i = 0; i < FIRMWARES; i++) {
		const struct firmware *f = &firmwares[i];
		struct story s;

		if (promise_void(f, PROMISE_LOGINS)) {
			printf("# not %s: %s\n", f->name,
				promise_void(f, PROMISE_LOGINS));
			continue;
		}
		s = firmware_station(f);
		sim_do(&s, "set digest basic");
		firmware_host(f, &s, NULL);
		if (promise_void(f, PROMISE_CAUSES))
			listen_for(&s, 1000);
		else
			hear(&s, SOON_MS, MISCONFIGURED);
		CHECK(heard(&s, ONLINE) == 0);
		CHECK(ledger(&s, "logins_ok") + ledger(&s, "logins_failed") == 0);
		story_end(&s);
	}
}

/* ---- need 14: five causes, five messages ---- */

/* The answer has this word for the cause, and a sentence that says what to do or see. */
static bool fails_by(
	struct story *s, unsigned number, const char *code, const char *says)
{
	const json_t *r = reply(s, number, 2 * SOON_MS);
	const json_t *result = json_object_get(r, "json");
	const char *is = json_string_value(json_object_get(result, "code"));
	const char *message = json_string_value(json_object_get(result, "message"));
	bool fine = is && message && !strcmp(is, code) && strstr(message, says);

	printf("# %s: %s\n", is ? is : "no code", message ? message : "no message");
	return fine;
}

/* Is this draft of the settings good for a connection? */
static unsigned test_connection(struct story *s, const char *password)
{
	char args[256];

	snprintf(args, sizeof(args),
		"{\"id\":\"test_connection\",\"settings\":{\"host\":\"127.0.0.1\","
		"\"port\":%d,\"username\":\"admin\",\"password\":\"%s\"}}",
		s->port, password);
	return request(s, "", "", "action", args);
}

static void says_which_of_five_it_is(struct door *d)
{
	struct story *s = &d->story;
	unsigned picture;

	sim_do(s, "set permission read-only");
	CHECK(fails_by(s, unlock(s), "no_permission", "tick"));
	sim_do(s, "set permission all");
	sim_do(s, "set snapshot 404");
	picture = request(s, device_of(s, "doorbell"), "camera", "snapshot", NULL);
	CHECK(fails_by(s, picture, "unsupported", "does not offer"));
	CHECK(fails_by(s, test_connection(s, "Wrong-1"), "invalid_auth", "password"));
	sim_do(s, "off");
	hear(s, RECOVERY_MS, UNREACHABLE);
	CHECK(fails_by(s, unlock(s), "cannot_connect", ""));
	sim_do(s, "on");
	hear(s, RECOVERY_MS, ONLINE);
	sim_do(s, "set lock-after 1");
	reply(s, test_connection(s, "Wrong-2"), SOON_MS);
	CHECK(fails_by(s, test_connection(s, "Wrong-3"), "account_locked", "lock"));
}

static void five_causes_have_five_words_and_a_sentence_each(void)
{
	struct door doors[FIRMWARES];
	size_t n = open_promised(doors, PROMISE_CAUSES, NULL);

	at_each(doors, n, says_which_of_five_it_is);
	close_doors(doors, n);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(every_login_works_whatever_becomes_of_its_nonces),
		TEST(basic_needs_the_users_word_at_any_firmware),
		TEST(five_causes_have_five_words_and_a_sentence_each),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
