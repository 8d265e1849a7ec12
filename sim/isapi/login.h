/* SPDX-License-Identifier: Apache-2.0 */
/* login.h - who may in: challenges, nonces, failed logins, the lock-out.
 *
 * Source: user-visible behaviour as reported; the switches' table has the threads */
#ifndef GATEHOUSE_SIM_LOGIN_H
#define GATEHOUSE_SIM_LOGIN_H

#include "digest-check.h"

/** What a challenge offers; the order is that of the switch "digest". */
enum login_offer {
	OFFER_MD5,
	OFFER_SHA256,
	OFFER_BOTH,
	OFFER_MD5_NOQOP,
	OFFER_BASIC,
	OFFER_BASIC_AND_MD5,
};

/** Who is locked after failed logins; the order is that of the switch "lock-scope". */
enum login_scope { LOCK_STATION, LOCK_USER, LOCK_ADDRESS };

struct login_rules {
	enum login_offer offer;
	enum login_scope scope;
	bool unquoted;  /**< algorithm and stale without quotes */
	bool url_bound; /**< a nonce is for the path that was asked for it */
	bool renews;    /**< a nonce that is worn out gets a new challenge, stale */
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
	LOGIN_OTHER_URL, /**< right, but the nonce is another path's */
	LOGIN_HICCUP,    /**< right, and refused all the same */
};

enum { LOGIN_NONCES = 4096, LOGIN_NONCE_SIZE = 64, LOGIN_CULPRITS = 16 };

/** What a request brings. */
struct login_try {
	struct pl method, target, path;
	const struct pl *authorization; /**< NULL: it was not sent */
	const char *peer;               /**< the address it came from */
};

struct login {
	const char *username; /* borrowed */
	char password[128];
	char realm[40];
	struct login_nonce {
		char text[LOGIN_NONCE_SIZE];
		unsigned uses;
		uint32_t path; /* a hash of the path that it was given for */
	} nonces[LOGIN_NONCES];
	/* Nonces so far; the next one's place is this, modulo the size. */
	uint64_t given;
	/* Those who failed; which one is asked for is up to the scope. */
	struct login_culprit {
		char who[64];
		unsigned failed;
		uint64_t locked_until_ms; /* monotonic; 0: not locked */
	} culprits[LOGIN_CULPRITS];
	unsigned culprit; /* the one that the last request is about */
	unsigned hiccups; /* that many right logins are still refused */
};

/** @return 0 or -EINVAL if the password is too long */
int login_init(struct login *login, const char *username, const char *password);
int login_set_password(struct login *login, const char *password);

/** After a power cut: no nonce is valid, nobody failed yet. */
void login_forget(struct login *login);

enum login_verdict login_judge(struct login *login, const struct login_rules *rules,
	const struct login_try *request);

/** The WWW-Authenticate line or lines, with a new nonce in each. */
int login_print_challenge(struct login *login, const struct login_rules *rules,
	const struct pl *path, bool stale, struct mbuf *mb);

/** Seconds until it may be tried again, 0 when not locked: whoever was judged last. */
unsigned login_locked_seconds(struct login *login);

/** How many more may fail before the lock. */
unsigned login_tries_left(const struct login *login, const struct login_rules *rules);

#endif
