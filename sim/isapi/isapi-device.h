/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-device.h - what every simulated Hikvision device is made of: its ports, its login,
 * its streams, its slots of httpHosts, its alarm outputs, its power.
 *
 * A kind of device owns one, tells it with isapi_ops what is its own, and asks for the
 * shared requests (isapi-answers.h) and commands (isapi-commands.h) after its own ones. */
#ifndef GATEHOUSE_SIM_ISAPI_DEVICE_H
#define GATEHOUSE_SIM_ISAPI_DEVICE_H

#include "alert-streams.h"
#include "isapi-counts.h"
#include "isapi-outputs.h"
#include "isapi-ports.h"
#include "isapi-switches.h"
#include "login.h"
#include "notify-hosts.h"
#include "push.h"
#include "replay.h"
#include "sim-kind.h"

#include <time.h>

struct isapi_device;

struct isapi_ops {
	/** Mandatory. Answer what passed the login and the permission. */
	void (*request)(const struct sim_http_request *request, void *user);
	/** Optional. Is this a question although it is no GET? */
	bool (*asks)(const struct sim_http_request *request, void *user);
	/** Mandatory. */
	const struct streams_ops *streams;
	/** Optional. A stream begins, with its heartbeat. */
	void (*stream_opened)(struct alert_stream *stream, void *user);
	/** Mandatory. Some part that can be cut in the middle. @return 0 or an error */
	int (*sample)(struct mbuf *body, void *user);
	/** Mandatory. A switch was changed, or all (NULL): what is not asked for each time
	 * is set anew.
	 * The shared ones are done. */
	void (*apply)(const char *changed, void *user);
	/** Mandatory. The power is gone. */
	void (*off)(void *user);
	/** Optional. The power is back. */
	void (*on)(void *user);
	/** Optional. What is not HTTP freezes, or thaws. */
	void (*freeze)(bool frozen, void *user);
	/** Mandatory. Its own members of the ledger. */
	void (*ledger)(json_t *ledger, void *user);
	/** @return 0 or -ENOMEM. Mandatory. Start counting anew. */
	int (*ledger_reset)(void *user);
};

struct isapi_device {
	const struct isapi_ops *ops;
	void *user;
	const struct profile *profiles;
	struct switches *switches;         /* borrowed */
	const struct sim_options *options; /* borrowed */
	struct ports ports;
	struct alert_streams streams;
	struct list held_slots; /* owned */
	unsigned busy;          /* that many streams are still refused */
	struct login login;
	struct outputs outputs;
	struct notify_hosts hosts;
	struct pushes pushes;
	struct replay replay;
	struct isapi_counts counts;
	struct tmr boot; /* runs: rebooting */
	struct tmr soon; /* runs: about to reboot, and for how long */
	unsigned soon_ms;
	bool powered;
};

/** @param device  All zero. isapi_device_finish() it in both cases.
 * @return 0 or -errno */
int isapi_device_init(struct isapi_device *device, const struct sim_options *options,
	struct switches *switches, const struct profile *profiles,
	const struct isapi_ops *ops, void *user);
void isapi_device_finish(struct isapi_device *device);

int64_t isapi_number(const struct isapi_device *device, size_t which);
const char *isapi_text(const struct isapi_device *device, size_t which);
time_t isapi_now(const struct isapi_device *device);

/** What replies and parts have for a namespace; NULL: the usual one. */
const char *isapi_namespace(const struct isapi_device *device);

/** That of a word of the switch "xml-namespace", or NULL. */
const char *isapi_namespace_named(const char *word);

/** A switch was changed. @param changed  NULL: all */
void isapi_device_apply(struct isapi_device *device, const char *changed);

void isapi_device_freeze(struct isapi_device *device, bool frozen);
void isapi_device_off(struct isapi_device *device);
/** @return 0 or -errno: the port may be taken by now */
int isapi_device_on(struct isapi_device *device);
void isapi_device_reboot(struct isapi_device *device, unsigned ms);

/** The same, when the reply that says so is on its way. */
void isapi_device_reboot_soon(struct isapi_device *device, unsigned ms);

/** Count it, judge the login, answer (or misbehave as the switches say). */
void isapi_device_request(
	struct isapi_device *device, const struct sim_http_request *request);

/** Judge the login. @return true if the request may be answered; else the refusal is on
 * its way */
bool isapi_device_lets_in(
	struct isapi_device *device, const struct sim_http_request *request);

/** What the shared switches say of the streams; a kind may change it. */
struct streams_rules isapi_stream_rules(const struct isapi_device *device);

void isapi_stream_closed(struct isapi_device *device, const struct sim_http_conn *conn);

extern const struct replay_ops isapi_replay_ops;

#endif
