/* SPDX-License-Identifier: Apache-2.0 */
/* streaming-reply.h - which video streams a Hikvision device has. Pure. */
#ifndef GATEHOUSE_STREAMING_REPLY_H
#define GATEHOUSE_STREAMING_REPLY_H

#include "bytes.h"

enum {
	STREAMS_MAX = 768, /**< three of each of 256 channels */
	STREAM_ID_MAX = 99999,
};

struct streaming_channel {
	unsigned
		id; /**< 101: stream 1 of channel 1; 1: the same, of old firmware; never
		      * 0 */
	unsigned width, height; /**< pixels; 0: not said */
};

struct streaming_channels {
	struct streaming_channel list[STREAMS_MAX]; /**< in the device's order */
	unsigned count; /**< 0: it has none; those beyond the maximum are skipped */
};

/** GET /ISAPI/Streaming/channels. Streams that are switched off are not listed.
 * @return as the functions of isapi-reply.h
 *
 * Source: ISAPI StreamingChannelList; which members a door station fills is unverified */
int streaming_channels_parse(
	struct bytes body, struct streaming_channels *ret_channels);

unsigned streaming_channel_of(unsigned id); /**< 202 -> 2, 2 -> 1 */

/** @param nth  0: the main stream, 1: the sub stream: as the device lists them
 * @return its id; 0: there is none */
unsigned streaming_stream_of(
	const struct streaming_channels *c, unsigned channel, unsigned nth);

#endif
