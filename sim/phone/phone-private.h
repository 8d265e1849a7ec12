/* SPDX-License-Identifier: Apache-2.0 */
/* phone-private.h - the parts of phone.h, for its own files. */
#ifndef GATEHOUSE_SIM_PHONE_PRIVATE_H
#define GATEHOUSE_SIM_PHONE_PRIVATE_H

#include "phone-request.h"
#include "phone-write.h"
#include "phone.h"

enum { PHONE_LINGER_MS = 64 * SIP_T1 }; /* RFC 3261: timers D, I, J */

/* Its registration:
 *
 *       enabled          200
 *   OFF -------> ASKING -----> REGISTERED
 *    ^             |  ^            |
 *    |  disabled   v  | time       | half of the time: ASKING
 *    +--------- WAITING <----------+
 *
 * ASKING: a REGISTER is under way. WAITING: refused or unanswered; the timer runs. */
enum phone_registered { PHONE_OFF, PHONE_ASKING, PHONE_REGISTERED, PHONE_WAITING };

struct phone_registration {
	enum phone_registered state;
	char call_id[64], tag[24];
	struct sa proxy;
	char domain[80], user[64], display[64]; /* those of this registration */
	uint32_t cseq;
	unsigned tries; /* logins in this round */
	unsigned code;  /* of the last refusal */
	unsigned expires_s;
	bool leaves; /* this is the last REGISTER */
	struct phone_request *request;
	struct tmr next;
};

/* A call:
 *
 *   CALLING ---1xx---> EARLY ---200---> UP ---BYE---> OVER
 *      |                 |   cancel                     ^
 *      +-----------------+----------> LEAVING --final---+
 *   RINGS ---time---> OFFERED ---ACK---> UP
 *
 * CALLING, EARLY, LEAVING: our INVITE is under way. RINGS: they call, we ring. OFFERED:
 * our 200 is repeated until its ACK. OVER: only what comes again is answered, for 32 s. */
enum phone_call_state {
	PHONE_CALLING,
	PHONE_EARLY,
	PHONE_LEAVING,
	PHONE_RINGS,
	PHONE_OFFERED,
	PHONE_UP,
	PHONE_OVER,
};

struct phone_call {
	struct le le;
	struct phone *phone;
	enum phone_call_state state;
	bool outgoing;
	bool wants_out; /* CANCEL as soon as it may be sent */
	bool cancelled; /* CANCEL was sent */
	char number[64];
	char call_id[128], tag[24];
	char local[320], remote[320];   /* From and To of our requests */
	char uri[256];                  /* of the INVITE */
	char target[256];               /* of requests inside the call */
	char *routes;                   /* lines, or NULL */
	struct sa first_to, to;         /* where the INVITE and the others go */
	char branch[PHONE_BRANCH_SIZE]; /* of the last INVITE */
	uint32_t cseq, invite_cseq;
	unsigned logins;
	struct phone_request *invite, *other;
	char digits[17];     /* still to be sent */
	char audio[80];      /* the peer's, "" none */
	char peer_tag[64];   /* "" while unknown */
	struct sip_msg *msg; /* the peer's last request, but ACK and CANCEL */
	struct mbuf *reply;  /* to it */
	unsigned resend_ms, spent_ms;
	struct tmr tmr;
};

struct phone {
	const struct phone_ops *ops;
	void *user;
	const struct phone_settings *settings; /* borrowed */
	struct sa address;                     /* with the port, once there is one */
	struct udp_sock *sock, *audio;
	unsigned audio_port;
	unsigned bound_for;   /* the local port that was asked for */
	uint32_t event_stamp; /* of the last telephone-event */
	bool powered, frozen;
	struct list calls;    /* owned */
	struct list requests; /* owned */
	struct phone_registration registration;
	struct phone_counts counts;
};

/* phone.c */
struct phone_rules phone_rules(const struct phone *phone);
/** @param again  It is a repetition */
void phone_send(struct phone *phone, const struct sa *to, const struct mbuf *packet,
	bool again);
int phone_proxy(const struct phone *phone, unsigned port, struct sa *ret);
void phone_new_id(const struct phone *phone, char *id, size_t size);
void phone_digit(struct phone *phone, char digit);
bool phone_is_digit(char c);

/* phone-register.c */
void phone_register_start(struct phone *phone);
/** @param says_so  Tell the proxy */
void phone_register_stop(struct phone *phone, bool says_so);
const char *phone_registered_word(const struct phone *phone);

/* phone-call.c */
struct phone_call *phone_call_alloc(struct phone *phone);
void phone_call_over(struct phone_call *call, enum phone_end why);
void phone_call_leave(struct phone_call *call);
void phone_call_bye(struct phone_call *call);
/** Is any call up? */
bool phone_talks(const struct phone *phone);
const char *phone_call_word(const struct phone_call *call);
/** The dialog as a message that makes it, or an answer inside it, has it. */
void phone_call_learn(struct phone_call *call, const struct sip_msg *msg);
void phone_call_audio(struct phone_call *call, const struct sip_msg *msg);
/** A request inside the call. */
int phone_call_ask(struct phone_call *call, const char *method, const char *type,
	const struct mbuf *body, phone_response_fn *fn, struct phone_request **ret);

/* phone-invite.c */
int phone_invite(struct phone_call *call, const char *login);
/** A final reply to an INVITE that is no longer under way. @return is it ours? */
bool phone_invite_repeated(struct phone *phone, const struct sip_msg *msg);

/* phone-answer.c */
void phone_asked(struct phone *phone, struct sip_msg *msg);
/** A call that rings here is not answered. */
void phone_call_decline(struct phone_call *call);

#endif
