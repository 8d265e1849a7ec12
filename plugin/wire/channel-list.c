/* SPDX-License-Identifier: Apache-2.0 */
/* channel-list.c - which video channels a camera or recorder has.
 *
 *   <VideoInputChannelList><VideoInputChannel><id>1</id><inputPort>1</inputPort>
 *   <videoInputEnabled>true</videoInputEnabled><name>Garden</name>
 *   <resDesc>NO VIDEO</resDesc></VideoInputChannel></VideoInputChannelList>
 *   <InputProxyChannelStatusList><InputProxyChannelStatus><id>1</id><online>true</online>
 *   </InputProxyChannelStatus></InputProxyChannelStatusList> */

#include "channel-list.h"

#include "xml-repair.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *root;
	const char *item; /* a channel: its path */
} documents[] = {
	{"videoinputchannellist", "videoinputchannellist/videoinputchannel"},
	{"inputproxychannellist", "inputproxychannellist/inputproxychannel"},
	{"inputproxychannelstatuslist",
		"inputproxychannelstatuslist/inputproxychannelstatus"},
};

struct reading {
	struct channel_list channels;
	struct channel current;
	bool right_root;
};

static const struct channel nothing = {.enabled = true};

static void begin(void *user)
{
	struct reading *r = user;

	*r = (struct reading){
		.channels.list = r->channels.list,
		.current = nothing,
	};
}

static void member(struct channel *c, struct bytes name, struct bytes text)
{
	if (bytes_equal(name, BYTES("id")))
		c->number = answer_number(text, CHANNEL_NUMBER_MAX);
	else if (bytes_equal(name, BYTES("inputport")) ||
		 bytes_equal(name, BYTES("sourceinputportdescriptor/srcinputport")))
		c->input = answer_number(text, CHANNEL_NUMBER_MAX);
	else if (bytes_equal(name, BYTES("name")))
		bytes_to_text(text, c->name, sizeof(c->name));
	else if (bytes_equal(name, BYTES("videoinputenabled")))
		c->enabled = answer_of(text) != ANSWER_NO;
	else if (bytes_equal(name, BYTES("online")))
		c->online = answer_of(text);
	else if (bytes_equal(name, BYTES("resdesc")) &&
		 bytes_equal_nocase(text, BYTES("NO VIDEO")))
		c->online = ANSWER_NO;
}

static void keep_current(struct reading *r)
{
	struct channel_list *c = &r->channels;
	bool wanted = r->current.number && !channel_list_find(c, r->current.number);

	if (wanted && c->count == CHANNELS_MAX)
		c->more = true;
	else if (wanted)
		c->list[c->count++] = r->current;
	r->current = nothing;
}

static void element(const struct xml_element *e, void *user)
{
	struct reading *r = user;
	struct bytes path = bytes_from(e->path);

	for (size_t i = 0; i < sizeof(documents) / sizeof(*documents); i++) {
		struct bytes item = bytes_from(documents[i].item);
		struct bytes below = bytes_skip(path, item.len);

		if (bytes_equal(path, bytes_from(documents[i].root)))
			r->right_root = true;
		if (!bytes_starts(path, item))
			continue;
		if (!below.len)
			keep_current(r);
		else if (bytes_starts(below, BYTES("/")))
			member(&r->current, bytes_skip(below, 1), e->text);
	}
}

int channel_list_parse(struct bytes body, struct channel_list *ret_channels)
{
	struct reading r = {0};
	int err;

	r.channels.list = malloc(CHANNELS_MAX * sizeof(*r.channels.list));
	if (!r.channels.list)
		return -ENOMEM;
	err = xml_walk_known(body, begin, element, &r, &r.right_root);
	if (err)
		channel_list_finish(&r.channels);
	else
		*ret_channels = r.channels;
	return err;
}

struct channel *channel_list_find(const struct channel_list *c, unsigned number)
{
	for (size_t i = 0; i < c->count; i++)
		if (c->list[i].number == number)
			return &c->list[i];
	return NULL;
}

void channel_list_finish(struct channel_list *c)
{
	free(c->list);
	*c = (struct channel_list){0};
}
