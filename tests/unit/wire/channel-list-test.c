/* SPDX-License-Identifier: Apache-2.0 */
/* channel-list-test.c - which video channels a camera or recorder has. */

#include "buffer.h"
#include "channel-list.h"
#include "check.h"
#include "guard-page.h"

#include <errno.h>
#include <string.h>

#define PROXY(inside)                                                                  \
	"<InputProxyChannel version=\"1.0\">" inside "</InputProxyChannel>\n"
#define PROXIES(inside) "<InputProxyChannelList>" inside "</InputProxyChannelList>"
#define STATUS(id, more)                                                               \
	"<InputProxyChannelStatus><id>" id "</id>" more "</InputProxyChannelStatus>"
#define STATUSES(inside)                                                               \
	"<InputProxyChannelStatusList>" inside "</InputProxyChannelStatusList>"

static const char recorder[] =
	"<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n"
	"<VideoInputChannelList version=\"1.0\" xmlns=\"u\">\n"
	"<VideoInputChannel version=\"1.0\" xmlns=\"v\">\n<id>1</id>\n"
	"<inputPort>4</inputPort>\n<videoInputEnabled>true</videoInputEnabled>\n"
	"<name>Gate</name>\n<resDesc>NO VIDEO</resDesc>\n</VideoInputChannel>\n"
	"<VideoInputChannel>\n<id>3</id>\n<videoInputEnabled>false</videoInputEnabled>\n"
	"<name>Gate</name>\n<resDesc>1280*720P25</resDesc>\n</VideoInputChannel>\n"
	"<VideoInputChannel><id>4</id></VideoInputChannel>"
	"<VideoInputChannel><id>5</id><videoInputEnabled>?</videoInputEnabled>"
	"</VideoInputChannel>"
	"</VideoInputChannelList>";

static struct channel_list read_list(const char *xml)
{
	struct channel_list c = {.count = 77};

	CHECK(!channel_list_parse(bytes_from(xml), &c));
	return c;
}

static void inputs_are_read_with_gaps_and_the_same_name_twice(void)
{
	struct channel_list c = read_list(recorder);

	if (!CHECK(c.count == 4 && !c.more))
		return;
	CHECK(c.list[0].number == 1 && c.list[0].input == 4 && c.list[0].enabled);
	CHECK(!strcmp(c.list[0].name, "Gate") && c.list[0].online == ANSWER_NO);
	CHECK(c.list[1].number == 3 && !c.list[1].input && !c.list[1].enabled);
	CHECK(!strcmp(c.list[1].name, "Gate") && c.list[1].online == ANSWER_NONE);
	CHECK(c.list[2].enabled && !c.list[2].name[0] && c.list[3].enabled);
	CHECK(channel_list_find(&c, 3) == &c.list[1] && !channel_list_find(&c, 2));
	channel_list_finish(&c);
	CHECK(!c.list && !c.count);
}

static void cameras_behind_a_recorder_have_names_and_ports(void)
{
	struct channel_list c = read_list(PROXIES(PROXY(
		"<id>2</id><name>Hof \xe9\x97\xa8</name><sourceInputPortDescriptor>"
		"<ipAddress>192.0.2.9</ipAddress><srcInputPort>5</srcInputPort>"
		"<id>99</id><name>inner</name></sourceInputPortDescriptor>")
			PROXY("<id>1</id><name/>")));

	if (CHECK(c.count == 2)) {
		CHECK(c.list[0].number == 2 && c.list[0].input == 5);
		CHECK(!strcmp(c.list[0].name, "Hof \xe9\x97\xa8") && c.list[0].enabled);
		CHECK(c.list[0].online == ANSWER_NONE);
		CHECK(c.list[1].number == 1 && !c.list[1].name[0]);
	}
	channel_list_finish(&c);
}

static void cameras_behind_a_recorder_are_online_or_not_or_not_known(void)
{
	struct channel_list c = read_list(STATUSES(STATUS("1", "<online>true</online>")
			STATUS("2", "<online>FALSE</online>") STATUS("3", "")
				STATUS("4", "<online>maybe</online>")));

	if (CHECK(c.count == 4)) {
		CHECK(c.list[0].online == ANSWER_YES && c.list[1].online == ANSWER_NO);
		CHECK(c.list[2].online == ANSWER_NONE);
		CHECK(c.list[3].online == ANSWER_NONE && c.list[3].enabled);
	}
	channel_list_finish(&c);
}

static void what_has_no_number_of_its_own_is_left_out(void)
{
	struct channel_list c = read_list(PROXIES(
		"<InputProxyChannelXid>9</InputProxyChannelXid>" PROXY(
			"<name>a</name>") PROXY("<id>0</id>") PROXY("<id>x</id>")
			PROXY("<id>65536</id>") "<InputProxyChannel/>"
						"<Other><id>8</id></Other>" PROXY(
							"<id>7</id><name>b</name>")
							PROXY("<id>7</id><name>c</name>")));

	CHECK(c.count == 1 && c.list[0].number == 7 && !strcmp(c.list[0].name, "b"));
	channel_list_finish(&c);
}

static void names_people_typed_cost_nothing(void)
{
	struct channel_list c = read_list(PROXIES(
		PROXY("<id>2</id><name>a&amp;b&#10;c</name>") PROXY(
			"<id>1</id><name>T\xfcr & <3</name>")
			PROXY("<id>3</id><name>"
			      "01234567890123456789012345678901234567890123456789012345678901\xe2\x82\xac</name>")));

	if (CHECK(c.count == 3)) {
		CHECK(!strcmp(c.list[0].name, "a&b?c"));
		CHECK(!strcmp(c.list[1].name, "T?r & <3"));
		CHECK(strlen(c.list[2].name) == 62);
	}
	channel_list_finish(&c);
}

static void more_channels_than_there_can_be_are_left_out(void)
{
	for (unsigned count = CHANNELS_MAX; count <= CHANNELS_MAX + 1; count++) {
		struct channel_list c;
		struct buffer xml;

		buffer_init(&xml, 64 * 1024);
		buffer_appendf(&xml, "<InputProxyChannelStatusList>");
		for (unsigned i = 1; i <= count; i++)
			buffer_appendf(&xml, STATUS("%u", ""), i);
		buffer_appendf(&xml, STATUS("1", "") "</InputProxyChannelStatusList>");
		c = read_list(xml.data);
		CHECK(c.count == CHANNELS_MAX && c.more == (count > CHANNELS_MAX));
		channel_list_finish(&c);
		buffer_finish(&xml);
	}
}

static void an_empty_list_is_one_and_other_documents_are_none(void)
{
	struct channel_list c = read_list(PROXIES(""));

	CHECK(!c.count);
	channel_list_finish(&c);
	c.count = 77;
	CHECK(channel_list_parse(BYTES(""), &c) == -EPROTO);
	CHECK(channel_list_parse(BYTES("<ResponseStatus/>"), &c) == -EPROTO);
	CHECK(channel_list_parse(BYTES("<InputProxyChannelLists/>"), &c) == -EPROTO);
	CHECK(channel_list_parse(BYTES("<a>" PROXIES("") "</a>"), &c) == -EPROTO);
	CHECK(channel_list_parse(BYTES("<!DOCTYPE a>" PROXIES("")), &c) == -EPERM);
	CHECK(c.count == 77);
}

static int parse(struct bytes in, void *user)
{
	struct channel_list *c = user;

	channel_list_finish(c);
	return channel_list_parse(in, c);
}

static void a_cut_list_is_none_wherever_it_is_cut(void)
{
	struct channel_list c = {0};

	CHECK(guard_page_cuts(bytes_from(recorder), parse, &c));
	CHECK(c.count == 4);
	channel_list_finish(&c);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(inputs_are_read_with_gaps_and_the_same_name_twice),
		TEST(cameras_behind_a_recorder_have_names_and_ports),
		TEST(cameras_behind_a_recorder_are_online_or_not_or_not_known),
		TEST(what_has_no_number_of_its_own_is_left_out),
		TEST(names_people_typed_cost_nothing),
		TEST(more_channels_than_there_can_be_are_left_out),
		TEST(an_empty_list_is_one_and_other_documents_are_none),
		TEST(a_cut_list_is_none_wherever_it_is_cut),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
