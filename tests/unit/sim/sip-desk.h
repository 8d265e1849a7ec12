/* SPDX-License-Identifier: Apache-2.0 */
/* sip-desk.h - whom the simulated station calls: a socket of our own that hears and says
 * what a test wants, or sipp with a scenario. */
#ifndef GATEHOUSE_SIP_DESK_H
#define GATEHOUSE_SIP_DESK_H

#include "sim-driver.h"

#include <netinet/in.h>

struct desk {
	int fd;
	unsigned port;
	char text[8192]; /* what it heard last */
	struct sockaddr_in from;
};

/** Bound to a port of 127.0.0.1. Ends the test program if that fails. */
void desk_open(struct desk *desk);
/** The same, at an address and port. @return false: taken */
bool desk_open_at(struct desk *desk, const char *address, unsigned port);
void desk_close(struct desk *desk);

/** Wait for a packet that begins with this; others are passed over. */
bool desk_hears(struct desk *desk, const char *begin);
/** Nothing that begins with this comes for so long. */
bool desk_is_left_alone(struct desk *desk, const char *begin, long ms);

/** Reply to what it heard last.
 * @param lines  Further lines of the head, "" none
 * @param body   Of application/sdp, "" none */
void desk_says(struct desk *desk, unsigned code, const char *lines, const char *body);
/** The same to an older text. */
void desk_says_to(struct desk *desk, const char *text, unsigned code, const char *lines,
	const char *body);

/** These bytes, to where it heard the last packet from. */
void desk_sends(struct desk *desk, const char *text);

/** An SDP answer that takes the offer. */
extern const char desk_audio[];

/** The value of a header line of a text, owned by the caller; NULL there is none. */
char *header_of(const char *text, const char *name);

/** A port of 127.0.0.1 that is free for UDP. */
unsigned free_port(void);

/** Let a station that is enabled for a desk, or for sipp, call it. */
bool sip_proxy(struct sim_driver *sim, unsigned port);

/** Does the answer to `sip` say that its state is this, within the deadline? */
bool sip_becomes(struct sim_driver *sim, const char *state);
/** The same for the first call by SIP. */
bool sip_call_becomes(struct sim_driver *sim, const char *state);
/** Does a number of the ledger become this? */
bool ledger_becomes(struct sim_driver *sim, const char *path, long number);
/** Is the station's call "idle", "ring", "onCall"? */
bool ring_becomes(struct sim_driver *sim, const char *word);

/** Opens the desk, and starts a station that calls it. It does not register, unless the
 * setting (KEY=VALUE or NULL) says so. */
struct sim_driver desk_station(struct desk *desk, const char *setting);
/** The button is pressed, and the desk answers the call. */
void desk_takes_call(struct sim_driver *sim, struct desk *desk);
/** The button is pressed, and the desk rings. */
void desk_rings(struct sim_driver *sim, struct desk *desk);
/** The end of both. */
void desk_leave(struct sim_driver *sim, struct desk *desk);

/** sipp, one call, with a scenario of tests/unit/sim/sipp.
 * @param port  Its own
 * @param to    The port it calls; 0: it is called
 * @return its process */
pid_t sipp_start(const char *scenario, unsigned port, unsigned to);
/** Did it see exactly what the scenario says? */
bool sipp_succeeds(pid_t pid);

#endif
