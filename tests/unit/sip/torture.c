/* SPDX-License-Identifier: Apache-2.0 */
/* torture.c - messages of our own, one for each that RFC 4475 describes, and some more. */

#include "torture.h"

#include <stdbool.h>

#include "sip-gate.h"

#define LINE(method) method " sip:100@127.0.0.1 SIP/2.0\r\n"
#define VIA          "Via: SIP/2.0/UDP 127.0.0.2:5060;rport;branch=z9hG4bKt\r\n"
#define FROM         "From: <sip:200@127.0.0.2>;tag=1\r\n"
#define TO           "To: <sip:100@127.0.0.1>\r\n"
#define ID           "Call-ID: torture\r\n"
#define SEQ(method)  "CSeq: 1 " method "\r\n"
#define CONTACT      "Contact: <sip:200@127.0.0.2:5060>\r\n"
#define END          "Content-Length: 0\r\n\r\n"
#define MOST         FROM TO ID
#define LONG64       "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

#define ROW(section, verdict, text)                                                    \
	{                                                                              \
		section, sizeof(text) - 1, text, verdict                               \
	}

const struct torture torture_messages[] = {
	// clang-format off
/* 3.1.1: valid */
ROW("3.1.1.1 wsinv", SIP_PASS,
	LINE("INVITE") "v:\r\n\tSIP/2.0/UDP\r\n 127.0.0.2:5060 ; rport ;branch = z9hG4bKt\r\n"
	"TO :\r\n sip:100@127.0.0.1 ;   tag    = \r\n x\r\nfrom: \"J Rosenberg \\\\\\\"\" <sip:200@127.0.0.2>\r\n ;\r\n tag = 1\r\n"
	"Max-Forwards: 0068\r\ncall-ID: torture\r\ncseq: 0009\r\n INVITE\r\ns :\r\n"
	"NewFangledHeader:   newfangled value\r\n continued newfangled value\r\nm:\"Q\" <sip:200@127.0.0.2>;newparam=1;\r\n q=0.33\r\nl: 0\r\n\r\n"),
ROW("3.1.1.2 intmeth", SIP_PASS,
	"!interesting-Method0123456789_*+`.%indeed'~ sip:100@127.0.0.1 SIP/2.0\r\n" VIA MOST
	"CSeq: 139122385 !interesting-Method0123456789_*+`.%indeed'~\r\n" END),
ROW("3.1.1.3 esc01", SIP_PASS,
	"INVITE sip:sips%3Auser%40example.com@127.0.0.1 SIP/2.0\r\n" VIA
	"From: <sip:I%20have%20spaces@127.0.0.2>;tag=1\r\nTo: <sip:%75se%72@127.0.0.1>\r\n" ID SEQ("INVITE") CONTACT END),
ROW("3.1.1.4 escnull", SIP_PASS,
	"REGISTER sip:127.0.0.1 SIP/2.0\r\n" VIA
	"From: sip:null-%00-null@127.0.0.2;tag=1\r\nTo: sip:null-%00-null@127.0.0.1\r\n" ID SEQ("REGISTER")
	"Contact: <sip:%00@127.0.0.2>\r\n" END),
ROW("3.1.1.5 esc02", SIP_PASS,
	"RE%47IST%45R sip:127.0.0.1 SIP/2.0\r\n" VIA MOST "CSeq: 1 RE%47IST%45R\r\n" CONTACT END),
ROW("3.1.1.6 lwsdisp", SIP_PASS,
	LINE("OPTIONS") VIA "From: caller<sip:200@127.0.0.2>;tag=1\r\n" TO ID SEQ("OPTIONS") END),
ROW("3.1.1.7 longreq", SIP_PASS,
	LINE("INVITE") VIA "From: <sip:200@127.0.0.2>;tag=" LONG64 LONG64 LONG64 LONG64 "\r\n"
	"To: \"" LONG64 LONG64 LONG64 LONG64 "\" <sip:100@127.0.0.1>\r\nCall-ID: " LONG64 LONG64 LONG64 LONG64 "\r\n" SEQ("INVITE")
	"Unknown-" LONG64 LONG64 ": " LONG64 LONG64 "\r\n" CONTACT END),
ROW("3.1.1.8 dblreq", SIP_PASS,
	LINE("OPTIONS") VIA MOST SEQ("OPTIONS") END LINE("INVITE") VIA MOST SEQ("INVITE") CONTACT END),
ROW("3.1.1.9 semiuri", SIP_PASS,
	"OPTIONS sip:user;par=u%40example.net@127.0.0.1 SIP/2.0\r\n" VIA MOST SEQ("OPTIONS") END),
ROW("3.1.1.10 transports", SIP_BAD_VIA,
	LINE("OPTIONS") VIA "Via: SIP/2.0/SCTP t1.example.com;branch=z9hG4bKa\r\n"
	"Via: SIP/2.0/UNKNOWN t4.example.com;branch=z9hG4bKb\r\n" MOST SEQ("OPTIONS") END),
ROW("3.1.1.11 mpart01", SIP_PASS,
	LINE("MESSAGE") VIA MOST SEQ("MESSAGE") "Content-Type: multipart/mixed;boundary=xx\r\nContent-Length: 46\r\n\r\n"
	"--xx\r\nContent-Type: text/plain\r\n\r\nHello\r\n--xx--\r\n"),
ROW("3.1.1.12 unreason", SIP_PASS,
	"SIP/2.0 200 = 2**3 * 5**2 \xd0\xbd\xd0\xbe\r\n" VIA MOST SEQ("INVITE") CONTACT END),
ROW("3.1.1.13 noreason", SIP_PASS,
	"SIP/2.0 100 \r\n" VIA MOST SEQ("INVITE") END),
/* 3.1.2: invalid */
ROW("3.1.2.1 badinv01", SIP_NOT_SIP,
	LINE("INVITE") "Via: SIP/2.0/UDP 127.0.0.2;;,;,,\r\n" MOST SEQ("INVITE") "Contact: \"\" <> ;,,;,\r\n" END),
ROW("3.1.2.2 clerr", SIP_BAD_LENGTH,
	LINE("MESSAGE") VIA MOST SEQ("MESSAGE") "Content-Length: 9999\r\n\r\nshort"),
ROW("3.1.2.3 ncl", SIP_BAD_LENGTH,
	LINE("MESSAGE") VIA MOST SEQ("MESSAGE") "Content-Length: -999\r\n\r\nbody"),
ROW("3.1.2.4 scalar02", SIP_BAD_HEADERS,
	"REGISTER sip:127.0.0.1 SIP/2.0\r\n" VIA MOST "CSeq: 36893488147419103232 REGISTER\r\nMax-Forwards: 300\r\n"
	"Expires: 10000000000000000000\r\nContact: <sip:200@127.0.0.2>;expires=280297596632815\r\n" END),
ROW("3.1.2.4 scalar02, CSeq alone", SIP_BAD_CSEQ,
	LINE("OPTIONS") VIA MOST "CSeq: 36893488147419103232 OPTIONS\r\n" END),
ROW("3.1.2.5 scalarlg", SIP_BAD_CSEQ,
	"SIP/2.0 503 Service Unavailable\r\n" VIA MOST "CSeq: 9292394834772304023312 OPTIONS\r\nRetry-After: 949302838503028349304023988\r\n" END),
ROW("3.1.2.6 quotbal", SIP_BAD_QUOTES,
	LINE("INVITE") VIA FROM "To: \"Mr. J. User <sip:100@127.0.0.1>\r\n" ID SEQ("INVITE") CONTACT END),
ROW("3.1.2.7 ltgtruri", SIP_BAD_URI,
	"INVITE <sip:100@127.0.0.1> SIP/2.0\r\n" VIA MOST SEQ("INVITE") CONTACT END),
ROW("3.1.2.8 lwsruri", SIP_NOT_SIP,
	"INVITE sip:100@127.0.0.1; lr SIP/2.0\r\n" VIA MOST SEQ("INVITE") CONTACT END),
ROW("3.1.2.9 lwsstart", SIP_NOT_SIP,
	"INVITE  sip:100@127.0.0.1  SIP/2.0\r\n" VIA MOST SEQ("INVITE") CONTACT END),
ROW("3.1.2.10 trws", SIP_NOT_SIP,
	"OPTIONS sip:100@127.0.0.1 SIP/2.0  \r\n" VIA MOST SEQ("OPTIONS") END),
ROW("3.1.2.11 escruri", SIP_BAD_URI,
	"INVITE sip:100@127.0.0.1?Route=%3Csip:example.com%3E SIP/2.0\r\n" VIA MOST SEQ("INVITE") CONTACT END),
ROW("3.1.2.12 baddate", SIP_PASS, /* we read no dates */
	LINE("OPTIONS") VIA MOST SEQ("OPTIONS") "Date: Fri, 01 Jan 2010 16:00:00 EST\r\n" END),
ROW("3.1.2.13 regbadct", SIP_PASS, /* the parameters are taken as the header's */
	"REGISTER sip:127.0.0.1 SIP/2.0\r\n" VIA MOST SEQ("REGISTER") "Contact: sip:200@127.0.0.2?Route=%3Csip:x%3E\r\n" END),
ROW("3.1.2.14 badaspec", SIP_BAD_URI,
	LINE("OPTIONS") VIA FROM "To: < sip:100@127.0.0.1 >\r\n" ID SEQ("OPTIONS") END),
ROW("3.1.2.15 baddn", SIP_PASS, /* it is clear what is meant */
	LINE("OPTIONS") VIA "From: Bell, Alexander <sip:200@127.0.0.2>;tag=1\r\n" TO ID SEQ("OPTIONS") END),
ROW("3.1.2.16 badvers", SIP_NOT_SIP,
	"OPTIONS sip:100@127.0.0.1 SIP/7.0\r\n" VIA MOST SEQ("OPTIONS") END),
ROW("3.1.2.17 mismatch01", SIP_BAD_CSEQ, LINE("OPTIONS") VIA MOST SEQ("INVITE") END),
ROW("3.1.2.18 mismatch02", SIP_BAD_CSEQ, LINE("NEWMETHOD") VIA MOST SEQ("INVITE") END),
ROW("3.1.2.19 bigcode", SIP_BAD_STATUS, "SIP/2.0 4294967301 better not break the receiver\r\n" VIA MOST SEQ("INVITE") END),
/* 3.2 */
ROW("3.2.1 badbranch", SIP_BAD_VIA,
	LINE("OPTIONS") "Via: SIP/2.0/UDP 127.0.0.2:5060;rport;branch=z9hG4bK\r\n" MOST SEQ("OPTIONS") END),
/* 3.3 */
ROW("3.3.1 insuf", SIP_BAD_HEADERS, LINE("INVITE") VIA SEQ("INVITE") END),
ROW("3.3.2 unkscm", SIP_BAD_URI,
	"OPTIONS nobodyKnowsThisScheme:totallyopaquecontent SIP/2.0\r\n" VIA MOST SEQ("OPTIONS") END),
ROW("3.3.3 novelsc", SIP_BAD_URI, "OPTIONS soap.beep://192.0.2.103:3002 SIP/2.0\r\n" VIA MOST SEQ("OPTIONS") END),
ROW("3.3.4 unksm2", SIP_NOT_SIP,
	"REGISTER sip:127.0.0.1 SIP/2.0\r\n" VIA "From: <http://www.example.com>;tag=1\r\nTo: isbn:2983792873\r\n" ID SEQ("REGISTER")
	"Contact: <name:John_Smith>\r\n" END),
ROW("3.3.5 bext01", SIP_PASS,
	LINE("OPTIONS") VIA MOST SEQ("OPTIONS") "Supported: okay\r\nRequire: nothingSupportsThis, nothingSupportsThisEither\r\n"
	"Proxy-Require: noProxiesSupportThis\r\n" END),
ROW("3.3.6 invut", SIP_PASS,
	LINE("INVITE") VIA MOST SEQ("INVITE") CONTACT "Content-Type: application/unknownformat\r\nContent-Length: 7\r\n\r\n<audio>"),
ROW("3.3.7 regaut01", SIP_PASS,
	"REGISTER sip:127.0.0.1 SIP/2.0\r\n" VIA MOST SEQ("REGISTER") "Authorization: NoOneKnowsThisScheme opaque-data=here\r\n" CONTACT END),
ROW("3.3.8 multi01", SIP_BAD_HEADERS,
	LINE("INVITE") VIA MOST MOST SEQ("INVITE") "CSeq: 8 INVITE\r\n" CONTACT END),
ROW("3.3.9 mcl01", SIP_BAD_HEADERS,
	LINE("OPTIONS") VIA MOST SEQ("OPTIONS") "Content-Length: 5\r\nContent-Length: 3\r\n\r\nhello"),
ROW("3.3.10 bcast", SIP_BAD_VIA,
	"SIP/2.0 200 OK\r\n" VIA "Via: SIP/2.0/UDP 255.255.255.255;branch=z9hG4bKa\r\n" MOST SEQ("INVITE") CONTACT END),
ROW("3.3.11 zeromf", SIP_PASS, LINE("OPTIONS") VIA MOST SEQ("OPTIONS") "Max-Forwards: 0\r\n" END),
ROW("3.3.12 cparam01", SIP_PASS,
	"REGISTER sip:127.0.0.1 SIP/2.0\r\n" VIA MOST SEQ("REGISTER") "Contact: sip:+19725552222@127.0.0.2;unknownparam\r\n" END),
ROW("3.3.13 cparam02", SIP_PASS,
	"REGISTER sip:127.0.0.1 SIP/2.0\r\n" VIA MOST SEQ("REGISTER") "Contact: <sip:+19725552222@127.0.0.2;unknownparam>\r\n" END),
ROW("3.3.14 regescrt", SIP_PASS,
	"REGISTER sip:127.0.0.1 SIP/2.0\r\n" VIA MOST SEQ("REGISTER") "Contact: <sip:200@127.0.0.2?Route=%3Csip:sip.example.com%3E>\r\n" END),
ROW("3.3.15 sdp01", SIP_PASS, LINE("INVITE") VIA MOST SEQ("INVITE") CONTACT "Accept: text/nobodyKnowsThis\r\n" END),
/* 3.4 */
ROW("3.4.1 inv2543", SIP_NOT_SIP,
	LINE("INVITE") "Via: SIP/2.0/UDP 127.0.0.2\r\nFrom: <sip:200@127.0.0.2>\r\n" TO ID SEQ("INVITE") END),
/* what else was tried on others: facts, section 5 */
ROW("ours: maddr", SIP_BAD_VIA,
	LINE("OPTIONS") "Via: SIP/2.0/UDP 127.0.0.2;maddr=192.0.2.1;branch=z9hG4bKt\r\n" MOST SEQ("OPTIONS") END),
ROW("ours: a path over others", SIP_BAD_ROUTE,
	LINE("INVITE") VIA "Record-Route: <sip:192.0.2.1;lr>\r\n" MOST SEQ("INVITE") CONTACT END),
ROW("ours: the way to another proxy", SIP_BAD_ROUTE,
	LINE("OPTIONS") VIA "Route: <sip:192.0.2.1;lr>\r\n" MOST SEQ("OPTIONS") END),
ROW("ours: the way to us", SIP_PASS, LINE("OPTIONS") VIA "Route: <sip:127.0.0.1;lr>\r\n" MOST SEQ("OPTIONS") END),
ROW("ours: NUL in a header", SIP_BAD_CHARACTER,
	LINE("OPTIONS") VIA MOST SEQ("OPTIONS") "Subject: a\0b\r\n" END),
ROW("ours: no tag", SIP_BAD_HEADERS, LINE("OPTIONS") VIA "From: <sip:200@127.0.0.2>\r\n" TO ID SEQ("OPTIONS") END),
ROW("ours: empty lines in front", SIP_PASS, "\r\n\r\n" LINE("OPTIONS") VIA MOST SEQ("OPTIONS") END),
ROW("ours: padded length", SIP_PASS,
	LINE("MESSAGE") VIA MOST SEQ("MESSAGE") "Content-Length:   5\r\n\r\nhello"),
ROW("ours: no Contact to call back", SIP_BAD_HEADERS, LINE("INVITE") VIA MOST SEQ("INVITE") END),
ROW("ours: half a line", SIP_NOT_SIP, "OPTIONS sip:100@127.0.0.1 SIP"),
ROW("ours: keep-alive", SIP_NOT_SIP, "\r\n\r\n"),
ROW("ours: nothing but NUL", SIP_NOT_SIP, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
	// clang-format on
};

const size_t torture_count = sizeof(torture_messages) / sizeof(torture_messages[0]);
