/* SPDX-License-Identifier: Apache-2.0 */
/* console-forms.c - the forms that a line of input can have. */

#include "console-forms.h"
#include "schema.h"

/* 2^53: what every JSON reader can tell from its neighbours. */
#define REQUEST_ID "{\"type\":\"integer\",\"minimum\":1,\"maximum\":9007199254740992}"
/* Lengths are not in the patterns: {1,64} makes glibc's regcomp() take milliseconds. */
#define ID "{\"type\":\"string\",\"pattern\":\"^[A-Za-z0-9_-]+$\",\"maxLength\":64}"
#define ID_OR_EMPTY                                                                    \
	"{\"type\":\"string\",\"pattern\":\"^[A-Za-z0-9_-]*$\",\"maxLength\":64,"      \
	"\"default\":\"\"}"
#define OBJECT "\"type\":\"object\",\"additionalProperties\":false"

/* ADD A ROW for a new command, and its description to docs/console.md. */
static const struct {
	const char *word;
	const char *schema;
} forms[] = {
	// clang-format off
	[CONSOLE_REQUEST] = {"request",
		"{" OBJECT ",\"required\":[\"request\",\"instance\",\"op\"],\"properties\":{"
		"\"request\":" REQUEST_ID ",\"instance\":" ID ","
		"\"device\":" ID_OR_EMPTY ",\"capability\":" ID_OR_EMPTY ","
		"\"op\":{\"type\":\"string\",\"minLength\":1,\"maxLength\":64},"
		"\"args\":{\"type\":\"object\",\"default\":{}},"
		"\"timeout_ms\":{\"type\":\"integer\",\"minimum\":0,\"maximum\":4294967295,"
		"\"default\":0}}}"},
	[CONSOLE_CANCEL] = {"cancel",
		"{" OBJECT ",\"required\":[\"cancel\",\"instance\"],\"properties\":{"
		"\"cancel\":" REQUEST_ID ",\"instance\":" ID "}}"},
	[CONSOLE_CONFIGURE] = {"configure",
		"{" OBJECT ",\"required\":[\"configure\",\"settings\"],\"properties\":{"
		"\"configure\":" ID ",\"settings\":{\"type\":\"object\"}}}"},
	[CONSOLE_ADD] = {"add",
		"{" OBJECT ",\"required\":[\"add\"],\"properties\":{\"add\":{" OBJECT ","
		"\"required\":[\"id\",\"provider\",\"settings\"],\"properties\":{"
		"\"id\":" ID ",\"provider\":{\"type\":\"string\",\"minLength\":1},"
		"\"settings\":{\"type\":\"object\"}}}}}"},
	[CONSOLE_REMOVE] = {"remove",
		"{" OBJECT ",\"properties\":{\"remove\":" ID "}}"},
	[CONSOLE_QUIT] = {"quit",
		"{" OBJECT ",\"properties\":{\"quit\":{\"const\":true}}}"},
	// clang-format on
};

enum console_verb console_verb_of(const json_t *command)
{
	enum console_verb verb = CONSOLE_VERBS;

	for (int i = 0; i < CONSOLE_VERBS; i++) {
		if (!json_object_get(command, forms[i].word))
			continue;
		if (verb != CONSOLE_VERBS)
			return CONSOLE_VERBS;
		verb = (enum console_verb)i;
	}
	return verb;
}

json_t *console_check_form(enum console_verb verb, json_t *command)
{
	json_t *schema = json_loads(forms[verb].schema, 0, NULL);
	json_t *errors = NULL;

	if (schema && schema_fill(schema, command) == 0)
		errors = schema_errors(schema, command);
	json_decref(schema);
	return errors;
}
