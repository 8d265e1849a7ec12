/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz-sip-settings.c - any bytes as each of a station's SIP documents: what is understood
 * can be edited, and reads back as it was meant. */

#include "sip-settings.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ROOM = 12 };

static void edit(enum sip_place place, struct bytes in, struct sip_settings *read)
{
	static const struct sip_values values = {.address = "192.0.2.2",
		.port = 5061,
		.doorbell_number = "10101",
		.proxy_number = "10102",
		.room = ROOM,
		.button = 1};
	struct sip_settings wanted, after = {.record = ""};
	struct buffer out;
	int err;

	sip_values_settings(&values, &wanted);
	buffer_init(&out, SIP_DOCUMENT_MAX);
	err = sip_settings_edit(place, in, ROOM, &wanted, true, &out);
	if (!err && place != SIP_PLACE_NUMBERS &&
		(sip_settings_read(place, buffer_bytes(&out), ROOM, &after) ||
			!sip_settings_same(place, &after, &wanted)))
		abort();
	/* And back. */
	if (!err && place != SIP_PLACE_NUMBERS) {
		struct bytes ours = buffer_bytes(&out);
		struct buffer back;

		buffer_init(&back, SIP_DOCUMENT_MAX);
		if (!sip_settings_edit(place, ours, ROOM, read, false, &back) &&
			(sip_settings_read(place, buffer_bytes(&back), ROOM, &after) ||
				!sip_settings_same(place, &after, read)))
			abort();
		buffer_finish(&back);
	}
	buffer_finish(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes in = {(const char *)data, size};

	for (unsigned place = 0; place < SIP_PLACES; place++) {
		struct sip_settings read = {.record = ""};

		if (!sip_settings_read(place, in, ROOM, &read))
			edit(place, in, &read);
	}
	return 0;
}
