/* SPDX-License-Identifier: Apache-2.0 */
/* station-switches.c - the switches of the simulated Hikvision door station: the table. */

#include "station-switches.h"

#define LONG_MS   86400000
#define NO_RANGE  0, 0
#define NO_CHOICE NULL

/* A firmware profile is nothing but values of these rows and the shared ones.  ADD A ROW,
 * its name in enum station_switch, and a line in docs/simulator.md. */
// clang-format off
const struct switch_row station_switches[STATION_SWITCHES] = {
	[SWITCH_STREAM_FORMAT] = {"stream-format", SWITCH_WORD, "json", "json|xml", NO_RANGE,
		SEEN_CAPTURED, "JSON: DS-KD8003, DS-KV6124; XML access events: guessed", "how the parts are written"},
	[SWITCH_STREAM_CONTENT] = {"stream-content", SWITCH_WORD, "full", "full|bare|none", NO_RANGE,
		SEEN_REPORTED, "none: addons 341, only the journal had it; bare: guessed, Scrypted's author asks the journal", "what a part tells; bare: that there was an event; none: no part"},
	[SWITCH_EVENT_DELAY] = {"event-delay-ms", SWITCH_NUMBER, "0", NO_CHOICE, 0, LONG_MS,
		SEEN_REPORTED, "addons 117: an unlock is told 1 to 3 s later", "parts come that much later than what happened; the journal does not"},
	[SWITCH_MOTION_EVENT] = {"motion-event", SWITCH_WORD, "acs", "acs|vmd|none", NO_RANGE,
		SEEN_REPORTED, "acs: DS-KV6113 V3.7.0 (Scrypted 2.0.8); vmd: cameras; none: door stations, pyHik 77", "how motion is told: 1,3; VMD active; not at all"},
	[SWITCH_HISTORY] = {"history", SWITCH_NUMBER, "0", NO_CHOICE, 0, 100000,
		SEEN_CAPTURED, "DS-KV6124 V3.9.0, DS-K1T342 (19,000 events)", "old events (currentEvent false) at the start of each stream"},
	[SWITCH_JOURNAL] = {"journal", SWITCH_WORD, "ok", "ok|404|500|notSupport|hang", NO_RANGE,
		SEEN_REPORTED, "unsupported on some units; which refusal: guessed", "what a search of the journal (AcsEvent) answers"},
	[SWITCH_JOURNAL_TIME] = {"journal-time", SWITCH_WORD, "local", "local|zone", NO_RANGE,
		SEEN_CAPTURED, "local: DS-KV6124 V3.9.0; zone: DS-K1T342", "the times of the journal, 2026-01-31 10:00:00 or 2026-01-31T10:00:00+03:00"},
	[SWITCH_CALL_STATUS] = {"call-status", SWITCH_WORD, "live", "live|idle|error|hang|404", NO_RANGE,
		SEEN_REPORTED, "idle: V3.7.1 without indoor station (addons 341), KV6124 captured; 404: old firmware", "what callStatus answers"},
	[SWITCH_RING] = {"ring-ms", SWITCH_NUMBER, "60000", NO_CHOICE, 1, LONG_MS,
		SEEN_REPORTED, "addons 294: about 60 s, then no event", "a ring that nobody answers ends after it"},
	[SWITCH_PRESS_EVENT] = {"press-event", SWITCH_WORD, "on", "off|on", NO_RANGE,
		SEEN_REPORTED, "DS-KV6113, addons 260", "a press sends AccessControllerEvent 3,1024"},
	[SWITCH_PRESS_CODE] = {"press-code", SWITCH_WORD, "3,1024", "3,1024|5,25|5,37", NO_RANGE,
		SEEN_REPORTED, "3,1024: addons 260; 5,25: KD8003(B) V3.7.1, addons 341; 5,37: HCNetSDK's doorbell ringing, guessed", "the code of the press event"},
	[SWITCH_PRESS_BUTTON] = {"press-button", SWITCH_WORD, "off", "off|on", NO_RANGE,
		SEEN_GUESSED, "the one press ever posted (addons 260) has no button", "the press event carries buttonNo"},
	[SWITCH_PRESS_PICTURES] = {"press-pictures", SWITCH_NUMBER, "1", NO_CHOICE, 0, 9,
		SEEN_REPORTED, "DS-KV6113, addons 260: picturesNumber 1", "picturesNumber in the press event; 0 leaves it out"},
	[SWITCH_UNLOCK] = {"unlock", SWITCH_WORD, "ok", "ok|refuse|hang|silent|drop", NO_RANGE,
		SEEN_REPORTED, "silent: addons 119; refuse, hang, drop: guessed", "door commands: done; 403; no answer; no events; no answer, closed"},
	[SWITCH_OPEN_DURATION] = {"open-duration-ms", SWITCH_NUMBER, "5000", NO_CHOICE, 1, LONG_MS,
		SEEN_GUESSED, "Door/param openDuration", "how long a relay stays pulsed"},
	[SWITCH_REMOTE_OPEN_EVENT] = {"remote-open-event", SWITCH_WORD, "off", "off|on", NO_RANGE,
		SEEN_GUESSED, "KV6124's log has 3,1024 next to 5,21: likely 'remote open', not a press", "an unlock over the network also logs 3,1024, with doorNo and without pictures"},
	[SWITCH_EXIT_EVENT] = {"exit-event", SWITCH_WORD, "on", "off|on", NO_RANGE,
		SEEN_REPORTED, "DS-K1T343 has 5,23; DS-KV6124 does not list it", "an exit button logs 5,23 before 5,21"},
	[SWITCH_CAPABILITIES] = {"capabilities", SWITCH_WORD, "ok", "ok|404|500", NO_RANGE,
		SEEN_REPORTED, "hikvision_next 290, pyHik 16", "what door/capabilities answers"},
	[SWITCH_CALL_SIGNAL] = {"call-signal", SWITCH_WORD, "ok", "ok|ignored|no-request|invalid|bad-request|404", NO_RANGE,
		SEEN_REPORTED, "ignored: addons 291; no-request: 149; invalid: 141; bad-request: ultimate 73; HTTP statuses guessed", "callSignal: done; 200 without effect; refusals"},
	[SWITCH_CALLER_INFO] = {"caller-info", SWITCH_WORD, "ok", "ok|404", NO_RANGE,
		SEEN_REPORTED, "constant whatever the button: addons 355; members guessed", "what callerInfo answers"},
	[SWITCH_PUSH] = {"push", SWITCH_WORD, "off", "off|binary", NO_RANGE,
		SEEN_CAPTURED, "DS-KV6113 V2.2.65 (Scrypted 1.0.1, event-patterns.txt)", "binary: 692 bytes per event to each address of httpHosts"},
	[SWITCH_PUSH_SPLIT] = {"push-split", SWITCH_NUMBER, "0", NO_CHOICE, 0, 692,
		SEEN_GUESSED, "", "that many bytes at a time, 2 ms apart; 0 all at once"},
	[SWITCH_PUSH_RING_END] = {"push-ring-end", SWITCH_WORD, "all", "all|hang-up", NO_RANGE,
		SEEN_GUESSED, "addons 294: a ring that times out has no event (other firmware)", "a ring that nobody answers ends with a push, or without"},
	[SWITCH_INDOOR] = {"indoor", SWITCH_NUMBER, "0", NO_CHOICE, 0, 2,
		SEEN_REPORTED, "KD8003, Scrypted 1736", "indoor stations, each a further HTTP server; never fewer than there were"},
};
// clang-format on
