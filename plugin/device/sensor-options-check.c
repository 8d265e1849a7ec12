/* SPDX-License-Identifier: Apache-2.0 */
/* sensor-options-check.c - what is wrong with the setting "customize", and what would be
 * right. */

#include "sensor-options.h"

#include "log.h"
#include "sensor-names.h"

#include <stdio.h>
#include <string.h>

enum { LIST_MAX = 480 };

/* ---- keys ---- */

static bool fits(const char *key, const struct station_view *view)
{
	for (unsigned i = 0; i < view->sensor_count; i++) {
		if (sensor_options_is_key(key, &view->sensors[i].id))
			return true;
	}
	return false;
}

static unsigned least(unsigned a, unsigned b, unsigned c)
{
	unsigned ab = a < b ? a : b;

	return ab < c ? ab : c;
}

/* How many letters are to be changed, added or left out to make `b` of `a`. */
static unsigned distance(const char *a, const char *b)
{
	unsigned row[KEY_MAX + 1], len = (unsigned)strnlen(b, KEY_MAX);

	for (unsigned j = 0; j <= len; j++)
		row[j] = j;
	for (unsigned i = 0; a[i] && i < KEY_MAX; i++) {
		unsigned diagonal = row[0];

		row[0] = i + 1;
		for (unsigned j = 0; j < len; j++) {
			unsigned above = row[j + 1];

			row[j + 1] =
				least(above + 1, row[j] + 1, diagonal + (a[i] != b[j]));
			diagonal = above;
		}
	}
	return row[len];
}

/* The key of the unit's sensors that is most like it. */
static void find_nearest(
	const char *key, const struct station_view *view, char nearest[KEY_MAX + 1])
{
	unsigned best = KEY_MAX;

	*nearest = '\0';
	for (unsigned i = 0; i < view->sensor_count; i++) {
		for (unsigned numbered = 0; numbered < 2; numbered++) {
			char candidate[KEY_MAX + 1];
			unsigned far;

			sensor_options_key(&view->sensors[i].id, numbered, candidate);
			far = distance(key, candidate);
			if (far >= best)
				continue;
			best = far;
			snprintf(nearest, KEY_MAX + 1, "%s", candidate);
		}
	}
}

/* Each once, without numbers: "motion, line_crossing, i_o". */
static void list_keys(const struct station_view *view, char list[LIST_MAX])
{
	size_t n = 0;

	*list = '\0';
	for (unsigned i = 0; i < view->sensor_count; i++) {
		char key[KEY_MAX + 1];
		bool before = false;

		sensor_options_key(&view->sensors[i].id, false, key);
		for (unsigned j = 0; j < i && !before; j++) {
			const struct sensor_id *other = &view->sensors[j].id;

			before = other->kind == view->sensors[i].id.kind &&
				 !sensor_word_compare(
					 other->word, view->sensors[i].id.word);
		}
		if (!before && n + strlen(key) + 3 < LIST_MAX)
			n += (size_t)snprintf(
				list + n, LIST_MAX - n, "%s%s", n ? ", " : "", key);
	}
}

static void check_key(
	const char *key, const struct station_view *view, const struct log *log)
{
	char nearest[KEY_MAX + 1], list[LIST_MAX];

	if (fits(key, view))
		return;
	find_nearest(key, view, nearest);
	list_keys(view, list);
	log_warning(log,
		"customize: there is no sensor \"%.60s\" (did you mean \"%s\"?); there is "
		"%s, each also with the number of a channel or of an input behind",
		key, nearest, list);
}

/* ---- what is wanted ---- */

static void check_options(const char *key, const json_t *options, const struct log *log)
{
	const char *member;
	json_t *value;

	if (!json_is_object(options))
		log_warning(log,
			"customize: \"%.60s\" must be an object: {\"delay\": 30}", key);
	json_object_foreach((json_t *)options, member, value)
	{
		const char *right = sensor_options_right(member, value);

		if (right)
			log_warning(log, "customize: \"%.60s\": \"%.30s\" %s", key,
				member, right);
	}
}

void sensor_options_check(
	const json_t *customize, const struct station_view *view, const struct log *log)
{
	const char *key;
	json_t *options;

	json_object_foreach((json_t *)customize, key, options)
	{
		check_key(key, view, log);
		check_options(key, options, log);
	}
}
