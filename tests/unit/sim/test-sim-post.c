/* SPDX-License-Identifier: Apache-2.0 */
/* test-sim-post.c - alerts that a simulated camera posts to the slots of httpHosts. */

#include "check.h"
#include "sim-client.h"
#include "sim-listener.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HOSTS "/ISAPI/Event/notification/httpHosts"

enum { SIZE = 8192 };

static struct sim_driver camera(const char *set)
{
	const char *arguments[] = {"--password", PASSWORD, "--set", set, NULL};

	return sim_start_kind("hikvision-camera", arguments);
}

static long tell_host(
	const struct sim_driver *sim, unsigned id, unsigned port, const char *format)
{
	char body[600], path[80];

	(void)snprintf(path, sizeof(path), HOSTS "/%u", id);
	(void)snprintf(body, sizeof(body),
		"<HttpHostNotification version=\"2.0\"><id>%u</id>"
		"<url>/secret/7</url><protocolType>HTTP</protocolType>"
		"<parameterFormatType>%s</parameterFormatType>"
		"<addressingFormatType>ipaddress</addressingFormatType>"
		"<ipAddress>127.0.0.1</ipAddress><portNo>%u</portNo>"
		"</HttpHostNotification>",
		id, format, port);
	return ask(sim, path, body);
}

/* The post of one alert, and whether it says how long it is. */
static size_t take_post(
	struct sim_driver *sim, struct listener *listener, char text[SIZE + 1])
{
	unsigned char head[SIZE];
	const char *length, *body;
	size_t have;

	CHECK(sim_do(sim, "alert linedetection 1 active targets=human"));
	have = listener_take_post(listener, head, sizeof(head));
	memcpy(text, head, have);
	text[have] = '\0';
	length = strstr(text, "Content-Length: ");
	body = strstr(text, "\r\n\r\n");
	CHECK(length && body &&
		strtoul(length + 16, NULL, 10) == (size_t)(text + have - body - 4));
	return have;
}

static void an_alert_is_posted_as_xml_or_json(void)
{
	struct sim_driver sim = camera("post=body");
	struct listener listener = listener_open();
	char text[SIZE + 1];

	CHECK(tell_host(&sim, 1, listener.port, "XML") == 200);
	(void)take_post(&sim, &listener, text);
	CHECK(!strncmp(text, "POST /secret/7 HTTP/1.1\r\n", 25));
	CHECK(strstr(text, "Content-Type: application/xml") != NULL);
	CHECK(strstr(text, "<eventType>linedetection</eventType>") != NULL);
	CHECK(tell_host(&sim, 1, listener.port, "JSON") == 200);
	(void)take_post(&sim, &listener, text);
	CHECK(strstr(text, "Content-Type: application/json") != NULL);
	CHECK(strstr(text, "\"eventType\":\t\"linedetection\"") != NULL);
	CHECK(sim_ledger(&sim, "pushes") == 2);
	listener_close(&listener);
	CHECK(sim_stop(&sim) == 0);
}

static void an_alert_is_posted_as_a_form_with_a_picture(void)
{
	struct sim_driver sim = camera("post=picture");
	struct listener listener = listener_open();
	unsigned char jpeg[] = {0xff, 0xd8, 0xff};
	char text[SIZE + 1];
	size_t have;

	CHECK(tell_host(&sim, 2, listener.port, "XML") == 200);
	have = take_post(&sim, &listener, text);
	CHECK(strstr(text, "multipart/form-data; boundary=boundary\r\n") != NULL);
	CHECK(strstr(text, "name=\"linedetection.xml\"") != NULL);
	CHECK(strstr(text, "Content-Type: image/jpeg\r\n") != NULL);
	CHECK(memmem(text, have, jpeg, sizeof(jpeg)) != NULL);
	CHECK(memmem(text, have, "\r\n--boundary--\r\n", 16) != NULL);
	CHECK(sim_do(&sim, "set post form"));
	(void)take_post(&sim, &listener, text);
	CHECK(strstr(text, "name=\"linedetection.xml\"") != NULL);
	CHECK(!strstr(text, "image/jpeg"));
	CHECK(sim_do(&sim, "set post off"));
	CHECK(sim_do(&sim, "alert VMD 1 active"));
	CHECK(listener_hears_nothing(&listener, 100));
	listener_close(&listener);
	CHECK(sim_stop(&sim) == 0);
}

static void a_slot_can_be_somebody_elses(void)
{
	struct sim_driver sim = camera("post=body");
	char *text;

	CHECK(sim_do(&sim, "httphost http://127.0.0.1:9/other 2"));
	text = ask_text(&sim, HOSTS "/2");
	CHECK(strstr(text, "<portNo>9</portNo>") != NULL);
	free(text);
	text = ask_text(&sim, HOSTS "/1");
	CHECK(strstr(text, "<ipAddress>0.0.0.0</ipAddress>") != NULL);
	free(text);
	CHECK(!sim_do(&sim, "httphost http://127.0.0.1:9/other 3"));
	CHECK(sim_stop(&sim) == 0);
}

static const struct test tests[] = {
	TEST(an_alert_is_posted_as_xml_or_json),
	TEST(an_alert_is_posted_as_a_form_with_a_picture),
	TEST(a_slot_can_be_somebody_elses),
	{NULL, NULL},
};

int main(int argc, char **argv)
{
	curl_global_init(CURL_GLOBAL_ALL);
	return check_main(tests, argc, argv);
}
