/* SPDX-License-Identifier: Apache-2.0 */
/* ring-subject.h - something that is called by SIP, and whose time is taken. */
#ifndef GATEHOUSE_RING_SUBJECT_H
#define GATEHOUSE_RING_SUBJECT_H

#include "bench.h"

#include <stdatomic.h>
#include <stdbool.h>

struct ring_subject {
	const char *name;
	const char *answer; /**< that begins so is what a call waits for */
	bool is_sip;        /**< its calls are to be cancelled */

	/** Ready for calls at `port` of 127.0.0.1, with nothing left of earlier ones: a
	 * transaction lives for 32 s, and costs those that come after it. */
	void (*open)(struct ring_subject *s);
	void (*close)(struct ring_subject *s);
	void (*destroy)(struct ring_subject *s);

	unsigned port;
	_Atomic uint64_t rang_ns; /**< when its owner was told of the last call */
	struct bench_samples told, answered;
};

/** A UDP socket that sends back what it gets: what the kernel takes. */
struct ring_subject *udp_echo_create(void);
/** libre's session socket, and nothing else. */
struct ring_subject *bare_agent_create(void);
/** A line of ours, in server mode. */
struct ring_subject *our_line_create(void);

enum { BENCH_PEER, BENCH_SUBJECT }; /**< bench_pin() */

#endif
