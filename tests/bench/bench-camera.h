/* SPDX-License-Identifier: Apache-2.0 */
/* bench-camera.h - the least that is a camera: it says who it is, lists one trigger, and
 * streams what the benchmark writes. Every login is right. */
#ifndef GATEHOUSE_BENCH_CAMERA_H
#define GATEHOUSE_BENCH_CAMERA_H

#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stddef.h>

enum { CAMERA_CONNECTIONS = 16, CAMERA_REQUEST_MAX = 4096, CAMERA_PART_MAX = 1024 };

struct camera_connection {
	int fd;
	size_t len;
	char request[CAMERA_REQUEST_MAX + 1];
};

struct bench_camera {
	bool chunked; /**< else the end of the connection is the end of the stream */
	unsigned port;
	int listener, stream, stop[2];
	sem_t streams;
	pthread_t thread;
	struct camera_connection connections[CAMERA_CONNECTIONS];
	size_t count;
};

void camera_open(struct bench_camera *c, bool chunked);
void camera_close(struct bench_camera *c); /**< and all its connections */

/** Wait until somebody new listens. @return the socket; it belongs to the camera */
int camera_stream(struct bench_camera *c);

/** An alert of motion, as it goes over the wire. @return its length */
size_t camera_part(
	const struct bench_camera *c, bool active, char out[CAMERA_PART_MAX]);

extern const char camera_stream_path[];

#endif
