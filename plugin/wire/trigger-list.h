/* SPDX-License-Identifier: Apache-2.0 */
/* trigger-list.h - what a camera or recorder can tell of, and how it tells. Pure. */
#ifndef GATEHOUSE_TRIGGER_LIST_H
#define GATEHOUSE_TRIGGER_LIST_H

#include "bytes.h"

enum { TRIGGERS_MAX = 4096, TRIGGER_NUMBER_MAX = 65535 };

/** Text is cut to fit and valid UTF-8; absent text is "". */
struct trigger {
	char id[64]; /**< as written; several may have the same. Encode it in a path */
	char type[64]; /**< eventType as written, cut at the first '-' as in alerts */
	unsigned
		channel; /**< videoInputChannelID, else dynVideoInputChannelID; 0 none */
	unsigned port;   /**< inputIOPortID, else dynInputIOPortID; 0 none */
	bool center; /**< a notificationMethod is "center", Notify Surveillance Center:
			  * only with this it is in the alertStream */
};

struct trigger_list {
	struct trigger *list; /**< in the device's order */
	size_t count;         /**< 0: there are none */
	bool more; /**< there were more than TRIGGERS_MAX: they are left out */
};

/** GET /ISAPI/Event/triggers: an EventTriggerList, alone or in an EventNotification; or
 * one EventTrigger, as GET /ISAPI/Event/triggers/scenechangedetection-1 answers. One
 * without eventType is left out. The list of a large recorder is more than HTTP_BODY_MAX:
 * ask with room for XML_SIZE_MAX.
 *
 * @param ret_triggers  to be given to trigger_list_finish(); untouched on failure
 * @return 0; -EPROTO: not that document; -EMSGSIZE, -ELOOP; -EPERM: has a DTD; -ENOMEM
 *
 * Source: lists of a fixed camera and a PTZ (samples of HikSink), DS-7108N-SN-P,
 * DS-2CD2542FWD-IS V5.4.5; the words: 15 dumps of devices */
int trigger_list_parse(struct bytes body, struct trigger_list *ret_triggers);

/** Frees what it holds; it is empty then. */
void trigger_list_finish(struct trigger_list *t);

#endif
