/* SPDX-License-Identifier: Apache-2.0 */
/* alert-field.h - one element of an alert -> its field. Shared by XML and JSON. Pure. */
#ifndef GATEHOUSE_ALERT_FIELD_H
#define GATEHOUSE_ALERT_FIELD_H

#include "alert-xml.h"

/** An alert of which nothing is known. */
void alert_begin(struct alert *a);

/** Take one element. Empty text is as good as absent.
 *
 * @param path  below the root, lower case: "detectionregionlist/.../regionid" */
void alert_field(struct alert *a, const char *path, struct bytes text);

/** Copy a type: "facedetection-1" is "facedetection". As bytes_to_text(). */
void alert_type(struct bytes text, char *buf, size_t cap);

#endif
