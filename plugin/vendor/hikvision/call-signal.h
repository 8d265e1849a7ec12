/* SPDX-License-Identifier: Apache-2.0 */
/* call-signal.h - answer, refuse or end a call of a Hikvision device, without SIP. */
#ifndef GATEHOUSE_CALL_SIGNAL_H
#define GATEHOUSE_CALL_SIGNAL_H

#include "vendor.h"

struct isapi;

/** As vendor.call(), to the device that rings. Some firmware takes it and does nothing;
 * some refuses it: then `done` has its words.
 *
 * Source: ISAPI "VideoIntercom/callSignal", words as Scrypted's doorbell plugin sends
 * them; what firmware answers: hikvision-addons #141, #149, #291, ultimate #73 */
int call_signal_send(struct isapi *isapi, enum call_order order, command_done_fn *done,
	void *user, struct unit_command **ret_command);

#endif
