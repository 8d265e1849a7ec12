/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-refusal.c - why a request was refused: ResponseStatus or userCheck.
 *
 *   <ResponseStatus><statusCode>4</statusCode><statusString>Invalid Operation
 *   </statusString><subStatusCode>methodNotAllowed</subStatusCode></ResponseStatus>
 *   {"statusCode":4,"statusString":"Invalid Operation","subStatusCode":"lowPrivilege"}
 *   <userCheck><statusValue>401</statusValue><statusString>Unauthorized</statusString>
 *   <lockStatus>lock</lockStatus><unlockTime>1800</unlockTime>
 *   <retryLoginTime>0</retryLoginTime></userCheck> */

#include "isapi-reply.h"
#include "json-walk.h"
#include "xml-repair.h"

#include <errno.h>
#include <limits.h>

struct reading {
	struct refusal refusal;
	bool is_refusal;
};

static void begin(void *user)
{
	*(struct reading *)user = (struct reading){
		.refusal = {.status_code = -1, .unlock_s = -1, .tries_left = -1},
	};
}

static void number(struct bytes text, int *ret_number)
{
	uint64_t value;

	if (!bytes_to_u64(text, INT_MAX, &value))
		*ret_number = (int)value;
}

static void field(struct refusal *f, struct bytes name, struct bytes text)
{
	if (bytes_equal(name, BYTES("statuscode")) ||
		bytes_equal(name, BYTES("statusvalue")))
		number(text, &f->status_code);
	if (bytes_equal(name, BYTES("statusstring")))
		bytes_to_text(text, f->status, sizeof(f->status));
	if (bytes_equal(name, BYTES("substatuscode")))
		bytes_to_text(text, f->sub_status, sizeof(f->sub_status));
	if (bytes_equal(name, BYTES("lockstatus")))
		f->locked = bytes_equal_nocase(text, BYTES("lock"));
	if (bytes_equal(name, BYTES("unlocktime")))
		number(text, &f->unlock_s);
	if (bytes_equal(name, BYTES("retrylogintime")))
		number(text, &f->tries_left);
}

/* With a root that names it, or, in JSON, without. */
static void refusal_value(const char *path, struct bytes text, void *user)
{
	struct reading *r = user;
	struct bytes name = bytes_from(path);
	ssize_t slash = bytes_find(name, 0, BYTES("/"));
	struct bytes root = bytes_slice(name, 0, slash < 0 ? name.len : (size_t)slash);

	if (bytes_equal(root, BYTES("usercheck")))
		r->refusal.is_user_check = true;
	if (bytes_equal(root, BYTES("usercheck")) ||
		bytes_equal(root, BYTES("responsestatus")) ||
		bytes_equal(root, BYTES("statuscode")) ||
		bytes_equal(root, BYTES("substatuscode")) ||
		bytes_equal(root, BYTES("statusstring")))
		r->is_refusal = true;
	else
		return;
	field(&r->refusal, slash < 0 ? name : bytes_skip(name, (size_t)slash + 1),
		text);
}

static void refusal_element(const struct xml_element *e, void *user)
{
	refusal_value(e->path, e->text, user);
}

int refusal_parse(struct bytes body, struct refusal *ret_refusal)
{
	struct reading r;
	int err;

	if (bytes_starts(bytes_trim(body), BYTES("{"))) {
		begin(&r);
		err = json_walk(body, refusal_value, &r);
	} else {
		err = xml_walk_repaired(body, begin, refusal_element, &r);
	}
	if (err)
		return err;
	if (!r.is_refusal)
		return -EPROTO;
	*ret_refusal = r.refusal;
	return 0;
}
