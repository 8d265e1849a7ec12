/* SPDX-License-Identifier: Apache-2.0 */
/* sip-line-private.h - inside of a line, for sip-line.c and line-*.c only. Include it
 * last. */
#ifndef GATEHOUSE_SIP_LINE_PRIVATE_H
#define GATEHOUSE_SIP_LINE_PRIVATE_H

#include "goodbye.h"
#include "log.h"
#include "reactor.h"
#include "registration.h"
#include "sip-agent.h"
#include "sip-call.h"
#include "sip-endpoint.h"
#include "sip-exchange.h"
#include "sip-line.h"
#include "sip-registrar.h"
#include "timers.h"

#include "sip-words.h"

enum { LINE_URI_CAP = 320, LINE_WHY_CAP = 256, LINE_HOLDER_CAP = 128 };

/** Our registration at the user's registrar. */
struct line_register {
	struct registration machine;
	struct sip_exchange *exchange;
	struct timer again, end;
	char call_id[SIP_TAG_CAP], tag[SIP_TAG_CAP];
	uint32_t cseq;
};

struct sip_line {
	struct sip_agent *agent;
	struct sip_line_config config; /**< texts are ours */
	const struct sip_line_listener *listener;
	const struct log *log;
	void *user;

	struct sip_member member;
	struct timer
		link; /**< to try again, or to look whether our address still holds */
	unsigned link_failures;
	char address[SIP_ADDRESS_MAX + 1]; /**< ours; "": unknown */
	unsigned port;                     /**< ours; kept once it was chosen */
	char contact[LINE_URI_CAP];
	struct sa peer; /**< the station, the proxy: address and port */

	struct sip_account account; /**< client */
	struct line_register registering;
	struct sip_registrar registrar; /**< server */

	struct sip_call *call;
	struct sip_call_room room;
	struct goodbyes goodbyes;
	struct token_bucket rings;
	uint32_t bye_call, bye_cseq; /**< hash of the last call that its peer ended */

	struct sip_line_status status;
	char why[LINE_WHY_CAP], holder[LINE_HOLDER_CAP];
	struct deferred start;

	bool leaving;
	void (*left)(void *user); /**< farewell; NULL: nobody waits */
	void *left_user;
	struct deferred tell_left;
	struct timer patience;
};

static inline struct timers *line_timers(const struct sip_line *l)
{
	return reactor_timers(l->agent->reactor);
}

/* line-link.c: where we are, and the way to the peer. */
void line_link_start(struct sip_line *l);
void line_link_stop(struct sip_line *l);

/** Say where it stands, unless that was said last. @param why NULL: all is well */
void line_tell(struct sip_line *l, enum sip_state state, int err, unsigned code,
	const char *why);

/* line-register.c: client. */
void line_register_init(struct sip_line *l);
void line_register_start(struct sip_line *l); /**< or our address is another one */
void line_register_stop(struct sip_line *l);
void line_register_finish(struct sip_line *l);

/* line-requests.c: what the peer sends. */
extern const struct sip_member_listener line_member;
extern const struct sip_call_listener line_calls;
void line_drop_call(struct sip_line *l, enum sip_end why); /**< it is told as ended */

/** Is everything said that had to be? Then tell who waits for it. */
void line_check_left(struct sip_line *l);

#endif
