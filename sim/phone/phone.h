/* SPDX-License-Identifier: Apache-2.0 */
/* phone.h - a door station as a SIP telephone: it registers, calls, is called.
 *
 * Written out by hand, byte for byte, over UDP: not libre's stack, which the plugin has,
 * so that a fault of that one does not hide, and because a device has to do what no
 * correct stack does. libre's are the parser of what comes, and the SDP answer.
 *
 * Source: RFC 3261, RFC 8760, RFC 6086; what stations send: Hikvision-Addons thread 358
 * (an INVITE, captured) and asterisk.as.indoor.md (regXML) */
#ifndef GATEHOUSE_SIM_PHONE_H
#define GATEHOUSE_SIM_PHONE_H

#include "phone-counts.h"
#include "sim-re.h"

struct phone;

/** What the owner of a station types in. */
struct phone_settings {
	bool enabled;
	char proxy[64]; /**< numeric: a station knows no names here */
	unsigned proxy_port, local_port;
	char user[64], display[64], auth_id[64], password[128];
	unsigned expires_s;
};

enum phone_registers { REGISTERS_STANDARD, REGISTERS_PRIVATE, REGISTERS_OFF };
enum phone_sdp { SDP_AUDIO, SDP_VIDEO, SDP_REFUSED, SDP_NONE };
enum phone_goodbye { GOODBYE_PROPER, GOODBYE_EARLY, GOODBYE_NEVER };

/** How this firmware does it; see the switches sip-... */
struct phone_rules {
	enum phone_registers registers;
	enum phone_sdp sdp;
	enum phone_goodbye goodbye;
	bool pads_length, short_call_id, acks;
	unsigned first_cseq, invite_port; /**< port 0: the proxy's */
	unsigned lose_sent, lose_received;
	unsigned retry_ms, answer_ms, life_ms; /**< life: of a request */
	const char *user_agent, *subject;
	const char *name, *serial, *mac; /**< for regXML */
};

/** All mandatory. */
struct phone_ops {
	/** Asked each time. Texts are valid until the next change of a switch. */
	void (*rules)(struct phone_rules *ret, void *user);
	/** Somebody answered a call that we began. */
	void (*answered)(void *user);
	/** Somebody calls. @return false: we are busy */
	bool (*called)(void *user);
	/** The last call is over. */
	void (*over)(enum phone_end why, void *user);
	void (*digit)(char digit, void *user);
};

/** Nothing is bound before it is enabled for the first time.
 * @param address   Numeric; where SIP is spoken from
 * @param settings  Borrowed, outlives the phone
 * @return 0 or -ENOMEM */
int phone_create(const char *address, const struct phone_settings *settings,
	const struct phone_ops *ops, void *user, struct phone **ret);
void phone_destroy(struct phone *phone);

/** The settings were written: register anew, or no more. */
void phone_apply(struct phone *phone);

/** The power. Off: silence, every call is forgotten; the port stays bound, for a machine
 * without power does not say that a port is closed. */
void phone_off(struct phone *phone);
void phone_on(struct phone *phone);

/** Deaf and dumb, or no more. */
void phone_freeze(struct phone *phone, bool frozen);

/** Call a number. @return 0, -ENOTCONN (not enabled), or another -errno */
int phone_dial(struct phone *phone, const char *number);

/** End every call. */
void phone_hang_up(struct phone *phone);

/** Those that nobody has answered yet: somebody else did. */
void phone_stop_ringing(struct phone *phone);

/** In every call that is up. @return 0, -ENOENT no call, -EINVAL no digits */
int phone_send_digits(struct phone *phone, const char *digits);
/** The same: offer the audio anew. @return 0 or -ENOENT */
int phone_reinvite(struct phone *phone);

/** Register now, although it is not due. @return 0 or -ENOTCONN */
int phone_register_now(struct phone *phone);

bool phone_is_registered(const struct phone *phone);

/** Add what there is to tell of now. */
void phone_tell(const struct phone *phone, json_t *object);

struct phone_counts *phone_counts(struct phone *phone);

#endif
