/* SPDX-License-Identifier: Apache-2.0 */
/* sip-peer.h - real programs at the other end: started in a directory of their own, ended
 * with the test. */
#ifndef GATEHOUSE_SIP_PEER_H
#define GATEHOUSE_SIP_PEER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { PEER_ARGS_MAX = 48, PEER_LIMIT_MS = 60 * 1000 };

/** One child process. All-zero is none. */
struct sip_peer {
	pid_t pid;
	char dir[64];
};

/** Is the program there at all? If not, the tests that need it say so, and fail. */
bool peer_installed(const char *program);

void peer_prepare(struct sip_peer *p); /**< makes p->dir */
/** Write a file into its directory: the text, or a file of scenarios/ with each NAME=value
 * of `values` (ends with NULL) put in for @NAME@. */
void peer_write(const struct sip_peer *p, const char *name, const char *text);
void peer_fill(const struct sip_peer *p, const char *name, const char *source,
	const char *const *values);

/** Start it, in its directory, output to its "log". @param argv ends with NULL */
void peer_start(struct sip_peer *p, const char *const *argv);
/** Wait for its own end. @return exit status; -signal; it is killed after the limit */
int peer_wait(struct sip_peer *p, unsigned limit_ms);
void peer_stop(struct sip_peer *p); /**< SIGTERM, then SIGKILL; by its id */
bool peer_runs(const struct sip_peer *p);
/** Wait until its log holds the text. */
bool peer_wait_log(const struct sip_peer *p, const char *text, unsigned limit_ms);
unsigned peer_count_log(const struct sip_peer *p, const char *text);
void peer_show_log(const struct sip_peer *p);
void peer_finish(struct sip_peer *p); /**< stops it, removes its directory */

/** Run one sipp scenario to its end.
 * @param from     the station's address, and a port of it; 0: any
 * @param options  more arguments, ends with NULL; or NULL
 * @return whether every call went as the scenario says */
bool sipp_run(const char *scenario, const char *from, unsigned from_port,
	const char *to, unsigned to_port, const char *const *options);
void sipp_start(struct sip_peer *p, const char *scenario, const char *from,
	unsigned from_port, const char *to, unsigned to_port,
	const char *const *options);
bool sipp_end(struct sip_peer *p, unsigned limit_ms); /**< and peer_finish() */

#endif
