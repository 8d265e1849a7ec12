/* SPDX-License-Identifier: Apache-2.0 */
/* recorder.h - the last parts of the event stream, for diagnostics.
 *
 * What goes in is redacted first, so that nothing private is even kept. `gatehouse-sim
 * --replay` plays the bundle back. */
#ifndef GATEHOUSE_RECORDER_H
#define GATEHOUSE_RECORDER_H

#include "bytes.h"
#include <jansson.h>

enum {
	RECORDER_PARTS = 200,
	RECORDER_PART_MAX = 4096, /**< bytes kept of one; a longer one is cut */
};

struct recorded_part {
	uint64_t at_ms;
	const char *kind; /**< "xml", "json", "skipped" */
	char *body;       /**< NUL-terminated */
	bool cut;
};

/** All-zero is empty. */
struct recorder {
	struct recorded_part parts[RECORDER_PARTS]; /**< a ring */
	unsigned next;
	uint64_t total; /**< parts ever seen */
};

void recorder_add(
	struct recorder *r, uint64_t now_ms, const char *kind, struct bytes body);
void recorder_finish(struct recorder *r);

/** [{"at_ms":0,"kind":"json","body":"..."}], oldest first, times from the oldest on.
 * @return new reference, NULL: out of memory */
json_t *recorder_parts(const struct recorder *r);

#endif
