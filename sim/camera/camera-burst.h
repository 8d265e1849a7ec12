/* SPDX-License-Identifier: Apache-2.0 */
/* camera-burst.h - very many alerts in a short time: made once, and sent again and again.
 *
 * What a client has not taken is not piled up: the burst waits for it, and lasts longer. */
#ifndef GATEHOUSE_SIM_CAMERA_BURST_H
#define GATEHOUSE_SIM_CAMERA_BURST_H

#include "sim-re.h"

struct camera;
struct camera_alert;

enum { BURST_FRAMES = 256 };

struct camera_burst {
	struct tmr tick;
	struct mbuf *frames; /* BURST_FRAMES of them */
	size_t starts[BURST_FRAMES + 1];
	unsigned next; /* the frame that is next */
	uint64_t left, sent;
	unsigned rate;  /* a second */
	uint64_t began; /* jiffies */
	char type[64];
	char states[2][16]; /* of the frames, in turn */
	unsigned channel;
};

/** Two alerts in turn. @return 0 or -ENOMEM */
int camera_burst_begin(struct camera *camera, const struct camera_alert alerts[2],
	uint64_t count, unsigned rate);
void camera_burst_finish(struct camera_burst *burst);

#endif
