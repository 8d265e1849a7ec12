/* SPDX-License-Identifier: Apache-2.0 */
/* xml-walk-test.c - untrusted XML: what is told, what is refused, what is repaired. */

#include "buffer.h"
#include "check.h"
#include "guard-page.h"
#include "xml-repair.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { TEST_XML_MAX = XML_SIZE_MAX + 1 };

/* Writes "path=text[name=value];" for each element. */
static void write_element(const struct xml_element *e, void *user)
{
	struct buffer *out = user;

	buffer_appendf(out, "%s=%.*s", e->path, (int)e->text.len, e->text.data);
	for (const char *const *a = e->attributes; *a; a += 2)
		buffer_appendf(out, "[%s=%s]", a[0], a[1]);
	buffer_appendf(out, ";");
}

static void write_anew(void *user)
{
	buffer_clear(user);
}

static bool walks(const char *xml, int err, const char *told)
{
	struct buffer out;
	bool right;

	buffer_init(&out, TEST_XML_MAX);
	right = xml_walk(bytes_from(xml), write_element, &out) == err &&
		(!told || !strcmp(out.data, told));
	if (!right)
		printf("# %.60s: %s\n", xml, out.data);
	buffer_finish(&out);
	return right;
}

static bool is_repaired(struct bytes xml, const char *told)
{
	struct buffer out;
	bool right;

	buffer_init(&out, TEST_XML_MAX);
	right = !xml_walk_repaired(xml, write_anew, write_element, &out) &&
		!strcmp(out.data, told);
	if (!right)
		printf("# %.*s: %s\n", (int)xml.len, xml.data, out.data);
	buffer_finish(&out);
	return right;
}

static void elements_come_children_first_with_their_own_text(void)
{
	CHECK(walks("<A> x <B>y</B> z <c/></A>", 0, "a/b=y;a/c=;a=x  z;"));
	CHECK(walks("<?xml version=\"1.0\"?>\r\n<a>\r\n</a>\r\n", 0, "a=;"));
	CHECK(walks("<a>&lt;&amp;&#65;<![CDATA[<b>]]><!-- c --></a>", 0, "a=<&A<b>;"));
}

static void prefixes_are_dropped_and_attributes_kept(void)
{
	CHECK(walks("<h:A xmlns:h='u' x=\"1\"><h:B y='&quot;'><c z=''/></h:B></h:A>", 0,
		"a/b/c=[z=];a/b=[y=\"];a=[xmlns:h=u][x=1];"));
}

static void what_is_not_xml_is_refused(void)
{
	CHECK(walks("", -EPROTO, ""));
	CHECK(walks("hello", -EPROTO, ""));
	CHECK(walks("<a>", -EPROTO, ""));
	CHECK(walks("<a></b>", -EPROTO, NULL));
	CHECK(walks("<a>&b;</a>", -EPROTO, NULL));
	CHECK(walks("<a/><b/>", -EPROTO, NULL));
}

static void a_dtd_is_refused(void)
{
	struct buffer laughs;

	CHECK(walks("<!DOCTYPE a><a/>", -EPERM, ""));
	CHECK(walks("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>", -EPERM, ""));
	CHECK(walks(
		"<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>",
		-EPERM, ""));
	buffer_init(&laughs, TEST_XML_MAX);
	buffer_appendf(&laughs, "<!DOCTYPE a [<!ENTITY l0 \"ha\">");
	for (int i = 1; i < 30; i++)
		buffer_appendf(
			&laughs, "<!ENTITY l%d \"&l%d;&l%d;\">", i, i - 1, i - 1);
	buffer_appendf(&laughs, "]><a>&l29;</a>");
	CHECK(walks(laughs.data, -EPERM, ""));
	buffer_finish(&laughs);
}

static bool depth_gives(int depth, int err)
{
	struct buffer xml;
	bool right;

	buffer_init(&xml, TEST_XML_MAX);
	for (int i = 0; i < depth; i++)
		buffer_appendf(&xml, "<a>");
	for (int i = 0; i < depth; i++)
		buffer_appendf(&xml, "</a>");
	right = walks(xml.data, err, NULL);
	buffer_finish(&xml);
	return right;
}

static bool attributes_give(int count, int err)
{
	struct buffer xml;
	bool right;

	buffer_init(&xml, TEST_XML_MAX);
	buffer_appendf(&xml, "<a");
	for (int i = 0; i < count; i++)
		buffer_appendf(&xml, " a%d='%d'", i, i);
	buffer_appendf(&xml, "/>");
	right = walks(xml.data, err, NULL);
	buffer_finish(&xml);
	return right;
}

/* `count` times 'x' in place of the %s. */
static bool length_gives(const char *format, int count, int err)
{
	struct buffer xml, text;
	bool right;

	buffer_init(&text, TEST_XML_MAX);
	buffer_init(&xml, TEST_XML_MAX);
	for (int i = 0; i < count; i++)
		buffer_append(&text, BYTES("x"));
	for (; *format; format++)
		buffer_append(&xml, *format == '@' ? buffer_bytes(&text)
						   : (struct bytes){format, 1});
	right = walks(xml.data, err, NULL);
	buffer_finish(&xml);
	buffer_finish(&text);
	return right;
}

static void the_limits_hold(void)
{
	CHECK(depth_gives(XML_DEPTH_MAX, 0));
	CHECK(depth_gives(XML_DEPTH_MAX + 1, -ELOOP));
	CHECK(depth_gives(30000, -ELOOP));
	CHECK(attributes_give(XML_ATTRIBUTES_MAX, 0));
	CHECK(attributes_give(XML_ATTRIBUTES_MAX + 1, -EMSGSIZE));
	CHECK(length_gives("<@/>", XML_NAME_MAX, 0));
	CHECK(length_gives("<@/>", XML_NAME_MAX + 1, -EMSGSIZE));
	CHECK(length_gives("<a b='@'/>", 16 * 1024, -EMSGSIZE));
	CHECK(length_gives("<a>@</a>", XML_SIZE_MAX - 7, 0));
	CHECK(length_gives("<a>@</a>", XML_SIZE_MAX - 6, -EMSGSIZE));
}

static void long_text_is_cut(void)
{
	struct buffer out, xml;

	buffer_init(&xml, TEST_XML_MAX);
	buffer_init(&out, TEST_XML_MAX);
	buffer_appendf(&xml, "<a>");
	for (int i = 0; i < 5000; i++)
		buffer_appendf(&xml, "%c", 'a' + i % 26);
	buffer_appendf(&xml, "<b>inside</b>outside</a>");
	CHECK(!xml_walk(buffer_bytes(&xml), write_element, &out));
	CHECK(out.len == strlen("a/b=inside;") + strlen("a=;") + XML_TEXT_MAX);
	buffer_finish(&xml);
	buffer_finish(&out);
}

static void hand_made_documents_are_repaired(void)
{
	CHECK(is_repaired(BYTES("<a>Tom & Jerry &amp; Co &co; &#169 &;</a>"),
		"a=Tom & Jerry & Co &co; &#169 &;;"));
	CHECK(is_repaired(BYTES("<a>3 < 4 && x</a>"), "a=3 < 4 && x;"));
	CHECK(is_repaired(BYTES("<a>S\xfc"
				"d</a>"),
		"a=S?d;"));
	CHECK(is_repaired(
		BYTES("<a>\xb2\xe2\xca\xd4 \xe2\x82\xac</a>"), "a=???? \xe2\x82\xac;"));
	CHECK(is_repaired(BYTES("<a>x\0y\x01z\xef\xbf\xbf</a>"), "a=x y z?;"));
	CHECK(is_repaired(
		BYTES("<?xml version=\"1.0\" encoding=\"GB2312\"?><a>\xb2\xe2</a>"),
		"a=??;"));
	CHECK(is_repaired(
		BYTES("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xfc</a>"),
		"a=\xc3\xbc;"));
	CHECK(is_repaired(
		BYTES("\xef\xbb\xbf<?xml version=\"1.0\"?><a>&</a>"), "a=&;"));
	CHECK(is_repaired(BYTES("\r\n<?xml version=\"1.0\"?><a>b</a>\r\n"), "a=b;"));
}

static void what_was_told_before_a_repair_is_told_once(void)
{
	CHECK(is_repaired(BYTES("<a><b>x</b>&</a>"), "a/b=x;a=&;"));
}

static void a_sound_document_is_not_changed(void)
{
	CHECK(is_repaired(
		BYTES("<a>&amp;lt; &#xe9; \xc2\x85</a>"), "a=&lt; \xc3\xa9 \xc2\x85;"));
}

static void repairing_grows_a_document_within_its_limit(void)
{
	struct buffer out, xml;

	buffer_init(&xml, TEST_XML_MAX);
	buffer_init(&out, TEST_XML_MAX);
	buffer_appendf(&xml, "<a>");
	for (int i = 0; i < XML_SIZE_MAX / 5; i++)
		buffer_append(&xml, BYTES("&"));
	buffer_appendf(&xml, "</a>");
	CHECK(xml_walk_repaired(buffer_bytes(&xml), write_anew, write_element, &out) ==
		-EMSGSIZE);
	CHECK(!strcmp(out.data, ""));
	buffer_finish(&xml);
	buffer_finish(&out);
}

static void nothing_outside_the_input_is_read(void)
{
	struct bytes xml =
		BYTES("<?xml version='1.0'?><a b='c'>& \xc3\xbc<![CDATA[d]]></a>");
	struct guard_page g;

	guard_page_init(&g, xml.len);
	for (size_t len = 0; len <= xml.len; len++) {
		struct buffer out;

		buffer_init(&out, TEST_XML_MAX);
		xml_walk_repaired(guard_page_before(&g, bytes_slice(xml, 0, len)),
			write_anew, write_element, &out);
		xml_walk_repaired(guard_page_behind(&g, bytes_skip(xml, len)),
			write_anew, write_element, &out);
		buffer_finish(&out);
	}
	guard_page_finish(&g);
	CHECK(true); /* or we had crashed */
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(elements_come_children_first_with_their_own_text),
		TEST(prefixes_are_dropped_and_attributes_kept),
		TEST(what_is_not_xml_is_refused),
		TEST(a_dtd_is_refused),
		TEST(the_limits_hold),
		TEST(long_text_is_cut),
		TEST(hand_made_documents_are_repaired),
		TEST(what_was_told_before_a_repair_is_told_once),
		TEST(a_sound_document_is_not_changed),
		TEST(repairing_grows_a_document_within_its_limit),
		TEST(nothing_outside_the_input_is_read),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
