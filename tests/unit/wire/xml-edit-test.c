/* SPDX-License-Identifier: Apache-2.0 */
/* xml-edit-test.c - other texts in some elements; the rest stays byte for byte. */

#include "check.h"
#include "guard-page.h"
#include "xml-edit.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define DOCUMENT                                                                       \
	"<?xml version=\"1.0\"?>\r\n<!-- as it came -->\n<L a='1'>\n<S b=\"2\" >"      \
	"<id>1</id>\t<T>\n<one>1</one> <two/><h:three x='>'>&lt;3</h:three>\n</T>"     \
	"<one>not this</one></S><S><T><one>nor this</one></T></S></L>\n"

static int edit(const char *document, const char *scope, const struct xml_change *c,
	size_t count, const char *wanted)
{
	struct buffer out;
	int err;

	buffer_init(&out, 4096);
	err = xml_edit(bytes_from(document), scope, c, count, &out);
	if (!CHECK(!strcmp(out.data, wanted)))
		printf("# %s\n", out.data);
	buffer_finish(&out);
	return err;
}

static int edit_one(const char *document, const char *scope, struct xml_change c,
	const char *wanted)
{
	return edit(document, scope, &c, 1, wanted);
}

static void a_text_is_replaced_and_nothing_else(void)
{
	struct xml_change c = {.path = "T/one", .text = "a<b>&c"};

	CHECK(!edit_one("<R><T><one>1</one></T><z/></R>", NULL, c,
		"<R><T><one>a&lt;b&gt;&amp;c</one></T><z/></R>"));
	CHECK(!edit_one("<R><t><ONE k='v'>1<q/>2</ONE></t><z/></R>", "r", c,
		"<R><t><ONE k='v'>a&lt;b&gt;&amp;c</ONE></t><z/></R>"));
	CHECK(!edit_one("<R><T><one/></T></R>", NULL, c,
		"<R><T><one>a&lt;b&gt;&amp;c</one></T></R>"));
	CHECK(!edit_one("<R><T><h:one /></T></R>", NULL, c,
		"<R><T><h:one>a&lt;b&gt;&amp;c</h:one></T></R>"));
	CHECK(!edit_one("<R><T><one></one></T></R>", NULL, c,
		"<R><T><one>a&lt;b&gt;&amp;c</one></T></R>"));
}

static void many_changes_are_made_in_the_order_of_the_document(void)
{
	static const struct xml_change changes[] = {
		{"T/four", "4", true},
		{"T/two", "2", false},
		{"T/one", "eins", false},
		{"T/five", "5", false},
		{"T/three", NULL, false},
		{"T/six", NULL, true},
		{"seven", "7", true},
	};

	CHECK(!edit(DOCUMENT, "S", changes, 7,
		"<?xml version=\"1.0\"?>\r\n<!-- as it came -->\n<L a='1'>\n<S b=\"2\" >"
		"<id>1</id>\t<T>\n<one>eins</one> <two>2</two>\n<four>4</four></T>"
		"<one>not this</one><seven>7</seven></S><S><T><one>nor this</one></T></S>"
		"</L>\n"));
}

static void without_a_change_it_stays_as_it_is(void)
{
	static const struct xml_change none[] = {
		{"T/nine", "9", false},
		{"nine", NULL, true},
	};

	CHECK(!edit(DOCUMENT, "S", none, 2, DOCUMENT));
	CHECK(!edit(DOCUMENT, NULL, none, 0, DOCUMENT));
}

static void the_first_of_several_is_meant(void)
{
	struct xml_change c = {"a", "x", false};

	CHECK(!edit_one("<R><a>1</a><a>2</a></R>", NULL, c, "<R><a>x</a><a>2</a></R>"));
	CHECK(!edit_one("<L><R></R><R><a>2</a></R></L>", "R", c,
		"<L><R></R><R><a>2</a></R></L>"));
}

static void what_has_no_place_is_refused(void)
{
	struct xml_change c = {"T/new", "1", true};

	CHECK(edit_one("<R><T/></R>", NULL, c, "") == -EPROTO);
	CHECK(edit_one("<R></R>", NULL, c, "") == -EPROTO);
	CHECK(edit_one("<R/>", NULL, (struct xml_change){"new", "1", true}, "") ==
		-EPROTO);
	CHECK(edit_one("<R><T></T></R>", "S", c, "") == -EPROTO);
	CHECK(edit_one("<R><T></T>", NULL, c, "") == -EPROTO);
	CHECK(edit_one("", NULL, c, "") == -EPROTO);
	CHECK(edit_one("<!DOCTYPE R><R><T></T></R>", NULL, c, "") == -EPERM);
}

static void one_change_inside_another_is_refused(void)
{
	static const struct xml_change both[] = {
		{"T", "text", false},
		{"T/one", "1", false},
	};

	CHECK(edit("<R><T><one>0</one></T></R>", NULL, both, 2, "") == -EPROTO);
}

static void depth_length_and_size_have_limits(void)
{
	struct xml_change c = {"T/one", "long", false};
	char deep[4 * 40 + 1] = "", longish[4096];
	struct buffer out;

	for (unsigned i = 0; i < 40; i++)
		memcpy(deep + 3 * i, "<a>", 4);
	CHECK(edit_one(deep, NULL, c, "") == -ELOOP);
	snprintf(longish, sizeof(longish), "<R><%0300d/></R>", 0);
	longish[4] = 'a';
	CHECK(edit_one(longish, NULL, c, "") == -EMSGSIZE);
	CHECK(edit("<R/>", NULL, &c, XML_CHANGES_MAX + 1, "") == -EMSGSIZE);
	buffer_init(&out, 30);
	CHECK(xml_edit(BYTES("<R><T><one>1234</one></T></R>"), NULL, &c, 1, &out) == 0);
	c.text = "longer";
	CHECK(xml_edit(BYTES("<R><T><one>1234</one></T></R>"), NULL, &c, 1, &out) ==
		-EMSGSIZE);
	CHECK(!out.len);
	buffer_finish(&out);
}

static int parse(struct bytes in, void *user)
{
	static const struct xml_change changes[] = {
		{"T/one", "1", false},
		{"T/three", NULL, false},
		{"T/four", "4", true},
	};
	struct buffer out;
	int err;

	buffer_init(&out, 4096);
	err = xml_edit(in, "S", changes, 3, &out);
	buffer_finish(&out);
	return err;
}

static void cut_anywhere_it_is_refused(void)
{
	CHECK(guard_page_cuts(
		bytes_slice(BYTES(DOCUMENT), 0, sizeof(DOCUMENT) - 2), parse, NULL));
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(a_text_is_replaced_and_nothing_else),
		TEST(many_changes_are_made_in_the_order_of_the_document),
		TEST(without_a_change_it_stays_as_it_is),
		TEST(the_first_of_several_is_meant),
		TEST(what_has_no_place_is_refused),
		TEST(one_change_inside_another_is_refused),
		TEST(depth_length_and_size_have_limits),
		TEST(cut_anywhere_it_is_refused),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
