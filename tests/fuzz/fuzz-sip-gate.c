/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz-sip-gate.c - any bytes before the gate, and any body as SDP: refused, or within
 * the limits. */

#include "sip-sdp.h"

#include <stdlib.h>
#include <string.h>

#include "sip-gate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void judge(const uint8_t *data, size_t size, enum sip_side side)
{
	struct mbuf *mb = mbuf_alloc(size + 1);
	struct sa local;

	sa_set_str(&local, "127.0.0.1", 5060);
	mbuf_write_mem(mb, data, size);
	mb->pos = 0;
	if (sip_gate_datagram(mb, &local, side) == SIP_PASS &&
		(mb->end > size || mb->end - mb->pos > SIP_MESSAGE_MAX))
		abort();
	mem_deref(mb);
}

static void describe(struct bytes text)
{
	struct sip_media media;
	struct buffer out;

	buffer_init(&out, SDP_MAX);
	if (!sip_sdp_answer(text, "192.0.2.1", NULL, 1, &out, &media) &&
		(media.codec_count > SIP_CODECS_MAX || out.len > SDP_MAX))
		abort();
	buffer_finish(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	judge(data, size, SIP_SIDE_STATION);
	judge(data, size, SIP_SIDE_PROXY);
	describe((struct bytes){(const char *)data, size});
	return 0;
}
