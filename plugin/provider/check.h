/* SPDX-License-Identifier: Apache-2.0 */
/* check.h - try settings on the real device, read-only: `settings.check` and the action
 * `test_connection`. */
#ifndef GATEHOUSE_CHECK_SETTINGS_H
#define GATEHOUSE_CHECK_SETTINGS_H

#include "requests.h"
#include "settings.h"

struct check;
struct log;
struct reactor;

enum check_form {
	CHECK_FORM_ERRORS,  /**< {"errors":{"/password":"invalid_auth"},...}, status ok */
	CHECK_FORM_MESSAGE, /**< {"ok":true,"message":"..."}, or the error as the status */
};

/** The checks under way of one instance. */
struct checks {
	struct check *first;
	struct reactor *reactor;
	struct requests *requests; /**< who is answered */
	const struct log *log;
};

/** Begin one for the request `id`, which is answered later.
 * @param settings  taken over, also on error
 * @return 0, -EINVAL, -ENOMEM */
int check_start(struct checks *checks, uint64_t id, enum check_form form,
	struct settings *settings);

void check_cancel(struct checks *checks, uint64_t id); /**< unknown ids are ignored */
void checks_finish(struct checks *checks);

/** What a form says of settings that cannot even be parsed; a new reference. */
json_t *check_errors(const char *field, const char *code, const char *why);

#endif
