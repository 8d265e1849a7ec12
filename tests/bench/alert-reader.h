/* SPDX-License-Identifier: Apache-2.0 */
/* alert-reader.h - who listens to the camera's stream, and is told of its alerts. */
#ifndef GATEHOUSE_ALERT_READER_H
#define GATEHOUSE_ALERT_READER_H

#include "bench-camera.h"

#include <stdatomic.h>
#include <stdint.h>

enum { BENCH_WRITER, BENCH_READER }; /**< bench_pin() */

struct alert_reader {
	const char *name;
	int stream; /**< to write to */
	void (*destroy)(struct alert_reader *r);

	clockid_t cpu;            /**< of the thread that reads */
	_Atomic uint64_t told_ns; /**< when the last one came */
	/** Told so far: that motion began; of the floor, bytes. */
	_Atomic uint64_t told;
	_Atomic uint64_t wanted; /**< `done` is posted when this is reached; 0: never */
	sem_t done;
	bool counts_bytes;
};

/** epoll and read, in a thread: what the kernel takes. It understands nothing. */
struct alert_reader *floor_reader_create(struct bench_camera *c);
/** The plugin, whole, and a host in this process. */
struct alert_reader *our_reader_create(struct bench_camera *c);

/** For readers: so many more were told. */
void reader_told(struct alert_reader *r, uint64_t more);
/** Begin to wait for so many more. */
void reader_expect(struct alert_reader *r, uint64_t beginnings, uint64_t bytes);
void reader_wait(struct alert_reader *r);

#endif
