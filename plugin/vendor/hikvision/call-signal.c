/* SPDX-License-Identifier: Apache-2.0 */
/* call-signal.c - answer, refuse or end a call of a Hikvision device, without SIP. */

#include "call-signal.h"

#include "command.h"

#include <stdio.h>

static const char *const words[] = {
	[CALL_ORDER_ANSWER] = "answer",
	[CALL_ORDER_REJECT] = "reject",
	[CALL_ORDER_HANG_UP] = "hangUp",
};

int call_signal_send(struct isapi *isapi, enum call_order order, command_done_fn *done,
	void *user, struct unit_command **ret_command)
{
	char body[64];

	snprintf(body, sizeof(body), "{\"CallSignal\":{\"cmdType\":\"%s\"}}",
		words[order]);
	return command_send(isapi, "/ISAPI/VideoIntercom/callSignal?format=json", body,
		done, user, ret_command);
}
