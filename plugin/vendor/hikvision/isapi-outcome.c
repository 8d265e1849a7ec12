/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-outcome.c - what an answer means: HTTP and ISAPI status -> errno, sentence. */

#include "isapi-outcome.h"

#include "isapi-reply.h"
#include "isapi-right.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* The title is the setting's. */
#define CERTIFICATE_HINT                                                               \
	". If the certificate of the device was renewed, correct \"Certificate "       \
	"Fingerprint\""

/* ResponseStatus statusCode. Source: the vendor's ISAPI guide, "Error Codes" */
enum { STATUS_OK = 1, STATUS_REBOOT_REQUIRED = 7 };

/* subStatusCode -> errno. ADD A ROW */
static const struct {
	const char *sub_status;
	int err;
} sub_statuses[] = {
	// clang-format off
	{"lowPrivilege",    -EPERM},    /* JoshADC/hikvision_isapi #2, on a write */
	{"notPermission",   -EPERM},    /* unverified */
	{"notSupport",      -ENOTSUP},  /* DS-K1T342MWX, on Event/triggers */
	{"methodNotAllowed", -ENOTSUP}, /* DS-KB6003-WIP, on alertStream */
	// clang-format on
};

static int sub_status_errno(const char *sub_status)
{
	for (size_t i = 0; i < sizeof(sub_statuses) / sizeof(*sub_statuses); i++) {
		if (!strcasecmp(sub_statuses[i].sub_status, sub_status))
			return sub_statuses[i].err;
	}
	return -EREMOTEIO;
}

static void no_answer(const struct http_reply *reply, char *why, size_t cap,
	struct isapi_result *ret_result)
{
	ret_result->no_listener = reply->err == -ECONNREFUSED;
	if (reply->err == -EKEYREJECTED || reply->err == -ENOKEY) {
		ret_result->err = reply->err;
		snprintf(why, cap, "%s; nothing was sent%s", reply->reason,
			reply->err == -ENOKEY ? "" : CERTIFICATE_HINT);
		return;
	}
	if (reply->maybe_sent) {
		ret_result->err = -ETIMEDOUT;
		snprintf(why, cap, "the device took the request and did not answer: %s",
			reply->reason);
		return;
	}
	ret_result->err = -EHOSTUNREACH;
	snprintf(why, cap, "the device cannot be reached: %s", reply->reason);
}

/* What the device gives as the reason, or the bare HTTP status. */
static void refused(const struct http_reply *reply, const struct refusal *refusal,
	const char *path, const char *username, char *why, size_t cap,
	struct isapi_result *ret_result)
{
	int err = sub_status_errno(refusal->sub_status);

	if (reply->status == 404 && !*refusal->sub_status)
		err = -ENOTSUP;
	ret_result->err = err;
	if (err == -EPERM)
		snprintf(why, cap,
			"user \"%s\" may not do this: tick \"%s\" for it on the device, "
			"under User Management (the device says %s)",
			username, isapi_right(path), refusal->sub_status);
	else if (err == -ENOTSUP)
		snprintf(why, cap, "the device does not offer %.*s (HTTP %d)",
			(int)strcspn(path, "?"), path, reply->status);
	else if (*refusal->status || *refusal->sub_status)
		snprintf(why, cap, "the device refused: %s%s%s (HTTP %d)",
			refusal->status,
			*refusal->status && *refusal->sub_status ? ", " : "",
			refusal->sub_status, reply->status);
	else
		snprintf(why, cap, "the device refused: HTTP %d", reply->status);
}

/* A write may be refused in the body of a 200. */
static bool body_refuses(const struct refusal *refusal)
{
	return refusal->status_code > STATUS_OK &&
	       refusal->status_code < STATUS_REBOOT_REQUIRED;
}

void isapi_outcome(const struct http_reply *reply, const char *method, const char *path,
	const char *username, char *why, size_t cap, struct isapi_result *ret_result)
{
	struct refusal refusal = {.status_code = -1, .unlock_s = -1, .tries_left = -1};
	bool accepted = reply->status >= 200 && reply->status < 300;

	why[0] = '\0';
	*ret_result = (struct isapi_result){
		.why = why, .body = reply->body, .status = reply->status};
	if (reply->err) {
		no_answer(reply, why, cap, ret_result);
		return;
	}
	if (accepted && !strcmp(method, "GET"))
		return;
	if (refusal_parse(reply->body, &refusal))
		refusal = (struct refusal){.status_code = -1};
	if (accepted && !body_refuses(&refusal))
		return;
	refused(reply, &refusal, path, username, why, cap, ret_result);
}
