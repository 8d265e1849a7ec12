/* SPDX-License-Identifier: Apache-2.0 */
/* test-sim-auth.c - the odder ways in which the simulated station asks for a login. */

#include "check.h"
#include "sim-client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INFO   "/ISAPI/System/deviceInfo"
#define STATUS "/ISAPI/VideoIntercom/callStatus?format=json"

static struct sim_driver station(const char *set)
{
	const char *arguments[] = {
		"--password", PASSWORD, set ? "--set" : NULL, set, NULL};

	return sim_start(arguments);
}

static long ask_with(struct client *client, const char *path)
{
	struct reply reply = client_ask(client, path, NULL);
	long status = reply.status;

	reply_free(&reply);
	return status;
}

static long ask_as(const struct sim_driver *sim, long auth, const char *login)
{
	struct client client = client_of(sim);
	long status;

	client.auth = auth;
	(void)snprintf(client.login, sizeof(client.login), "%s", login);
	status = ask_with(&client, INFO);
	client_finish(&client);
	return status;
}

static struct reply challenge_of(const struct sim_driver *sim)
{
	struct client client = client_of(sim);
	struct reply reply;

	client.without_login = true;
	reply = client_ask(&client, INFO, NULL);
	client_finish(&client);
	return reply;
}

static void an_old_station_knows_only_basic(void)
{
	struct sim_driver sim = station("digest=basic");
	struct reply reply = challenge_of(&sim);

	CHECK(strstr(reply.head, "WWW-Authenticate: Basic realm=\"") != NULL);
	CHECK(!strstr(reply.head, "Digest"));
	reply_free(&reply);
	CHECK(ask_as(&sim, CURLAUTH_BASIC, "admin:" PASSWORD) == 200);
	CHECK(sim_ledger(&sim, "logins_failed") == 0);
	CHECK(ask_as(&sim, CURLAUTH_BASIC, "admin:wrong") == 401);
	CHECK(ask_as(&sim, CURLAUTH_BASIC, "adm:" PASSWORD) == 401);
	CHECK(sim_ledger(&sim, "logins_failed") == 2);
	CHECK(sim_stop(&sim) == 0);
}

static void with_basic_and_md5_either_is_let_in(void)
{
	struct sim_driver sim = station("digest=basic+md5");

	CHECK(ask_as(&sim, CURLAUTH_BASIC, "admin:" PASSWORD) == 200);
	CHECK(ask_as(&sim, CURLAUTH_DIGEST, "admin:" PASSWORD) == 200);
	CHECK(ask_as(&sim, CURLAUTH_ANY, "admin:" PASSWORD) == 200);
	CHECK(sim_ledger(&sim, "logins_failed") == 0);
	CHECK(sim_do(&sim, "set digest md5"));
	CHECK(ask_as(&sim, CURLAUTH_BASIC, "admin:" PASSWORD) == 401);
	CHECK(sim_ledger(&sim, "logins_failed") == 1);
	CHECK(sim_stop(&sim) == 0);
}

static void a_challenge_can_do_without_quotes(void)
{
	struct sim_driver sim = station("digest-quotes=off");
	struct reply reply = challenge_of(&sim);

	CHECK(strstr(reply.head, "algorithm=MD5, stale=false\r\n") != NULL);
	reply_free(&reply);
	CHECK(ask(&sim, INFO, NULL) == 200);
	CHECK(sim_stop(&sim) == 0);
}

static void a_worn_out_nonce_can_be_stale(void)
{
	struct sim_driver sim = station("nonce-uses=2");
	struct client client = client_of(&sim);

	CHECK(sim_do(&sim, "set nonce-expiry stale"));
	for (unsigned i = 0; i < 6; i++)
		CHECK(ask_with(&client, INFO) == 200);
	CHECK(sim_ledger(&sim, "logins_ok") == 6);
	CHECK(sim_ledger(&sim, "logins_failed") == 0);
	/* The first challenge was asked for; two more came with the refusals. */
	CHECK(sim_ledger(&sim, "challenges") == 1);
	CHECK(sim_ledger(&sim, "requests") == 9);
	client_finish(&client);
	CHECK(sim_stop(&sim) == 0);
}

static void a_nonce_can_be_for_one_url_only(void)
{
	struct sim_driver sim = station("nonce-scope=url");
	struct client client = client_of(&sim);

	CHECK(ask_with(&client, INFO) == 200);
	CHECK(ask_with(&client, INFO) == 200);
	CHECK(ask_with(&client, STATUS) == 401);
	CHECK(sim_ledger(&sim, "logins_ok") == 2);
	CHECK(sim_ledger(&sim, "logins_failed") == 0);
	client_finish(&client);
	CHECK(ask(&sim, STATUS, NULL) == 200);
	CHECK(sim_stop(&sim) == 0);
}

static void a_hiccup_refuses_the_right_password_once(void)
{
	struct sim_driver sim = station(NULL);
	struct client client = client_of(&sim);
	struct reply reply;

	CHECK(sim_do(&sim, "hiccup"));
	reply = client_ask(&client, INFO, NULL);
	CHECK(reply.status == 401);
	CHECK(times_in(reply.head, "WWW-Authenticate: ") >= 1);
	reply_free(&reply);
	CHECK(ask_with(&client, INFO) == 200);
	CHECK(sim_ledger(&sim, "logins_failed") == 0);
	CHECK(!sim_do(&sim, "hiccup 0"));
	client_finish(&client);
	CHECK(sim_stop(&sim) == 0);
}

static void a_short_user_check_tells_no_tries(void)
{
	struct sim_driver sim = station("user-check=short");
	struct reply reply = challenge_of(&sim);

	CHECK(strstr(reply.body, "<statusValue>401</statusValue>") != NULL);
	CHECK(!strstr(reply.body, "retryLoginTime"));
	reply_free(&reply);
	CHECK(sim_stop(&sim) == 0);
}

static void a_lock_per_user_leaves_the_others_alone(void)
{
	struct sim_driver sim = station("lock-scope=user");

	CHECK(sim_do(&sim, "set lock-after 2"));
	for (unsigned i = 0; i < 3; i++)
		CHECK(ask_as(&sim, CURLAUTH_DIGEST, "guest:" PASSWORD) == 401);
	CHECK(sim_ledger(&sim, "logins_failed") == 2);
	CHECK(sim_ledger(&sim, "logins_while_locked") == 1);
	CHECK(ask(&sim, INFO, NULL) == 200);
	for (unsigned i = 0; i < 2; i++)
		CHECK(ask_as(&sim, CURLAUTH_DIGEST, "admin:wrong") == 401);
	CHECK(ask(&sim, INFO, NULL) == 401);
	CHECK(sim_stop(&sim) == 0);
}

static long ask_from(
	const struct sim_driver *sim, const char *address, const char *pass)
{
	struct client client = client_of(sim);
	long status;

	curl_easy_setopt(client.curl, CURLOPT_INTERFACE, address);
	client_use_password(&client, pass);
	status = ask_with(&client, INFO);
	client_finish(&client);
	return status;
}

static void a_lock_per_address_leaves_other_hosts_alone(void)
{
	struct sim_driver sim = station("lock-scope=address");

	CHECK(sim_do(&sim, "set lock-after 2"));
	for (unsigned i = 0; i < 2; i++)
		CHECK(ask_from(&sim, "127.0.0.2", "wrong") == 401);
	CHECK(ask_from(&sim, "127.0.0.2", PASSWORD) == 401);
	CHECK(sim_ledger(&sim, "logins_while_locked") == 1);
	CHECK(ask(&sim, INFO, NULL) == 200);
	CHECK(sim_stop(&sim) == 0);
}

static const struct test tests[] = {
	TEST(an_old_station_knows_only_basic),
	TEST(with_basic_and_md5_either_is_let_in),
	TEST(a_challenge_can_do_without_quotes),
	TEST(a_worn_out_nonce_can_be_stale),
	TEST(a_nonce_can_be_for_one_url_only),
	TEST(a_hiccup_refuses_the_right_password_once),
	TEST(a_short_user_check_tells_no_tries),
	TEST(a_lock_per_user_leaves_the_others_alone),
	TEST(a_lock_per_address_leaves_other_hosts_alone),
	{NULL, NULL},
};

int main(int argc, char **argv)
{
	curl_global_init(CURL_GLOBAL_ALL);
	return check_main(tests, argc, argv);
}
