/* SPDX-License-Identifier: Apache-2.0 */
/* detection-edit-test.c - only what is meant changes in a detection document. */

#include "check.h"
#include "detection-edit.h"
#include "guard-page.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<h:MotionDetection a='1'>\n"
#define TAIL                                                                           \
	"<enabled/>\n<!-- T\xc3\xbcr &amp; Tor --><Grid><enabled>x</enabled></Grid>\n" \
	"<enabled>no</enabled></h:MotionDetection>\n"

static int switched(const char *document, bool on, const char *wanted)
{
	struct buffer out;
	int err;

	buffer_init(&out, 4096);
	buffer_append(&out, BYTES("what was there"));
	err = detection_edit(bytes_from(document), on, &out);
	if (!err)
		CHECK(bytes_equal(buffer_bytes(&out), bytes_from(wanted)));
	buffer_finish(&out);
	return err;
}

static void all_else_stays_byte_for_byte(void)
{
	CHECK(!switched(HEAD "<enabled>false</enabled>" TAIL, true,
		HEAD "<enabled>true</enabled>" TAIL));
	CHECK(!switched(HEAD "<h:Enabled a='b' > true\n</h:Enabled>" TAIL, false,
		HEAD "<h:Enabled a='b' >false</h:Enabled>" TAIL));
	CHECK(!switched(HEAD "<Grid><enabled>true</enabled></Grid>"
			     "<enabled></enabled>" TAIL,
		true,
		HEAD "<Grid><enabled>true</enabled></Grid>"
		     "<enabled>true</enabled>" TAIL));
}

static void what_cannot_be_changed_is_not_written(void)
{
	CHECK(switched("", true, "") == -EPROTO);
	CHECK(switched("<a><enabled/></a>", true, "") == -EPROTO);
	CHECK(switched("<a><b><enabled>true</enabled></b></a>", true, "") == -EPROTO);
	CHECK(switched("<enabled>true</enabled>", true, "") == -EPROTO);
	CHECK(switched("<a><enabled>true</enabled>", false, "") == -EPROTO);
	CHECK(switched("<a>A & B<enabled>true</enabled></a>", false, "") == -EPROTO);
	CHECK(switched("<!DOCTYPE a><a><enabled>true</enabled></a>", false, "") ==
		-EPERM);
}

static int switch_on(struct bytes document, void *user)
{
	return detection_edit(document, true, user);
}

static void it_is_none_wherever_it_is_cut(void)
{
	struct buffer out;

	buffer_init(&out, 4096);
	CHECK(guard_page_cuts(
		BYTES("<a><enabled>true</enabled></a>"), switch_on, &out));
	buffer_finish(&out);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(all_else_stays_byte_for_byte),
		TEST(what_cannot_be_changed_is_not_written),
		TEST(it_is_none_wherever_it_is_cut),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
