/* SPDX-License-Identifier: Apache-2.0 */
/* test-sim-tls.c - the simulated station over HTTPS. */

#include "check.h"
#include "sim-client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define INFO "/ISAPI/System/deviceInfo"

static struct sim_driver station(const char *option, const char *value)
{
	const char *arguments[] = {"--password", PASSWORD, option, value, NULL};

	return sim_start(arguments);
}

static CURLcode ask_tls(unsigned port, const char *ca, long *ret_status)
{
	struct client client = client_at(port, true);
	struct reply reply;
	CURLcode result;

	client.ca = ca;
	reply = client_ask(&client, INFO, NULL);
	result = reply.result;
	*ret_status = reply.status;
	reply_free(&reply);
	client_finish(&client);
	return result;
}

static void with_tls_the_port_speaks_https_only(void)
{
	struct sim_driver sim = station("--tls", NULL);
	long status;

	CHECK(strspn(sim.fingerprint, "0123456789abcdef") == 64);
	CHECK(ask_tls(sim.port, NULL, &status) == CURLE_OK && status == 200);
	CHECK(ask(&sim, INFO, NULL) == 0);
	CHECK(sim_stop(&sim) == 0);
}

static void a_certificate_that_signed_itself_is_not_trusted(void)
{
	struct sim_driver sim = station("--tls", NULL);
	long status;

	CHECK(ask_tls(sim.port, "/etc/ssl/certs/ca-certificates.crt", &status) !=
		CURLE_OK);
	CHECK(status == 0);
	CHECK(sim_ledger(&sim, "requests") == 0);
	CHECK(sim_stop(&sim) == 0);
}

static void http_and_https_can_live_side_by_side(void)
{
	struct sim_driver sim = station("--https", "0");
	long status;

	CHECK(sim.https && sim.https != sim.port);
	CHECK(ask_tls(sim.https, NULL, &status) == CURLE_OK && status == 200);
	CHECK(ask(&sim, INFO, NULL) == 200);
	CHECK(sim_do(&sim, "off"));
	CHECK(ask_tls(sim.https, NULL, &status) == CURLE_COULDNT_CONNECT);
	CHECK(sim_do(&sim, "on"));
	CHECK(ask_tls(sim.https, NULL, &status) == CURLE_OK && status == 200);
	CHECK(sim_stop(&sim) == 0);
}

static void an_authority_of_ones_own_is_trusted(void)
{
	char directory[] = "/tmp/sim-tls-XXXXXX", ca[64];
	struct sim_driver sim;
	long status;

	CHECK(mkdtemp(directory) != NULL);
	(void)snprintf(ca, sizeof(ca), "%s/ca.pem", directory);
	sim = station("--tls-ca", directory);
	CHECK(ask_tls(sim.port, ca, &status) == CURLE_OK && status == 200);
	CHECK(sim_do(&sim, "new-certificate"));
	CHECK(ask_tls(sim.port, ca, &status) == CURLE_OK && status == 200);
	CHECK(sim_do(&sim, "new-certificate somebody.else"));
	CHECK(ask_tls(sim.port, ca, &status) == CURLE_PEER_FAILED_VERIFICATION);
	CHECK(sim_stop(&sim) == 0);
	CHECK(unlink(ca) == 0 && rmdir(directory) == 0);
}

static void a_new_certificate_closes_what_is_open_and_is_another_one(void)
{
	struct sim_driver sim = station("--https", "0");
	struct sim_driver view = sim;
	struct stream stream;
	json_t *answer;
	long status;

	view.port = sim.https;
	stream_open_tls(&stream, &view);
	CHECK(sim_do(&sim, "motion"));
	CHECK(stream_has(&stream, "\"subEventType\":\t3,", 1));
	answer = sim_answer(&sim, "new-certificate");
	CHECK(json_is_true(json_object_get(answer, "ok")));
	CHECK(strcmp(json_string_value(json_object_get(answer, "fingerprint")),
		      sim.fingerprint) != 0);
	json_decref(answer);
	CHECK(stream_ends(&stream));
	stream_close(&stream);
	CHECK(ask_tls(sim.https, NULL, &status) == CURLE_OK && status == 200);
	CHECK(sim_stop(&sim) == 0);
}

static void without_tls_there_is_no_certificate(void)
{
	struct sim_driver sim = station(NULL, NULL);

	CHECK(!*sim.fingerprint && !sim.https);
	CHECK(!sim_do(&sim, "new-certificate"));
	CHECK(sim_stop(&sim) == 0);
}

static void a_directory_that_is_not_there_is_said(void)
{
	const char *arguments[] = {
		"hikvision-doorbell", "--tls-ca", "/nonexistent/x", NULL};
	char *errors;

	CHECK(sim_run(arguments, &errors) == 1);
	CHECK(*errors);
	free(errors);
}

static const struct test tests[] = {
	TEST(with_tls_the_port_speaks_https_only),
	TEST(a_certificate_that_signed_itself_is_not_trusted),
	TEST(http_and_https_can_live_side_by_side),
	TEST(an_authority_of_ones_own_is_trusted),
	TEST(a_new_certificate_closes_what_is_open_and_is_another_one),
	TEST(without_tls_there_is_no_certificate),
	TEST(a_directory_that_is_not_there_is_said),
	{NULL, NULL},
};

int main(int argc, char **argv)
{
	curl_global_init(CURL_GLOBAL_ALL);
	return check_main(tests, argc, argv);
}
