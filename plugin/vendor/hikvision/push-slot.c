/* SPDX-License-Identifier: Apache-2.0 */
/* push-slot.c - a slot of a device's notification hosts: free, ours, somebody's? */

#include "push-slot.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { SLOTS_MAX = 8 };

const struct push_rules push_rules_of_station = {
	.device = "the station",
	.form = HTTP_HOST_OF_STATION,
	.slots = 1,
};

const struct push_rules push_rules_of_camera = {
	.device = "the device",
	.form = HTTP_HOST_OF_CAMERA,
	.slots = 8,
	.by_url = true,
	.in_place = true,
};

/* Some firmware drops the slash in front. Unverified. */
static bool same_url(const char *a, const char *b)
{
	return !strcmp(a + (*a == '/'), b + (*b == '/'));
}

static bool leads_to(const struct http_host *slot, const struct push_record *where)
{
	return *where->address && !strcmp(slot->address, where->address) &&
	       slot->port == where->port;
}

/* Where the url does not decide. By its url; or, where a firmware does not keep that, by what we remember. A marker of
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

static enum push_slot judge_url(const struct http_host *slot,
	const struct push_record *now, const struct push_record *before)
{
	if (*now->marker && same_url(slot->url, now->marker))
		return leads_to(slot, now) ? PUSH_SLOT_OURS : PUSH_SLOT_STALE;
	if (*before->marker && same_url(slot->url, before->marker))
		return PUSH_SLOT_STALE;
	return PUSH_SLOT_TAKEN;
}

enum push_slot push_slot_judge(const struct push_rules *rules,
	const struct http_host *slot, const struct push_record *now,
	const struct push_record *before)
{
	if (http_host_is_free(slot))
		return PUSH_SLOT_FREE;
	if (rules->by_url)
		return judge_url(slot, now, before);
	if (leads_to(slot, now))
		return PUSH_SLOT_OURS;
	return is_ours(slot, now, before) ? PUSH_SLOT_STALE : PUSH_SLOT_TAKEN;
}

int push_slot_find(const struct push_rules *rules, struct bytes body,
	const struct push_record *now, const struct push_record *before,
	enum push_slot *ret_is, unsigned *ret_number, struct http_host *ret_slot)
{
	/* From the best to the worst. */
	static const enum push_slot order[] = {
		PUSH_SLOT_OURS, PUSH_SLOT_STALE, PUSH_SLOT_FREE, PUSH_SLOT_TAKEN};
	struct http_host slots[SLOTS_MAX];
	bool any = false;

	for (unsigned n = 0; n < rules->slots; n++) {
		int err = http_host_parse(body, n + 1, &slots[n]);

		if (err)
			return err;
		any |= slots[n].listed;
	}
	for (size_t i = 0; i < sizeof(order) / sizeof(*order); i++)
		for (unsigned n = 0; n < (any ? rules->slots : 1); n++) {
			if ((any && !slots[n].listed) ||
				push_slot_judge(rules, &slots[n], now, before) !=
					order[i])
				continue;
			*ret_is = order[i];
			*ret_number = n + 1;
			*ret_slot = slots[n];
			return 0;
		}
	return -EPROTO;
}

/* "2 <marker> <address> <port> <slot>\n<previous>". In "1 ..." there is no slot: it is
 * the first. */
void push_record_print(const struct push_record *record, char text[PUSH_RECORD_MAX + 1])
{
	snprintf(text, PUSH_RECORD_MAX + 1, "2 %s %s %u %u\n%s", record->marker,
		record->address, record->port, record->slot, record->previous);
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
	struct bytes version = next_word(&rest);
	struct push_record r = {0};
	uint64_t port, slot = 1;
	bool numbered = bytes_equal(version, BYTES("2"));

	if (!numbered && !bytes_equal(version, BYTES("1")))
		return -EPROTO;
	marker = next_word(&rest);
	address = next_word(&rest);
	if (!marker.len || marker.len >= sizeof(r.marker) || !address.len ||
		address.len >= sizeof(r.address) ||
		bytes_to_u64(next_word(&rest), 65535, &port) ||
		(numbered && bytes_to_u64(next_word(&rest), SLOTS_MAX, &slot)) ||
		!slot || rest.len >= sizeof(r.previous))
		return -EPROTO;
	memcpy(r.marker, marker.data, marker.len);
	memcpy(r.address, address.data, address.len);
	if (rest.len)
		memcpy(r.previous, rest.data, rest.len);
	r.port = (unsigned)port;
	r.slot = (unsigned)slot;
	*ret_record = r;
	return 0;
}

void push_record_key(const char *serial, char key[PUSH_KEY_MAX + 1])
{
	static const char prefix[] = "push-";
	const size_t room = PUSH_KEY_MAX - (sizeof(prefix) - 1);
	size_t len = strlen(serial);

	if (len > room) /* its end tells it from others of the model */
		serial += len - room;
	snprintf(key, PUSH_KEY_MAX + 1, "%s%.59s", prefix, serial);
	for (char *c = key; *c; c++)
		if (!(*c >= '0' && *c <= '9') && !(*c >= 'A' && *c <= 'Z') &&
			!(*c >= 'a' && *c <= 'z') && *c != '-')
			*c = '_';
}
