/* SPDX-License-Identifier: Apache-2.0 */
/* account-reply.h - who may log in to a Hikvision device, how, and to do what. Pure.
 *
 * All return 0; -EPROTO: not that document; -EMSGSIZE, -ELOOP; -EPERM: has a DTD;
 * -ENOMEM. */
#ifndef GATEHOUSE_ACCOUNT_REPLY_H
#define GATEHOUSE_ACCOUNT_REPLY_H

#include "answer.h"
#include "bytes.h"

/** GET /ISAPI/Security/webCertificate: WebCertificate/CertificateType: "WEB
 * Authentication" of the device's own pages. */
enum web_authentication {
	WEB_AUTHENTICATION_BASIC = 1u << 0,
	WEB_AUTHENTICATION_DIGEST = 1u << 1,
};

/** @param ret_schemes  or-ed; 0: another word, or none
 *
 * Source: "digest", "basic", "digest/basic", "digest/MD5": third-party clients;
 * unverified */
int web_authentication_parse(struct bytes body, unsigned *ret_schemes);

enum account_level {
	ACCOUNT_LEVEL_UNKNOWN,
	ACCOUNT_ADMINISTRATOR, /**< may do everything */
	ACCOUNT_OPERATOR,      /**< may do what is ticked: user_rights_parse() */
	ACCOUNT_VIEWER,        /**< the same, with less to tick */
};
struct account {
	unsigned id; /**< names it in the path of its rights; never 0 */
	enum account_level level;
};

/** GET /ISAPI/Security/users: UserList. An administrator gets all, others themselves.
 * @return besides: -ENOENT: nobody of that name
 *
 * Source: a client of cameras (operator's account checked before use); unverified */
int account_parse(struct bytes body, const char *name, struct account *ret_account);

/** GET /ISAPI/Security/UserPermission/<id>: UserPermission/remotePermission */
struct account_rights {
	enum answer notify; /**< alarmOutOrUpload: "Notify Surveillance Center / Trigger
	                        *   Alarm Output": without it, no events */
	enum answer configure; /**< parameterConfig */
	enum answer inspect;   /**< logOrStateCheck */
	enum answer preview;   /**< preview: live view */
	enum answer restart;   /**< restartOrShutdown */
};

/** Source: several clients of cameras; unverified */
int account_rights_parse(struct bytes body, struct account_rights *ret_rights);

#endif
