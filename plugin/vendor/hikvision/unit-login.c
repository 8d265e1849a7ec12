/* SPDX-License-Identifier: Apache-2.0 */
/* unit-login.c - one Hikvision door station: its login, and its certificate. */

#include "unit.h"

#include <stdio.h>

void unit_login_changed(struct unit *u)
{
	login_issue_judge(&u->login_issue, u->isapi);
	if (!isapi_login(u->isapi))
		device_link_unlocked(&u->link);
}

void unit_take_fingerprint(struct unit *u)
{
	snprintf(u->info.fingerprint, sizeof(u->info.fingerprint), "%s",
		isapi_fingerprint(u->isapi));
}
