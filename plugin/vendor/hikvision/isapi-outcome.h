/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-outcome.h - what an answer means: HTTP and ISAPI status -> errno and a sentence.
 * Pure. */
#ifndef GATEHOUSE_ISAPI_OUTCOME_H
#define GATEHOUSE_ISAPI_OUTCOME_H

#include "isapi.h"

/** Logins are not judged here: a 401 is the caller's.
 *
 * @param why  memory for result->why */
void isapi_outcome(const struct http_reply *reply, const char *method, const char *path,
	const char *username, char *why, size_t cap, struct isapi_result *ret_result);

#endif
