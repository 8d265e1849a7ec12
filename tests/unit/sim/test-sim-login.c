/* SPDX-License-Identifier: Apache-2.0 */
/* test-sim-login.c - who the simulated station lets in, and what it says to the others. */

#include "check.h"
#include "sim-client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INFO "/ISAPI/System/deviceInfo"

static struct sim_driver station(const char *set)
{
	const char *arguments[] = {
		"--password", PASSWORD, set ? "--set" : NULL, set, NULL};

	return sim_start(arguments);
}

static void offer_is_taken(const char *set)
{
	struct sim_driver sim = station(set);

	CHECK(ask(&sim, INFO, NULL) == 200);
	CHECK(sim_ledger(&sim, "logins_ok") == 1);
	CHECK(sim_ledger(&sim, "logins_failed") == 0);
	CHECK(sim_stop(&sim) == 0);
}

static void md5_is_let_in(void)
{
	offer_is_taken("digest=md5");
}

static void sha_256_is_let_in(void)
{
	offer_is_taken("digest=sha256");
}

static void with_both_offered_one_is_let_in(void)
{
	offer_is_taken("digest=both");
}

static void md5_without_qop_is_let_in(void)
{
	offer_is_taken("digest=md5-noqop");
}

static void a_request_without_login_is_challenged_and_is_no_failed_login(void)
{
	struct sim_driver sim = station(NULL);
	struct client client = client_of(&sim);
	struct reply reply;

	client.without_login = true;
	for (unsigned i = 0; i < 20; i++) {
		reply = client_ask(&client, INFO, NULL);
		CHECK(reply.status == 401);
		CHECK(strstr(reply.head, "Server: DNVRS-Webs\r\n") != NULL);
		CHECK(strstr(reply.head, "algorithm=\"MD5\", stale=\"FALSE\"\r\n"));
		CHECK(strstr(reply.head, "qop=\"auth\", nonce=\"") != NULL);
		CHECK(strstr(reply.body, "<lockStatus>unlock</lockStatus>") != NULL);
		reply_free(&reply);
	}
	client_finish(&client);
	CHECK(sim_ledger(&sim, "challenges") == 20);
	CHECK(sim_ledger(&sim, "logins_failed") == 0);
	CHECK(ask(&sim, INFO, NULL) == 200);
	CHECK(sim_stop(&sim) == 0);
}

static void fail_once(const struct sim_driver *sim, const char *expected)
{
	struct client client = client_of(sim);
	struct reply reply;

	client_use_password(&client, "wrong");
	reply = client_ask(&client, INFO, NULL);
	CHECK(reply.status == 401);
	CHECK(strstr(reply.body, expected) != NULL);
	reply_free(&reply);
	client_finish(&client);
}

static void a_wrong_password_counts_down_and_then_locks_the_right_one_out_too(void)
{
	struct sim_driver sim = station("lock-after=3");
	char *text;

	fail_once(&sim, "<retryLoginTime>2</retryLoginTime>");
	fail_once(&sim, "<retryLoginTime>1</retryLoginTime>");
	fail_once(&sim, "<unlockTime>1800</unlockTime>");
	CHECK(sim_ledger(&sim, "logins_failed") == 3);
	text = ask_text(&sim, INFO);
	CHECK(strstr(text, "<lockStatus>lock</lockStatus>") != NULL);
	CHECK(strstr(text, "<retryLoginTime>0</retryLoginTime>") != NULL);
	free(text);
	CHECK(sim_ledger(&sim, "logins_failed") == 3);
	CHECK(sim_ledger(&sim, "logins_while_locked") == 1);
	CHECK(sim_ledger(&sim, "logins_ok") == 0);
	CHECK(sim_stop(&sim) == 0);
}

static void the_lock_opens_after_its_time(void)
{
	struct sim_driver sim = station("lock-after=1");
	bool open = false;

	CHECK(sim_do(&sim, "set lock-seconds 1"));
	fail_once(&sim, "<lockStatus>lock</lockStatus>");
	CHECK(ask(&sim, INFO, NULL) == 401);
	for (long until = now_ms() + DEADLINE_MS; !open && now_ms() < until;)
		open = ask(&sim, INFO, NULL) == 200;
	CHECK(open);
	CHECK(sim_stop(&sim) == 0);
}

static void a_right_login_forgives_the_wrong_ones_before_it(void)
{
	struct sim_driver sim = station("lock-after=2");

	for (unsigned i = 0; i < 4; i++) {
		fail_once(&sim, "<retryLoginTime>1</retryLoginTime>");
		CHECK(ask(&sim, INFO, NULL) == 200);
	}
	CHECK(sim_stop(&sim) == 0);
}

static void lock_after_0_never_locks(void)
{
	struct sim_driver sim = station("lock-after=0");

	for (unsigned i = 0; i < 12; i++)
		fail_once(&sim, "<lockStatus>unlock</lockStatus>");
	CHECK(ask(&sim, INFO, NULL) == 200);
	CHECK(sim_stop(&sim) == 0);
}

static void a_nonce_wears_out_without_a_challenge_and_without_blame(void)
{
	struct sim_driver sim = station("nonce-uses=2");
	struct client client = client_of(&sim);
	struct reply reply;

	for (unsigned i = 0; i < 2; i++) {
		reply = client_ask(&client, INFO, NULL);
		CHECK(reply.status == 200);
		reply_free(&reply);
	}
	reply = client_ask(&client, INFO, NULL);
	CHECK(reply.status == 401);
	CHECK(!strstr(reply.head, "WWW-Authenticate"));
	CHECK(strstr(reply.body, "<lockStatus>unlock</lockStatus>") != NULL);
	reply_free(&reply);
	client_finish(&client);
	CHECK(sim_ledger(&sim, "logins_failed") == 0);
	CHECK(sim_stop(&sim) == 0);
}

static void after_a_reboot_old_nonces_are_stale_not_wrong(void)
{
	struct sim_driver sim = station(NULL);
	struct client client = client_of(&sim);
	struct reply reply = client_ask(&client, INFO, NULL);

	reply_free(&reply);
	CHECK(sim_do(&sim, "off"));
	CHECK(sim_do(&sim, "on"));
	reply = client_ask(&client, INFO, NULL);
	CHECK(reply.status == 200);
	CHECK(strstr(reply.head, "stale=\"TRUE\"") != NULL);
	reply_free(&reply);
	client_finish(&client);
	CHECK(sim_ledger(&sim, "logins_failed") == 0);
	CHECK(sim_stop(&sim) == 0);
}

static void a_new_password_shuts_the_old_one_out(void)
{
	struct sim_driver sim = station(NULL);
	struct client client = client_of(&sim);
	struct reply reply;

	CHECK(sim_do(&sim, "password a new \"one\""));
	CHECK(ask(&sim, INFO, NULL) == 401);
	client_use_password(&client, "a new \"one\"");
	reply = client_ask(&client, INFO, NULL);
	CHECK(reply.status == 200);
	reply_free(&reply);
	client_finish(&client);
	CHECK(!sim_do(&sim, "password"));
	CHECK(sim_stop(&sim) == 0);
}

static void the_offer_changes_under_a_client(const char *before, const char *after)
{
	struct sim_driver sim = station(before);
	struct client client = client_of(&sim);
	struct reply reply = client_ask(&client, INFO, NULL);

	CHECK(reply.status == 200);
	reply_free(&reply);
	CHECK(sim_do(&sim, after));
	reply = client_ask(&client, INFO, NULL);
	reply_free(&reply);
	client_finish(&client);
	CHECK(sim_ledger(&sim, "logins_failed") == 1);
	CHECK(sim_stop(&sim) == 0);
}

static void an_answer_with_an_algorithm_not_offered_is_a_failed_login(void)
{
	the_offer_changes_under_a_client("digest=sha256", "set digest md5");
	the_offer_changes_under_a_client("digest=md5", "set digest sha256");
}

static void a_user_who_may_only_read_writes_nothing(void)
{
	struct sim_driver sim = station("permission=read-only");
	char *text;

	CHECK(ask(&sim, INFO, NULL) == 200);
	CHECK(door_command(&sim, 1, "open") == 403);
	CHECK(ask(&sim, "/ISAPI/VideoIntercom/callSignal?format=json", "{}") == 403);
	text = ask_text(&sim, "/ISAPI/VideoIntercom/callStatus?format=json");
	CHECK(strstr(text, "idle") != NULL);
	free(text);
	CHECK(sim_ledger(&sim, "relay_pulses/1") == 0);
	CHECK(sim_ledger(&sim, "writes") > 0);
	CHECK(sim_ledger(&sim, "writes_allowed") == 0);
	CHECK(sim_stop(&sim) == 0);
}

static const struct test tests[] = {
	TEST(md5_is_let_in),
	TEST(sha_256_is_let_in),
	TEST(with_both_offered_one_is_let_in),
	TEST(md5_without_qop_is_let_in),
	TEST(a_request_without_login_is_challenged_and_is_no_failed_login),
	TEST(a_wrong_password_counts_down_and_then_locks_the_right_one_out_too),
	TEST(the_lock_opens_after_its_time),
	TEST(a_right_login_forgives_the_wrong_ones_before_it),
	TEST(lock_after_0_never_locks),
	TEST(a_nonce_wears_out_without_a_challenge_and_without_blame),
	TEST(after_a_reboot_old_nonces_are_stale_not_wrong),
	TEST(a_new_password_shuts_the_old_one_out),
	TEST(an_answer_with_an_algorithm_not_offered_is_a_failed_login),
	TEST(a_user_who_may_only_read_writes_nothing),
	{NULL, NULL},
};

int main(int argc, char **argv)
{
	curl_global_init(CURL_GLOBAL_ALL);
	return check_main(tests, argc, argv);
}
