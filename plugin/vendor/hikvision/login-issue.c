/* SPDX-License-Identifier: Apache-2.0 */
/* login-issue.c - the account of a device is about to be locked. */

#include "login-issue.h"

#include "isapi.h"

#include <errno.h>
#include <stdio.h>

enum { TRIES_FEW = 2 /**< with so many left, somebody must know */ };

static const char lock_issue[] = "account-lock";

void login_issue_withdraw(struct login_issue *issue)
{
	if (issue->raised)
		issue->listener->issue(lock_issue, NULL, issue->user);
	issue->raised = false;
}

static void warn(struct login_issue *issue, int tries_left)
{
	char text[320];

	snprintf(text, sizeof(text),
		"The device has refused logins, ours or those of others. After %d more it "
		"locks the account for a while, also for %s. Check the password here and "
		"in everything else that uses this account.",
		tries_left, issue->others);
	issue->raised = true;
	issue->listener->issue(lock_issue,
		&(struct unit_issue){
			.title = issue->title, .text = text, .fix = "/password"},
		issue->user);
}

void login_issue_judge(struct login_issue *issue, const struct isapi *isapi)
{
	int left = isapi_tries_left(isapi);

	if (left >= 0 && left <= TRIES_FEW && isapi_login(isapi) != -EAGAIN)
		warn(issue, left);
	else
		login_issue_withdraw(issue);
}
