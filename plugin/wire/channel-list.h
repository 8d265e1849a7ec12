/* SPDX-License-Identifier: Apache-2.0 */
/* channel-list.h - which video channels a camera or recorder has. Pure. */
#ifndef GATEHOUSE_CHANNEL_LIST_H
#define GATEHOUSE_CHANNEL_LIST_H

#include "answer.h"
#include "bytes.h"

enum { CHANNELS_MAX = 256, CHANNEL_NUMBER_MAX = 65535 };

struct channel {
	unsigned number; /**< id: never 0, once in a list */
	unsigned input;  /**< inputPort or srcInputPort; 0 not said */
	char name[64];   /**< as people typed it, cut to fit, valid UTF-8; may be "" */
	bool enabled;    /**< videoInputEnabled is not "false" */
	enum answer online; /**< of the camera behind it; resDesc "NO VIDEO" is a no */
};

struct channel_list {
	struct channel *list; /**< in the device's order */
	size_t count;         /**< 0: there are none */
	bool more; /**< there were more than CHANNELS_MAX: they are left out */
};

/** Any of
 *   GET /ISAPI/System/Video/inputs/channels: VideoInputChannelList (no `online`)
 *   GET /ISAPI/ContentMgmt/InputProxy/channels: InputProxyChannelList (no `online`)
 *   GET /ISAPI/ContentMgmt/InputProxy/channels/status: InputProxyChannelStatusList (no
 *       names: join them by number)
 * What has no number, or one that is there already, is left out.
 *
 * @param ret_channels  to be given to channel_list_finish(); untouched on failure
 * @return 0; -EPROTO: not that document; -EMSGSIZE, -ELOOP; -EPERM: has a DTD; -ENOMEM
 *
 * Source: VideoInputChannelList: DVR-208G-M1; the others: clients of NVRs, unverified */
int channel_list_parse(struct bytes body, struct channel_list *ret_channels);

/** @return that channel, or NULL */
struct channel *channel_list_find(const struct channel_list *c, unsigned number);

/** Frees what it holds; it is empty then. */
void channel_list_finish(struct channel_list *c);

#endif
