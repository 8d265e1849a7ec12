/* SPDX-License-Identifier: Apache-2.0 */
/* slug-test.c - names as parts of entities. */

#include "slug.h"

#include "check.h"

#include <stddef.h>
#include <string.h>

static bool becomes(const char *name, const char *wanted)
{
	char slug[SLUG_MAX + 1];

	slug_make(name, slug);
	return !strcmp(slug, wanted);
}

static void latin_names_are_lower_case_words(void)
{
	CHECK(becomes("Front Porch", "front_porch"));
	CHECK(becomes("Home", "home"));
	CHECK(becomes("  Camera -- 01! ", "camera_01"));
	CHECK(becomes("a_b", "a_b"));
	CHECK(becomes("Bob's", "bob_s"));
}

static void letters_with_marks_lose_them(void)
{
	CHECK(becomes("Küche Straße", "kuche_strasse"));
	CHECK(becomes("Élan Ångström Æ Ø", "elan_angstrom_ae_o"));
	CHECK(becomes("Žižkov Łódź Őr ſ", "zizkov_lodz_or_s"));
	CHECK(becomes("Ğ İ ı ș Ÿ", "g_i_i_s_y"));
}

static void other_alphabets_are_written_in_latin(void)
{
	CHECK(becomes("Двор", "dvor"));
	CHECK(becomes("Щука Ёж Объект", "shchuka_iozh_obekt"));
	CHECK(becomes("Київ Їжак Ґанок", "kiyiv_yizhak_ganok"));
	CHECK(becomes("Αυλή", "aule"));
	CHECK(becomes("Ψώνια", "psonia"));
}

static void of_other_scripts_nothing_is_left(void)
{
	CHECK(becomes("摄像头", ""));
	CHECK(becomes("摄像头 2", "2"));
	CHECK(becomes("院子 gate 门", "gate"));
	CHECK(becomes("\xf0\x9f\x9a\xaa", ""));
	CHECK(becomes("", ""));
	CHECK(becomes("\xff\xfe", "")); /* no letters at all */
}

static void a_long_name_is_cut(void)
{
	char name[400], slug[SLUG_MAX + 1];

	memset(name, 'a', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	slug_make(name, slug);
	CHECK(strlen(slug) == SLUG_MAX);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(latin_names_are_lower_case_words),
		TEST(letters_with_marks_lose_them),
		TEST(other_alphabets_are_written_in_latin),
		TEST(of_other_scripts_nothing_is_left),
		TEST(a_long_name_is_cut),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
