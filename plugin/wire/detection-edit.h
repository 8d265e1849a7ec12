/* SPDX-License-Identifier: Apache-2.0 */
/* detection-edit.h - a camera's detection document, with the detection on or off. Pure. */
#ifndef GATEHOUSE_DETECTION_EDIT_H
#define GATEHOUSE_DETECTION_EDIT_H

#include "buffer.h"

/** The same document, byte for byte, but for the text of the `enabled` right below its
 * root: what else is set there is the user's.
 *
 * @param out  initialised by the caller; what it held is gone
 * @return 0; -EPROTO: not well formed, or it has none; -EPERM: has a DTD; -EMSGSIZE,
 *         -ENOMEM
 *
 * Source: MotionDetection of cameras (pyHik, hikvision_next) */
int detection_edit(struct bytes document, bool on, struct buffer *out);

#endif
