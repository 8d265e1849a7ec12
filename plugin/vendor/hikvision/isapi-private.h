/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-private.h - calls to one device from inside: for isapi.c, which queues and sends
 * them, and isapi-answer.c, which judges what comes back. */
#ifndef GATEHOUSE_ISAPI_PRIVATE_H
#define GATEHOUSE_ISAPI_PRIVATE_H

#include "credential-book.h"
#include "isapi.h"
#include "reactor.h"
#include "timers.h"

enum lane { LANE_COMMANDS, LANE_STREAM, LANES };

struct isapi {
	struct reactor *reactor;
	const struct log *log;
	struct http_lane *lanes[LANES];
	struct isapi_call *sent[LANES]; /**< what is on the wire: one a lane at most */
	struct credential_pass *pass;
	struct credential_gate *gate; /**< of the pass */
	bool single_try;
	bool tls;
	bool bare;   /**< no "/ISAPI" in front of paths */
	bool ending; /**< nothing goes out any more */
	char fingerprint[HTTP_FINGERPRINT_MAX];
	struct timer patience; /**< runs while an urgent call waits behind another */
	char username[128];
	void (*login_changed)(void *user);
	void *user;
	struct isapi_call *calls; /**< all that are not done, oldest first */
};

enum call_state {
	WAITING, /**< for its lane, or for the gate */
	SENT,    /**< `exchange` is under way */
	ENDING,  /**< `later` is under way, or its done is */
};

struct isapi_call {
	struct isapi_call *next;
	struct isapi *isapi;
	enum call_state state;
	enum lane lane;
	struct http_request request; /**< texts and body are the call's own */
	uint64_t asked_ms;
	const struct isapi_stream_listener *listener; /**< NULL: not a stream */
	isapi_done_fn *done;
	void *user;
	struct http_exchange *exchange;
	struct deferred later;
	const char *failure; /**< what `later` tells; NULL: that the login is refused */
	unsigned tries;      /**< refused logins of this call */
	bool opened; /**< a stream whose login was accepted: the gate has its answer */
};

/* isapi.c */

void isapi_pump(struct isapi *isapi);         /**< send what may be sent */
void isapi_call_off(struct isapi_call *call); /**< off the wire; its lane is free */

/** The one way a call ends with a callback, which may destroy us. */
void isapi_finish(struct isapi_call *call, const struct isapi_result *result);

/* isapi-answer.c */

void isapi_finish_refused_login(struct isapi_call *call);
void isapi_exchange_done(const struct http_reply *reply, void *user);
extern const struct http_stream_listener isapi_answer_listener;

#endif
