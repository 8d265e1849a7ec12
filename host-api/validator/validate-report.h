/* SPDX-License-Identifier: Apache-2.0 */
/* validate-report.h - tells people, or programs, what was found. */
#ifndef REPORT_H
#define REPORT_H

#include <jansson.h>
#include <stdbool.h>

struct validator_test;
struct verdict;

struct validate_report {
	bool json;
	bool names_providers; /**< the plugin has several: say which */
	unsigned counts[5];   /**< per enum outcome */
	json_t *tests;        /**< with `json`: one object per test */
};

int validate_report_begin(struct validate_report *r, bool json, bool names_providers);

/** One test is done. `provider` NULL: it was about the whole plugin. */
void validate_report_test(struct validate_report *r, const struct validator_test *t,
	const char *provider, const struct verdict *v, double took_ms);

/** The summary. @return did nothing fail? */
bool validate_report_end(struct validate_report *r, const char *plugin, unsigned seed);

#endif
