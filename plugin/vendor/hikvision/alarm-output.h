/* SPDX-License-Identifier: Apache-2.0 */
/* alarm-output.h - the alarm outputs of a Hikvision device. */
#ifndef GATEHOUSE_ALARM_OUTPUT_H
#define GATEHOUSE_ALARM_OUTPUT_H

#include "door-reply.h"
#include "vendor.h"

struct isapi;

/** Reading the outputs of one device; all-zero but for the first members. */
struct alarm_outputs {
	struct isapi *isapi;
	void (*told)(unsigned output, bool on, void *user);
	void *user;
	struct output_question {
		struct alarm_outputs *outputs;
		struct isapi_call *call; /**< NULL: none under way */
	} questions[OUTPUTS_MAX];
};

/** As vendor.output.
 *
 * Source: ISAPI "System/IO/outputs/<n>/trigger", IOPortData with outputState high or low:
 * reported of cameras and NVRs; unverified on a door station */
int alarm_output_send(struct alarm_outputs *o, unsigned output, bool on,
	command_done_fn *done, void *user, struct unit_command **ret_command);

/** As vendor.ask_output; `told` hears of the answer. */
void alarm_output_ask(struct alarm_outputs *o, unsigned output);

#endif
