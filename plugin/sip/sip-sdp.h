/* SPDX-License-Identifier: Apache-2.0 */
/* sip-sdp.h - what a call's SDP says of audio, and what we answer. Pure.
 *
 * Own, not libre's: that refuses a whole description for a missing last line end, and
 * these stations write their own dialect ("m=audio 0", firmware of DS-KV6113 and the
 * indoor app protocol, PF#358). What is not understood is passed over.
 *
 * Source: RFC 8866 (SDP), RFC 3264 (offer and answer), RFC 3551 (static payload types). */
#ifndef GATEHOUSE_SIP_SDP_H
#define GATEHOUSE_SIP_SDP_H

#include "buffer.h"
#include "bytes.h"
#include "sip-media.h"

enum {
	SDP_MAX = 4096,
	SDP_SECTIONS_MAX = 8, /**< m= lines */
};

/** Read the first audio that a peer describes. With nothing usable: all-zero.
 * @return 0, -EPROTO (no SDP at all) */
int sip_sdp_read(struct bytes text, struct sip_media *ret_media);

/** Write an offer. @param ours NULL: no audio of ours yet: inactive
 * @param address our numeric address; `ours` has its own
 * @return 0, -EMSGSIZE, -ENOMEM */
int sip_sdp_offer(const char *address, const struct sip_media *ours, uint64_t session,
	struct buffer *out);

/** Write the answer to an offer: as many m= lines, in its order; the first audio with a
 * codec in common is taken, all else is declined.
 * @param ret_common the peer's audio with what both can speak, in the peer's order; or
 *                   all-zero
 * @return 0, -EPROTO (no SDP at all), -E2BIG (over SDP_SECTIONS_MAX), -EMSGSIZE, -ENOMEM */
int sip_sdp_answer(struct bytes offer, const char *address,
	const struct sip_media *ours, uint64_t session, struct buffer *out,
	struct sip_media *ret_common);

#endif
