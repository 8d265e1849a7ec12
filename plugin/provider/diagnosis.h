/* SPDX-License-Identifier: Apache-2.0 */
/* diagnosis.h - the answer to `diagnostics`: a summary, and a bundle to attach to a bug
 * report. No secret, no address, no name is in either. */
#ifndef GATEHOUSE_DIAGNOSIS_H
#define GATEHOUSE_DIAGNOSIS_H

#include "requests.h"

struct settings;
struct station;

#define DIAGNOSIS_TYPE "application/json"

/** Answer the request. result: the summary; blob: the bundle, which is the summary with
 * the last parts of the event stream; `gatehouse-sim --replay` plays it back.
 * @param station NULL: there is none */
void diagnosis_answer(struct requests *requests, uint64_t id,
	const struct station *station, const struct settings *settings);

#endif
