/* SPDX-License-Identifier: Apache-2.0 */
/* sip-media.h - the audio of a call as one side describes it: what stands in SDP, and
 * nothing of RTP itself. */
#ifndef GATEHOUSE_SIP_MEDIA_H
#define GATEHOUSE_SIP_MEDIA_H

#include <stdbool.h>
#include <stdint.h>

enum {
	SIP_ADDRESS_MAX = 63,
	SIP_CODECS_MAX = 4,
};

/** What we can speak. ADD A ROW to sip-sdp.c as well. */
enum sip_codec { SIP_CODEC_PCMU, SIP_CODEC_PCMA };

struct sip_media_codec {
	enum sip_codec codec;
	uint8_t payload_type; /**< as this side numbers it */
};

/** All-zero: no audio. */
struct sip_media {
	char address[SIP_ADDRESS_MAX + 1]; /**< numeric, where this side receives RTP */
	uint16_t port;                     /**< 0: no audio */
	bool sends, receives;
	unsigned codec_count; /**< in order of preference; 0: none that we know */
	struct sip_media_codec codecs[SIP_CODECS_MAX];
	int digits_type; /**< payload type of telephone-event; 0: none */
};

#endif
