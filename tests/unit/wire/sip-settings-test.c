/* SPDX-License-Identifier: Apache-2.0 */
/* sip-settings-test.c - a station's SIP documents, read, and with our fields changed. */

#include "check.h"
#include "guard-page.h"
#include "phone-records.h"
#include "sip-settings.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define SERVER(enabled, proxy, user, more)                                             \
	"<SIPServer version=\"2.0\" xmlns=\"http://www.isapi.org/ver20/XMLSchema\">\n" \
	"<id>1</id><localPort>5060</localPort><streamID>1</streamID><Standard>\n"      \
	"<enabled>" enabled "</enabled><proxy>" proxy "</proxy>"                       \
	"<proxyPort>5070</proxyPort><displayName>Gate</displayName>"                   \
	"<userName>" user "</userName>" more "<authID>" user "</authID>"               \
	"<expires>300</expires><registerStatus>true</registerStatus><odd a='b'/>\n"    \
	"</Standard></SIPServer>\n"
#define USERS  SERVER("true", "192.0.2.200", "door", "")
#define VACANT SERVER("false", "0.0.0.0", "", "")
#define OURS   "<displayName>" SIP_DISPLAY_NAME "</displayName>"
#define NUMBERS                                                                        \
	"{\"PhoneNumberRecords\":[{\"id\":3,\"roomNo\":\"11\",\"PhoneNumbers\":[]},"   \
	"{\"id\":7,\"roomNo\":12,\"odd\":{\"x\":[1]},\"PhoneNumbers\":["               \
	"{\"phoneNumber\":\"101\",\"odd\":1},{\"phoneNumber\":102}]}]}"
#define KEY                                                                            \
	"<KeyCfg version=\"2.0\"><id>1</id><module>main</module><callNumber>1"         \
	"</callNumber><enableCallCenter>true</enableCallCenter>"                       \
	"<templateNo>1</templateNo></KeyCfg>"

static const struct sip_values values = {.address = "192.0.2.2",
	.port = 5061,
	.doorbell_number = "10101",
	.proxy_number = "10102",
	.room = 12,
	.button = 1};

static struct sip_settings wanted(void)
{
	struct sip_settings s;

	sip_values_settings(&values, &s);
	return s;
}

static struct sip_settings read_one(enum sip_place place, const char *document)
{
	struct sip_settings s = {.record = ""};

	if (!CHECK(!sip_settings_read(place, bytes_from(document), 12, &s)))
		printf("# %s\n", document);
	return s;
}

static bool says(const struct sip_settings *s, enum sip_field field, const char *text)
{
	return s->fields[field].there && !strcmp(s->fields[field].text, text);
}

static void a_server_is_read_alone_and_in_a_list(void)
{
	static const char *const documents[] = {
		HEAD USERS, "<SIPServerList>" USERS SERVER("false", "192.0.2.9",
				    "other", "") "</SIPServerList>"};

	struct sip_settings s;

	for (size_t i = 0; i < 2; i++) {
		s = read_one(SIP_PLACE_SERVER, documents[i]);

		CHECK(says(&s, SIP_FIELD_ENABLED, "true"));
		CHECK(says(&s, SIP_FIELD_PROXY, "192.0.2.200"));
		CHECK(says(&s, SIP_FIELD_PROXY_PORT, "5070"));
		CHECK(says(&s, SIP_FIELD_USER, "door"));
		CHECK(says(&s, SIP_FIELD_AUTH_ID, "door"));
		CHECK(says(&s, SIP_FIELD_DISPLAY, "Gate"));
		CHECK(says(&s, SIP_FIELD_EXPIRES, "300"));
		CHECK(!s.fields[SIP_FIELD_CALL_NUMBER].there);
	}
	s = read_one(SIP_PLACE_SERVER,
		"<SIPServerList><SIPServer><Standard><enabled>1</enabled><proxy/>"
		"<userName/></Standard></SIPServer>" USERS "</SIPServerList>");
	CHECK(!s.fields[SIP_FIELD_PROXY_PORT].there);
}

static void what_is_no_such_document_is_refused(void)
{
	static const char *const documents[] = {"", "nonsense", "<ResponseStatus/>",
		"<SIPServer/>", "<SIPServerList/>",
		"<SIPServer><Standard><enabled>true</enabled></Standard></SIPServer>",
		"{\"statusCode\":4}", "[]", "{\"PhoneNumberRecords\":{}}", "<KeyCfgs/>",
		"{\"PhoneNumberRecords\":[{\"roomNo\":12,\"PhoneNumbers\":7}]}",
		"{\"PhoneNumberRecords\":[{\"roomNo\":12,\"PhoneNumbers\":[{}]}]}"};
	struct sip_settings s = {.record = "x"}, before = s;

	for (size_t i = 0; i < sizeof(documents) / sizeof(*documents); i++)
		for (unsigned place = 0; place < SIP_PLACES; place++)
			if (!CHECK(sip_settings_read(place, bytes_from(documents[i]),
					   12, &s) == -EPROTO))
				printf("# %u %s\n", place, documents[i]);
	CHECK(sip_settings_read(SIP_PLACE_KEY, BYTES("<!DOCTYPE a><KeyCfg/>"), 1, &s) ==
		-EPERM);
	CHECK(!memcmp(&s, &before, sizeof(s)));
}

static void numbers_are_read_of_the_room_that_is_asked_for(void)
{
	struct sip_settings s = read_one(SIP_PLACE_NUMBERS, NUMBERS);

	CHECK(says(&s, SIP_FIELD_PHONES, "101,102") && !strcmp(s.record, "7"));
	CHECK(!sip_settings_read(SIP_PLACE_NUMBERS, BYTES(NUMBERS), 11, &s));
	CHECK(!s.fields[SIP_FIELD_PHONES].there && !strcmp(s.record, "3"));
	CHECK(!sip_settings_read(SIP_PLACE_NUMBERS, BYTES(NUMBERS), 1, &s));
	CHECK(!s.fields[SIP_FIELD_PHONES].there && !*s.record);
}

static void what_a_search_found_is_read_and_what_it_may_have_missed_is_not_guessed(void)
{
	struct sip_settings s = read_one(SIP_PLACE_NUMBERS,
		"{\"PhoneSearchResult\":{\"responseStatusStrg\":\"OK\","
		"\"PhoneNumberRecords\":[{\"id\":\"10010110012\",\"roomNo\":\"12\","
		"\"PhoneNumbers\":[{\"phoneNumber\":\"9\"}]}]}}");

	CHECK(says(&s, SIP_FIELD_PHONES, "9") && !strcmp(s.record, "10010110012"));
	s = read_one(SIP_PLACE_NUMBERS,
		"{\"PhoneSearchResult\":{\"responseStatusStrg\":\"NO MATCH\"}}");
	CHECK(!s.fields[SIP_FIELD_PHONES].there);
	CHECK(sip_settings_read(SIP_PLACE_NUMBERS,
		      BYTES("{\"PhoneSearchResult\":{\"responseStatusStrg\":\"MORE\","
			    "\"PhoneNumberRecords\":[]}}"),
		      12, &s) == -EMSGSIZE);
}

static void an_id_that_is_no_name_is_none(void)
{
	struct sip_settings s = read_one(SIP_PLACE_NUMBERS,
		"{\"PhoneNumberRecords\":[{\"id\":\"../1\",\"roomNo\":\"12\"}]}");

	CHECK(!*s.record);
}

static void values_that_are_too_long_are_refused_and_not_cut(void)
{
	struct sip_settings s = {.record = ""};
	char document[2048];

	snprintf(document, sizeof(document),
		"<KeyCfg><callNumber>%0600d</callNumber>"
		"</KeyCfg>",
		1);
	CHECK(sip_settings_read(SIP_PLACE_KEY, bytes_from(document), 1, &s) ==
		-EMSGSIZE);
	snprintf(document, sizeof(document),
		"{\"PhoneNumberRecords\":[{\"roomNo\":\"12\",\"PhoneNumbers\":["
		"{\"phoneNumber\":\"1\",\"odd\":\"%0600d\"}]}]}",
		1);
	CHECK(sip_settings_read(SIP_PLACE_NUMBERS, bytes_from(document), 12, &s) ==
		-EMSGSIZE);
}

static void edit(enum sip_place place, const char *document,
	const struct sip_settings *to, bool ours, const char *result)
{
	struct buffer out;

	buffer_init(&out, SIP_DOCUMENT_MAX);
	CHECK(!sip_settings_edit(place, bytes_from(document), 12, to, ours, &out));
	if (!CHECK(!strcmp(out.data, result)))
		printf("# %s\n", out.data);
	buffer_finish(&out);
}

#define SET_SERVER(more)                                                               \
	"<SIPServer version=\"2.0\" xmlns=\"http://www.isapi.org/ver20/XMLSchema\">\n" \
	"<id>1</id><localPort>5060</localPort><streamID>1</streamID><Standard>\n"      \
	"<enabled>true</enabled><proxy>192.0.2.2</proxy>"                              \
	"<proxyPort>5061</proxyPort>" OURS "<userName>10101</userName>"                \
	"<authID>10101</authID><expires>60</expires>"                                  \
	"<registerStatus>true</registerStatus><odd a='b'/>\n" more                     \
	"</Standard></SIPServer>\n"

static void a_server_keeps_what_is_not_ours(void)
{
	struct sip_settings to = wanted(), was = read_one(SIP_PLACE_SERVER, USERS);

	edit(SIP_PLACE_SERVER, HEAD USERS, &to, true, HEAD SET_SERVER(""));
	edit(SIP_PLACE_SERVER, HEAD SET_SERVER(""), &was, false, HEAD USERS);
}

static void a_list_keeps_its_other_servers(void)
{
	struct sip_settings to = wanted();

	edit(SIP_PLACE_SERVER, "<SIPServerList>" USERS USERS "</SIPServerList>", &to,
		true, "<SIPServerList>" SET_SERVER("") USERS "</SIPServerList>");
}

static void a_password_is_never_sent_back_and_never_overwritten(void)
{
	struct sip_settings to = wanted();

	edit(SIP_PLACE_SERVER,
		SERVER("true", "192.0.2.200", "door", "<password>******</password>"),
		&to, true, SET_SERVER(""));
	edit(SIP_PLACE_SERVER,
		SERVER("false", "192.0.2.200", "door", "<password>s3cret</password>"),
		&to, true, SET_SERVER(""));
	edit(SIP_PLACE_SERVER, SERVER("true", "192.0.2.200", "", ""), &to, true,
		SET_SERVER(""));
	edit(SIP_PLACE_SERVER, VACANT, &to, true,
		SET_SERVER("<password>gatehouse</password>"));
	to = read_one(SIP_PLACE_SERVER, USERS);
	edit(SIP_PLACE_SERVER, VACANT, &to, false, USERS);
}

static void what_a_station_never_had_is_added_only_where_it_must_be(void)
{
	struct sip_settings to = wanted();

	edit(SIP_PLACE_SERVER,
		"<SIPServer><Standard><enabled>1</enabled><proxy/><userName>a</userName>"
		"</Standard></SIPServer>",
		&to, true,
		"<SIPServer><Standard><enabled>true</enabled><proxy>192.0.2.2</proxy>"
		"<userName>10101</userName><proxyPort>5061</proxyPort>"
		"<authID>10101</authID></Standard></SIPServer>");
	edit(SIP_PLACE_KEY, "<KeyCfg><id>1</id></KeyCfg>", &to, true,
		"<KeyCfg><id>1</id><callNumber>12</callNumber></KeyCfg>");
}

static void a_button_keeps_its_schedule(void)
{
	struct sip_settings to = wanted(), was = read_one(SIP_PLACE_KEY, KEY);

	edit(SIP_PLACE_KEY, KEY, &to, true,
		"<KeyCfg version=\"2.0\"><id>1</id><module>main</module><callNumber>12"
		"</callNumber><enableCallCenter>false</enableCallCenter>"
		"<templateNo>1</templateNo></KeyCfg>");
	edit(SIP_PLACE_KEY, KEY, &was, false, KEY);
}

static void a_record_keeps_what_is_not_known_and_gets_its_numbers_back(void)
{
	struct sip_settings to = wanted(), was = read_one(SIP_PLACE_NUMBERS, NUMBERS);

	edit(SIP_PLACE_NUMBERS, NUMBERS, &to, true,
		"{\"PhoneNumberRecord\":{\"roomNo\":12,\"odd\":{\"x\":[1]},"
		"\"PhoneNumbers\":[{\"phoneNumber\":\"10102\"}]}}");
	edit(SIP_PLACE_NUMBERS, NUMBERS, &was, false,
		"{\"PhoneNumberRecord\":{\"roomNo\":12,\"odd\":{\"x\":[1]},"
		"\"PhoneNumbers\":[{\"phoneNumber\":\"101\",\"odd\":1},"
		"{\"phoneNumber\":102}]}}");
	edit(SIP_PLACE_NUMBERS, "{\"PhoneNumberRecords\":[]}", &to, true,
		"{\"PhoneNumberRecord\":{\"roomNo\":\"12\",\"PhoneNumbers\":["
		"{\"phoneNumber\":\"10102\"}]}}");
	was.fields[SIP_FIELD_PHONES].there = false;
	was.fields[SIP_FIELD_PHONE_LIST].there = false;
	edit(SIP_PLACE_NUMBERS, NUMBERS, &was, false, "");
}

static void what_differs_is_named(void)
{
	struct sip_settings a = wanted(), b = wanted();

	CHECK(sip_settings_same(SIP_PLACE_SERVER, &a, &b));
	snprintf(b.fields[SIP_FIELD_EXPIRES].text, 8, "3600"); /* that is its affair */
	snprintf(b.fields[SIP_FIELD_ENABLED].text, 8, "TRUE");
	CHECK(sip_settings_same(SIP_PLACE_SERVER, &a, &b));
	snprintf(b.fields[SIP_FIELD_PROXY_PORT].text, 8, "1");
	CHECK(!strcmp(sip_settings_difference(SIP_PLACE_SERVER, &a, &b), "proxyPort"));
	CHECK(sip_settings_between(SIP_PLACE_SERVER, &a, &b, &a));
	snprintf(b.fields[SIP_FIELD_USER].text, 8, "x");
	CHECK(sip_settings_between(SIP_PLACE_SERVER, &a, &b, &a));
	CHECK(!sip_settings_between(SIP_PLACE_SERVER, &a, &b, &b));
	a.fields[SIP_FIELD_CALL_CENTER].there = false; /* the station has none */
	CHECK(sip_settings_same(SIP_PLACE_KEY, &a, &b));
	a.fields[SIP_FIELD_CALL_NUMBER].there = false;
	CHECK(!sip_settings_same(SIP_PLACE_KEY, &a, &b));
	b.fields[SIP_FIELD_PHONES].there = false;
	CHECK(!sip_settings_same(SIP_PLACE_NUMBERS, &a, &b));
	CHECK(!sip_settings_same(SIP_PLACE_NUMBERS, &b, &a));
}

static void people_are_told_every_value_they_need(void)
{
	struct sip_values unplaced = values;
	char text[480];

	sip_values_print(&values, text, sizeof(text));
	CHECK(strstr(text, "192.0.2.2") && strstr(text, "5061"));
	CHECK(strstr(text, "10101") && strstr(text, "10102"));
	CHECK(strstr(text, "room 12") && strstr(text, "button 1"));
	unplaced.address[0] = '\0';
	unplaced.port = 0;
	sip_values_print(&unplaced, text, sizeof(text));
	CHECK(strstr(text, "of this host, port as the status shows it") != NULL);
}

static void values_that_cannot_be_are_not_wanted(void)
{
	struct sip_values v = values;

	CHECK(sip_values_valid(&v));
	v.port = 0;
	CHECK(!sip_values_valid(&v));
	v = values;
	v.address[0] = '\0';
	CHECK(!sip_values_valid(&v));
	v = values;
	snprintf(v.proxy_number, sizeof(v.proxy_number), "1\"2");
	CHECK(!sip_values_valid(&v));
	v = values;
	v.button = 0;
	CHECK(!sip_values_valid(&v));
}

struct cut {
	enum sip_place place;
};

static int parse(struct bytes in, void *user)
{
	const struct cut *cut = user;
	struct sip_settings s = {.record = ""}, to = wanted();
	struct buffer out;
	int err, edited;

	buffer_init(&out, SIP_DOCUMENT_MAX);
	err = sip_settings_read(cut->place, in, 12, &s);
	edited = sip_settings_edit(cut->place, in, 12, &to, true, &out);
	CHECK(!err == !edited);
	buffer_finish(&out);
	return err;
}

static void cut_anywhere_it_is_refused(void)
{
	static const struct bytes documents[SIP_PLACES] = {
		[SIP_PLACE_SERVER] = {HEAD USERS, sizeof(HEAD USERS) - 2},
		[SIP_PLACE_NUMBERS] = {NUMBERS, sizeof(NUMBERS) - 1},
		[SIP_PLACE_KEY] = {KEY, sizeof(KEY) - 1},
	};

	for (unsigned place = 0; place < SIP_PLACES; place++) {
		struct cut cut = {place};

		CHECK(guard_page_cuts(documents[place], parse, &cut));
	}
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_server_is_read_alone_and_in_a_list),
		TEST(what_is_no_such_document_is_refused),
		TEST(numbers_are_read_of_the_room_that_is_asked_for),
		TEST(what_a_search_found_is_read_and_what_it_may_have_missed_is_not_guessed),
		TEST(an_id_that_is_no_name_is_none),
		TEST(values_that_are_too_long_are_refused_and_not_cut),
		TEST(a_server_keeps_what_is_not_ours),
		TEST(a_list_keeps_its_other_servers),
		TEST(a_password_is_never_sent_back_and_never_overwritten),
		TEST(what_a_station_never_had_is_added_only_where_it_must_be),
		TEST(a_button_keeps_its_schedule),
		TEST(a_record_keeps_what_is_not_known_and_gets_its_numbers_back),
		TEST(what_differs_is_named),
		TEST(people_are_told_every_value_they_need),
		TEST(values_that_cannot_be_are_not_wanted),
		TEST(cut_anywhere_it_is_refused),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
