/* SPDX-License-Identifier: Apache-2.0 */
/* login.h - who may in: challenges, nonces, failed logins, the lock-out.
 *
 * Source: user-visible behaviour as reported; the switches' table has the threads */
#ifndef GATEHOUSE_SIM_LOGIN_H
#define GATEHOUSE_SIM_LOGIN_H

#include "digest-check.h"

/** What a challenge offers; the order is that of the switch "digest". */
enum login_offer { OFFER_MD5, OFFER_SHA256, OFFER_BOTH, OFFER_MD5_NOQOP };

struct login_rules {
	enum login_offer offer;
	unsigned nonce_uses; /**< 0: as often as one likes */
	unsigned lock_after; /**< failed logins in a row; 0: never */
	unsigned lock_seconds;
};

enum login_verdict {
	LOGIN_OK,
	LOGIN_NOT_TRIED, /**< no credentials were sent: not a failed login */
	LOGIN_WRONG,     /**< counts, and may lock */
	LOGIN_LOCKED,    /**< not even looked at */
	LOGIN_WORN_OUT,  /**< right, but this nonce was used too often */
	LOGIN_STALE,     /**< right, but for a nonce that we never gave */
};

enum { LOGIN_NONCES = 4096, LOGIN_NONCE_SIZE = 64 };

struct login {
	const char *username; /* borrowed */
	char password[128];
	char realm[40];
	struct login_nonce {
		char text[LOGIN_NONCE_SIZE];
		unsigned uses;
	} nonces[LOGIN_NONCES];
	uint64_t
		given; /* nonces so far; the next one's place is this, modulo the size */
	unsigned failed;
	uint64_t locked_until_ms; /* monotonic; 0: not locked */
};

/** @return 0 or -EINVAL if the password is too long */
int login_init(struct login *login, const char *username, const char *password);
int login_set_password(struct login *login, const char *password);

/** After a power cut: no nonce is valid, nobody failed yet. */
void login_forget(struct login *login);

/** @param authorization  The header's value, or NULL when it was not sent */
enum login_verdict login_judge(struct login *login, const struct login_rules *rules,
	const struct pl *method, const struct pl *target,
	const struct pl *authorization);

/** The WWW-Authenticate line or lines, with a new nonce in each. */
int login_print_challenge(struct login *login, const struct login_rules *rules,
	bool stale, struct mbuf *mb);

/** Seconds until it may be tried again, 0 when not locked. */
unsigned login_locked_seconds(struct login *login);

/** How many more may fail before the lock. */
unsigned login_tries_left(const struct login *login, const struct login_rules *rules);

#endif
