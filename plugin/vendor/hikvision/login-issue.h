/* SPDX-License-Identifier: Apache-2.0 */
/* login-issue.h - the account of a device is about to be locked: somebody must know. */
#ifndef GATEHOUSE_LOGIN_ISSUE_H
#define GATEHOUSE_LOGIN_ISSUE_H

#include "vendor.h"

struct isapi;

/** The first members are set by its owner. */
struct login_issue {
	const struct unit_listener *listener;
	void *user;
	const char *title;  /**< for people, of the issue */
	const char *others; /**< who also loses: "the app and the indoor station" */
	bool raised;
};

/** The gate opened or closed: raise or withdraw it. */
void login_issue_judge(struct login_issue *issue, const struct isapi *isapi);
void login_issue_withdraw(struct login_issue *issue);

#endif
