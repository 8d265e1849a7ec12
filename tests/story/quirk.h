/* SPDX-License-Identifier: Apache-2.0 */
/* quirk.h - what may stand between two good parts of an event stream, and is none. */
#ifndef GATEHOUSE_QUIRK_H
#define GATEHOUSE_QUIRK_H

#include "story.h"

#define HEAD_XML                                                                       \
	"--MIME_boundary\r\nContent-Type: application/xml; charset=\"UTF-8\"\r\n"
#define HEAD_JSON "--MIME_boundary\r\nContent-Type: application/json\r\n"
#define NS        "xmlns=\"http://www.hikvision.com/ver20/XMLSchema\""

/** A quirk, and the models or programs that met it. None of these is an event. */
struct quirk {
	const char *name, *bytes;
};

enum { QUIRKS = 35 };

extern const struct quirk quirks[QUIRKS];

/** These bytes onto the station's event stream. */
void send_raw(struct story *s, const char *bytes, size_t len);

#endif
