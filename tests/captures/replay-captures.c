/* SPDX-License-Identifier: Apache-2.0 */
/* replay-captures.c - run the plugin over a folder of what real devices sent.
 *
 *     replay-captures FOLDER
 *     GATEHOUSE_CAPTURES=FOLDER scripts/test
 *
 * For each file: how many alerts stand in it and how many came out; for each sensor, how
 * often it went on with an off delay of 1 to 30 s. Where it is known what must come out,
 * it is compared. No capture is part of this project. */

#include "capture-reader.h"
#include "capture-series.h"

#include <errno.h>
#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXIT_USAGE = 2, EXIT_NOTHING = 77 };

/* Counted in real captures by another program. ADD A ROW */
static const struct {
	enum sensor_kind kind;
	unsigned actives; /* tells which capture it is */
	unsigned episodes[DELAYS];
	const char *seen;
} known[] = {
	// clang-format off
	{SENSOR_MOTION,        259,  {49, 30, 30, 30, 30, 30, 30, 30, 30, 30}, "DS-2CD2185FWD-I"},
	{SENSOR_LINE_CROSSING, 112,  {25, 20, 20, 20, 20, 20, 20, 20, 20, 20}, "DS-2CD2185FWD-I"},
	{SENSOR_MOTION,        1425, {21, 20, 19, 17, 17, 17, 16, 15, 11, 4}, "a PTZ camera"},
	{SENSOR_MOTION,        1040, {422, 26, 12, 3, 2, 1, 1, 1, 1, 1}, "a recorder, channel 15"},
	{SENSOR_MOTION,        718,  {305, 40, 31, 23, 23, 19, 17, 15, 9, 5}, "a recorder, channel 7"},
	{SENSOR_MOTION,        240,  {97, 21, 18, 16, 16, 15, 15, 15, 14, 11}, "a recorder, channel 6"},
	{SENSOR_MOTION,        200,  {100, 21, 20, 16, 16, 16, 15, 15, 15, 13}, "a recorder, channel 2"},
	// clang-format on
};

struct totals {
	unsigned files, alerts, lost, compared, wrong;
};

static void take(const struct alert *alert, void *user)
{
	series_take(user, alert);
}

static void print_row(const char *title, const unsigned episodes[DELAYS])
{
	printf("    %-34s", title);
	for (unsigned i = 0; i < DELAYS; i++)
		printf(" %5u", episodes[i]);
	puts("");
}

static void compare(const struct series *s, struct totals *totals)
{
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		if (known[i].kind != s->id.kind || known[i].actives != s->actives)
			continue;
		totals->compared++;
		if (!memcmp(known[i].episodes, s->episodes, sizeof(s->episodes)))
			continue;
		totals->wrong++;
		print_row("WRONG: it must be", known[i].episodes);
	}
}

static void print_series(const struct series *s, struct totals *totals)
{
	const char *key = s->id.kind == SENSOR_OTHER ? s->id.word
						     : sensor_type_of(s->id.kind)->key;
	char title[96];

	snprintf(title, sizeof(title), "%s, %u actives", key, s->actives);
	print_row(title, s->episodes);
	compare(s, totals);
}

static int run_over(const char *path, struct totals *totals)
{
	struct series_set set = {0};
	struct capture capture;
	int err = capture_read(path, take, &set, &capture);

	if (err)
		fprintf(stderr, "%s: %s\n", path, strerror(-err));
	else if (capture.alerts) {
		printf("%s: %u alerts, %u read, %u heartbeats, %u of no sensor\n", path,
			capture.alerts, capture.read, set.heartbeats, set.untold);
		totals->files++;
		totals->alerts += capture.alerts;
		if (capture.read < capture.alerts) {
			totals->lost += capture.alerts - capture.read;
			puts("    LOST: not every alert came out");
		}
		for (unsigned i = 0; i < set.count; i++)
			print_series(set.list[i], totals);
	}
	series_finish(&set);
	return err;
}

static bool readable(const FTSENT *entry)
{
	static const char *const ends[] = {".txt", ".xml", ".json"};
	const char *dot = strrchr(entry->fts_name, '.');

	for (size_t i = 0; dot && i < sizeof(ends) / sizeof(*ends); i++) {
		if (entry->fts_info == FTS_F && !strcmp(dot, ends[i]))
			return true;
	}
	return false;
}

static int by_name(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

static int run_over_folder(char *folder, struct totals *totals)
{
	char *roots[] = {folder, NULL};
	FTS *walk = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, by_name);
	FTSENT *entry;
	int err = walk ? 0 : -errno;

	while (walk && (entry = fts_read(walk))) {
		if (readable(entry) && run_over(entry->fts_path, totals))
			err = -EIO;
	}
	if (walk)
		(void)fts_close(walk);
	return err;
}

static int judge(const char *folder, const struct totals *totals)
{
	printf("%u files with alerts, %u alerts, %u lost; %u series compared with what is "
	       "known, %u wrong\n",
		totals->files, totals->alerts, totals->lost, totals->compared,
		totals->wrong);
	if (!totals->files) {
		printf("skipped: there is no capture in %s\n", folder);
		return EXIT_NOTHING;
	}
	return totals->lost || totals->wrong ? EXIT_FAILURE : EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
	char *folder = argc > 1 ? argv[1] : getenv("GATEHOUSE_CAPTURES");
	struct totals totals = {0};
	int err;

	if (argc > 2) {
		fputs("usage: replay-captures [FOLDER]\n", stderr);
		return EXIT_USAGE;
	}
	if (!folder || !*folder) {
		puts("skipped: no folder of captures is named, neither as an argument nor "
		     "in GATEHOUSE_CAPTURES");
		return EXIT_NOTHING;
	}
	printf("%-38s", "off delay, seconds:");
	for (unsigned i = 0; i < DELAYS; i++)
		printf(" %5u", capture_delays_s[i]);
	puts("");
	err = run_over_folder(folder, &totals);
	return err ? EXIT_FAILURE : judge(folder, &totals);
}
