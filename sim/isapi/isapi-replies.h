/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-replies.h - the bodies that every ISAPI answer is made of.
 *
 * Source: ResponseStatus: pyHik thread 16; userCheck: three devices' 401 bodies;
 * error codes in JSON: Hikvision-Addons threads 141 and 149 */
#ifndef GATEHOUSE_SIM_ISAPI_REPLIES_H
#define GATEHOUSE_SIM_ISAPI_REPLIES_H

#include "sim-http.h"

/** What an ISAPI status says; a row of a table, see isapi-replies.c. */
enum isapi_status {
	STATUS_OK,
	STATUS_INVALID_OPERATION,
	STATUS_LOW_PRIVILEGE,
	STATUS_METHOD_NOT_ALLOWED,
	STATUS_NO_SUCH_URL,
	STATUS_NOT_SUPPORTED,
	STATUS_BAD_XML,
	STATUS_BAD_PARAMETERS,
	STATUS_DEVICE_ERROR,
	STATUS_BUSY,
	STATUS_NO_REQUEST,
	STATUS_BAD_REQUEST,
};

/** How replies of this firmware differ from others'. */
struct reply_style {
	const char
		*namespace_text; /**< in the place of REPLY_NAMESPACE; NULL: as it is */
	bool plain_404;          /**< no ResponseStatus, but the web server's words */
	bool string_numbers;     /**< {"statusCode":"4"} */
};

/** Write the namespace of the style wherever the usual one is. @return 0 or ENOMEM */
int reply_set_namespace(struct mbuf *body, const char *namespace_text);

/** ResponseStatus, in JSON where the query asks for it. */
void reply_status(const struct sim_http_request *request, enum isapi_status status);

/** 401 and its userCheck.
 * @param full          With lockStatus, unlockTime and retryLoginTime
 * @param headers       Challenges, or NULL for none
 * @param locked_s      Seconds until it is unlocked; 0: it is not locked */
void reply_user_check(const struct sim_http_request *request,
	const struct mbuf *headers, bool full, unsigned locked_s, unsigned tries_left);

/** 200 with a document. Frees `body`, which may be NULL: then 500. */
void reply_document(
	const struct sim_http_request *request, const char *type, struct mbuf *body);

#define REPLY_XML       "application/xml"
#define REPLY_JSON      "application/json"
#define REPLY_XML_HEAD  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define REPLY_NAMESPACE "version=\"2.0\" xmlns=\"http://www.isapi.org/ver20/XMLSchema\""

/** 200 with what the format makes (libre's re_printf()). */
void reply_print(const struct sim_http_request *request, const char *type,
	const char *format, ...);

bool wants_json(const struct sim_http_request *request);

#endif
