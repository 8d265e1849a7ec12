/* SPDX-License-Identifier: Apache-2.0 */
/* alert-json.c - a JSON alert, as access controllers and door stations send it.
 *
 *   {"ipAddress":"...","dateTime":"...","eventType":"AccessControllerEvent",
 *    "eventState":"active","AccessControllerEvent":{"majorEventType":5,
 *    "subEventType":21,"doorNo":1,"serialNo":"257","currentEvent":true}} */

#include "alert-field.h"
#include "json-walk.h"

#include <errno.h>

/* Some firmware wraps it in the name that the XML document's root has. */
#define WRAPPER BYTES("eventnotificationalert/")

static void value(const char *path, struct bytes text, void *user)
{
	struct bytes name = bytes_from(path);

	if (bytes_starts(name, WRAPPER))
		name = bytes_skip(name, WRAPPER.len);
	alert_field(user, name.data ? name.data : "", text);
}

int alert_json_parse(struct bytes in, struct alert *ret_alert)
{
	struct alert alert;
	int err;

	alert_begin(&alert);
	err = json_walk(in, value, &alert);
	if (err)
		return err;
	if (!alert.type[0] && !alert.has_acs)
		return -EPROTO;
	*ret_alert = alert;
	return 0;
}
