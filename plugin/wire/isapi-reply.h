/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-reply.h - bodies a Hikvision device answers with -> structs. Pure.
 *
 * Text is cut to fit and valid UTF-8; absent text is "". Element names are matched
 * without regard to case or namespace; one-line and pretty-printed bodies are alike. All
 * return 0; -EPROTO: not that document; -EMSGSIZE, -ELOOP; -EPERM: has a DTD; -ENOMEM. */
#ifndef GATEHOUSE_ISAPI_REPLY_H
#define GATEHOUSE_ISAPI_REPLY_H

#include "bytes.h"

/** GET /ISAPI/System/deviceInfo */
struct device_info {
	char name[64];
	char model[64];
	char serial[64]; /**< serialNumber, as written */
	char mac[32];
	char firmware
		[48]; /**< firmwareVersion and firmwareReleasedDate: "V3.7.0 build 250818" */
	char type[32]; /**< deviceType */
};
int device_info_parse(struct bytes body, struct device_info *ret_info);

/** GET /ISAPI/AccessControl/RemoteControl/door/capabilities */
enum door_command {
	DOOR_OPEN = 1u << 0,         /**< "open": release the strike for its set time */
	DOOR_CLOSE = 1u << 1,        /**< "close" */
	DOOR_ALWAYS_OPEN = 1u << 2,  /**< "alwaysOpen" */
	DOOR_ALWAYS_CLOSE = 1u << 3, /**< "alwaysClose" */
	DOOR_RESUME = 1u << 4,       /**< "resume" */
};
enum { DOORS_MAX = 16 };
struct door_capabilities {
	unsigned first;    /**< doorNo min, at least 1 */
	unsigned last;     /**< doorNo max, at most DOORS_MAX */
	unsigned commands; /**< enum door_command, or-ed; 0 when not listed */
};
int door_capabilities_parse(struct bytes body, struct door_capabilities *ret_doors);

/** GET /ISAPI/VideoIntercom/callStatus?format=json */
enum call_status { CALL_STATUS_IDLE, CALL_STATUS_RING, CALL_STATUS_ON_CALL };
int call_status_parse(struct bytes body, enum call_status *ret_status);

/** Why a request was refused: ResponseStatus in XML or JSON, or userCheck. */
struct refusal {
	int status_code;     /**< statusCode or statusValue; -1 absent */
	char status[64];     /**< statusString */
	char sub_status[64]; /**< subStatusCode: "invalidOperation", "lowPrivilege" */
	bool locked;         /**< userCheck lockStatus is "lock" */
	int unlock_s;        /**< userCheck unlockTime, seconds; -1 absent */
	int tries_left;      /**< userCheck retryLoginTime; -1 absent */
	bool is_user_check; /**< it was a userCheck: about the login, not the request */
};
int refusal_parse(struct bytes body, struct refusal *ret_refusal);

#endif
