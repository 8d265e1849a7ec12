/* SPDX-License-Identifier: Apache-2.0 */
/* sip-line.h - one door station, or one account, in SIP: what a unit holds.
 *
 * Server mode: we are the proxy that the station is set to. One station's address is
 * served; everybody else gets silence. Lines that listen on the same port share it, told
 * apart by the address that a packet comes from, and the number that is called.
 * Client mode: we are a telephone at the user's own registrar.
 *
 * Nothing here rests on more than a source address, which is easily forged: a ring is a
 * ring, and never a reason to open anything. A received digit is for information only.
 *
 * All lines of the process share one agent (sip-agent.h). Loop thread only. After
 * sip_line_destroy() returns, no callback runs and nothing is left: no socket, no timer,
 * no call. */
#ifndef GATEHOUSE_SIP_LINE_H
#define GATEHOUSE_SIP_LINE_H

#include "sip-media.h"

#include <stdint.h>

struct log;
struct reactor;
struct sip_line;

enum sip_mode { SIP_SERVER, SIP_CLIENT };

enum {
	SIP_TEXT_MAX = 127, /**< of names, numbers, reasons that the peer sent */
	SIP_FAREWELL_MS = 2000,
};

/** Borrowed for the time of sip_line_create(). A limit of 0 is the default. */
struct sip_line_config {
	enum sip_mode mode;

	/** Numeric IPv4 or IPv6 address of the station. Server: mandatory. Client: optional;
	 * the address that may call us besides the proxy's. */
	const char *station;

	/* Server. */
	/** 0: one is chosen, and told by status(). 5060 is the best: some firmware calls
	 * there whatever port it is set to (Hikvision, asterisk.as.indoor of PF). */
	unsigned listen_port;
	const char
		*number; /**< only calls to this number are ours; NULL or "": any. Only
			     * for two stations behind one address */

	/* Client. */
	const char *proxy;  /**< numeric IPv4 or IPv6 address */
	const char *domain; /**< as it stands in the URIs; NULL: the proxy's address */
	unsigned port;      /**< of the proxy; 0: 5060 */
	const char *user;   /**< name of the login */
	const char *password;  /**< NULL: none */
	const char *caller_id; /**< our number there; NULL or "": the user */
	unsigned expires_s;    /**< what we ask for; 0: 600 */

	unsigned ring_limit_ms; /**< a ring ends by itself; 0: 65 s */
	unsigned call_limit_ms; /**< the longest call; 0: 30 min */
	unsigned
		silence_limit_ms; /**< a call of which sip_line_media_alive() told nothing
				    * for so long; 0: 30 s */
};

/** Where a line stands. */
enum sip_state {
	SIP_STARTING,   /**< nothing is known yet */
	SIP_LISTENING,  /**< server: ready; the station has not registered (any more) */
	SIP_REGISTERED, /**< server: the station is; client: we are */
	SIP_UNREGISTERED, /**< client: not (any more), and trying again */
	SIP_REFUSED,      /**< client: the login is refused; waits for new settings */
	SIP_DOWN,         /**< no port, or no way to the peer; trying again */
};

/** Texts are valid UTF-8, and valid during the call only. */
struct sip_line_status {
	enum sip_state state;
	int err; /**< SIP_DOWN, SIP_UNREGISTERED: -EADDRINUSE, -ENETUNREACH, -ETIMEDOUT (no
		  * answer), -EREMOTEIO (refused: code); SIP_REFUSED: -EACCES */
	unsigned code;   /**< of the last refusal: 403; 0: none */
	const char *why; /**< one sentence for people; "" when all is well */
	const char
		*holder; /**< -EADDRINUSE: the program that has the port; "": unknown */
	const char *address; /**< ours, facing the peer; "" while unknown */
	unsigned port;       /**< ours; server: what to write to the station */
	uint64_t seen_ms;    /**< when the peer last said something, on the clock of
			      * reactor_timers(); 0: never */
};

/** A call that came in. */
struct sip_ring {
	uint32_t call;           /**< our name of the call, never 0, never used again */
	const char *call_id;     /**< the peer's name of it */
	const char *caller;      /**< its number, or "" */
	const char *caller_name; /**< or "" */
	const char *called;      /**< the number it called: tells the button; or "" */
	bool media_offered; /**< there is audio in it that we could speak; it rings all the
			     * same when there is none */
};

enum sip_end {
	SIP_END_CANCELLED,  /**< it came in, and the caller gave up */
	SIP_END_UNANSWERED, /**< it rang for too long; or nobody answered our call */
	SIP_END_REJECTED,   /**< sip_line_reject() */
	SIP_END_HUNG_UP,    /**< sip_line_hang_up() */
	SIP_END_PEER,       /**< the peer hung up */
	SIP_END_REFUSED,    /**< our call was: code */
	SIP_END_LIMIT,      /**< too long, or silent for too long */
	SIP_END_LOST, /**< the peer is gone: it never confirmed, or did not answer */
};

/** What a line tells its owner. All mandatory; from the loop, never before create() has
 * returned. The owner does not destroy the line inside one; it may answer, reject, hang
 * up. */
struct sip_line_listener {
	void (*ring)(const struct sip_ring *ring, void *user);
	/** The call is up: it was answered and confirmed. Again when the peer changed its
	 * audio in mid call.
	 * @param peer its audio; all-zero if there is none in common */
	void (*established)(uint32_t call, const struct sip_media *peer, void *user);
	/** The last word of a call that rang, or that sip_line_call() began.
	 * @param code of the refusal; 0: none */
	void (*ended)(uint32_t call, enum sip_end why, unsigned code, void *user);
	/** Something of it changed, but for seen_ms. */
	void (*status)(const struct sip_line_status *status, void *user);
	/** The peer sent a digit inside the call, by INFO. Never a reason to open. */
	void (*digit)(uint32_t call, char digit, void *user);
};

/** Make a line; it starts by itself, and goes on trying for as long as it lives.
 * @return 0, -EINVAL (no numeric address, no user), -ENOMEM */
int sip_line_create(struct reactor *r, const struct sip_line_config *config,
	const struct sip_line_listener *listener, const struct log *log, void *user,
	struct sip_line **ret_line);

/** Calls are ended, without waiting for answers. NULL is ignored. */
void sip_line_destroy(struct sip_line *line);

/** Before destroy(), when there is time: end the call, un-register. The listener is told
 * of nothing any more.
 * @param done called once, within SIP_FAREWELL_MS, never before this returns; does not
 *             destroy the line
 * @return 0; -ENOENT: there is nothing to say: done is not called */
int sip_line_farewell(struct sip_line *line, void (*done)(void *user), void *user);

/** Where it stands. Valid until the loop goes on. */
const struct sip_line_status *sip_line_status(const struct sip_line *line);

/** Answer a call that rings.
 * @param ours our audio; NULL: none, the call stands without
 * @param ret_peer the peer's audio as far as it is common, at once; or NULL
 * @return 0, -ENOENT (no such call rings), -ENOMEM, -EIO */
int sip_line_answer(struct sip_line *line, uint32_t call, const struct sip_media *ours,
	struct sip_media *ret_peer);

/** Refuse a call that rings: 486. ended() follows, not before this returned.
 * @return 0, -ENOENT */
int sip_line_reject(struct sip_line *line, uint32_t call);

/** End a call, whatever it does: reject, cancel, BYE. ended() follows, not before this
 * returned. @return 0, -ENOENT */
int sip_line_hang_up(struct sip_line *line, uint32_t call);

/** Call somebody: server: the station, when it has registered (or, when it has not, at
 * its address); client: through the proxy, with the login.
 * @param number digits and the like; "": server: the name that the station registered
 * @param ours   as in answer()
 * @return 0: established() or ended() follows, not before this returned; -EBUSY (there is
 *         a call), -ENOTCONN, -EINVAL (no number), -ENOMEM */
int sip_line_call(struct sip_line *line, const char *number,
	const struct sip_media *ours, uint32_t *ret_call);

/** Send digits inside an established call, by INFO (application/dtmf-relay), one after
 * the other. @param digits 0-9 * # A-D, at most SIP_DIGITS_MAX
 * @return 0, -ENOENT, -EINVAL, -EBUSY (others are under way), -ENOMEM */
enum { SIP_DIGITS_MAX = 16 };
int sip_line_send_digits(struct sip_line *line, uint32_t call, const char *digits);

/** Sound came in: the call is not silent. Cheap; for every packet. */
void sip_line_media_alive(struct sip_line *line, uint32_t call);

#endif
