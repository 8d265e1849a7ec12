/* SPDX-License-Identifier: Apache-2.0 */
/* alert-xml.c - EventNotificationAlert -> struct alert. */

#include "alert-xml.h"
#include "alert-field.h"
#include "xml-repair.h"

#include <errno.h>

#define ALERT_ROOT BYTES("eventnotificationalert")

struct reading {
	struct alert alert;
	bool is_alert;
};

static void begin(void *user)
{
	struct reading *r = user;

	alert_begin(&r->alert);
	r->is_alert = false;
}

static void element(const struct xml_element *e, void *user)
{
	struct reading *r = user;
	struct bytes path = bytes_from(e->path);

	if (!bytes_starts(path, ALERT_ROOT))
		return;
	path = bytes_skip(path, ALERT_ROOT.len);
	if (!path.len)
		r->is_alert = true;
	else if (path.data[0] == '/')
		alert_field(&r->alert, path.data + 1, e->text);
}

int alert_xml_parse(struct bytes in, struct alert *ret_alert)
{
	struct reading r;
	int err = xml_walk_repaired(in, begin, element, &r);

	if (err)
		return err;
	if (!r.is_alert)
		return -EPROTO;
	*ret_alert = r.alert;
	return 0;
}

bool alert_is_heartbeat(const struct alert *a)
{
	struct bytes type = bytes_from(a->type);

	if (bytes_equal_nocase(type, BYTES("heartBeat")))
		return true;
	if (bytes_equal_nocase(type, BYTES("videoloss")))
		return a->state == ALERT_STATE_INACTIVE;
	return bytes_equal_nocase(type, BYTES("other")) &&
	       bytes_equal_nocase(bytes_from(a->description), BYTES("Heartbeat"));
}
