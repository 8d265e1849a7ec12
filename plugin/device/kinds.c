/* SPDX-License-Identifier: Apache-2.0 */
/* kinds.c - the kinds of device a station is made of. */

#include "child.h"
#include "contact.h"
#include "doorbell.h"
#include "lock.h"
#include "output.h"
#include "tamper-switch.h"

#include <stddef.h>

const struct child_type *child_type_of(enum child_kind kind)
{
	switch (kind) { /* ADD A KIND */
	case CHILD_NONE:
	case CHILD_CAMERA:
	case CHILD_CHANNEL: return NULL;
	case CHILD_DOORBELL: return &doorbell_type;
	case CHILD_LOCK: return &lock_type;
	case CHILD_CONTACT: return &contact_type;
	case CHILD_TAMPER: return &tamper_switch_type;
	case CHILD_OUTPUT: return &output_type;
	}
	return NULL;
}
