/* SPDX-License-Identifier: Apache-2.0 */
/* phone-records.c - the phone numbers of a room of a door station, in JSON.
 *
 *   {"PhoneNumberRecords":[{"id":7,"roomNo":"12",
 *                           "PhoneNumbers":[{"phoneNumber":"101"}]}]}
 *   {"PhoneSearchResult":{"responseStatusStrg":"OK","numOfMatches":1,
 *                         "PhoneNumberRecords":[ the same ]}} */

#include "phone-records.h"

#include "json-walk.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RECORDS_ASKED = 30 };

static int load(struct bytes document, json_t **ret_root)
{
	json_error_t error = {0};
	json_t *root;

	if (document.len > JSON_SIZE_MAX)
		return -EMSGSIZE;
	root = document.len ? json_loadb(document.data, document.len, 0, &error) : NULL;
	if (!root)
		return json_error_code(&error) == json_error_out_of_memory ? -ENOMEM
									   : -EPROTO;
	*ret_root = root;
	return 0;
}

/* A number is as good as a text. @return false: it is neither, or too long */
static bool to_text(const json_t *value, char *text, size_t cap)
{
	if (json_is_integer(value)) {
		snprintf(text, cap, "%lld", (long long)json_integer_value(value));
		return true;
	}
	if (!json_is_string(value) || json_string_length(value) >= cap)
		return false;
	bytes_to_text(
		(struct bytes){json_string_value(value), json_string_length(value)},
		text, cap);
	return true;
}

static bool is_room(const json_t *record, unsigned room)
{
	char text[32], wanted[32];

	snprintf(wanted, sizeof(wanted), "%u", room);
	return to_text(json_object_get(record, "roomNo"), text, sizeof(text)) &&
	       !strcmp(text, wanted);
}

/* The first of the room, borrowed.
 * @return 0: also when there is none: NULL */
static int find(const json_t *root, unsigned room, json_t **ret_record)
{
	const json_t *result = json_object_get(root, "PhoneSearchResult");
	const char *status =
		json_string_value(json_object_get(result, "responseStatusStrg"));
	const json_t *list =
		json_object_get(result ? result : root, "PhoneNumberRecords");
	json_t *record;
	size_t i;

	*ret_record = NULL;
	if (!list && !(status && !strcmp(status, "NO MATCH")))
		return -EPROTO;
	if (list && !json_is_array(list))
		return -EPROTO;
	json_array_foreach(list, i, record)
	{
		if (!is_room(record, room))
			continue;
		*ret_record = record;
		return 0;
	}
	return status && !strcmp(status, "MORE") ? -EMSGSIZE : 0;
}

static int join_numbers(const json_t *list, struct sip_value *ret_phones)
{
	size_t len = 0, i;
	json_t *entry;

	json_array_foreach(list, i, entry)
	{
		char number[SIP_NUMBER_MAX + 1];
		const json_t *value = json_object_get(entry, "phoneNumber");
		int n;

		if (!to_text(value, number, sizeof(number)))
			return -EPROTO;
		n = snprintf(ret_phones->text + len, sizeof(ret_phones->text) - len,
			"%s%s", len ? "," : "", number);
		len += (size_t)n;
		if (len >= sizeof(ret_phones->text))
			return -EMSGSIZE;
	}
	ret_phones->there = len > 0;
	return 0;
}

static int take_list(const json_t *list, struct sip_value *ret_list)
{
	char *text = json_dumps(list, JSON_COMPACT | JSON_ENSURE_ASCII);
	int err = 0;

	if (!text)
		return -ENOMEM;
	if (strlen(text) >= sizeof(ret_list->text))
		err = -EMSGSIZE;
	else
		memcpy(ret_list->text, text, strlen(text) + 1);
	ret_list->there = !err;
	free(text);
	return err;
}

static int take_record(const json_t *record, struct sip_settings *ret)
{
	struct sip_value phones = {0}, list = {0};
	const json_t *numbers = json_object_get(record, "PhoneNumbers");
	char id[sizeof(ret->record)] = "";
	int err = 0;

	if (numbers && !json_is_array(numbers))
		return -EPROTO;
	if (numbers)
		err = join_numbers(numbers, &phones);
	if (!err && phones.there)
		err = take_list(numbers, &list);
	if (err)
		return err;
	if (!to_text(json_object_get(record, "id"), id, sizeof(id)) ||
		strspn(id, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			   "abcdefghijklmnopqrstuvwxyz_-") != strlen(id))
		id[0] = '\0';
	ret->fields[SIP_FIELD_PHONES] = phones;
	ret->fields[SIP_FIELD_PHONE_LIST] = list;
	memcpy(ret->record, id, sizeof(id));
	return 0;
}

int phone_records_read(struct bytes document, unsigned room, struct sip_settings *ret)
{
	json_t *root = NULL, *record;
	int err = load(document, &root);

	if (err)
		return err;
	err = find(root, room, &record);
	if (!err)
		err = take_record(record, ret);
	json_decref(root);
	return err;
}

static int print(const json_t *body, struct buffer *out)
{
	char *text = json_dumps(body, JSON_COMPACT);
	int err = text ? buffer_append(out, bytes_from(text)) : -ENOMEM;

	free(text);
	return err;
}

/* What is known of the record is kept; its id is in the path. */
static int edit(
	const json_t *record, unsigned room, const char *list, struct buffer *out)
{
	json_t *numbers = json_loads(list, 0, NULL);
	json_t *copy = record ? json_deep_copy(record) : json_object();
	json_t *body = json_object();
	char text[32];
	int err = numbers ? 0 : -EPROTO;

	snprintf(text, sizeof(text), "%u", room);
	if (!record && json_object_set_new(copy, "roomNo", json_string(text)))
		err = -ENOMEM;
	json_object_del(copy, "id");
	if (!err && json_object_set(copy, "PhoneNumbers", numbers))
		err = -ENOMEM;
	if (!err && json_object_set(body, "PhoneNumberRecord", copy))
		err = -ENOMEM;
	if (!err)
		err = print(body, out);
	json_decref(numbers);
	json_decref(copy);
	json_decref(body);
	return err;
}

int phone_records_edit(struct bytes document, unsigned room,
	const struct sip_settings *to, struct buffer *out)
{
	const struct sip_value *list = &to->fields[SIP_FIELD_PHONE_LIST];
	json_t *root = NULL, *record;
	int err = load(document, &root);

	if (err)
		return err;
	err = find(root, room, &record);
	if (!err && list->there)
		err = edit(record, room, list->text, out);
	json_decref(root);
	return err;
}

struct bytes phone_search_body(char text[PHONE_SEARCH_MAX])
{
	snprintf(text, PHONE_SEARCH_MAX,
		"{\"PhoneSearchDescription\":{\"searchID\":\"1\",\"maxResults\":%u,"
		"\"searchResultPosition\":0,\"RoomNoList\":[]}}",
		RECORDS_ASKED);
	return bytes_from(text);
}
