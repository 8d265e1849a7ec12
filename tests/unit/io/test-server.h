/* SPDX-License-Identifier: Apache-2.0 */
/* test-server.h - a small HTTP server for tests: one thread, plain sockets, on loopback,
 * with a ledger of what it saw. Every function may be called from any thread.
 *
 * Paths: /ok, /echo (gives back method and body), /big (one byte over 1 MiB), /silent
 * (never answers), /drop (closes without an answer), /garbage (not HTTP), /cut (ends
 * early), /continue (100 first), /refuse (403 with a body), /http10 and /stream (bodies
 * without end, see push), /flood (a stream as fast as it can), /nobody (401 without a
 * challenge). */
#ifndef GATEHOUSE_TEST_SERVER_H
#define GATEHOUSE_TEST_SERVER_H

#include <stdbool.h>

struct test_server;

enum server_login {
	LOGIN_NONE,
	LOGIN_MD5,
	LOGIN_SHA256,
	LOGIN_BOTH,      /**< two challenges, MD5 first */
	LOGIN_OLD,       /**< no qop, no algorithm */
	LOGIN_BASIC,     /**< offers Basic alone */
	LOGIN_BASIC_TOO, /**< Basic and MD5, in this order */
	LOGIN_KINDS
};

struct server_config {
	enum server_login login;
	const char *password; /**< of user "admin" */
	unsigned nonce_uses;  /**< then stale; 0: for ever */
	bool silent_expiry;   /**< an old nonce is refused without "stale" */
	bool bare_expiry;     /**< and even without a challenge */
	bool nonce_per_path;  /**< a nonce is for the path it was given for */
	bool quoted;          /**< algorithm="MD5" */
	bool no_qop;
	bool close_each; /**< "Connection: close" after each answer */
};

enum seen_what {
	SEEN_REQUESTS,      /**< whole requests */
	SEEN_LOGINS,        /**< of these, with Authorization */
	SEEN_FAILED_LOGINS, /**< of these, with a wrong password */
	SEEN_OLD_NONCES,    /**< of these, right but for the nonce */
	SEEN_CONNECTIONS,
	SEEN_OPEN,    /**< connections open now */
	SEEN_STREAMS, /**< streams open now */
	SEEN_COUNT
};

struct test_server *test_server_start(const struct server_config *config);
void test_server_stop(struct test_server *s);
unsigned test_server_port(const struct test_server *s);
unsigned test_server_seen(struct test_server *s, enum seen_what what);

/** Wait until that many (or, for SEEN_OPEN and SEEN_STREAMS, just so many) are seen.
 * @return false after 10 s */
bool test_server_await(struct test_server *s, enum seen_what what, unsigned count);

/** "PUT /ok login;" for every request so far, in order. Valid until the next call. */
const char *test_server_story(struct test_server *s);

/** From now on it asks for another login. */
void test_server_ask_for(struct test_server *s, enum server_login login);

enum { SCRIPT_SILENT = 0, SCRIPT_DROP = -1 };

/** From now on this is its answer to `request` ("GET /path"). With several for one
 * request, each is given once, and the last one again and again.
 * @param status SCRIPT_SILENT: never an answer; SCRIPT_DROP: it closes without one */
void test_server_script(
	struct test_server *s, const char *request, int status, const char *body);

/** The last body that was sent to it. Valid until the next call. */
const char *test_server_body(struct test_server *s);

void test_server_push(struct test_server *s, const char *text); /**< on every stream */
void test_server_cut(struct test_server *s); /**< closes every connection */

#endif
