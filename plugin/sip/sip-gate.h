/* SPDX-License-Identifier: Apache-2.0 */
/* sip-gate.h - is this a message that we want to think about? Pure.
 *
 * libre's parser takes the last of two To, lets "CSeq: 99999999999" wrap, answers to where
 * a Via's maddr points, and more (RFC 4475 has a page on each). What does not pass gets no
 * answer: it comes from somebody broken, or somebody who tries. Include it last. */
#ifndef GATEHOUSE_SIP_GATE_H
#define GATEHOUSE_SIP_GATE_H

#include "re-compat.h"

enum {
	SIP_MESSAGE_MAX = 4096,
	SIP_HEADERS_MAX = 64,
};

enum sip_verdict {
	SIP_PASS,
	SIP_NOT_SIP,       /**< not a SIP message at all */
	SIP_BAD_SIZE,      /**< too long, or too many headers */
	SIP_BAD_HEADERS,   /**< one that must be there is not, or is there twice */
	SIP_BAD_CHARACTER, /**< NUL and the like where text stands */
	SIP_BAD_QUOTES,    /**< a quotation in To, From or Contact has no end */
	SIP_BAD_CSEQ,      /**< no number, too big, or of another method */
	SIP_BAD_VIA,       /**< more than one, or one that wants the answer elsewhere */
	SIP_BAD_ROUTE,     /**< a path over others, to the station's own proxy */
	SIP_BAD_URI,       /**< not sip: */
	SIP_BAD_LENGTH,    /**< Content-Length is no number, or more than there is */
	SIP_BAD_STATUS,
};

/** What a message may bring. */
enum sip_side {
	SIP_SIDE_STATION, /**< straight from a station: one Via, nobody in between */
	SIP_SIDE_PROXY,   /**< through a proxy */
};

/** Look at one datagram. `mb` stands at its beginning, and does so again afterwards; empty
 * lines in front, and what is behind the body, are taken away.
 * @param local where it was received */
enum sip_verdict sip_gate_datagram(
	struct mbuf *mb, const struct sa *local, enum sip_side side);

/** Look at one message that libre has read. */
enum sip_verdict sip_gate_message(
	const struct sip_msg *msg, const struct sa *local, enum sip_side side);

#endif
