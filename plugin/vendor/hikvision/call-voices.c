/* SPDX-License-Identifier: Apache-2.0 */
/* call-voices.c - several devices are asked about one call: what do they say together? */

#include "call-voices.h"

#include <stddef.h>

enum { LOST_LIMIT = 2 };

void call_voice_says(struct call_voice *v, enum call_status status, uint64_t asked_ms)
{
	*v = (struct call_voice){
		.state = VOICE_SPEAKS, .status = status, .asked_ms = asked_ms};
}

void call_voice_lost(struct call_voice *v)
{
	if (v->state != VOICE_SPEAKS || ++v->lost >= LOST_LIMIT)
		call_voice_mute(v);
}

void call_voice_mute(struct call_voice *v)
{
	v->state = VOICE_SILENT;
}

/* When was this last said? @return false: nobody says it */
static bool said(const struct call_voice *const *voices, unsigned count,
	enum call_status status, uint64_t *ret_asked_ms)
{
	bool found = false;

	for (unsigned i = 0; i < count; i++) {
		const struct call_voice *v = voices[i];

		if (!v || v->state != VOICE_SPEAKS || v->status != status)
			continue;
		if (!found || v->asked_ms > *ret_asked_ms)
			*ret_asked_ms = v->asked_ms;
		found = true;
	}
	return found;
}

/* Since when do all say so? The oldest of their answers counts. */
static bool all_idle(
	const struct call_voice *const *voices, unsigned count, uint64_t *ret_asked_ms)
{
	bool found = false;

	for (unsigned i = 0; i < count; i++) {
		const struct call_voice *v = voices[i];

		if (!v || v->state == VOICE_SILENT)
			continue;
		if (v->state == VOICE_PENDING)
			return false;
		if (!found || v->asked_ms < *ret_asked_ms)
			*ret_asked_ms = v->asked_ms;
		found = true;
	}
	return found;
}

bool call_voices_sum(const struct call_voice *const *voices, unsigned count,
	enum call_status *ret_status, uint64_t *ret_asked_ms)
{
	static const enum call_status busy[] = {CALL_STATUS_RING, CALL_STATUS_ON_CALL};

	for (size_t i = 0; i < sizeof(busy) / sizeof(*busy); i++) {
		if (said(voices, count, busy[i], ret_asked_ms)) {
			*ret_status = busy[i];
			return true;
		}
	}
	*ret_status = CALL_STATUS_IDLE;
	return all_idle(voices, count, ret_asked_ms);
}
