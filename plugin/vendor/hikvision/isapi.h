/* SPDX-License-Identifier: Apache-2.0 */
/* isapi.h - requests to one Hikvision device: two lanes, one login, answers in our words.
 *
 * Every request passes the credential gate, which all who ask this device share. A refused
 * login is tried again, with a fresh challenge, for as long as the gate lets it: nonces
 * wear out (DS-KV6124 V3.9.0: after two uses, without a challenge; DS-K1T342 V4.48: a 401
 * without "stale"), and some devices refuse a right password once. A 401 means that
 * nothing was done, so this holds for commands as well.
 *
 * With TLS, and neither a fingerprint nor a CA file in the settings, the certificate that
 * the device shows first is pinned for the life of the connection object; single_try (a
 * check) does not: its calls end with -ENOKEY. */
#ifndef GATEHOUSE_ISAPI_H
#define GATEHOUSE_ISAPI_H

#include "http.h"
#include <stdbool.h>

struct isapi;
struct isapi_call;
struct log;
struct reactor;
struct unit_config;

enum { ISAPI_WHY_MAX = 480 };

/** How a request ended. Valid during the callback. */
struct isapi_result {
	int err; /**< 0; -EHOSTUNREACH: it did not get there; -ETIMEDOUT: it got there, and
	          *   no whole answer came; -EBUSY: it waited too long, and was not sent;
	          *   -EACCES: login refused; -EAGAIN: the account is locked; -ENOKEY,
	          *   -EKEYREJECTED: the certificate is not confirmed, not accepted;
	          *   -EPROTONOSUPPORT: Basic only, and not allowed; -EPERM: a right is missing; -ENOTSUP: the
	          *   device does not know it; -EREMOTEIO: the device refused */
	const char *why; /**< one sentence for people; "" when err is 0 */
	struct bytes body;
	int status;       /**< HTTP; 0: none came */
	bool no_listener; /**< err -EHOSTUNREACH: nothing listens there at the moment */
};
typedef void isapi_done_fn(const struct isapi_result *result, void *user);

/** @param login_changed  optional: the gate opened or closed; see isapi_login() */
int isapi_create(struct reactor *r, const struct unit_config *config,
	const struct log *log, void (*login_changed)(void *user), void *user,
	struct isapi **ret_isapi);
void isapi_destroy(struct isapi *isapi); /**< drops what is under way, no callbacks */

/** A request and its whole answer. Fields as http_request.
 * @param done called once, never before this returns
 * @return 0, -EBUSY, -EINVAL, -ENOMEM: done is not called */
int isapi_send(struct isapi *isapi, const struct http_request *request,
	isapi_done_fn *done, void *user, struct isapi_call **ret_call);

/** The device's event stream. As http_stream(): `opened`, then `data`, `closed` once. */
struct isapi_stream_listener {
	void (*opened)(void *user);
	int (*data)(struct bytes in, void *user);
	isapi_done_fn *closed; /**< err is never 0 */
};
int isapi_stream(struct isapi *isapi, const struct http_request *request,
	const struct isapi_stream_listener *listener, void *user,
	struct isapi_call **ret_call);

/** Drop it; no callback comes any more. NULL is ignored.
 * @return true if it has not been sent, and now never is */
bool isapi_cancel(struct isapi_call *call);

/** May logins go out?
 * @return 0: yes, or nothing is known; -EACCES: not before new settings; -EAGAIN: not
 *         before the device unlocks the account: login_changed comes then */
int isapi_login(const struct isapi *isapi);

/** How many wrong passwords the device still allows, as it last said; -1: it did not, or
 * the last login was right. */
int isapi_tries_left(const struct isapi *isapi);

/** Firmware of before V5 has its paths without "/ISAPI" in front: it is left out from now
 * on, or put back. Paths are given with it, always.
 *
 * Source: pyHik asks both; which firmwares is unverified */
void isapi_set_bare(struct isapi *isapi, bool bare);
bool isapi_bare(const struct isapi *isapi);

/** The certificate: the one pinned, or, after -ENOKEY, the one it shows; "": none */
const char *isapi_fingerprint(const struct isapi *isapi);

#endif
