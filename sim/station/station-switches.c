/* SPDX-License-Identifier: Apache-2.0 */
/* station-switches.c - the switches of the simulated Hikvision door station: the table. */

#include "station-switches.h"

#define DAY_S     86400
#define LONG_MS   86400000
#define MANY      1000000
#define TEXT_ROW  SWITCH_TEXT
#define NO_RANGE  0, 0
#define NO_CHOICE NULL

/* A firmware profile is nothing but values of these rows.  ADD A ROW, its name in
 * enum station_switch, and a line in docs/simulator.md. */
// clang-format off
const struct switch_row station_switches[STATION_SWITCHES] = {
	[SWITCH_MODEL] = {"model", TEXT_ROW, "DS-KV6113-PE1(C)", NO_CHOICE, NO_RANGE,
		SEEN_REPORTED, "DS-KV6113-PE1(C) V3.7.0", "model in deviceInfo"},
	[SWITCH_FIRMWARE] = {"firmware", TEXT_ROW, "V3.7.0", NO_CHOICE, NO_RANGE,
		SEEN_REPORTED, "DS-KV6113-PE1(C)", "firmwareVersion in deviceInfo"},
	[SWITCH_FIRMWARE_BUILD] = {"firmware-build", TEXT_ROW, "build 250818", NO_CHOICE, NO_RANGE,
		SEEN_REPORTED, "DS-KV6113-PE1(C)", "firmwareReleasedDate in deviceInfo"},
	[SWITCH_DEVICE_NAME] = {"device-name", TEXT_ROW, "Front Door", NO_CHOICE, NO_RANGE,
		SEEN_OURS, "", "deviceName in deviceInfo and in events"},
	[SWITCH_SERIAL] = {"serial", TEXT_ROW, "DS-KV6113-PE1(C)0120250818RRAB1234567", NO_CHOICE, NO_RANGE,
		SEEN_GUESSED, "shape: model, version, date, RR, letters and digits", "serialNumber in deviceInfo"},
	[SWITCH_MAC] = {"mac", TEXT_ROW, "02:00:5e:00:53:01", NO_CHOICE, NO_RANGE,
		SEEN_OURS, "", "macAddress in deviceInfo"},
	[SWITCH_CLOCK_OFFSET] = {"clock-offset-s", SWITCH_NUMBER, "0", NO_CHOICE, -20000LL * DAY_S, 20000LL * DAY_S,
		SEEN_REPORTED, "a unit that lives in 1970", "how far the station's clock is ahead"},
	[SWITCH_UTC_OFFSET] = {"utc-offset-min", SWITCH_NUMBER, "180", NO_CHOICE, -14 * 60, 14 * 60,
		SEEN_REPORTED, "DS-KV6113, CST-3:00:00", "the station's time zone"},
	[SWITCH_DIGEST] = {"digest", SWITCH_WORD, "md5", "md5|sha256|both|md5-noqop", NO_RANGE,
		SEEN_CAPTURED, "hikvision_next 50 (md5); go2rtc 2344, lal 104 (others, reported)", "what the challenge offers"},
	[SWITCH_NONCE_USES] = {"nonce-uses", SWITCH_NUMBER, "0", NO_CHOICE, 0, MANY,
		SEEN_CAPTURED, "DS-KV6124 V3.9.0: 2; DS-K1T342 V4.48.40: 2", "a nonce serves that many requests, then 401 without challenge; 0 unlimited"},
	[SWITCH_LOCK_AFTER] = {"lock-after", SWITCH_NUMBER, "5", NO_CHOICE, 0, MANY,
		SEEN_CAPTURED, "userCheck bodies of three devices", "failed logins in a row that lock; 0 never"},
	[SWITCH_LOCK_SECONDS] = {"lock-seconds", SWITCH_NUMBER, "1800", NO_CHOICE, 1, DAY_S,
		SEEN_CAPTURED, "userCheck body, unlockTime 1800", "how long it stays locked"},
	[SWITCH_PERMISSION] = {"permission", SWITCH_WORD, "all", "all|read-only", NO_RANGE,
		SEEN_REPORTED, "hikvision_isapi 2, hikaxpro 56", "read-only: writes get 403 lowPrivilege"},
	[SWITCH_LATENCY] = {"latency-ms", SWITCH_NUMBER, "0", NO_CHOICE, 0, LONG_MS,
		SEEN_GUESSED, "embedded CPUs answer in 20 to 300 ms", "every reply comes that much later; effects do not"},
	[SWITCH_IDLE] = {"idle-ms", SWITCH_NUMBER, "60000", NO_CHOICE, 0, LONG_MS,
		SEEN_CAPTURED, "Keep-Alive: timeout=60, hikvision_next 50", "a connection without requests is closed after it; 0 never"},
	[SWITCH_HEARTBEAT] = {"heartbeat-ms", SWITCH_NUMBER, "10000", NO_CHOICE, 0, LONG_MS,
		SEEN_REPORTED, "10 s on some, 300 ms on others (node-red 80)", "videoloss/inactive on each stream; 0 only the first"},
	[SWITCH_STREAM_FORMAT] = {"stream-format", SWITCH_WORD, "json", "json|xml", NO_RANGE,
		SEEN_CAPTURED, "JSON: DS-KD8003, DS-KV6124; XML access events: guessed", "how the parts are written"},
	[SWITCH_STREAM_CONTENT] = {"stream-content", SWITCH_WORD, "full", "full|bare|none", NO_RANGE,
		SEEN_REPORTED, "none: addons 341, only the journal had it; bare: guessed, Scrypted's author asks the journal", "what a part tells; bare: that there was an event; none: no part"},
	[SWITCH_STREAM_FRAMING] = {"stream-framing", SWITCH_WORD, "close", "close|http10|chunked", NO_RANGE,
		SEEN_REPORTED, "http10: pyHik 10; which one a KV6113 uses is unknown", "the stream's body ends with the connection, or is chunked"},
	[SWITCH_STREAM_BOUNDARY] = {"stream-boundary", SWITCH_WORD, "front", "front|closed", NO_RANGE,
		SEEN_REPORTED, "front: pyHik 77; closed: unverified", "a boundary before each part, or also a closing one after it"},
	[SWITCH_STREAM_SLOTS] = {"stream-slots", SWITCH_NUMBER, "0", NO_CHOICE, 0, MANY,
		SEEN_REPORTED, "node-red 74", "streams over it get 403 invalidOperation; 0 no limit"},
	[SWITCH_HISTORY] = {"history", SWITCH_NUMBER, "0", NO_CHOICE, 0, 100000,
		SEEN_CAPTURED, "DS-KV6124 V3.9.0, DS-K1T342 (19,000 events)", "old events (currentEvent false) at the start of each stream"},
	[SWITCH_JOURNAL] = {"journal", SWITCH_WORD, "ok", "ok|404|500|notSupport|hang", NO_RANGE,
		SEEN_REPORTED, "unsupported on some units; which refusal: guessed", "what a search of the journal (AcsEvent) answers"},
	[SWITCH_JOURNAL_TIME] = {"journal-time", SWITCH_WORD, "local", "local|zone", NO_RANGE,
		SEEN_CAPTURED, "local: DS-KV6124 V3.9.0; zone: DS-K1T342", "the times of the journal, 2026-01-31 10:00:00 or 2026-01-31T10:00:00+03:00"},
	[SWITCH_CALL_STATUS] = {"call-status", SWITCH_WORD, "live", "live|idle|error|hang", NO_RANGE,
		SEEN_REPORTED, "idle: V3.7.1 without indoor station (addons 341), KV6124 captured", "what callStatus answers"},
	[SWITCH_RING] = {"ring-ms", SWITCH_NUMBER, "60000", NO_CHOICE, 1, LONG_MS,
		SEEN_REPORTED, "addons 294: about 60 s, then no event", "a ring that nobody answers ends after it"},
	[SWITCH_PRESS_EVENT] = {"press-event", SWITCH_WORD, "on", "off|on", NO_RANGE,
		SEEN_REPORTED, "DS-KV6113, addons 260", "a press sends AccessControllerEvent 3,1024"},
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
};
// clang-format on
