/* SPDX-License-Identifier: Apache-2.0 */
/* story.h - a simulated device and a host with the plugin, as real processes.
 *
 * A story tells the station what happens at the door, and waits for what the host hears.
 * Waiting is always for something, with a limit; what the station's ledger says is the
 * truth. Every story ends with story_end(), which also fails on a broken ABI rule, on an
 * unclean exit, and on anything a sanitizer had to say. */
#ifndef GATEHOUSE_STORY_H
#define GATEHOUSE_STORY_H

#include "check.h"
#include "process.h"

enum {
	SOON_MS = 5000,         /**< for what should happen at once */
	RECOVERY_MS = 15 * 1000 /**< the promise of the architecture */
};

#define RING        "{\"report\":\"event\",\"capability\":\"ring\",\"type\":\"ring\"}"
#define ONLINE      "{\"report\":\"status\",\"device\":\"\",\"status\":\"ok\"}"
#define UNREACHABLE "{\"report\":\"status\",\"device\":\"\",\"status\":\"unreachable\"}"
#define REFUSED     "{\"report\":\"status\",\"device\":\"\",\"status\":\"auth\"}"

struct story {
	const char *kind; /**< of the simulated device, and of its provider */
	struct process sim, host;
	int port, control;
	int indoor[2];        /**< ports of the indoor stations; 0: there is none */
	char fingerprint[80]; /**< of the certificate at the start, 64 hex digits */
	json_t *reports;      /**< all the host has printed, in order */
	size_t seen;          /**< reports before this one are behind us */
	unsigned requests;
	bool has_host;
};

/** Start a device. @param kind "hikvision-doorbell" @param options more arguments, ends
 * with NULL */
struct story story_begin_as(const char *kind, const char *const *options);
/** A door station. */
struct story story_begin(const char *const *options);

/** Start the host with one instance "front" of the provider for it. @param settings JSON
 * object merged over {host, port, username, password}, or NULL */
void host_begin(struct story *s, const char *settings);
/** Both, and the connection stands. */
struct story story_at_home(const char *const *options, const char *settings);
void host_end(struct story *s);
void story_end(struct story *s);

/** One command to the station. @return its answer, checked to be ok; new reference */
json_t *sim(struct story *s, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void sim_do(struct story *s, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/** A number of the ledger: "relay_pulses/1", "logins_failed". Absent is 0. */
long long ledger(struct story *s, const char *path);
/** How many requests: "POST /ISAPI/..." */
long long asked(struct story *s, const char *request_line);

/** Does `report` have all of `pattern`, a JSON text? Objects may have more members. */
bool matches(const json_t *report, const char *pattern);

/** Wait for the first report behind us that matches; everything up to it is behind us
 * then. @return borrowed, or NULL (and the CHECK has failed) */
const json_t *hear(struct story *s, unsigned limit_ms, const char *pattern);

/** How many reports so far match, behind us or not. */
size_t heard(struct story *s, const char *pattern);

/** Wait until so many match. @return how many do */
size_t hear_count(
	struct story *s, unsigned limit_ms, size_t count, const char *pattern);

/** Take in what has been printed, waiting for `ms` in any case: for moments at random,
 * and for "nothing more comes". */
void listen_for(struct story *s, unsigned ms);

/** Send a request. @param args JSON object, or NULL @return its number */
unsigned request(struct story *s, const char *device, const char *capability,
	const char *op, const char *args);
/** Wait for its reply. @return borrowed, or NULL (and the CHECK has failed) */
const json_t *reply(struct story *s, unsigned number, unsigned limit_ms);
bool reply_is(struct story *s, unsigned number, const char *status);

void host_send(struct story *s, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/** The id of the first announced device of a type; "" when none. */
const char *device_of(struct story *s, const char *type);

#endif
