/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz-camera-reply.c - any bytes as each of the replies of a camera or recorder. */

#include "account-reply.h"
#include "arming-schedule.h"
#include "channel-list.h"
#include "detection-reply.h"
#include "device-capabilities.h"
#include "fuzz-alert.h"
#include "output-ports.h"
#include "trigger-list.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void claim(bool holds)
{
	if (!holds)
		abort();
}

static void triggers(struct bytes in)
{
	struct trigger_list t = {0};

	if (trigger_list_parse(in, &t))
		claim(!t.list && !t.count);
	claim(t.count <= TRIGGERS_MAX);
	for (size_t i = 0; i < t.count; i++) {
		const struct trigger *one = &t.list[i];

		fuzz_text_claim(one->id, sizeof(one->id));
		fuzz_text_claim(one->type, sizeof(one->type));
		claim(one->type[0] && one->methods < TRIGGER_OTHER << 1);
		claim(one->channel <= TRIGGER_NUMBER_MAX);
		claim(one->port <= TRIGGER_NUMBER_MAX);
	}
	trigger_list_finish(&t);
}

static void channels(struct bytes in)
{
	struct channel_list c = {0};

	if (channel_list_parse(in, &c))
		claim(!c.list && !c.count);
	claim(c.count <= CHANNELS_MAX);
	for (size_t i = 0; i < c.count; i++) {
		const struct channel *one = &c.list[i];

		fuzz_text_claim(one->name, sizeof(one->name));
		claim(one->number && one->number <= CHANNEL_NUMBER_MAX);
		claim(channel_list_find(&c, one->number) == one);
	}
	channel_list_finish(&c);
}

static void ports(struct bytes in)
{
	struct output_ports p;

	if (output_ports_parse(in, &p))
		return;
	claim(p.count <= OUTPUT_PORTS_MAX);
	for (unsigned i = 0; i < p.count; i++)
		claim(p.ids[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes in = {(const char *)data, size};
	struct device_capabilities caps;
	struct detection detection;
	struct arming_schedule schedule;
	struct account account;
	struct account_rights rights;
	unsigned schemes;

	triggers(in);
	channels(in);
	ports(in);
	if (!device_capabilities_parse(in, &caps))
		claim(caps.proxies >= -1 && caps.proxies <= CAPABILITY_NUMBER_MAX);
	if (!detection_parse(in, &detection))
		claim(detection.areas >= -1);
	if (!arming_schedule_parse(in, &schedule))
		claim(schedule.days < 1u << 7 && (schedule.blocks || !schedule.days));
	if (!web_authentication_parse(in, &schemes))
		claim(schemes < 4);
	if (!account_parse(in, "home", &account))
		claim(account.id);
	account_rights_parse(in, &rights);
	return 0;
}
