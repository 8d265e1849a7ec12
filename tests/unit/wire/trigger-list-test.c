/* SPDX-License-Identifier: Apache-2.0 */
/* trigger-list-test.c - what a camera or recorder can tell of. */

#include "buffer.h"
#include "check.h"
#include "guard-page.h"
#include "trigger-list.h"

#include <errno.h>
#include <string.h>

#define LIST(inside)    "<EventTriggerList version='2.0'>" inside "</EventTriggerList>"
#define TRIGGER(inside) "<EventTrigger>" inside "</EventTrigger>\n"
#define TOLD_BY(method)                                                                \
	"<EventTriggerNotification><id>x</id><notificationMethod>" method              \
	"</notificationMethod></EventTriggerNotification>"
#define NOTIFY(inside)                                                                 \
	"<EventTriggerNotificationList>" inside "</EventTriggerNotificationList>"

static const char camera[] =
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n"
	"<EventTriggerList xmlns=\"http://www.hikvision.com/ver20/XMLSchema\">\r\n"
	"<EventTrigger><id>VMD-1</id><eventType>VMD</eventType>\r\n"
	"<eventDescription>x</eventDescription>\r\n"
	"<videoInputChannelID>1</videoInputChannelID>\r\n"
	"<dynVideoInputChannelID>9</dynVideoInputChannelID>\r\n" NOTIFY(
		TOLD_BY(" center ") TOLD_BY("record")) //
	"</EventTrigger>\r\n"
	"<x:EventTrigger xmlns:x=\"http://www.isapi.org/ver20/XMLSchema\">"
	"<x:id>IO-2</x:id><x:eventType>IO</x:eventType><x:a>T\xfcr & Tor</x:a>"
	"<x:inputIOPortID>2</x:inputIOPortID>"
	"<x:dynVideoInputChannelID>1</x:dynVideoInputChannelID>"
	"<x:EventTriggerNotificationList/></x:EventTrigger>\r\n"
	"</EventTriggerList>";

static struct trigger_list read_list(const char *xml)
{
	struct trigger_list t = {.count = 77};

	CHECK(!trigger_list_parse(bytes_from(xml), &t));
	return t;
}

/* The only trigger of a list. */
static struct trigger read_one(const char *xml)
{
	struct trigger_list t = read_list(xml);
	struct trigger one = {0};

	if (CHECK(t.count == 1))
		one = t.list[0];
	trigger_list_finish(&t);
	return one;
}

static void a_list_is_read_in_the_devices_order(void)
{
	struct trigger_list t = read_list(camera);

	if (!CHECK(t.count == 2))
		return;
	CHECK(!strcmp(t.list[0].id, "VMD-1") && !strcmp(t.list[0].type, "VMD"));
	CHECK(t.list[0].channel == 1 && t.list[0].port == 0);
	CHECK(t.list[0].center);
	CHECK(!strcmp(t.list[1].id, "IO-2") && !strcmp(t.list[1].type, "IO"));
	CHECK(t.list[1].channel == 1 && t.list[1].port == 2 && !t.list[1].center);
	CHECK(!t.more);
	trigger_list_finish(&t);
	CHECK(!t.list && !t.count);
}

static size_t count_of(const char *xml)
{
	struct trigger_list t = read_list(xml);
	size_t count = t.count;

	trigger_list_finish(&t);
	return count;
}

#define VMD TRIGGER("<eventType>VMD</eventType>")

static void the_list_may_be_inside_another_absent_or_empty(void)
{
	CHECK(count_of("<EventNotification>" LIST(VMD VMD) "</EventNotification>") ==
		2);
	CHECK(count_of("<EventNotification><EventTriggerList/></EventNotification>") ==
		0);
	CHECK(count_of("<EventNotification/>") == 0);
	CHECK(count_of("<EventTriggerList/>") == 0);
	CHECK(count_of(LIST(" \n ")) == 0);
}

static void one_trigger_may_be_asked_for(void)
{
	struct trigger t = read_one(TRIGGER(
		"<id>scenechangedetection-1</id>"
		"<eventType>scenechangedetection</eventType>" NOTIFY(TOLD_BY("HTTP"))));

	CHECK(!strcmp(t.type, "scenechangedetection") && !t.center);
	CHECK(count_of("<EventTrigger/>") == 0);
}

static void notifications_may_be_absent_empty_or_of_no_method(void)
{
	static const char *const ways[] = {
		LIST(VMD),
		LIST(TRIGGER("<eventType>VMD</eventType>" NOTIFY(""))),
		LIST(TRIGGER("<eventType>VMD</eventType>" NOTIFY(TOLD_BY("")))),
		LIST(TRIGGER("<eventType>VMD</eventType>" NOTIFY(
			"<EventTriggerNotification/>"))),
		LIST(TRIGGER("<eventType>VMD</eventType>"
			     "<notificationMethod>center</notificationMethod>")),
	};

	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++)
		CHECK(!read_one(ways[i]).center);
}

static void only_the_method_center_is_that_it_is_told_to_us(void)
{
	struct trigger t = read_one(LIST(TRIGGER("<eventType>VMD</eventType>" NOTIFY(
		TOLD_BY("http") TOLD_BY("record") TOLD_BY("email") TOLD_BY("beep")
			TOLD_BY("FTP") TOLD_BY("IO") TOLD_BY("monitorAlarm")
				TOLD_BY("whiteLightOut") TOLD_BY("centre")))));

	CHECK(!t.center);
	t = read_one(LIST(TRIGGER("<eventType>VMD</eventType>" NOTIFY(
		TOLD_BY("record") TOLD_BY("CENTER") TOLD_BY("trace")))));
	CHECK(t.center);
}

static void a_bad_trigger_costs_only_itself(void)
{
	struct trigger_list t = read_list(LIST(TRIGGER("<id>a</id>")
			TRIGGER("<id>b</id><eventType> </eventType>") "<EventTrigger/><Other><eventType>x</eventType></Other>" TRIGGER(
				"<id>VMD-3</id><eventType>VMD</eventType>"
				"<videoInputChannelID>3</videoInputChannelID>")
				TRIGGER("<id>c</id>")
					TRIGGER("<eventType>nicbroken</eventType>")));

	if (CHECK(t.count == 2)) {
		CHECK(!strcmp(t.list[0].id, "VMD-3") && t.list[0].channel == 3);
		CHECK(!strcmp(t.list[1].type, "nicbroken") && !t.list[1].channel);
		CHECK(!t.list[1].id[0]);
	}
	trigger_list_finish(&t);
}

static void several_triggers_may_have_one_id(void)
{
	struct trigger_list t = read_list(LIST(
		TRIGGER("<id>P</id><eventType>P</eventType>"
			"<dynVideoInputChannelID>6</dynVideoInputChannelID>")
			TRIGGER("<id>P</id><eventType>P</eventType>"
				"<dynVideoInputChannelID>7</dynVideoInputChannelID>")));

	CHECK(t.count == 2 && t.list[0].channel == 6 && t.list[1].channel == 7);
	trigger_list_finish(&t);
}

#define NUMBERS(inside) LIST(TRIGGER("<eventType>IO</eventType>" inside))

static void numbers_have_a_second_name_that_yields(void)
{
	struct trigger t =
		read_one(NUMBERS("<dynVideoInputChannelID>5</dynVideoInputChannelID>"
				 "<videoInputChannelID>6</videoInputChannelID>"
				 "<dynInputIOPortID>701</dynInputIOPortID>"
				 "<inputIOPortID>2</inputIOPortID>"));

	CHECK(t.channel == 6 && t.port == 2);
	t = read_one(NUMBERS("<dynVideoInputChannelID>5</dynVideoInputChannelID>"
			     "<videoInputChannelID/><inputIOPortID>x</inputIOPortID>"
			     "<dynInputIOPortID>701</dynInputIOPortID>"));
	CHECK(t.channel == 5 && t.port == 701);
	t = read_one(NUMBERS("<inputIOPortID>2</inputIOPortID>"
			     "<dynInputIOPortID>701</dynInputIOPortID>"));
	CHECK(t.port == 2 && !t.channel);
	t = read_one(NUMBERS("<videoInputChannelID>-1</videoInputChannelID>"
			     "<inputIOPortID>65536</inputIOPortID>"));
	CHECK(!t.port && !t.channel);
}

static void text_is_cut_and_cleaned(void)
{
	struct trigger t =
		read_one(LIST(TRIGGER("<id>012345678901234567890123456789012345678901"
				      "23456789012345678901\xe2\x82\xac</id>"
				      "<eventType>faceDetection-1&#127;</eventType>")));

	CHECK(strlen(t.id) == 62 && !strcmp(t.type, "faceDetection"));
	t = read_one(LIST(TRIGGER("<eventType>a&#127;\xfc</eventType>")));
	CHECK(!strcmp(t.type, "a??"));
}

static void more_triggers_than_there_can_be_are_left_out(void)
{
	struct trigger_list t;
	struct buffer xml;

	buffer_init(&xml, 1024 * 1024);
	buffer_appendf(&xml, "<EventTriggerList>");
	for (int i = 0; i < TRIGGERS_MAX; i++)
		buffer_append(&xml, BYTES(VMD));
	buffer_appendf(&xml, "</EventTriggerList>");
	t = read_list(xml.data);
	CHECK(t.count == TRIGGERS_MAX && !t.more);
	trigger_list_finish(&t);
	buffer_consume(&xml, strlen("<EventTriggerList>"));
	CHECK(trigger_list_parse(buffer_bytes(&xml), &t) == -EPROTO);
	buffer_clear(&xml);
	buffer_appendf(&xml, "<EventTriggerList>");
	for (int i = 0; i < TRIGGERS_MAX + 1; i++)
		buffer_append(&xml, BYTES(VMD));
	buffer_appendf(&xml, "</EventTriggerList>");
	t = read_list(xml.data);
	CHECK(t.count == TRIGGERS_MAX && t.more);
	trigger_list_finish(&t);
	buffer_finish(&xml);
}

static void other_documents_are_none(void)
{
	struct trigger_list t = {.count = 77};

	CHECK(trigger_list_parse(BYTES(""), &t) == -EPROTO);
	CHECK(trigger_list_parse(BYTES("{}"), &t) == -EPROTO);
	CHECK(trigger_list_parse(BYTES("<ResponseStatus/>"), &t) == -EPROTO);
	CHECK(trigger_list_parse(BYTES("<EventTriggerLists/>"), &t) == -EPROTO);
	CHECK(trigger_list_parse(BYTES("<a>" LIST(VMD) "</a>"), &t) == -EPROTO);
	CHECK(trigger_list_parse(BYTES("<!DOCTYPE a>" LIST(VMD)), &t) == -EPERM);
	CHECK(t.count == 77);
}

static int parse(struct bytes in, void *user)
{
	struct trigger_list *t = user;

	trigger_list_finish(t);
	return trigger_list_parse(in, t);
}

static void a_cut_list_is_none_wherever_it_is_cut(void)
{
	struct trigger_list t = {0};

	CHECK(guard_page_cuts(bytes_from(camera), parse, &t));
	CHECK(t.count == 2);
	trigger_list_finish(&t);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_list_is_read_in_the_devices_order),
		TEST(the_list_may_be_inside_another_absent_or_empty),
		TEST(one_trigger_may_be_asked_for),
		TEST(notifications_may_be_absent_empty_or_of_no_method),
		TEST(only_the_method_center_is_that_it_is_told_to_us),
		TEST(a_bad_trigger_costs_only_itself),
		TEST(several_triggers_may_have_one_id),
		TEST(numbers_have_a_second_name_that_yields),
		TEST(text_is_cut_and_cleaned),
		TEST(more_triggers_than_there_can_be_are_left_out),
		TEST(other_documents_are_none),
		TEST(a_cut_list_is_none_wherever_it_is_cut),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
