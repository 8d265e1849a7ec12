/* SPDX-License-Identifier: Apache-2.0 */
/* taxonomy.h - every event, in our words, and which child of a station it goes to.
 *
 * The one X-macro of the project: enum, names and routing come from it. `otherwise` is
 * the child that hears of it when the station has no child of the first kind. */

/* clang-format off */
/* ADD A LINE, then a row in a vendor's table, and a case in that child's on_event.
 *    kind             name               goes to   otherwise  meaning */
EVENT(BELL_PRESSED,    "bell-pressed",    DOORBELL, NONE,      "a visitor pressed the button .button")
EVENT(CALL_IDLE,       "call-idle",       DOORBELL, NONE,      "the station was asked at .asked_ms, and no call was going on")
EVENT(CALL_RINGING,    "call-ringing",    DOORBELL, NONE,      "the station was asked, and was ringing")
EVENT(CALL_TALKING,    "call-talking",    DOORBELL, NONE,      "the station was asked, and somebody had answered")
EVENT(MOTION,          "motion",          DOORBELL, NONE,      "something moved in front of the station")
EVENT(CASE_TAMPERED,   "case-tampered",   TAMPER,   DOORBELL,  "the housing was opened")
EVENT(DOOR_UNLOCKED,   "door-unlocked",   LOCK,     NONE,      "the relay of .door released the door")
EVENT(DOOR_LOCKED,     "door-locked",     LOCK,     NONE,      "the relay of .door locked it again")
EVENT(DOOR_HELD,       "door-held",       LOCK,     NONE,      "the relay of .door releases it until further notice")
EVENT(DOOR_OPENED,     "door-opened",     CONTACT,  NONE,      "the contact of .door: it stands open")
EVENT(DOOR_CLOSED,     "door-closed",     CONTACT,  NONE,      "the contact of .door: it is shut")
EVENT(DOOR_FORCED,     "door-forced",     CONTACT,  NONE,      ".door was opened, and nobody had unlocked it")
EVENT(DOOR_LEFT_OPEN,  "door-left-open",  CONTACT,  NONE,      ".door has been open for too long")
EVENT(ACCESS_GRANTED,  "access-granted",  NONE,     NONE,      ".access was let in at .door")
EVENT(ACCESS_DENIED,   "access-denied",   NONE,     NONE,      ".access was not let in at .door")
EVENT(REMOTE_UNLOCK,   "remote-unlock",   NONE,     NONE,      "a door was unlocked over the network, by us or by others; which is .door, or not said")
EVENT(OUTPUT_ON,       "output-on",       OUTPUT,   NONE,      "the alarm output .door is on")
EVENT(OUTPUT_OFF,      "output-off",      OUTPUT,   NONE,      "the alarm output .door is off")
EVENT(SENSOR,          "sensor",          CHANNEL,  CAMERA,    "a message about the sensor .news; .door is its channel")
EVENT(DETECTION_ON,    "detection-on",    CHANNEL,  CAMERA,    "the channel .door looks for motion")
EVENT(DETECTION_OFF,   "detection-off",   CHANNEL,  CAMERA,    "the channel .door does not look for motion")
/* clang-format on */
