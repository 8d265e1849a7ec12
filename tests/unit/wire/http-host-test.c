/* SPDX-License-Identifier: Apache-2.0 */
/* http-host-test.c - whom a device pushes its events to. */

#include "check.h"
#include "guard-page.h"
#include "http-host.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define LIST(inside)                                                                   \
	"<?xml version=\"1.0\"?>\n<HttpHostNotificationList version=\"2.0\" "          \
	"xmlns=\"u\">\n" inside "</HttpHostNotificationList>\n"
#define EMPTY                                                                          \
	"<HttpHostNotification>\n<id>1</id><url></url>"                                \
	"<ipAddress>0.0.0.0</ipAddress><portNo>0</portNo></HttpHostNotification>"
#define SECOND                                                                         \
	"<HttpHostNotification version=\"2.0\" xmlns=\"u\"><id>2</id><url>/x</url>"    \
	"<ipAddress>192.0.2.9</ipAddress><portNo>8080</portNo><password>p</password>"  \
	"<a/></HttpHostNotification>"

static struct http_host slot(const char *body, unsigned id)
{
	struct http_host h = {0};

	CHECK(!http_host_parse(bytes_from(body), id, &h));
	return h;
}

static void the_slot_that_is_asked_for_is_found(void)
{
	struct http_host h = slot(LIST(EMPTY SECOND), 2);

	CHECK(h.listed && !http_host_is_free(&h) && h.port == 8080);
	CHECK(!strcmp(h.url, "/x") && !strcmp(h.address, "192.0.2.9"));
	CHECK(bytes_equal(h.raw, BYTES(SECOND)));
	h = slot(LIST(EMPTY SECOND), 1);
	CHECK(h.listed && http_host_is_free(&h) && bytes_equal(h.raw, BYTES(EMPTY)));
	h = slot(LIST(SECOND), 1);
	CHECK(!h.listed && http_host_is_free(&h) && !h.raw.len);
	h = slot(SECOND, 2);
	CHECK(h.listed && h.port == 8080 && bytes_equal(h.raw, BYTES(SECOND)));
	h = slot(LIST(""), 1);
	CHECK(!h.listed);
}

static void it_is_free_only_when_it_leads_nowhere(void)
{
	static const struct {
		const char *inside;
		bool is_free;
	} rows[] = {
		{"<ipAddress>0.0.0.0</ipAddress><portNo>80</portNo>", true},
		{"<ipv6Address>::</ipv6Address><portNo>80</portNo>", true},
		{"<ipAddress></ipAddress><portNo>80</portNo>", true},
		{"<ipAddress>192.0.2.1</ipAddress><portNo>0</portNo>", true},
		{"<ipAddress>192.0.2.1</ipAddress><portNo>80</portNo>", false},
		{"<ipAddress>0.0.0.0</ipAddress><ipv6Address>fe80::1</ipv6Address>"
		 "<portNo>80</portNo>",
			false},
		{"<hostName>nvr.example</hostName><portNo>80</portNo>", false},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		char body[512];
		struct http_host h;

		snprintf(body, sizeof(body),
			"<HttpHostNotification><id>1</id>%s</HttpHostNotification>",
			rows[i].inside);
		h = slot(body, 1);
		CHECK(h.listed);
		if (!CHECK(http_host_is_free(&h) == rows[i].is_free))
			printf("# %s\n", rows[i].inside);
	}
}

static void what_is_no_such_list_is_refused(void)
{
	struct http_host h = {.port = 7};

	CHECK(http_host_parse(BYTES("<ResponseStatus/>"), 1, &h) == -EPROTO);
	CHECK(http_host_parse(BYTES("nonsense"), 1, &h) == -EPROTO);
	CHECK(http_host_parse(BYTES(""), 1, &h) == -EPROTO);
	CHECK(http_host_parse(BYTES("<!DOCTYPE a><HttpHostNotificationList/>"), 1,
		      &h) == -EPERM);
	CHECK(h.port == 7);
}

static void cut_anywhere_it_is_refused(void)
{
	struct bytes whole = BYTES(LIST(EMPTY SECOND));
	struct guard_page page;
	struct http_host h;

	guard_page_init(&page, whole.len);
	for (size_t len = 0; len + 1 < whole.len; len++)
		CHECK(http_host_parse(
			guard_page_before(&page, bytes_slice(whole, 0, len)), 2, &h));
	CHECK(!http_host_parse(guard_page_before(&page, whole), 2, &h));
	guard_page_finish(&page);
}

static void what_is_printed_reads_back(void)
{
	char text[1024];
	struct http_host h;

	CHECK(http_host_print(text, sizeof(text), HTTP_HOST_OF_STATION, 1, "/u",
		      "192.0.2.7", 4711) > 0);
	h = slot(text, 1);
	CHECK(!strcmp(h.url, "/u") && !strcmp(h.address, "192.0.2.7"));
	CHECK(h.port == 4711);
	CHECK(http_host_print(text, sizeof(text), HTTP_HOST_OF_STATION, 1, "/u",
		      "2001:db8::7", 4711) > 0);
	CHECK(strstr(text, "<ipv6Address>2001:db8::7</ipv6Address>") != NULL);
	CHECK(http_host_print(text, sizeof(text), HTTP_HOST_OF_CAMERA, 2, "/u",
		      "192.0.2.7", 4711) > 0);
	CHECK(strstr(text, "<id>2</id>") && !strstr(text, "<password>"));
	CHECK(strstr(text, ">none</httpAuthenticationMethod>") != NULL);
	CHECK(http_host_print(text, 100, HTTP_HOST_OF_STATION, 1, "/u", "192.0.2.7",
		      4711) == -EMSGSIZE);
}

static void a_copy_stands_alone_and_has_no_password(void)
{
	char text[1024], small[40];
	struct http_host h = slot(LIST(EMPTY SECOND), 2);

	CHECK(http_host_copy(h.raw, text, sizeof(text)) > 0);
	CHECK(!strstr(text, "assword") && strstr(text, "<a/>") != NULL);
	h = slot(text, 2);
	CHECK(h.port == 8080);
	CHECK(http_host_copy(BYTES(EMPTY), text, sizeof(text)) > 0);
	CHECK(strstr(text, "xmlns=\"http://www.isapi.org/") != NULL);
	CHECK(http_host_copy(BYTES(SECOND), small, sizeof(small)) == -EMSGSIZE);
	CHECK(http_host_copy((struct bytes){0}, text, sizeof(text)) == -EPROTO);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(the_slot_that_is_asked_for_is_found),
		TEST(it_is_free_only_when_it_leads_nowhere),
		TEST(what_is_no_such_list_is_refused),
		TEST(cut_anywhere_it_is_refused),
		TEST(what_is_printed_reads_back),
		TEST(a_copy_stands_alone_and_has_no_password),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
