/* SPDX-License-Identifier: Apache-2.0 */
/* sip-report-test.c - what people are told of SIP, and when it becomes an issue. */

#include "check.h"
#include "log.h"
#include "sip-report.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct hall {
	struct timers timers;
	struct sip_config config;
	struct sip_report report;
	struct log log;
	unsigned raised, withdrawn;
	char id[32], text[1024], fix[32], note[300];
};

static void issue(const char *id, const struct unit_issue *issue, void *user)
{
	struct hall *h = user;

	h->raised += issue != NULL;
	h->withdrawn += issue == NULL;
	snprintf(h->id, sizeof(h->id), "%s", id);
	snprintf(h->text, sizeof(h->text), "%s", issue ? issue->text : "");
	snprintf(h->fix, sizeof(h->fix), "%s", issue ? issue->fix : "");
}

static void note(const char *text, void *user)
{
	struct hall *h = user;

	snprintf(h->note, sizeof(h->note), "%s", text);
}

static void no_line(void *user, enum log_level level, const char *line)
{
}

static const struct unit_listener listener = {.issue = issue, .note = note};

static void begin(struct hall *h, enum sip_use mode)
{
	memset(h, 0, sizeof(*h));
	h->log.write = no_line;
	h->config = (struct sip_config){
		.mode = mode, .proxy = "pbx", .user = "house", .password = "canary"};
	timers_advance(&h->timers, 100 * 1000);
	sip_report_init(&h->report, &h->timers, &h->config, &listener, &h->log, h);
}

static void end(struct hall *h)
{
	sip_report_finish(&h->report);
	CHECK(!h->timers.first);
	CHECK(!h->report.raised && !strstr(h->text, "canary"));
}

static void stands(struct hall *h, enum sip_state state, int err, const char *why)
{
	sip_report_status(&h->report, &(struct sip_line_status){.state = state,
					      .err = err,
					      .why = why,
					      .holder = "",
					      .address = "192.0.2.5",
					      .port = 5061});
}

static void a_port_that_is_taken_is_an_issue_at_once(void)
{
	struct hall h;

	begin(&h, SIP_USE_SERVER);
	stands(&h, SIP_DOWN, -EADDRINUSE, "port 5060 is taken by asterisk");
	CHECK(h.raised == 1 && !strcmp(h.id, "sip-port"));
	CHECK(strstr(h.text, "asterisk") && !strcmp(h.fix, "/sip/listen_port"));
	CHECK(strstr(h.note, "asterisk"));
	stands(&h, SIP_LISTENING, 0, "");
	CHECK(h.withdrawn == 1 && !strcmp(h.id, "sip-port"));
	end(&h);
}

static void a_login_that_is_refused_is_an_issue_at_once(void)
{
	struct hall h;

	begin(&h, SIP_USE_CLIENT);
	stands(&h, SIP_REFUSED, -EACCES, "the registrar refuses the login: 403");
	CHECK(h.raised == 1 && !strcmp(h.id, "sip-login"));
	CHECK(strstr(h.text, "403") && !strcmp(h.fix, "/sip/password"));
	end(&h);
	CHECK(h.withdrawn == 1);
}

static void a_restart_of_the_proxy_is_no_issue_but_its_absence_is(void)
{
	struct hall h;

	begin(&h, SIP_USE_CLIENT);
	stands(&h, SIP_REGISTERED, 0, "");
	CHECK(strstr(h.note, "registered"));
	stands(&h, SIP_UNREGISTERED, -ETIMEDOUT, "the registrar does not answer");
	timers_advance(&h.timers, SIP_PATIENCE_MS - 1);
	stands(&h, SIP_REGISTERED, 0, "");
	timers_advance(&h.timers, 2 * SIP_PATIENCE_MS);
	CHECK(!h.raised);
	stands(&h, SIP_UNREGISTERED, -ETIMEDOUT, "the registrar does not answer");
	timers_advance(&h.timers, SIP_PATIENCE_MS);
	CHECK(h.raised == 1 && !strcmp(h.id, "sip-proxy"));
	stands(&h, SIP_REGISTERED, 0, "");
	CHECK(h.withdrawn == 1);
	end(&h);
}

static void a_station_that_does_not_come_gets_the_values_to_type_in(void)
{
	struct hall h;

	begin(&h, SIP_USE_SERVER);
	stands(&h, SIP_LISTENING, 0, "");
	CHECK(strstr(h.note, "192.0.2.5, port 5061"));
	timers_advance(&h.timers, SIP_PATIENCE_MS);
	CHECK(h.raised == 1 && !strcmp(h.id, "sip-station"));
	CHECK(strstr(h.text, "server address 192.0.2.5, port 5061"));
	CHECK(strstr(h.text, "Nothing was heard of it"));
	end(&h);
}

static void a_station_that_looks_elsewhere_is_told_of_by_that_address(void)
{
	struct hall h;

	begin(&h, SIP_USE_SERVER);
	sip_report_stray(&h.report, NULL);
	stands(&h, SIP_LISTENING, 0, "");
	sip_report_stray(&h.report, NULL);
	CHECK(!h.raised);
	sip_report_stray(&h.report, "192.0.2.99, port 5060");
	CHECK(h.raised == 1 && strstr(h.text, "another proxy: 192.0.2.99, port 5060"));
	sip_report_stray(&h.report, "192.0.2.99, port 5060");
	timers_advance(&h.timers, 2 * SIP_PATIENCE_MS);
	CHECK(h.raised == 1); /* once */
	sip_report_stray(&h.report, "");
	CHECK(h.raised == 2 && strstr(h.text, "switched off"));
	stands(&h, SIP_REGISTERED, 0, "");
	CHECK(h.withdrawn == 1);
	end(&h);
}

static void one_issue_makes_place_for_another(void)
{
	struct hall h;

	begin(&h, SIP_USE_SERVER);
	sip_report_nothing(&h.report, "the address of door is not known");
	CHECK(strstr(h.note, "address of door"));
	timers_advance(&h.timers, SIP_PATIENCE_MS);
	CHECK(h.raised == 1 && !strcmp(h.id, "sip-way"));
	stands(&h, SIP_DOWN, -EADDRINUSE, "port 5060 is taken by another program");
	CHECK(h.withdrawn == 1 && h.raised == 2 && !strcmp(h.id, "sip-port"));
	end(&h);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_port_that_is_taken_is_an_issue_at_once),
		TEST(a_login_that_is_refused_is_an_issue_at_once),
		TEST(a_restart_of_the_proxy_is_no_issue_but_its_absence_is),
		TEST(a_station_that_does_not_come_gets_the_values_to_type_in),
		TEST(a_station_that_looks_elsewhere_is_told_of_by_that_address),
		TEST(one_issue_makes_place_for_another),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
