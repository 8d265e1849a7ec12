/* SPDX-License-Identifier: Apache-2.0 */
/* trial.h - try settings on the real device, read-only: `settings.check` and the action
 * `test_connection`. */
#ifndef GATEHOUSE_TRIAL_H
#define GATEHOUSE_TRIAL_H

#include "requests.h"
#include "settings.h"

struct trial;
struct log;
struct reactor;

enum trial_form {
	TRIAL_FORM_ERRORS, /**< {"errors":{"/password":"invalid_auth"},...}, status ok */
	TRIAL_FORM_MESSAGE, /**< {"ok":true,"message":"..."}, or the error as the status */
};

/** The trials under way of one instance. */
struct trials {
	struct trial *first;
	struct reactor *reactor;
	struct requests *requests; /**< who is answered */
	const struct log *log;
};

/** Begin one for the request `id`, which is answered later.
 * @param settings  taken over, also on error
 * @return 0, -EINVAL, -ENOMEM */
int trial_start(struct trials *trials, uint64_t id, enum trial_form form,
	struct settings *settings);

void trial_cancel(struct trials *trials, uint64_t id); /**< unknown ids are ignored */
void trials_finish(struct trials *trials);

/** What a form says of settings that cannot even be parsed; a new reference. */
json_t *trial_errors(const char *field, const char *code, const char *why);

#endif
