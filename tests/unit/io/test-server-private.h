/* SPDX-License-Identifier: Apache-2.0 */
/* test-server-private.h - inside of the test server: test-server.c has the sockets,
 * test-server-paths.c what is answered. */
#ifndef GATEHOUSE_TEST_SERVER_PRIVATE_H
#define GATEHOUSE_TEST_SERVER_PRIVATE_H

#include "test-server.h"
#include <pthread.h>
#include <stddef.h>

enum {
	CONNECTIONS_MAX = 64,
	REQUEST_MAX = 16 * 1024,
	STORY_MAX = 64 * 1024,
	AWAIT_S = 10,
};

struct connection {
	int fd; /* -1: free */
	char in[REQUEST_MAX + 1];
	size_t in_len;
	bool streaming;
	bool flooding;
	bool closing;
};

struct test_server {
	struct server_config config;
	pthread_t thread;
	int listen_fd;
	unsigned port;
	int wake[2]; /* pipe: closed to stop, a byte to look again */
	struct connection connections[CONNECTIONS_MAX];
	unsigned nonce;       /* number of the nonce given out last */
	unsigned nonce_used;  /* how often */
	char nonce_path[256]; /* it was given for */

	pthread_mutex_t lock;
	pthread_cond_t changed;
	unsigned seen[SEEN_COUNT];
	char story[STORY_MAX], story_copy[STORY_MAX];
	char push[STORY_MAX]; /* for every stream */
	bool cut;
	struct script_line *script; /* in the order they were written */
	char body[REQUEST_MAX], body_copy[REQUEST_MAX];
};

void server_count(struct test_server *s, enum seen_what what, int by);
void server_put(struct connection *c, const char *text);

/** @return whether the request may be served; else it was refused */
bool server_let_in(struct test_server *s, struct connection *c, const char *method,
	const char *path);
void server_serve(struct test_server *s, struct connection *c, const char *method,
	const char *path, const char *body);

/* test-server-script.c */

/** @return false: nothing was written for this request */
bool server_script_answer(struct test_server *s, const char *method, const char *path,
	int *ret_status, char body[REQUEST_MAX]);
void server_script_finish(struct test_server *s);
void server_keep_body(struct test_server *s, const char *body);

#endif
