/* SPDX-License-Identifier: Apache-2.0 */
/* station-profiles.c - the firmware profiles of the simulated door station: the table. */

#include "station-profiles.h"

/* What is not here is at its default, which is that of V3.7.0.  ADD A ROW, and a line in
 * docs/simulator.md. */
// clang-format off
const struct profile station_profiles[] = {
	{"v2.2.65", "DS-KV6113-PE1(C) V2.2.65: pushes a binary message for each event, and has no other source",
		"captured: the messages; reported: one slot of httpHosts; guessed: what is 404, a stream with heartbeats only",
		{{"firmware", "V2.2.65"}, {"firmware-build", "build 231213"},
		{"push", "binary"}, {"http-hosts", "1"},
		{"stream-format", "xml"}, {"stream-content", "none"},
		{"journal", "404"}, {"capabilities", "404"}, {"call-status", "404"},
		{"caller-info", "404"}}},
	{"v2.2.114", "DS-KV6113-WPE1 V2.2.114: as V2.2.65, and by SIP: media with port 0, to port 5060, a private REGISTER",
		"captured: its INVITE, by way of a DS-KH8350 (addons 358); reported: the port; guessed: that it registers like that, the rest as V2.2.65",
		{{"model", "DS-KV6113-WPE1"}, {"firmware", "V2.2.114"}, {"firmware-build", "build 240930"},
		{"serial", "DS-KV6113-WPE10120240930WRAB2211144"},
		{"push", "binary"}, {"http-hosts", "1"},
		{"stream-format", "xml"}, {"stream-content", "none"},
		{"journal", "404"}, {"capabilities", "404"}, {"call-status", "404"},
		{"caller-info", "404"},
		{"sip-register", "private"}, {"sip-sdp", "refused"}, {"sip-length", "padded"},
		{"sip-call-id", "short"}, {"sip-cseq", "20"}, {"sip-invite-port", "5060"},
		{"sip-user-agent", "HKVS/2.0.0"}, {"sip-subject", "This is a call to app."}}},
	{"v3.7.0", "DS-KV6113-PE1(C) V3.7.0: stream, journal and callStatus; a press is 3,1024 with a picture",
		"captured on others: stream and journal; reported: the press, callStatus, the contact; guessed: see each switch",
		{{"firmware", "V3.7.0"}, {"firmware-build", "build 250818"}}},
	{"v3.7.1", "DS-KV6113-PE1(C) V3.7.1 without an indoor station: callStatus stays idle, only 3,1024 tells of a press",
		"reported: idle (on a KD8003(B), which had 5,25 for a press: --set press-code=5,25); guessed: the rest as V3.7.0",
		{{"firmware", "V3.7.1"}, {"firmware-build", "build 251020"},
		{"call-status", "idle"}, {"call-signal", "no-request"}}},
	{"v3.9.0", "DS-KV6124-E1 V3.9.0: a nonce serves twice, history on connect, no event of a press, 3,1024 is a remote unlock",
		"captured: nonce, history, codes, times of the journal, words of callStatus; guessed: 3,1024, that callStatus shows a ring",
		{{"model", "DS-KV6124-E1"}, {"firmware", "V3.9.0"}, {"firmware-build", "build 260115"},
		{"serial", "DS-KV6124-E10120260115RRAB7654321"}, {"utc-offset-min", "120"},
		{"nonce-uses", "2"}, {"history", "200"},
		{"press-event", "off"}, {"remote-open-event", "on"}, {"exit-event", "off"}}},
	{"kd8003", "DS-KD8003-IME1: its own HTTP port is closed; an indoor station answers for calls and doors",
		"reported: the closed port, that answer and hang up go to the indoor station; guessed: what it answers",
		{{"model", "DS-KD8003-IME1(B)"}, {"firmware", "V2.2.78"}, {"firmware-build", "build 240412"},
		{"serial", "DS-KD8003-IME1(B)0120240412RRAB1122334"},
		{"http", "closed"}, {"indoor", "1"}}},
	{.name = NULL},
};
// clang-format on
