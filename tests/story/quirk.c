/* SPDX-License-Identifier: Apache-2.0 */
/* quirk.c - what may stand between two good parts of an event stream, and is none. */

#include "quirk.h"

#include <openssl/evp.h>
#include <stdlib.h>

#define BEAT                                                                           \
	"<EventNotificationAlert version=\"2.0\" " NS "><channelID>1</channelID>"      \
	"<eventType>videoloss</eventType><eventState>inactive</eventState>"            \
	"</EventNotificationAlert>"

// clang-format off
const struct quirk quirks[QUIRKS] = {
	{"nothing", ""},
	{"another boundary than the header's (DS-7608NI-E2)",
		"--boundary\r\nContent-Type: application/xml\r\n\r\n" BEAT "\r\n"},
	{"a doubled boundary (alarmserver 51)",
		"--MIME_boundary\r\n--MIME_boundary\r\nContent-Type: application/xml\r\n\r\n" BEAT
		"\r\n"},
	{"a boundary that is closed", "--MIME_boundary--\r\n"},
	{"blank lines between parts (DS-KV6124)", "\r\n\r\n\n\r\n"},
	{"line feeds alone", "--MIME_boundary\nContent-Type: application/xml\n\n" BEAT "\n"},
	{"tabs in headers", "--MIME_boundary\r\nContent-Type:\tapplication/xml\r\n\r\n" BEAT
			    "\r\n"},
	{"a length in front of the boundary (DS-KD8003)",
		"Content-Length: 314\r\n\r\n--MIME_boundary\r\nContent-Type: application/json; "
		"charset=\"UTF-8\"\r\nContent-Length: 48\r\n\r\n"
		"{\"eventType\":\"videoloss\",\"eventState\":\"inactive\"}\r\n"},
	{"no multipart at all, two documents glued (HNDB302)", BEAT BEAT},
	{"an answer's head inside the stream (toxuin)",
		"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n\r\n" BEAT "\r\n"},
	{"a picture with its length",
		"--MIME_boundary\r\nContent-Type: image/jpeg\r\nContent-Length: 20\r\n\r\n"
		"\xff\xd8--<EventNotif{\xff\xd9..\r\n"},
	{"a picture without a length",
		"--MIME_boundary\r\nContent-Type: image/jpeg\r\n\r\n"
		"\xff\xd8 pixels \xff\xd9\r\n"},
	{"a text part", "--MIME_boundary\r\nContent-Type: text/plain\r\n\r\nhello\r\n"},
	{"a length that is too large",
		HEAD_XML "Content-Length: 5000\r\n\r\n" BEAT "\r\n"},
	{"a length that is too small", HEAD_XML "Content-Length: 30\r\n\r\n" BEAT "\r\n"},
	{"a negative length", HEAD_XML "Content-Length: -1\r\n\r\n" BEAT "\r\n"},
	{"a length beyond all numbers",
		HEAD_XML "Content-Length: 99999999999999999999999\r\n\r\n" BEAT "\r\n"},
	{"no length", HEAD_XML "\r\n" BEAT "\r\n"},
	{"a part that is only a declaration",
		HEAD_XML "Content-Length: 38\r\n\r\n"
			 "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n"},
	{"a raw ampersand in a name",
		HEAD_XML "\r\n<EventNotificationAlert><channelName>Bed & Breakfast</channelName>"
			 "<eventType>videoloss</eventType><eventState>inactive</eventState>"
			 "</EventNotificationAlert>\r\n"},
	{"a foreign byte in a name",
		HEAD_XML "\r\n<EventNotificationAlert><channelName>Caf\xe9</channelName>"
			 "<eventType>videoloss</eventType><eventState>inactive</eventState>"
			 "</EventNotificationAlert>\r\n"},
	{"elements that are empty (HA 173174)",
		HEAD_XML "\r\n<EventNotificationAlert><dynChannelID/><channelID/>"
			 "<activePostCount/><eventType>videoloss</eventType>"
			 "<eventState>inactive</eventState></EventNotificationAlert>\r\n"},
	{"elements that are missing",
		HEAD_XML "\r\n<EventNotificationAlert></EventNotificationAlert>\r\n"},
	{"a heartbeat of another kind (DS-KB6003)",
		HEAD_XML "\r\n<EventNotificationAlert xmlns=\"urn:psialliance-org\">"
			 "<eventType>other</eventType><eventDescription>Heartbeat"
			 "</eventDescription></EventNotificationAlert>\r\n"},
	{"a time that is none (homebridge-hikvision 33)",
		HEAD_XML "\r\n<EventNotificationAlert><dateTime>2021-12-14T09:06:1600:00"
			 "</dateTime><eventType>videoloss</eventType><eventState>inactive"
			 "</eventState></EventNotificationAlert>\r\n"},
	{"a type nobody knows",
		HEAD_XML "\r\n<EventNotificationAlert><eventType>parkingTicket</eventType>"
			 "<eventState>active</eventState></EventNotificationAlert>\r\n"},
	{"a document that defines entities",
		HEAD_XML "\r\n<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;&b;\">]>"
			 "<EventNotificationAlert><eventType>&c;</eventType>"
			 "</EventNotificationAlert>\r\n"},
	{"a document with another root",
		HEAD_XML "\r\n<ResponseStatus><statusCode>4</statusCode></ResponseStatus>\r\n"},
	{"JSON that stops in the middle",
		HEAD_JSON "Content-Length: 25\r\n\r\n{\"eventType\":\"videoloss\",\r\n"},
	{"JSON with braces in a text",
		HEAD_JSON "\r\n{\"eventType\":\"videoloss\",\"x\":\"}{\\\"}\",\"eventState\":"
			  "\"inactive\"}\r\n"},
	{"JSON with numbers as texts",
		HEAD_JSON "\r\n{\"eventType\":\"AccessControllerEvent\",\"AccessControllerEvent\":"
			  "{\"majorEventType\":\"5\",\"subEventType\":\"9\",\"serialNo\":\"70\"}}\r\n"},
	{"JSON that is an array", HEAD_JSON "\r\n[1,2,3]\r\n"},
	{"an alert that is history",
		HEAD_JSON "\r\n{\"eventType\":\"AccessControllerEvent\",\"AccessControllerEvent\":"
			  "{\"majorEventType\":1,\"subEventType\":1028,\"serialNo\":3,"
			  "\"currentEvent\":false}}\r\n"},
	{"a part that never ends, and the next boundary",
		HEAD_XML "\r\n<EventNotificationAlert><eventType>videoloss</eventType>\r\n"},
	{"control bytes", "\x01\x02\x7f\x1b[2J\r\n"},
};
// clang-format on

void send_raw(struct story *s, const char *bytes, size_t len)
{
	unsigned char *text = malloc(4 * (len / 3 + 2));

	EVP_EncodeBlock(text, (const unsigned char *)bytes, (int)len);
	sim_do(s, "raw %s", (const char *)text);
	free(text);
}
