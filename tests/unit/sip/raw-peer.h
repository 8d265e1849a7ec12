/* SPDX-License-Identifier: Apache-2.0 */
/* raw-peer.h - a UDP socket that says in SIP whatever the test writes, wrong or right. */
#ifndef GATEHOUSE_RAW_PEER_H
#define GATEHOUSE_RAW_PEER_H

#include <stdbool.h>
#include <stddef.h>

enum { RAW_MAX = 8192, RAW_LIMIT_MS = 5000, RAW_QUIET_MS = 150 };

struct raw_peer {
	int fd;
	unsigned port;    /**< ours */
	unsigned to_port; /**< theirs, on 127.0.0.1 */
	char address[32]; /**< ours */
	char got[RAW_MAX + 1];
	unsigned to_source; /**< port that `got` came from */
};

/** @param port 0: any */
void raw_open(struct raw_peer *p, const char *address, unsigned port, unsigned to_port);
void raw_close(struct raw_peer *p);

void raw_send_bytes(struct raw_peer *p, const void *data, size_t len);
/** Line ends may be written as plain \n: CR is put in front. */
void raw_send(struct raw_peer *p, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/** @return whether something came; it is in `got` */
bool raw_receive(struct raw_peer *p, unsigned limit_ms);
/** Receive until it starts so, within the limit. */
bool raw_expect(struct raw_peer *p, const char *start);
/** Of `got`: the value of a header; "" when there is none. Valid until the next call. */
const char *raw_header(struct raw_peer *p, const char *name);

/** An INVITE, CANCEL, ACK, BYE, OPTIONS of a call named by `id`: its Call-ID, branch, tag.
 * @param to_tag "" or ";tag=..." */
void raw_request(struct raw_peer *p, const char *method, const char *id, unsigned cseq,
	const char *to_tag, const char *more_headers);
/** Answer what is in `got`. */
void raw_reply(struct raw_peer *p, const char *status, const char *more_headers);

#endif
