/* SPDX-License-Identifier: Apache-2.0 */
/* unit-login.c - one Hikvision door station: its login, and its certificate. */

#include "timers.h"
#include "unit.h"

#include <errno.h>
#include <stdio.h>

enum { TRIES_FEW = 2 /**< with so many left, somebody must know */ };

static const char lock_issue[] = "account-lock";

void unit_withdraw_login_issue(struct unit *u)
{
	if (u->lock_warned)
		u->listener->issue(lock_issue, NULL, u->user);
	u->lock_warned = false;
}

static void warn_of_lock(struct unit *u, int tries_left)
{
	char text[240];

	snprintf(text, sizeof(text),
		"The station has refused logins, ours or those of others. After %d more it "
		"locks the account for a while, also for the app and the indoor station. "
		"Check the password here and in everything else that uses this account.",
		tries_left);
	u->lock_warned = true;
	u->listener->issue(lock_issue,
		&(struct unit_issue){
			.title =
				"The account of the door station is about to be locked",
			.text = text,
			.fix = "/password"},
		u->user);
}

static void judge_tries(struct unit *u)
{
	int left = isapi_tries_left(u->isapi);

	if (left >= 0 && left <= TRIES_FEW && isapi_login(u->isapi) != -EAGAIN)
		warn_of_lock(u, left);
	else
		unit_withdraw_login_issue(u);
}

void unit_login_changed(struct unit *u)
{
	judge_tries(u);
	/* The account was unlocked: no need to wait any longer. */
	if (u->link.state == LINK_RESTING && !timer_running(&u->link.timer) &&
		!isapi_login(u->isapi))
		device_link_input(&u->link, LINK_TIME, 0, "");
}

void unit_take_fingerprint(struct unit *u)
{
	snprintf(u->info.fingerprint, sizeof(u->info.fingerprint), "%s",
		isapi_fingerprint(u->isapi));
}
