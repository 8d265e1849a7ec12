/* SPDX-License-Identifier: Apache-2.0 */
/* report.h - tells people, or programs, what was found. */
#ifndef REPORT_H
#define REPORT_H

#include <jansson.h>
#include <stdbool.h>

struct validator_test;
struct verdict;

struct report {
	bool json;
	bool names_providers; /**< the plugin has several: say which */
	unsigned counts[5];   /**< per enum outcome */
	json_t *tests;        /**< with `json`: one object per test */
};

int report_begin(struct report *r, bool json, bool names_providers);

/** One test is done. `provider` NULL: it was about the whole plugin. */
void report_test(struct report *r, const struct validator_test *t, const char *provider,
	const struct verdict *v, double took_ms);

/** The summary. @return did nothing fail? */
bool report_end(struct report *r, const char *plugin, unsigned seed);

#endif
