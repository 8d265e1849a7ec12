/* SPDX-License-Identifier: Apache-2.0 */
/* push-slot.c - slot 1 of the station's notification hosts: free, ours, somebody's? */

#include "push-slot.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static bool leads_to(const struct http_host *slot, const struct push_record *where)
{
	return *where->address && !strcmp(slot->address, where->address) &&
	       slot->port == where->port;
}

/* By its url; or, where a firmware does not keep that, by what we remember. A marker of
 * ours at our address is that of a life whose memory was lost. */
static bool is_ours(const struct http_host *slot, const struct push_record *now,
	const struct push_record *before)
{
	static const char prefix[] = PUSH_MARKER_PREFIX;

	if (*now->marker && !strcmp(slot->url, now->marker))
		return true;
	if (*before->marker && !strcmp(slot->url, before->marker))
		return true;
	if (leads_to(slot, before))
		return true;
	return !strncmp(slot->url, prefix, sizeof(prefix) - 1) && *now->address &&
	       !strcmp(slot->address, now->address);
}

enum push_slot push_slot_judge(const struct http_host *slot,
	const struct push_record *now, const struct push_record *before)
{
	if (http_host_is_free(slot))
		return PUSH_SLOT_FREE;
	if (leads_to(slot, now))
		return PUSH_SLOT_OURS;
	return is_ours(slot, now, before) ? PUSH_SLOT_STALE : PUSH_SLOT_TAKEN;
}

/* "1 <marker> <address> <port>\n<previous>" */
void push_record_print(const struct push_record *record, char text[PUSH_RECORD_MAX + 1])
{
	snprintf(text, PUSH_RECORD_MAX + 1, "1 %s %s %u\n%s", record->marker,
		record->address, record->port, record->previous);
}

static struct bytes next_word(struct bytes *rest)
{
	size_t len = 0;
	struct bytes word;

	while (len < rest->len && rest->data[len] != ' ' && rest->data[len] != '\n')
		len++;
	word = bytes_slice(*rest, 0, len);
	*rest = bytes_skip(*rest, len + 1);
	return word;
}

int push_record_parse(const char *text, struct push_record *ret_record)
{
	struct bytes rest = bytes_from(text), marker, address;
	struct push_record r = {0};
	uint64_t port;

	if (!bytes_equal(next_word(&rest), BYTES("1")))
		return -EPROTO;
	marker = next_word(&rest);
	address = next_word(&rest);
	if (!marker.len || marker.len >= sizeof(r.marker) || !address.len ||
		address.len >= sizeof(r.address) ||
		bytes_to_u64(next_word(&rest), 65535, &port) ||
		rest.len >= sizeof(r.previous))
		return -EPROTO;
	memcpy(r.marker, marker.data, marker.len);
	memcpy(r.address, address.data, address.len);
	if (rest.len)
		memcpy(r.previous, rest.data, rest.len);
	r.port = (unsigned)port;
	*ret_record = r;
	return 0;
}
