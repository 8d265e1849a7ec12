/* SPDX-License-Identifier: Apache-2.0 */
/* test-sip-install.c - autoinstall writes to a simulated station, and gives back. */

#include "check.h"
#include "list-station.h"
#include "sip-owner.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static void it_is_installed_once_and_given_back_as_it_was(void)
{
	struct sim_driver sim = users_station("sip-password=told", NULL);
	struct sip_owner o;

	sip_owner_begin(&o, &sim);
	CHECK(sip_owner_install(&o) == SIP_INSTALL_STANDS &&
		station_is_ours(&sim, "9"));
	CHECK(station_writes(&sim) == 3 && *o.store && !*o.issue);
	CHECK(station_shows(
		&sim, SERVER, CANARY)); /* the user's password is still there */
	for (unsigned i = 0; i < 3; i++) {
		sip_owner_halt(&o); /* a stop writes nothing */
		sip_owner_run(&o);
		CHECK(sip_owner_install(&o) == SIP_INSTALL_STANDS);
		CHECK(sip_owner_install(&o) == SIP_INSTALL_STANDS);
	}
	CHECK(station_writes(&sim) == 3);
	CHECK(!sip_owner_give_back(&o, false) && station_is_the_users(&sim) &&
		!*o.store);
	CHECK(station_shows(&sim, SERVER, CANARY));
	CHECK(sip_owner_give_back(&o, false) == -ENOENT && station_writes(&sim) == 6);
	sip_owner_end(&o);
	CHECK(sim_stop(&sim) == 0);
}

static void the_log_lists_each_change_with_its_old_values(void)
{
	struct sim_driver sim = users_station(NULL, NULL);
	struct sip_owner o;

	sip_owner_begin(&o, &sim);
	CHECK(sip_owner_install(&o) == SIP_INSTALL_STANDS);
	CHECK(strstr(o.lines, "proxyPort 7") && strstr(o.lines, "proxyPort 9"));
	CHECK(strstr(o.lines, "callNumber 77") && strstr(o.lines, "callNumber 12"));
	CHECK(!sip_owner_give_back(&o, true));
	sip_owner_end(&o);
	CHECK(sim_stop(&sim) == 0);
}

static void another_port_of_ours_is_written_once(void)
{
	struct sim_driver sim = users_station(NULL, NULL);
	struct sip_owner o;

	sip_owner_begin(&o, &sim);
	CHECK(sip_owner_install(&o) == SIP_INSTALL_STANDS);
	o.values.port = 11;
	CHECK(sip_owner_install(&o) == SIP_INSTALL_STANDS &&
		station_is_ours(&sim, "11"));
	CHECK(station_writes(&sim) == 4);
	CHECK(!sip_owner_give_back(&o, true) && station_is_the_users(&sim));
	sip_owner_end(&o);
	CHECK(sim_stop(&sim) == 0);
}

static void refused_nothing_is_changed_and_the_values_are_told(void)
{
	static const char *const sets[] = {"sip-settings=refused", "sip-settings=error",
		"sip-settings=notSupport", "sip-settings=404"};

	for (size_t i = 0; i < sizeof(sets) / sizeof(*sets); i++) {
		struct sim_driver sim = users_station(sets[i], NULL);
		struct sip_owner o;

		sip_owner_begin(&o, &sim);
		if (!CHECK(sip_owner_install(&o) == SIP_INSTALL_REFUSED))
			printf("# %s\n", sets[i]);
		CHECK(strstr(o.issue, "SIP settings: ") && strstr(o.issue, "10102"));
		CHECK(strstr(o.issue, "127.0.0.1") && !*o.store);
		CHECK(sip_owner_give_back(&o, false) == -ENOENT && !*o.issue);
		CHECK(sim_do(&sim, "set sip-settings ok") &&
			station_is_the_users(&sim));
		CHECK(station_writes(&sim) == 0);
		sip_owner_end(&o);
		CHECK(sim_stop(&sim) == 0);
	}
}

static void taken_and_not_kept_the_rest_is_given_back(void)
{
	struct sim_driver sim = users_station("sip-settings=ignored", NULL);
	struct sip_owner o;

	sip_owner_begin(&o, &sim);
	CHECK(sip_owner_install(&o) == SIP_INSTALL_REFUSED);
	CHECK(strstr(o.issue, "SIP settings: ") && strstr(o.issue, "did not keep"));
	CHECK(*o.store && station_writes(&sim) == 2);
	CHECK(!sip_owner_give_back(&o, false) && station_is_the_users(&sim) &&
		!*o.store && !*o.issue);
	sip_owner_end(&o);
	CHECK(sim_stop(&sim) == 0);
}

static void half_refused_it_says_which_and_gives_back_the_rest(void)
{
	static const struct {
		const char *set, *name;
	} rows[] = {
		{"phone-numbers=refused", "phone numbers: "},
		{"key-config=refused", "button: "},
		{"key-config=error", "button: "},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct sim_driver sim = users_station(rows[i].set, NULL);
		struct sip_owner o;

		sip_owner_begin(&o, &sim);
		CHECK(sip_owner_install(&o) == SIP_INSTALL_REFUSED && o.issues == 1);
		CHECK(strstr(o.issue, rows[i].name) != NULL);
		CHECK(!strstr(o.issue, "SIP settings: ") && station_writes(&sim) == 2);
		CHECK(!sip_owner_give_back(&o, false) && station_is_the_users(&sim));
		CHECK(!*o.issue && !*o.store);
		sip_owner_end(&o);
		CHECK(sim_stop(&sim) == 0);
	}
}

static void when_it_is_mended_the_issue_goes(void)
{
	struct sim_driver sim = users_station("key-config=refused", NULL);
	struct sip_owner o;

	sip_owner_begin(&o, &sim);
	CHECK(sip_owner_install(&o) == SIP_INSTALL_REFUSED && *o.issue);
	CHECK(sim_do(&sim, "set key-config ok"));
	reactor_call(o.reactor, sip_owner_drop, &o); /* another connection */
	CHECK(sip_owner_install(&o) == SIP_INSTALL_STANDS && !*o.issue);
	CHECK(station_is_ours(&sim, "9") && station_writes(&sim) == 3);
	sip_owner_end(&o);
	CHECK(sim_stop(&sim) == 0);
}

static void firmware_without_numbers_and_buttons_is_served(void)
{
	struct sim_driver sim =
		users_station("phone-numbers=404", "key-config=notSupport");
	struct sip_owner o;

	sip_owner_begin(&o, &sim);
	CHECK(sip_owner_install(&o) == SIP_INSTALL_STANDS && !*o.issue);
	CHECK(station_writes(&sim) == 1 &&
		station_shows(&sim, SERVER, "<proxyPort>9</proxyPort>"));
	CHECK(!sip_owner_give_back(&o, false));
	CHECK(station_shows(&sim, SERVER, "<proxyPort>7</proxyPort>"));
	sip_owner_end(&o);
	CHECK(sim_stop(&sim) == 0);
}

static void an_element_that_is_not_kept_is_named(void)
{
	static const char *const sets[] = {
		"sip-drops=proxyPort", "sip-drops=callNumber", "sip-drops=phoneNumber"};

	for (size_t i = 0; i < sizeof(sets) / sizeof(*sets); i++) {
		struct sim_driver sim = users_station(sets[i], NULL);
		struct sip_owner o;

		sip_owner_begin(&o, &sim);
		CHECK(sip_owner_install(&o) == SIP_INSTALL_REFUSED);
		CHECK(strstr(o.issue, sets[i] + strlen("sip-drops=")) != NULL);
		CHECK(sim_do(&sim, "set sip-drops "));
		CHECK(!sip_owner_give_back(&o, false) && station_is_the_users(&sim) &&
			!*o.store);
		sip_owner_end(&o);
		CHECK(sim_stop(&sim) == 0);
	}
}

static void what_somebody_else_sets_stays_and_is_told_once(void)
{
	struct sim_driver sim = users_station(NULL, NULL);
	struct sip_owner o;

	sip_owner_begin(&o, &sim);
	CHECK(sip_owner_install(&o) == SIP_INSTALL_STANDS);
	CHECK(sim_do(&sim, "sip-proxy 127.0.0.1 5 pbx"));
	for (unsigned i = 0; i < 3; i++)
		CHECK(sip_owner_install(&o) == SIP_INSTALL_CHANGED);
	CHECK(o.issues == 1 && strstr(o.issue, "proxyPort 5"));
	CHECK(station_writes(&sim) == 3 &&
		station_shows(&sim, SERVER, "<proxyPort>5</proxyPort>"));
	CHECK(!sip_owner_give_back(&o, false) && !*o.issue && !*o.store);
	CHECK(station_shows(&sim, SERVER, "<proxyPort>5</proxyPort>"));
	CHECK(station_shows(&sim, KEY, "<callNumber>77</callNumber>"));
	CHECK(sip_owner_install(&o) == SIP_INSTALL_STANDS &&
		station_is_ours(&sim, "9"));
	sip_owner_end(&o);
	CHECK(sim_stop(&sim) == 0);
}

static void a_reboot_that_wipes_is_told(void)
{
	struct sim_driver sim = users_station("sip-reboot=wipe", NULL);
	struct sip_owner o;

	sip_owner_begin(&o, &sim);
	CHECK(sip_owner_install(&o) == SIP_INSTALL_STANDS);
	CHECK(sim_do(&sim, "off") && sim_do(&sim, "on"));
	reactor_call(o.reactor, sip_owner_drop, &o);
	while (sip_owner_install(&o) ==
		SIP_INSTALL_WAITING) /* on the connection of before */
		;
	CHECK(o.state == SIP_INSTALL_CHANGED && strstr(o.issue, "0.0.0.0"));
	CHECK(station_writes(&sim) == 3);
	sip_owner_end(&o);
	CHECK(sim_stop(&sim) == 0);
}

static void a_station_that_is_gone_is_tried_again(void)
{
	struct sim_driver sim = users_station(NULL, NULL);
	struct sip_owner o;

	sip_owner_begin(&o, &sim);
	CHECK(sim_do(&sim, "off"));
	CHECK(sip_owner_install(&o) == SIP_INSTALL_WAITING && !*o.issue);
	CHECK(sim_do(&sim, "on"));
	CHECK(sip_owner_install(&o) == SIP_INSTALL_STANDS &&
		station_is_ours(&sim, "9"));
	sip_owner_end(&o);
	CHECK(sim_stop(&sim) == 0);
}

static void what_was_begun_in_another_run_is_finished(void)
{
	struct sim_driver sim = users_station(NULL, NULL);
	struct sip_owner o;

	sip_owner_begin(&o, &sim);
	for (unsigned i = 0; i < 20; i++) {
		reactor_call(o.reactor, sip_owner_want, &o);
		nanosleep(&(struct timespec){.tv_nsec = (long)i * 2000000}, NULL);
		sip_owner_halt(&o); /* wherever it is */
		sip_owner_run(&o);
	}
	CHECK(sip_owner_install(&o) == SIP_INSTALL_STANDS &&
		station_is_ours(&sim, "9"));
	CHECK(!sip_owner_give_back(&o, true) && station_is_the_users(&sim));
	sip_owner_end(&o);
	CHECK(sim_stop(&sim) == 0);
}

static void a_station_that_has_it_the_other_way_is_served(void)
{
#define ONE(proxy, user, name, expires)                                                \
	"<SIPServer><id>1</id><Standard><enabled>true</enabled><proxy>" proxy          \
	"</proxy><proxyPort>9</proxyPort><displayName>" name                           \
	"</displayName><userName>" user "</userName><authID>" user                     \
	"</authID><expires>" expires "</expires></Standard></SIPServer>"
#define LIST(one)                                                                      \
	"<SIPServerList>" one "<SIPServer><id>2</id></SIPServer></SIPServerList>"
	static const char before[] = LIST(ONE("192.0.2.7", "door", "Door", "900"));
	struct list_station station;
	struct sip_owner o;

	list_station_start(&station, before);
	sip_owner_begin(&o, &(struct sim_driver){.port = station.port});
	CHECK(sip_owner_install(&o) == SIP_INSTALL_STANDS && !*o.issue);
	CHECK(!strcmp(
		station.servers, LIST(ONE("127.0.0.1", "10101", "Gatehouse", "60"))));
	CHECK(!strcmp(station.numbers, "[{\"phoneNumber\":\"10102\"}]"));
	snprintf(o.values.proxy_number, sizeof(o.values.proxy_number), "10103");
	CHECK(sip_owner_install(&o) == SIP_INSTALL_STANDS);
	CHECK(!strcmp(station.numbers, "[{\"phoneNumber\":\"10103\"}]"));
	CHECK(!sip_owner_give_back(&o, false));
	CHECK(!strcmp(station.servers, before) && !*station.numbers && !*o.store);
	CHECK(!strcmp(station.story,
		"PUT /ISAPI/System/Network/SIP;"
		"POST /ISAPI/VideoIntercom/PhoneNumberRecords?format=json;"
		"PUT /ISAPI/VideoIntercom/PhoneNumberRecords/7?format=json;"
		"PUT /ISAPI/System/Network/SIP;"
		"DELETE /ISAPI/VideoIntercom/PhoneNumberRecords/7?format=json;"));
	sip_owner_end(&o);
	list_station_stop(&station);
#undef LIST
#undef ONE
}

static void nothing_is_asked_before_it_is_wanted(void)
{
	struct sim_driver sim = users_station(NULL, NULL);
	struct sip_owner o;

	sip_owner_begin(&o, &sim);
	CHECK(sip_owner_give_back(&o, false) == -ENOENT);
	o.values.port = 0;
	reactor_call(o.reactor, sip_owner_want, &o);
	CHECK(o.err == -EINVAL);
	sip_owner_end(&o);
	CHECK(sim_ledger(&sim, "requests") == 0);
	CHECK(sim_stop(&sim) == 0);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(it_is_installed_once_and_given_back_as_it_was),
		TEST(the_log_lists_each_change_with_its_old_values),
		TEST(another_port_of_ours_is_written_once),
		TEST(refused_nothing_is_changed_and_the_values_are_told),
		TEST(taken_and_not_kept_the_rest_is_given_back),
		TEST(half_refused_it_says_which_and_gives_back_the_rest),
		TEST(when_it_is_mended_the_issue_goes),
		TEST(firmware_without_numbers_and_buttons_is_served),
		TEST(an_element_that_is_not_kept_is_named),
		TEST(what_somebody_else_sets_stays_and_is_told_once),
		TEST(a_reboot_that_wipes_is_told),
		TEST(a_station_that_is_gone_is_tried_again),
		TEST(what_was_begun_in_another_run_is_finished),
		TEST(a_station_that_has_it_the_other_way_is_served),
		TEST(nothing_is_asked_before_it_is_wanted),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
