/* SPDX-License-Identifier: Apache-2.0 */
/* credential-book.h - one gate per device and login, however many ask.
 *
 * All channels to a device, all instances, and every try-out of settings hold a pass to
 * the same gate, if host, port, username and password are the same: a refusal that one
 * of them got is not sought by the next. An account that is locked is locked whatever the
 * password, so a gate made meanwhile starts locked.
 *
 * What a gate knows outlives its last pass where the account needs it: LOCKED until the
 * device unlocks, and after a try-out, which users repeat, refusals for KEEP_MS. A pass
 * given back by who runs for long forgets refusals: starting again is the user's wish.
 *
 * Holds no password, only its hash. Pure: time comes with `timers`. Loop thread only. */
#ifndef GATEHOUSE_CREDENTIAL_BOOK_H
#define GATEHOUSE_CREDENTIAL_BOOK_H

#include "credential-gate.h"
#include "http.h"

enum { CREDENTIAL_KEEP_MS = 5 * 60 * 1000 };

struct credential_book;
struct credential_pass;

struct credential_key {
	const char *host;
	unsigned port;
	const char *username;
	const char *password;
};

/** @return 0, -ENOMEM */
int credential_book_create(struct timers *timers, struct credential_book **ret_book);
void credential_book_destroy(struct credential_book *book); /**< after the last pass */

/** @param try_out  see above
 *  @param changed  as the gate's; may close passes, also its own
 *  @return 0, -ENOMEM, -EIO (no hash) */
int credential_pass_open(struct credential_book *book, const struct credential_key *key,
	bool try_out, void (*changed)(void *user), void *user,
	struct credential_pass **ret_pass);

/** Logins under way have been told to the gate before. NULL is ignored. */
void credential_pass_close(struct credential_pass *pass);

struct credential_gate *credential_pass_gate(struct credential_pass *pass);

/** What the device's lanes remember together. */
struct http_memory *credential_pass_memory(struct credential_pass *pass);

#endif
