/* SPDX-License-Identifier: Apache-2.0 */
/* call-dialog.h - what both ends of a call agreed to name it by, and the way to the other
 * end (RFC 3261 12).
 *
 * Own, not libre's: its dialog goes wherever the peer's Contact says, and back over UDP
 * when the call came over TCP. Ours goes to who sent us the call. Include it last. */
#ifndef GATEHOUSE_CALL_DIALOG_H
#define GATEHOUSE_CALL_DIALOG_H

#include "source-filter.h"

#include "re-compat.h"

/** All-zero: none. */
struct call_dialog {
	char *call_id;
	char *local;      /**< our end as a header's value, with our tag */
	char *remote;     /**< theirs, with their tag once that is known */
	char *local_tag;  /**< ours */
	char *remote_tag; /**< theirs; NULL: not known yet */
	char *target;     /**< URI of their end */
	char *routes;     /**< Route header lines, or "" */
	struct sa hop;    /**< where packets go */
	enum sip_transp transport;
	uint32_t cseq;        /**< of our last request */
	uint32_t remote_cseq; /**< of theirs */
};

/** From an INVITE that came in; our tag is the message's.
 * @param peers may be sent to directly, besides who sent it
 * @return 0, -EPROTO, -ENOMEM */
int call_dialog_accept(struct call_dialog *d, const struct sip_msg *invite,
	const struct ip_source *peers, unsigned peer_count);

/** For an INVITE that goes out. @return 0, -ENOMEM */
int call_dialog_begin(struct call_dialog *d, const char *local_uri,
	const char *remote_uri, const struct sa *hop, enum sip_transp transport);

/** Its 2xx came. @return 0, -EPROTO, -ENOMEM */
int call_dialog_confirm(struct call_dialog *d, const struct sip_msg *answer,
	const struct ip_source *peers, unsigned peer_count);

void call_dialog_finish(struct call_dialog *d);

/** Does a request inside a dialog belong to this one? */
bool call_dialog_has(const struct call_dialog *d, const struct sip_msg *msg);

/** It does: is it younger than the one before? Counts it if so. */
bool call_dialog_count(struct call_dialog *d, const struct sip_msg *msg);

/** The header lines of a request in it, for free(): all but CSeq and what belongs to the
 * body. @return NULL: no memory */
char *call_dialog_headers(const struct call_dialog *d);

/** Send ACK or BYE once, without waiting for anything. @return 0, -EIO, -ENOMEM */
int call_dialog_send_once(
	struct call_dialog *d, struct sip *sip, const char *method, uint32_t cseq);

#endif
