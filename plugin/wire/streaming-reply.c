/* SPDX-License-Identifier: Apache-2.0 */
/* streaming-reply.c - which video streams a Hikvision device has. */

#include "streaming-reply.h"

#include "answer.h"
#include "xml-repair.h"

#include <errno.h>
#include <string.h>

enum { PIXELS_MAX = 16384, STREAMS_OF_CHANNEL = 100 };

struct reading {
	struct streaming_channels channels;
	struct streaming_channel current;
	bool off;
	bool right_root;
};

static void begin(void *user)
{
	*(struct reading *)user = (struct reading){0};
}

static void keep_current(struct reading *r)
{
	struct streaming_channels *c = &r->channels;

	if (r->current.id && !r->off && c->count < STREAMS_MAX)
		c->list[c->count++] = r->current;
	r->current = (struct streaming_channel){0};
	r->off = false;
}

#define LIST "streamingchannellist/streamingchannel"

static void element(const struct xml_element *e, void *user)
{
	struct reading *r = user;

	if (!strcmp(e->path, LIST "/id"))
		r->current.id = answer_number(e->text, STREAM_ID_MAX);
	else if (!strcmp(e->path, LIST "/enabled"))
		r->off = bytes_equal_nocase(e->text, BYTES("false"));
	else if (!strcmp(e->path, LIST "/video/videoresolutionwidth"))
		r->current.width = answer_number(e->text, PIXELS_MAX);
	else if (!strcmp(e->path, LIST "/video/videoresolutionheight"))
		r->current.height = answer_number(e->text, PIXELS_MAX);
	else if (!strcmp(e->path, LIST))
		keep_current(r);
	else if (!strcmp(e->path, "streamingchannellist"))
		r->right_root = true;
}

int streaming_channels_parse(struct bytes body, struct streaming_channels *ret_channels)
{
	struct reading r = {0};
	int err = xml_walk_known(body, begin, element, &r, &r.right_root);

	if (err)
		return err;
	*ret_channels = r.channels;
	return 0;
}

unsigned streaming_channel_of(unsigned id)
{
	return id < STREAMS_OF_CHANNEL ? 1 : id / STREAMS_OF_CHANNEL;
}

unsigned streaming_stream_of(
	const struct streaming_channels *c, unsigned channel, unsigned nth)
{
	for (unsigned i = 0; i < c->count; i++) {
		if (streaming_channel_of(c->list[i].id) == channel && !nth--)
			return c->list[i].id;
	}
	return 0;
}
