/* SPDX-License-Identifier: Apache-2.0 */
/* validate-report.c - tells people, or programs, what was found. */

#include "validate-report.h"

#include "validator-test.h"
#include "verdict.h"

#include <errno.h>
#include <stdio.h>

int validate_report_begin(struct validate_report *r, bool json, bool names_providers)
{
	*r = (struct validate_report){.json = json, .names_providers = names_providers};
	if (json) {
		r->tests = json_array();
		if (!r->tests)
			return -ENOMEM;
	}
	return 0;
}

static void print_test(const struct validate_report *r, const struct validator_test *t,
	const char *provider, const struct verdict *v)
{
	printf("%-5s %s", outcome_word(v->outcome), t->name);
	if (provider && r->names_providers)
		printf(" [%s]", provider);
	if (v->outcome == OUTCOME_SKIP)
		printf(" (%s)", v->seen);
	putchar('\n');
	if (v->outcome != OUTCOME_PASS && v->outcome != OUTCOME_SKIP)
		printf("      rule: %s\n      seen: %s\n", t->rule, v->seen);
	fflush(stdout);
}

void validate_report_test(struct validate_report *r, const struct validator_test *t,
	const char *provider, const struct verdict *v, double took_ms)
{
	r->counts[v->outcome]++;
	if (!r->json) {
		print_test(r, t, provider, v);
		return;
	}
	json_array_append_new(r->tests,
		json_pack("{s:s, s:s?, s:s, s:s, s:s, s:f}", "name", t->name,
			"provider", provider, "outcome", outcome_word(v->outcome),
			"rule", t->rule, "seen", v->seen, "ms", took_ms));
}

bool validate_report_end(struct validate_report *r, const char *plugin, unsigned seed)
{
	unsigned total = 0;

	for (unsigned i = 0; i < 5; i++)
		total += r->counts[i];
	if (r->json) {
		json_t *summary = json_object(), *all;

		for (unsigned i = 0; i < 5; i++)
			json_object_set_new(summary, outcome_word((enum outcome)i),
				json_integer(r->counts[i]));
		all = json_pack("{s:s, s:i, s:o, s:o}", "plugin", plugin, "seed",
			(int)seed, "tests", r->tests, "summary", summary);
		json_dumpf(all, stdout, JSON_INDENT(2));
		putchar('\n');
		json_decref(all);
	} else {
		printf("%u tests: %u pass, %u warn, %u skip, %u fail, %u crash (seed %u)\n",
			total, r->counts[OUTCOME_PASS], r->counts[OUTCOME_WARN],
			r->counts[OUTCOME_SKIP], r->counts[OUTCOME_FAIL],
			r->counts[OUTCOME_CRASH], seed);
	}
	return total > 0 && r->counts[OUTCOME_FAIL] + r->counts[OUTCOME_CRASH] == 0;
}
