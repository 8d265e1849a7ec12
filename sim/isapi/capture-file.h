/* SPDX-License-Identifier: Apache-2.0 */
/* capture-file.h - what somebody recorded of a stream: a log of its parts, or its bytes.
 *
 * A log has a line of JSON for each part, {"content":"<EventNotificationAlert ..."}, as
 * hiksink writes it. Of anything else the alerts in XML are taken, and what is between them
 * is left out. Their times are those of dateTime, in whole seconds. */
#ifndef GATEHOUSE_SIM_CAPTURE_FILE_H
#define GATEHOUSE_SIM_CAPTURE_FILE_H

#include <jansson.h>
#include <stdio.h>

/** @return the parts as a bundle has them, new; NULL if there is none */
json_t *capture_read(FILE *file);

#endif
