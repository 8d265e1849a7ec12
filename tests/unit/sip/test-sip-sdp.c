/* SPDX-License-Identifier: Apache-2.0 */
/* test-sip-sdp.c - offers as stations write them, and our answers. */

#include "check.h"
#include "sip-sdp.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char plain[] =
	"v=0\r\no=1 0 0 IN IP4 192.0.2.9\r\ns=Talk session\r\n"
	"c=IN IP4 192.0.2.9\r\nt=0 0\r\n"
	"m=audio 9654 RTP/AVP 8 0 101\r\na=rtpmap:8 PCMA/8000\r\n"
	"a=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\n";

static struct sip_media ours(void)
{
	return (struct sip_media){.address = "192.0.2.1",
		.port = 5000,
		.sends = true,
		.receives = true,
		.codec_count = 1,
		.codecs = {{SIP_CODEC_PCMU, 0}},
		.digits_type = 101};
}

/* The answer to an offer; "" when there is none. */
static const char *answer(
	const char *offer, const struct sip_media *mine, struct sip_media *ret_common)
{
	static char text[SDP_MAX + 1];
	struct buffer out;

	buffer_init(&out, SDP_MAX);
	text[0] = '\0';
	*ret_common = (struct sip_media){0};
	if (!sip_sdp_answer(bytes_from(offer), "192.0.2.1", mine, 7, &out, ret_common))
		snprintf(text, sizeof(text), "%s", out.data);
	buffer_finish(&out);
	return text;
}

static void what_both_can_speak_is_taken(void)
{
	struct sip_media mine = ours(), both;
	const char *text = answer(plain, &mine, &both);

	CHECK(strstr(text, "m=audio 5000 RTP/AVP 0 101\r\na=rtpmap:0 PCMU/8000\r\n"
			   "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\n"
			   "a=sendrecv\r\n"));
	CHECK(both.port == 9654 && !strcmp(both.address, "192.0.2.9"));
	CHECK(both.codec_count == 1 && both.codecs[0].codec == SIP_CODEC_PCMU);
}

static void without_audio_of_ours_the_call_stands_still(void)
{
	struct sip_media both;
	const char *text = answer(plain, NULL, &both);

	CHECK(strstr(text, "m=audio 9 RTP/AVP 8 0\r\n") &&
		strstr(text, "a=inactive\r\n"));
	CHECK(both.codec_count == 2 && both.codecs[0].codec == SIP_CODEC_PCMA);
}

static void what_is_not_offered_is_declined_in_its_place(void)
{
	static const char *const offers[] = {
		"v=0\r\nc=IN IP4 192.0.2.9\r\nm=audio 0 RTP/AVP 0\r\nm=video 0 RTP/AVP 96\r\n",
		"v=0\r\nc=IN IP4 192.0.2.9\r\nm=audio 9 RTP/SAVP 0\r\nm=video 7 RTP/AVP 96",
		"v=0\nc=IN IP4 192.0.2.9\nm=audio 9 RTP/AVP 18\nm=video 7 RTP/AVP 96\n",
		"v=0\r\nm=audio 9 RTP/AVP 0\r\nm=video 7 RTP/AVP 96\r\n", /* nowhere */
	};
	struct sip_media mine = ours(), both;

	for (size_t i = 0; i < sizeof(offers) / sizeof(offers[0]); i++) {
		const char *text = answer(offers[i], &mine, &both);
		const char *audio = strstr(text, "m=audio 0 RTP/");

		CHECK(audio && strstr(audio, "m=video 0 RTP/AVP 96\r\n"));
		CHECK(!both.codec_count && !both.port);
	}
}

static void each_side_says_what_it_does(void)
{
	static const struct {
		const char *theirs, *answered;
	} ways[] = {
		{"a=sendonly\r\n", "a=recvonly\r\n"},
		{"a=recvonly\r\n", "a=sendonly\r\n"},
		{"a=inactive\r\n", "a=inactive\r\n"},
		{"", "a=sendrecv\r\n"},
	};
	struct sip_media mine = ours(), both;

	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		char offer[600];

		snprintf(offer, sizeof(offer), "%s%s", plain, ways[i].theirs);
		CHECK(strstr(answer(offer, &mine, &both), ways[i].answered));
	}
}

static void numbers_out_of_range_are_passed_over(void)
{
	struct sip_media m;

	CHECK(!sip_sdp_read(
		BYTES("v=0\r\nc=IN IP4 192.0.2.9\r\nm=audio 17000 RTP/AVP 4294967296 0 -1\r\n"
		      "a=rtpmap:4294967296 PCMA/8000\r\na=rtpmap:200 PCMA/8000\r\n"
		      "a=rtpmap:97 PCMA/16000\r\n"),
		&m));
	CHECK(m.port == 17000 && m.codec_count == 1);
	CHECK(!sip_sdp_read(
		BYTES("v=0\r\nc=IN IP4 192.0.2.9\r\nm=audio 70000 RTP/AVP 0\r\n"), &m));
	CHECK(!m.codec_count);
	CHECK(!sip_sdp_read(
		BYTES("v=0\r\nc=IN IP4 192.0.2.9\r\nm=audio 7000 RTP/AVP 97\r\n"
		      "a=rtpmap:97 PCMA/8000/1\r\n"),
		&m));
	CHECK(m.codec_count == 1 && m.codecs[0].payload_type == 97);
}

static void what_is_no_sdp_is_said_so(void)
{
	struct sip_media m, mine = ours();
	struct buffer out;
	char many[2000] = "v=0\r\n";

	CHECK(sip_sdp_read(BYTES(""), &m) == -EPROTO);
	CHECK(sip_sdp_read(BYTES("hello"), &m) == -EPROTO);
	for (int i = 0; i <= SDP_SECTIONS_MAX; i++)
		strncat(many, "m=audio 1 RTP/AVP 0\r\n",
			sizeof(many) - strlen(many) - 1);
	buffer_init(&out, SDP_MAX);
	CHECK(sip_sdp_answer(bytes_from(many), "192.0.2.1", &mine, 7, &out, &m) ==
		-E2BIG);
	buffer_finish(&out);
}

static void an_offer_cut_anywhere_does_no_harm(void)
{
	struct sip_media mine = ours(), both;
	char cut[sizeof(plain)];

	for (size_t n = 0; n < sizeof(plain); n++) {
		snprintf(cut, n + 1, "%s", plain);
		answer(cut, &mine, &both);
		CHECK(both.codec_count <= 1);
	}
}

static void our_offer_is_one(void)
{
	struct sip_media read, mine = ours();
	struct buffer out;

	buffer_init(&out, SDP_MAX);
	CHECK(sip_sdp_offer("2001:db8::1", NULL, 7, &out) == 0);
	CHECK(strstr(out.data, "c=IN IP6 2001:db8::1\r\n"));
	CHECK(strstr(out.data, "a=inactive"));
	buffer_clear(&out);
	CHECK(sip_sdp_offer("192.0.2.1", &mine, 7, &out) == 0);
	CHECK(sip_sdp_read(buffer_bytes(&out), &read) == 0);
	CHECK(read.port == 5000 && read.codec_count == 1 && read.digits_type == 101);
	buffer_finish(&out);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(what_both_can_speak_is_taken),
		TEST(without_audio_of_ours_the_call_stands_still),
		TEST(what_is_not_offered_is_declined_in_its_place),
		TEST(each_side_says_what_it_does),
		TEST(numbers_out_of_range_are_passed_over),
		TEST(what_is_no_sdp_is_said_so),
		TEST(an_offer_cut_anywhere_does_no_harm),
		TEST(our_offer_is_one),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
