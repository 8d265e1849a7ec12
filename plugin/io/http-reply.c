/* SPDX-License-Identifier: Apache-2.0 */
/* http-reply.c - what a lane tells of a request: the facts, and the reason for people. */

#include "http-lane.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static void say_no_protocol(
	const struct http_lane *l, const char *curl_reason, char *to, size_t cap)
{
	if (l->tls.on && !(l->leg != LEG_NONE && http_wire_sent(l->wire)))
		snprintf(to, cap,
			"no HTTPS with %s:%u, which is usually on port 443: %s",
			l->host, l->port, curl_reason ? curl_reason : "");
	else
		snprintf(to, cap, "%s", curl_reason ? curl_reason : strerror(EPROTO));
}

static void say_rejected(
	const struct http_lane *l, const char *curl_reason, char *to, size_t cap)
{
	char pin[HTTP_FINGERPRINT_MAX];

	if (!l->tls.pinned) {
		snprintf(to, cap, "the certificate of %s:%u is not accepted: %s",
			l->host, l->port, curl_reason ? curl_reason : "");
		return;
	}
	http_tls_print(l->tls.pin, pin);
	snprintf(to, cap,
		"the certificate has changed: %s was expected, and %s:%u shows %s", pin,
		l->host, l->port, l->tls.seen);
}

static void say(const struct http_lane *l, int err, const char *curl_reason,
	struct http_reply *reply)
{
	char *to = reply->reason;
	size_t cap = sizeof(reply->reason);

	switch (-err) {
	case 0: break;
	case ECONNREFUSED:
		snprintf(to, cap, "connection refused by %s:%u", l->host, l->port);
		break;
	case EHOSTUNREACH: snprintf(to, cap, "no way to %s", l->host); break;
	case ENOENT: snprintf(to, cap, "no such host name: %s", l->host); break;
	case ETIMEDOUT:
		if (l->leg != LEG_NONE && http_wire_sent(l->wire))
			snprintf(to, cap, "no answer from %s:%u within %u ms", l->host,
				l->port, l->active->timeout_ms);
		else
			snprintf(to, cap, "no connection to %s:%u", l->host, l->port);
		break;
	case ECONNRESET:
		snprintf(
			to, cap, "%s:%u closed the connection early", l->host, l->port);
		break;
	case EMSGSIZE:
		snprintf(to, cap, "answer over %zu bytes", l->active->body_max);
		break;
	case ENOKEY:
		snprintf(to, cap,
			"the certificate of %s:%u has not been confirmed yet; its fingerprint is %s",
			l->host, l->port, l->tls.seen);
		break;
	case EPROTO: say_no_protocol(l, curl_reason, to, cap); break;
	case EKEYREJECTED: say_rejected(l, curl_reason, to, cap); break;
	default:
		snprintf(to, cap, "%s", curl_reason ? curl_reason : strerror(-err));
		break;
	}
}

void http_lane_fill(const struct http_lane *l, int err, const char *reason,
	struct http_reply *reply)
{
	bool sent = l->leg != LEG_NONE && http_wire_sent(l->wire);

	*reply = (struct http_reply){.err = err,
		.status = l->status,
		.content_type = bytes_from(l->content_type),
		.authorized = sent && l->leg == LEG_LOGIN,
		.fresh_nonce = sent && l->leg == LEG_LOGIN && l->fresh_nonce,
		.challenged = l->offered.algorithm != DIGEST_NONE,
		.barred = l->barred,
		.maybe_sent = sent && l->leg != LEG_PROBE};
	snprintf(reply->fingerprint, sizeof(reply->fingerprint), "%s", l->tls.seen);
	say(l, err, reason, reply);
}
