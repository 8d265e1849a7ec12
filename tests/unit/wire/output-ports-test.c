/* SPDX-License-Identifier: Apache-2.0 */
/* output-ports-test.c - which alarm outputs a camera or recorder has. */

#include "buffer.h"
#include "check.h"
#include "guard-page.h"
#include "output-ports.h"

#include <errno.h>

#define PORT(id)                                                                       \
	"<IOOutputPort><id>" id "</id><powerOnState>x</powerOnState></IOOutputPort>"
#define PROXY(id)                                                                      \
	"<IOProxyOutputPort><id>" id "</id><x><id>9</id></x></IOProxyOutputPort>"

static struct output_ports read_ports(struct bytes xml)
{
	struct output_ports p = {.count = 77};

	CHECK(!output_ports_parse(xml, &p));
	return p;
}

static void outputs_of_the_device_and_of_its_cameras_are_listed(void)
{
	struct output_ports p = read_ports(
		BYTES("<IOOutputPortList>" PORT("2") PORT("1") "</IOOutputPortList>"));

	CHECK(p.count == 2 && p.ids[0] == 2 && p.ids[1] == 1 && !p.more);
	p = read_ports(BYTES("<IOProxyOutputPortList xmlns='u'>" PROXY("701")
			PROXY("702") PROXY("25601") "</IOProxyOutputPortList>"));
	CHECK(p.count == 3 && p.ids[0] == 701 && p.ids[2] == 25601);
	CHECK(!read_ports(BYTES("<IOProxyOutputPortList/>")).count);
}

static void what_is_no_number_or_there_already_is_left_out(void)
{
	struct output_ports p = read_ports(BYTES("<IOOutputPortList>" PORT("0") PORT(
		"x") PORT("65536") "<IOOutputPort/>" PORT("3") PORT("3") PROXY("4") //
		"</IOOutputPortList>"));

	CHECK(p.count == 1 && p.ids[0] == 3);
}

static void more_outputs_than_there_can_be_are_left_out(void)
{
	for (unsigned count = OUTPUT_PORTS_MAX; count <= OUTPUT_PORTS_MAX + 1;
		count++) {
		struct output_ports p;
		struct buffer xml;

		buffer_init(&xml, 64 * 1024);
		buffer_appendf(&xml, "<IOOutputPortList>");
		for (unsigned i = 1; i <= count; i++)
			buffer_appendf(&xml, PORT("%u"), i);
		buffer_appendf(&xml, PORT("0") "</IOOutputPortList>");
		p = read_ports(buffer_bytes(&xml));
		CHECK(p.count == OUTPUT_PORTS_MAX);
		CHECK(p.more == (count > OUTPUT_PORTS_MAX));
		buffer_finish(&xml);
	}
}

static int parse(struct bytes in, void *user)
{
	return output_ports_parse(in, user);
}

static void other_documents_are_none_and_so_is_a_cut_one(void)
{
	struct output_ports p = {.count = 77};

	CHECK(output_ports_parse(BYTES(""), &p) == -EPROTO);
	CHECK(output_ports_parse(BYTES("<IOInputPortList/>"), &p) == -EPROTO);
	CHECK(output_ports_parse(BYTES("<!DOCTYPE a><IOOutputPortList/>"), &p) ==
		-EPERM);
	CHECK(p.count == 77);
	CHECK(guard_page_cuts(
		BYTES("<IOOutputPortList>" PORT("1") "</IOOutputPortList>"), parse,
		&p));
	CHECK(p.count == 1);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(outputs_of_the_device_and_of_its_cameras_are_listed),
		TEST(what_is_no_number_or_there_already_is_left_out),
		TEST(more_outputs_than_there_can_be_are_left_out),
		TEST(other_documents_are_none_and_so_is_a_cut_one),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
