/* SPDX-License-Identifier: Apache-2.0 */
/* host-table-reply.c - reply(): exactly one for every request. */

#include "abi-words.h"
#include "take.h"

#include <stddef.h>

enum {
	BLOB_LIMIT = 16 << 20,
	REPLY_SIZE_1_0 = offsetof(dp_reply, blob_type) + sizeof(char *),
	CANCEL_LIMIT_US = 1000 * 1000,
};

static void add(json_t *line, const char *key, json_t *value)
{
	if (line)
		json_object_set_new(line, key, value ? value : json_null());
}

static bool check_blob(struct instance *inst, uint64_t id, const dp_reply *reply)
{
	bool fine = reply->blob
			    ? reply->blob_len > 0 && reply->blob_len <= BLOB_LIMIT &&
				      reply->blob_type && *reply->blob_type &&
				      abi_utf8_valid(reply->blob_type)
			    : reply->blob_len == 0;

	if (!fine)
		instance_violate(
			inst, RULE_REPLY_BLOB, "reply(%llu)", (unsigned long long)id);
	return fine;
}

static bool check_reply(
	struct instance *inst, uint64_t id, const dp_reply *reply, json_t **ret_json)
{
	unsigned long long number = id;

	if (!abi_status_known(reply->status)) {
		instance_violate(inst, RULE_REPLY_STATUS, "reply(%llu): %d", number,
			(int)reply->status);
		return false;
	}
	if (!check_blob(inst, id, reply))
		return false;
	if (!reply->json)
		return true;
	if (!take_json(inst, "reply", reply->json, TAKE_OBJECT, ret_json))
		return false;
	if (reply->status != DP_OK &&
		!json_is_string(json_object_get(*ret_json, "message"))) {
		instance_violate(inst, RULE_REPLY_MESSAGE, "reply(%llu)", number);
		return false;
	}
	return true;
}

static void report_reply(
	struct instance *inst, uint64_t id, const dp_reply *reply, json_t *json)
{
	json_t *line = instance_line(inst, "reply");

	add(line, "request", json_integer((json_int_t)id));
	add(line, "status", json_string(abi_status_word(reply->status)));
	add(line, "json", json ? json_incref(json) : NULL);
	if (reply->blob)
		add(line, "blob",
			json_pack("{s:s, s:I}", "type", reply->blob_type, "bytes",
				(json_int_t)reply->blob_len));
	instance_report(inst, REPORT_REPLY, line, reply);
}

static dp_status reply(struct instance *inst, uint64_t id, const dp_reply *reply)
{
	struct open_request *open = instance_find_open(inst, id);
	unsigned long long number = id;
	json_t *json = NULL;
	uint64_t waited;

	if (!open) {
		instance_violate(inst,
			id_set_has(&inst->used, id) ? RULE_REPLY_TWICE
						    : RULE_REPLY_UNKNOWN,
			"reply(%llu)", number);
		return DP_E_NOT_FOUND;
	}
	if (reply->size < REPLY_SIZE_1_0) {
		instance_violate(inst, RULE_REPLY_SIZE,
			"reply(%llu): dp_reply.size is %u", number,
			(unsigned)reply->size);
		return DP_E_INVALID;
	}
	if (!check_reply(inst, id, reply, &json)) {
		json_decref(json);
		return DP_E_INVALID;
	}
	waited = open->cancelled_us ? host_core_now_us(inst->core) - open->cancelled_us
				    : 0;
	if (waited > CANCEL_LIMIT_US)
		instance_violate(inst, RULE_REPLY_LATE,
			"reply(%llu): %llu ms after cancel()", number,
			(unsigned long long)waited / 1000);
	instance_close_request(inst, open);
	report_reply(inst, id, reply, json);
	json_decref(json);
	return DP_OK;
}

static dp_status host_reply(const dp_host *h, uint64_t id, const dp_reply *answer)
{
	struct instance *inst = take_call(h, "reply");
	dp_status status = DP_E_INVALID;

	if (!inst)
		return DP_E_INVALID;
	if (answer)
		status = reply(inst, id, answer);
	else
		instance_violate(inst, RULE_ARGUMENT_NULL, "reply(): reply");
	return take_end(inst), status;
}

void instance_fill_host_reply(struct instance *inst)
{
	inst->host.reply = host_reply;
}
