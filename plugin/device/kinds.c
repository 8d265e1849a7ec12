/* SPDX-License-Identifier: Apache-2.0 */
/* kinds.c - the kinds of device a station is made of. */

#include "camera-device.h"
#include "channel.h"
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
	case CHILD_NONE: return NULL;
	case CHILD_DOORBELL: return &doorbell_type;
	case CHILD_LOCK: return &lock_type;
	case CHILD_CONTACT: return &contact_type;
	case CHILD_TAMPER: return &tamper_switch_type;
	case CHILD_OUTPUT: return &output_type;
	case CHILD_CAMERA: return &camera_device_type;
	case CHILD_CHANNEL: return &channel_type;
	}
	return NULL;
}

const char *child_word(const struct child *c)
{
	return c->type->word ? c->type->word(c) : c->type->type;
}
