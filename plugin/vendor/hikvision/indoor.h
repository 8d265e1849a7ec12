/* SPDX-License-Identifier: Apache-2.0 */
/* indoor.h - the indoor stations of a door station: they know of its calls, and one of
 * them speaks for a door station that refuses connections.
 *
 * Each is asked every second whether there is a call; what they and the door station say
 * together (call-voices.h) is the reading of the unit.
 *
 * A door station that refuses connections, and has never answered itself (DS-KD8003, whose
 * port 80 is closed), is reached by the first indoor station that answers: identity, doors,
 * unlocking. The unit's serial number is then that of the indoor station, and so are the
 * ids of its devices; it is remembered, and stays when another one speaks later. There is
 * no event stream there: nothing tells of tampering, motion, or who opened a door.
 *
 * Indoor stations are asked over HTTP, with the login of the door station. */
#ifndef GATEHOUSE_HIKVISION_INDOOR_H
#define GATEHOUSE_HIKVISION_INDOOR_H

#include "call-voices.h"
#include "call-watch.h"
#include "device-link.h"
#include "vendor.h"

struct isapi;
struct isapi_call;
struct isapi_result;
struct unit;

struct indoor_station {
	struct unit *unit;
	struct isapi *isapi;
	struct call_watch watch;
	struct isapi_call *poll;
	struct call_voice voice;
	bool silence_told;
};

struct indoor {
	struct indoor_station stations[UNIT_INDOOR_MAX];
	unsigned count;
	struct indoor_station
		*via;   /**< who speaks for the door station; NULL: itself */
	unsigned asked; /**< how many have been asked who they are */
	int err; /**< why none of them: the first that answers counts; 0: all are silent */
	char why[LINK_WHY_MAX];
	bool locked_out; /**< the link waits for an indoor station to take logins */
	bool login_told; /**< the issue of a refused login is raised */
};

/** @return 0, -ENOMEM, -EINVAL; unit_indoor_finish() in any case */
int unit_indoor_init(
	struct unit *u, struct reactor *r, const struct unit_config *config);
void unit_indoor_finish(struct unit *u);

void unit_indoor_start(struct unit *u); /**< ask for calls; no effect when started */
void unit_indoor_stop(struct unit *u);
void unit_indoor_hurry(struct unit *u); /**< something happened: ask now */

/** The door station did not say who it is: may an indoor station speak for it?
 * @return false: no */
bool unit_indoor_instead(struct unit *u, const struct isapi_result *result);

/** Who answered, itself or an indoor station? Remembers it.
 * @param serial of who answered; becomes what the unit is known by */
void unit_indoor_answered(struct unit *u, char *serial, size_t cap);

struct isapi *unit_isapi(const struct unit *u); /**< who is asked and commanded */

#endif
