/* SPDX-License-Identifier: Apache-2.0 */
/* validate-options.h - the command line of dp-validate. */
#ifndef VALIDATE_OPTIONS_H
#define VALIDATE_OPTIONS_H

#include <regex.h>
#include <stdbool.h>

enum { MAX_MANIFESTS = 32 };

struct validate_options {
	bool list;
	bool json;
	bool in_process;
	bool has_only;
	regex_t only; /**< names of tests */
	const char *manifests[MAX_MANIFESTS];
	unsigned manifest_count;
	const char *provider; /**< look at this one only, or NULL */
	const char *settings; /**< or NULL */
	unsigned timeout_ms;  /**< per test */
	unsigned seed;
	const char *plugin;
	const char *child; /**< internal: we are the child that runs this test */
};

/** Complains on stderr. @return 0, -EINVAL; 1: help was asked for and given */
int validate_options_parse(struct validate_options *o, int argc, char **argv);

void validate_options_finish(struct validate_options *o);

#endif
