/* SPDX-License-Identifier: Apache-2.0 */
/* phone-login.h - the answer to the challenge of a 401 or 407. */
#ifndef GATEHOUSE_SIM_PHONE_LOGIN_H
#define GATEHOUSE_SIM_PHONE_LOGIN_H

#include "phone.h"

/** The header line, with its end: of the first challenge that we know (MD5, SHA-256;
 * with qop=auth or without).
 * @param ret  Free it with mem_deref()
 * @return 0, -EACCES (there is none), -ENOMEM */
int phone_login(const struct phone_settings *settings, const struct sip_msg *msg,
	const char *method, const char *uri, char **ret);

#endif
