/* SPDX-License-Identifier: Apache-2.0 */
/* sip-house.h - a door station that calls its host by SIP. */
#ifndef GATEHOUSE_SIP_HOUSE_H
#define GATEHOUSE_SIP_HOUSE_H

#include "visit.h"

#define CALL_IS(word)                                                                  \
	"{\"report\":\"state\",\"state\":{\"call\":{\"value\":\"" word "\"}}}"
#define TALK_IS(truth)                                                                 \
	"{\"report\":\"state\",\"state\":{\"talk\":{\"active\":" truth "}}}"

/** The port that the host listens on, as its log says last; 0: it has not said. */
unsigned sip_port(struct story *s);

/** Somebody types our values in at the station's web page: button 1 calls us.
 * Waits until it has registered. */
void sip_set_up(struct story *s);

/** A station and a host in the mode server, on a port of its own, and the station is
 * registered.
 * @param more  members of the settings beside it, ",\"expose_locks\":true"; or NULL */
struct story sip_at_home(const char *const *options, const char *more);

/** What the host is asked of the call. @return its number */
unsigned sip_ask(struct story *s, const char *op);

/** A word of the simulated phone: "call", "state". @return whether it is that, soon */
bool sip_phone_is(struct story *s, const char *member, const char *word);

/** Wait for a line of the log that holds this text. */
bool sip_log_says(struct story *s, unsigned limit_ms, const char *text);

/** The issue of that id as last told. @return borrowed; NULL: none, or withdrawn */
const json_t *sip_issue(struct story *s, const char *id);
/** Wait for it. @return its text, or "" */
const char *sip_issue_text(struct story *s, unsigned limit_ms, const char *id);

#endif
