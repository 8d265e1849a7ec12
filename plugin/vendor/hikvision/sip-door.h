/* SPDX-License-Identifier: Apache-2.0 */
/* sip-door.h - a Hikvision door station that calls us by SIP: the line, whose addresses
 * are followed, and what its calls mean.
 *
 *   INVITE             a press (SOURCE_SIP), with the button that the called number tells
 *   it is up           EVENT_CALL_TALKING: to us
 *   its end, any       EVENT_CALL_IDLE
 *
 * A call that the station has told of by its status, and then twice not any more, is hung
 * up: the station was started anew, or its CANCEL was lost, and it would be deaf for us
 * until a limit ends the call. A call is a call, whoever sent the packet: nothing is ever
 * opened because of one. Loop thread only. */
#ifndef GATEHOUSE_SIP_DOOR_H
#define GATEHOUSE_SIP_DOOR_H

#include "host-address.h"
#include "reactor.h"
#include "sip-report.h"

#include <jansson.h>

struct sip_door_ops {
	void (*event)(const struct event *ev, void *user);
	/** Where the station must look for us is known, or another. Server only. */
	void (*placed)(const char *address, unsigned port, void *user);
};

enum { SIP_TEXT_CAP = 260, SIP_ENDS = SIP_END_LOST + 1 };

/** The texts of its settings. */
struct sip_door_texts {
	char proxy[SIP_TEXT_CAP], user[SIP_TEXT_CAP], password[SIP_TEXT_CAP],
		caller_id[SIP_TEXT_CAP], doorbell_number[SIP_TEXT_CAP],
		proxy_number[SIP_TEXT_CAP], unlock_dtmf[SIP_TEXT_CAP];
};

struct sip_door {
	struct reactor *reactor; /**< NULL: SIP is not used */
	const struct log *log;
	const struct unit_listener *listener;
	const struct sip_door_ops *ops;
	void *user; /**< of ops; the listener's is its own */
	void *listener_user;
	struct sip_config config; /**< its texts are in `texts` */
	struct sip_door_texts texts;
	char host[UNIT_HOST_MAX + 1];
	struct host_address station, proxy;
	struct sip_line *line;
	struct deferred renew; /**< a line is not made anew inside its own callback */
	bool usual_taken;      /**< the port to try first is not free */
	unsigned port;         /**< that was chosen; 0: none yet */
	struct sip_report report;

	uint32_t call; /**< that rings, or is up; 0: none */
	bool answered, up;
	bool known;    /**< the station's status has told of it */
	bool doubted;  /**< the connection was lost in the middle of it */
	unsigned idle; /**< how often the status told that there is none, in a row */
	uint64_t begun_ms;

	struct {
		uint64_t rings, strangers, stale, ends[SIP_ENDS];
	} counts; /**< for diagnostics */
};

/** Nothing happens before start(), but that the addresses are found out. */
void sip_door_init(struct sip_door *d, struct reactor *r, const char *host,
	const struct sip_config *config, const struct unit_listener *listener,
	void *listener_user, const struct log *log, const struct sip_door_ops *ops,
	void *user);
void sip_door_finish(struct sip_door *d); /**< an all-zero one is fine */

void sip_door_start(struct sip_door *d);

/** As sip_line_farewell(); the ops are told of nothing any more. */
int sip_door_farewell(struct sip_door *d, void (*done)(void *user), void *user);

/** The station was asked whether there is a call. */
void sip_door_status(struct sip_door *d, bool call, uint64_t asked_ms);
void sip_door_link_lost(struct sip_door *d); /**< the connection to the station */

/** Will the next press come by SIP as well, and name its button? */
bool sip_door_expects(const struct sip_door *d);

/** Carry it out by SIP. @return 0; -ENOENT: there is no such call by SIP; -EIO, -ENOMEM */
int sip_door_order(struct sip_door *d, enum call_order order);

/** Open the first door by digits, if the settings say so. @return 0: sent, and nobody
 * knows what came of it; -ENOENT: no call is up, or it is not to be; as
 * sip_line_send_digits() */
int sip_door_unlock(struct sip_door *d);

/** What is to be typed in at the station, for people; "" where nothing is. Before start()
 * as well. */
void sip_door_advice(const struct sip_door *d, char *text, size_t cap);

/** Without addresses, numbers, names. A new reference. */
json_t *sip_door_facts(const struct sip_door *d);

#endif
