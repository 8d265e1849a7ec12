/* SPDX-License-Identifier: Apache-2.0 */
/* station.h - a door station, a camera or a recorder: its unit, and the devices it is made
 * of.
 *
 * Owns the unit and the children; routes events by the taxonomy to the child that owns
 * them, requests to the child they name. Loop thread only. */
#ifndef GATEHOUSE_STATION_H
#define GATEHOUSE_STATION_H

#include "child.h"
#include "histogram.h"
#include "slug.h"
#include "vendor.h"

struct access;
struct log;
struct reactor;
struct station;
struct station_view;
struct timers;

/** What a station tells its owner. Mandatory where not marked; JSON is borrowed. The owner does not
 * destroy the station inside one. */
struct station_listener {
	/** These, and only these, are the children of `parent` (NULL: the roots). */
	void (*devices)(const char *parent, const json_t *list, void *user);
	/** @param device an id, or "" for the connection as a whole
	 *  @param err    0, or as unit_listener.offline */
	void (*status)(const char *device, int err, const char *why, void *user);
	void (*state)(const char *device, const json_t *patch, void *user);
	void (*event)(const char *device, const char *capability, const char *type,
		const json_t *data, void *user);
	/** The one answer to a request. `result` may be NULL.
	 * @param err 0, -ENOENT, -EINVAL, -ENOTSUP, -EBUSY, -ECANCELED, or as
	 *            command_done_fn */
	void (*answer)(uint64_t ticket, int err, const char *why, const json_t *result,
		void *user);
	/** Instead of answer(), when it went well and there is something to hand over.
	 * @param result may be NULL @param blob, type empty and NULL: none */
	void (*answer_bytes)(uint64_t ticket, const json_t *result, struct bytes blob,
		const char *type, void *user);
	json_t *(*store_get)(
		const char *key, void *user); /**< new reference, or NULL */
	/** @param value NULL: delete it */
	void (*store_put)(const char *key, const json_t *value, void *user);
	/** Something only the user can mend, as the host's issue(); NULL: it is mended. */
	void (*issue)(const char *id, const json_t *issue, void *user);
	/** Optional. The unit's certificate, which the settings did not name, is this
	 * from now on. */
	void (*pinned)(const char *fingerprint, void *user);
	/** Optional. The SIP port, which the settings left open, is this one from now on. */
	void (*chose_port)(unsigned port, void *user);
};

struct station_config {
	const struct vendor *vendor;
	struct unit_config unit; /**< texts live as long as the config */
	bool expose_locks;
	bool expose_tamper;
	bool expose_contacts;
	bool expose_outputs;
	unsigned motion_timeout_ms;
	/* Of a camera or a recorder. */
	const char *name; /**< of the device, for its entities as well; NULL, "": as the
			   * unit calls itself */
	unsigned off_delay_ms;   /**< without a message a sensor is off after that */
	const json_t *customize; /**< borrowed, as the texts: sensor-options.h; NULL */
};

/** @param first_call_id any number that no earlier life used: wall clock, ms
 *  @param config  copied, but for the texts: they must outlive the station, or the next
 *                 station_configure()
 *  @return 0, -EINVAL, -ENOMEM */
int station_create(struct reactor *r, struct timers *timers,
	const struct station_config *config, uint64_t first_call_id,
	const struct station_listener *listener, const struct log *log, void *user,
	struct station **ret_station);
/** Before station_destroy(), when there is time: as vendor.farewell. */
int station_farewell(
	struct station *s, bool for_good, farewell_done_fn *done, void *user);
void station_destroy(struct station *s); /**< answers what is open: -ECANCELED */

/** Take over new settings: reconnects only if the unit's changed. @return as create; on
 * error the station is offline until the next call */
int station_configure(struct station *s, const struct station_config *config);

/** Hand a request to the device it is for. `device` is not "". May answer before it
 * returns. */
void station_request(
	struct station *s, const char *device, const struct child_request *request);

/** The request has been answered elsewhere: drop it, and what it asked for if that has
 * not gone out yet. */
void station_cancel(struct station *s, uint64_t ticket);

/** As the vendor's function; also -ENOTSUP. Ends with -ECANCELED when other settings, or
 * the end of the station, come first. */
int station_self_check(struct station *s, self_check_done_fn *done, void *user);
void station_forget_self_check(struct station *s);

/** What happened so far, for diagnostics. */
struct station_counters {
	unsigned rings_first[EVENT_SOURCES]; /**< rings, by who told of them first */
	/** By who told of them as well: how much later. */
	struct histogram ring_late_ms[EVENT_SOURCES];
	/** Orders to doors that were carried out: from the order to the answer, and to the
	 * station's own event. */
	struct histogram door_answer_ms, door_event_ms;
};

/** What a maintainer needs to know; holds nothing private. A new reference. */
json_t *station_diagnose(const struct station *s);

/* What children ask of their station. */

struct timers *station_timers(const struct station *s);
const struct station_config *station_config(const struct station *s);
uint64_t station_first_call_id(const struct station *s);
bool station_online(const struct station *s);
struct station_counters *station_counters(struct station *s);
const struct unit_info *station_info(const struct station *s);
/** Of a camera or a recorder; NULL: a door station. Until the next event or settings. */
const struct station_view *station_view_of(const struct station *s);
/** Why nothing can be had of the camera of this channel, as its recorder says; NULL: it
 * says nothing of the kind. */
const char *station_channel_lost(const struct child *c);
const char *station_name(const struct station *s); /**< for people; never "" */
void station_slug(
	const struct station *s, char ret_slug[SLUG_MAX + 1]); /**< never "" */
struct access *station_access(struct station *s); /**< orders are told to it */
int station_door(struct station *s, unsigned door, enum door_action action,
	command_done_fn *done, void *user, struct unit_command **ret_command);
int station_output(struct station *s, unsigned output, bool on, command_done_fn *done,
	void *user, struct unit_command **ret_command);
void station_ask_output(struct station *s, unsigned output);
/** @param channel as the unit numbers it */
int station_detection(struct station *s, unsigned channel, bool on,
	command_done_fn *done, void *user, struct unit_command **ret_command);
void station_ask_detection(struct station *s, unsigned channel);
const struct log *station_log(const struct station *s);

/* As the vendor's functions; also -ENOTCONN. */
int station_snapshot(struct station *s, const struct picture_wish *wish,
	picture_done_fn *done, void *user, struct unit_picture **ret_picture);
int station_stream_url(const struct station *s, unsigned channel, const char *profile,
	char *url, size_t cap);
int station_reboot(struct station *s, command_done_fn *done, void *user,
	struct unit_command **ret_command);

/** As vendor.call(); also -ENOTCONN. */
int station_call(struct station *s, enum call_order order, command_done_fn *done,
	void *user, struct unit_command **ret_command);

/** Let the other children know: a child has learned on its own what no event tells.
 * @param but who knows already, NULL: none */
void station_share(struct station *s, const struct child *but, const struct event *ev);

/** Report; both steal `value`, as json_pack() gave it: NULL is ignored. */
void station_state(const struct child *c, const char *capability, json_t *value);
/** Of several capabilities at once; `patch` is borrowed. */
void station_patch(const struct child *c, const json_t *patch);
/** Of the child itself, beside that of the root. */
void station_child_status(const struct child *c, int err, const char *why);
void station_event(
	const struct child *c, const char *capability, const char *type, json_t *value);
void station_answer(struct station *s, uint64_t ticket, int err, const char *why);

/** It went well. `result` is borrowed and may be NULL; blob, type: empty and NULL: none */
void station_answer_bytes(struct station *s, uint64_t ticket, const json_t *result,
	struct bytes blob, const char *type);

/** One value that survives restarts, under the child's id; put steals `value`. */
json_t *station_stored(const struct child *c); /**< new reference, or NULL */
void station_store(const struct child *c, json_t *value);

#endif
