/* SPDX-License-Identifier: Apache-2.0 */
/* http.h - HTTP to devices, through libcurl, on the loop.
 *
 * A lane is one kept-alive connection to one device and the login that goes with it. A
 * device has two: one for its stream, one for commands; so a command never waits behind
 * a stream, and a device never sees more than two connections of ours. Requests on a lane
 * are sent one at a time, in order.
 *
 * Login: Digest, MD5 or SHA-256, whichever the device offers (the stronger if both), else
 * Basic, where the target allows it or TLS hides it. Never a weaker one than the device
 * has offered before. A GET goes out without credentials first and answers the challenge; in
 * front of anything else, which must not go out twice, a GET of the same path fetches the
 * challenge. Later requests reuse the nonce, for as long as this device's are seen to be
 * good (http-nonce.h). A 401 that holds a challenge gives the next request its nonce. No
 * request is ever repeated by
 * the lane except for a challenge to one that carried no login, or for a nonce the device
 * itself calls stale: who may try again is the business of the caller and its credential
 * gate. Nor does curl repeat one whose connection died.
 *
 * TLS: http-tls.h says which certificate is accepted. Where none is, no request and no
 * login goes out; HTTP is never tried instead.
 *
 * Host names are looked up in /etc/hosts and DNS, not by mDNS (".local").
 *
 * Loop thread only. After http_cancel(), http_lane_destroy() return, no callback of that
 * request or lane runs. A callback may cancel its own request or destroy its own lane. */
#ifndef GATEHOUSE_HTTP_H
#define GATEHOUSE_HTTP_H

#include "bytes.h"
#include <stdbool.h>

struct http_lane;
struct http_exchange;
struct reactor;
struct credential_book;

enum {
	HTTP_BODY_MAX =
		1024 * 1024,   /**< bytes of a whole reply, if not said otherwise */
	HTTP_QUEUE_MAX = 4096, /**< requests waiting on one lane */
	HTTP_CONNECT_LIMIT_MS = 5000, /**< with the TLS handshake */
	HTTP_FINGERPRINT_MAX = 96,
};

/** What lanes to one device remember together; all-zero at first. */
struct http_memory {
	int strongest; /**< login it ever offered: enum digest_algorithm */
};

/** Where a lane goes. Copied by http_lane_create(). */
struct http_target {
	const char *host; /**< name, IPv4 or IPv6 literal, without brackets */
	unsigned port;
	const char *username; /**< "" with an empty password: no login */
	const char *password;
	bool allow_basic; /**< Basic also where others can read the password: without TLS,
	                   *   or pinned by http_lane_pin() to who was there first */
	bool tls;
	const char *fingerprint; /**< SHA-256 of its certificate, hexadecimal, colons or
	                          *   not; NULL, "": none */
	const char *ca_file;     /**< PEM; NULL, "": none */
	struct http_memory
		*memory; /**< borrowed, outlives the lane; NULL: the lane's own */
};

/** @return 0, -EINVAL (no host, port 0 or over 65535, no fingerprint), -ENOMEM */
int http_lane_create(struct reactor *r, const struct http_target *target,
	struct http_lane **ret_lane);
void http_lane_destroy(
	struct http_lane *lane); /**< drops what waits, without callbacks */

/** Forget connection and nonce: the next request begins with a fresh challenge. */
void http_lane_reset(struct http_lane *lane);

/** From now on this certificate, and no other. @return 0, -EINVAL */
int http_lane_pin(struct http_lane *lane, const char *fingerprint);

/** Do both say the same certificate? Colons and case do not matter. */
bool http_fingerprint_same(const char *a, const char *b);

/** Why a login that we know was not given. */
enum http_barred {
	HTTP_BARRED_NOT,
	HTTP_BARRED_BASIC,  /**< nothing but Basic is offered, and it is not allowed */
	HTTP_BARRED_WEAKER, /**< the device has offered a stronger one before */
};

/** What went over the wire and came back. Views are valid during the callback only. */
struct http_reply {
	int err;           /**< 0: the device answered, whatever it said; -ETIMEDOUT,
	                    *   -ECONNREFUSED, -EHOSTUNREACH, -ENOENT (no such name),
	                    *   -ECONNRESET (ended early), -EMSGSIZE (body over the limit),
	                    *   -EPROTO (not HTTP, or no TLS), -EMFILE, -EIO; -ENOKEY: there
	                    *   is no certificate to compare its own with; -EKEYREJECTED:
	                    *   its certificate is not accepted */
	char reason[320];  /**< for people: "connection refused by 127.0.0.1:80" */
	int status;        /**< HTTP status, 0 without an answer */
	struct bytes body; /**< of a whole reply, or of a refused stream */
	struct bytes content_type;
	bool authorized;  /**< the last request on the wire carried credentials */
	bool fresh_nonce; /**< and they answered a challenge of this very exchange */
	bool challenged;  /**< the last answer carried a WWW-Authenticate we answer */
	enum http_barred barred;
	char fingerprint[HTTP_FINGERPRINT_MAX]; /**< of the certificate it showed; ""
	                    *   without TLS, or where a CA decides */
	bool maybe_sent; /**< the request reached the wire: on error, the device may have
	                    *   acted on it */
};
typedef void http_done_fn(const struct http_reply *reply, void *user);

struct http_request {
	const char *method;       /**< "GET", "PUT", "POST", "DELETE" */
	const char *path;         /**< "/ISAPI/...", may hold a query */
	const char *content_type; /**< of body, or NULL */
	struct bytes body;        /**< copied */
	unsigned timeout_ms; /**< from being sent to the last byte; must not be 0 */
	unsigned wait_ms; /**< how long it may wait behind others; then -ETIMEDOUT with
	                    *   maybe_sent false. 0: no limit */
	bool urgent;      /**< goes in front of what is not urgent and not yet sent */
	size_t body_max;  /**< bytes of the reply; 0: HTTP_BODY_MAX */
};

/** Ask for a whole reply.
 * @param done  called once, from the loop, never before this returns
 * @return 0, -EBUSY (HTTP_QUEUE_MAX), -EINVAL, -ENOMEM: done is not called */
int http_send(struct http_lane *lane, const struct http_request *request,
	http_done_fn *done, void *user, struct http_exchange **ret_exchange);

/** A body without end. `opened` comes once with the status line and headers of a 2xx
 * answer, then `data` as bytes arrive, then `closed` once; any other answer, or none,
 * gives `closed` alone, with the body of the refusal.
 * request->timeout_ms limits the time until `opened`. No limit after that: the owner
 * watches for silence. The listener is borrowed until `closed`, or the cancelling. */
struct http_stream_listener {
	void (*opened)(const struct http_reply *reply, void *user); /**< mandatory */
	/** @return 0, or a negative errno: the stream ends, `closed` gets that as err */
	int (*data)(struct bytes in, void *user); /**< mandatory */
	http_done_fn *closed;                     /**< mandatory */
};
int http_stream(struct http_lane *lane, const struct http_request *request,
	const struct http_stream_listener *listener, void *user,
	struct http_exchange **ret_exchange);

/** The gates of all devices; made with the reactor. */
struct credential_book *http_credentials(struct reactor *r);

/** Drop it; no callback comes any more. NULL is ignored. The pointer is also void once
 * `done` or `closed` has been called. */
void http_cancel(struct http_exchange *exchange);

#endif
