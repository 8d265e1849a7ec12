/* SPDX-License-Identifier: Apache-2.0 */
/* validator-test.h - one test of the validator, and the tables of them. */
#ifndef VALIDATOR_TEST_H
#define VALIDATOR_TEST_H

struct subject;
struct verdict;

/** What must be at hand for a test. What is missing makes it a skip. */
enum test_needs {
	NEEDS_MANIFEST_FILE =
		1, /**< once per provider: a manifest, whatever is in it      */
	NEEDS_MANIFEST =
		2,       /**< once per provider: a manifest that fits the schema    */
	NEEDS_ENTRY = 4, /**< the plugin is loaded and its entry is complete        */
	NEEDS_PROVIDER =
		8, /**< once per provider: its code, and settings it must take */
	NEEDS_ADDRESS =
		16, /**< and the settings have "host" and "port"               */
	NEEDS_ONE = NEEDS_MANIFEST_FILE | NEEDS_MANIFEST | NEEDS_PROVIDER,
};

struct validator_test {
	const char *name;
	const char *rule;        /**< the sentence that must hold */
	const char *description; /**< one paragraph: how that is found out */
	unsigned needs;          /**< enum test_needs, or-ed */
	void (*run)(const struct subject *s, struct verdict *v);
};

/* Each ends with a row whose name is NULL.  ADD A ROW, and a fault in
 * tests/conformance/bad-plugin.c that it convicts. */
extern const struct validator_test library_tests[];
extern const struct validator_test entry_tests[];
extern const struct validator_test manifest_tests[];
extern const struct validator_test life_tests[];
extern const struct validator_test stop_tests[];
extern const struct validator_test host_tests[];
extern const struct validator_test process_tests[];
extern const struct validator_test form_tests[];

#endif
