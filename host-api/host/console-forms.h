/* SPDX-License-Identifier: Apache-2.0 */
/* console-forms.h - the forms that a line of input can have. */
#ifndef GATEHOUSE_CONSOLE_FORMS_H
#define GATEHOUSE_CONSOLE_FORMS_H

#include <jansson.h>

enum console_verb {
	CONSOLE_REQUEST,
	CONSOLE_CANCEL,
	CONSOLE_CONFIGURE,
	CONSOLE_ADD,
	CONSOLE_REMOVE,
	CONSOLE_QUIT,
	CONSOLE_VERBS /**< none of them */
};

/** Which verb a command has: the member that names it. More than one is none. */
enum console_verb console_verb_of(const json_t *command);

/** Fills in defaults and checks the form.
 * @return {"/pointer": "sentence"}, empty when it is fine, a new reference; or NULL */
json_t *console_check_form(enum console_verb verb, json_t *command);

#endif
