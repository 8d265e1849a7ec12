/* SPDX-License-Identifier: Apache-2.0 */
/* sip-install.h - Autoinstall: a door station's SIP settings lead to us, and lead back.
 *
 * sip-steps.h has the states. Nothing is asked or written before sip_install_want(). The
 * owner says it on every connection, and with every new setting, address or port: what is
 * right already is only read.
 *
 * Giving back is a decision, and not the end of a run: a host that is restarted would write
 * to the station twice each time, and a station without us rings nobody in between. So a
 * stop leaves all as it is, and what was there stays in the host's store. It is given back
 * with sip_install_give_back() when Autoinstall is switched off (the next connection finds
 * a debt and no wish), when SIP has another mode, and when the host says that the
 * instance is removed for good.
 *
 * A password of the user is never read, kept or overwritten; see sip_settings_edit(). */
#ifndef GATEHOUSE_SIP_INSTALL_H
#define GATEHOUSE_SIP_INSTALL_H

#include "reactor.h"
#include "sip-steps.h"
#include "vendor.h"

struct isapi;
struct isapi_call;

#define SIP_INSTALL_ISSUE "sip-install"

enum sip_install_state {
	SIP_INSTALL_OFF,     /**< nothing is wanted, or there is no connection */
	SIP_INSTALL_WORKING, /**< asking, writing */
	SIP_INSTALL_STANDS,  /**< the station shows our settings */
	SIP_INSTALL_CHANGED, /**< somebody changed them; they are left alone */
	SIP_INSTALL_REFUSED, /**< the station would not, all or in part */
	SIP_INSTALL_WAITING, /**< no answer; it is tried again */
};

/** Texts are valid during the call. */
struct sip_install_status {
	enum sip_install_state state;
	int err;
	const char *why; /**< one sentence for people; "": all is well */
	bool indebted;   /**< something of ours is, or may be, there */
};

/** What it tells its owner, and asks of it. All mandatory; the owner does not finish it
 * inside one. From the loop, never before want() or give_back() has returned. */
struct sip_install_ops {
	void (*status)(const struct sip_install_status *status, void *user);
	/** Under SIP_INSTALL_ISSUE. NULL: it is mended */
	void (*issue)(const struct unit_issue *issue, void *user);
	/** Giving back has ended. @param err 0: nothing of ours is there any more; else the
	 * rest is remembered */
	void (*returned)(int err, const char *why, void *user);
	/** As unit_listener's, of this station: sip_memory_key() */
	int (*recall)(char *text, size_t cap, void *user);
	void (*remember)(const char *text, void *user);
};

enum { SIP_ISSUE_MAX = 1400, SIP_PATH_MAX = 160 };

struct sip_install {
	struct reactor *reactor;
	struct isapi *isapi;
	const struct log *log;
	const struct sip_install_ops *ops;
	void *user;
	struct sip_steps steps;
	bool recalled;
	bool hurried; /**< on the way out: short limits */
	/* The request that is under way, or waits for the station to take a breath. */
	struct isapi_call *question;
	struct timer breath;
	uint64_t quiet_until_ms;
	struct deferred late; /**< it could not be sent */
	const char *method;
	char path[SIP_PATH_MAX];
	struct buffer body;
	enum sip_place place;
	unsigned room, button;
	bool writes;
	bool other_way; /**< it is asked in the second way that firmware has */
	bool listed;    /**< the server was read from the list */
	struct buffer documents[SIP_PLACES]; /**< as read last */
	char told[SIP_ISSUE_MAX + 1];        /**< the issue that is raised; "": none */
};

void sip_install_init(struct sip_install *p, struct reactor *r, struct isapi *isapi,
	const struct log *log, const struct sip_install_ops *ops, void *user);
void sip_install_finish(struct sip_install *p); /**< gives nothing back */

/** See to it that the station has these. @return 0, -EINVAL: sip_values_valid() */
int sip_install_want(struct sip_install *p, const struct sip_values *values);

/** Set the station to what it was; `returned` follows.
 * @param hurry  there are seconds left: UNIT_FAREWELL_MS. Out of time, the owner calls
 *               sip_install_drop(); what is not given back stays remembered
 * @return 0, -ENOENT: nothing of ours is there */
int sip_install_give_back(struct sip_install *p, bool hurry);

/** Is there something to give back? */
bool sip_install_indebted(struct sip_install *p);

/** The connection is lost: ask nothing any more. */
void sip_install_drop(struct sip_install *p);

/** It is not the station it was: what is remembered is of the other. */
void sip_install_another(struct sip_install *p);

/** Where it stands. Valid until the loop goes on. */
struct sip_install_status sip_install_status(const struct sip_install *p);

/** What the station was set to before, for people; "": nothing was changed. Cut to fit. */
void sip_install_print_was(const struct sip_install *p, char *text, size_t cap);

#endif
