/* SPDX-License-Identifier: Apache-2.0 */
/* vendor.h - the contract between what a device is (device/) and how its maker says it
 * (vendor/<name>/).
 *
 * A unit is one physical device, a door station, a camera or a recorder, and our
 * connection to it. Loop thread only. */
#ifndef GATEHOUSE_VENDOR_H
#define GATEHOUSE_VENDOR_H

#include "bytes.h"
#include "event.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct log;
struct reactor;
struct unit;
struct unit_command;
struct unit_picture;

/** May the unit be told to push its events to us? That writes to it. */
enum push_mode {
	PUSH_AUTO, /**< where nothing else brings events */
	PUSH_OFF,
	PUSH_ON,
};

enum { UNIT_INDOOR_MAX = 8, UNIT_HOST_MAX = 253 };

struct unit_address {
	char host[UNIT_HOST_MAX + 1];
	unsigned port;
};

/** How calls reach us besides. */
enum sip_use {
	SIP_USE_OFF,    /**< not by SIP */
	SIP_USE_CLIENT, /**< we are a telephone at the user's own proxy */
	SIP_USE_SERVER, /**< we are the proxy that the station is set to */
};

/** Texts: NULL or "" where there is none. */
struct sip_config {
	enum sip_use mode;
	/* Client. */
	const char *proxy; /**< address or name */
	unsigned port;     /**< of it */
	const char *user;  /**< of the login */
	const char *password;
	const char *caller_id; /**< our number there; "": the user */
	/* Server. */
	unsigned listen_port;     /**< 0: choose one, and tell it by chose_port() */
	bool autoinstall;         /**< write to the station what makes it call us */
	unsigned room;            /**< that `button` calls; 0: not said */
	const char *proxy_number; /**< that the room is reached under */
	unsigned button;          /**< 1-based; 0: not said */
	/* Both. */
	const char *doorbell_number; /**< of the station; client: who else calls is no
				      * visitor */
	const char *unlock_dtmf;     /**< digits that open the first door when they are
				      * sent inside a call; "": not used */
};

/** How to reach a unit. Texts are copied by create(). */
struct unit_config {
	const char *host;
	unsigned port;
	const char *username;
	const char *password;
	enum push_mode push;
	bool single_try;  /**< a draft: one refused login is enough */
	bool allow_basic; /**< Basic also without a certificate that is vouched for */
	bool tls;
	/** SHA-256 of its certificate, "AA:BB:..."; NULL or "": if there is no ca_file
	 * either, start() pins what the unit shows first, check() ends with -ENOKEY */
	const char *fingerprint;
	const char *ca_file; /**< PEM; NULL or "": none */
	/** The stations inside that ring with it, and take the same login. */
	struct unit_address indoor[UNIT_INDOOR_MAX];
	unsigned indoor_count;
	struct sip_config sip;
};

enum { UNIT_NUMBERS_MAX = 16 }; /**< doors and outputs beyond are not served */

enum { UNIT_CHANNELS_MAX = 256 };

/** One picture that a camera or a recorder has. */
struct unit_channel {
	unsigned number; /**< 1-based, as the unit numbers them; there may be gaps */
	char name[64];
	bool lost;          /**< the unit says that its camera does not answer */
	bool has_camera;    /**< it lists a video stream of it */
	bool has_detection; /**< its motion detection can be switched */
};

struct unit_sensor {
	struct sensor_id id;
	bool armed; /**< the unit is set to tell us of it */
};

/** What a camera or a recorder watches. */
struct unit_view {
	bool recorder;
	unsigned channel_count; /**< at most UNIT_CHANNELS_MAX, ascending */
	struct unit_channel *channels;
	unsigned sensor_count;
	struct unit_sensor *sensors;
};

/** What a unit is. Texts are valid UTF-8; "" when the unit does not say. */
struct unit_info {
	char serial[64]; /**< never "": a unit without any identity is refused */
	char name[64];
	char model[64];
	char firmware[48];
	char mac[32];
	char fingerprint[96]; /**< of the certificate that is pinned; "": none is */
	bool doors_known;     /**< false: the unit would not say, and never has */
	unsigned first_door;  /**< 1-based, as the unit numbers them */
	unsigned last_door;   /**< below first_door: it has none */
	char doors_why[128]; /**< why they could not be read this time; "": they were */
	bool can_hold;       /**< it takes DOOR_HOLD */
	unsigned open_ms
		[UNIT_NUMBERS_MAX]; /**< of door n at n-1: it locks again by itself
					     * after this time; 0: not known */
	unsigned outputs;           /**< alarm outputs: bit n-1 for the output n */
	bool has_camera;            /**< it lists video streams */
	const struct unit_view
		*view; /**< of a camera or a recorder, valid during the call;
				       * NULL: a door station */
	bool indirect; /**< an indoor station speaks for it: no reboot, and nothing tells of
			* motion or tampering */
	const char *to_do; /**< of check(): what is to be typed in at the unit by hand,
			    * for people, valid during the call; NULL: nothing */
};

/** Something only the user can mend. Texts are for people. */
struct unit_issue {
	const char *title, *text;
	const char *fix; /**< the setting to look at: "/push_events"; NULL: none */
};

/** What a unit tells its owner. All mandatory; from the loop, never before create() has
 * returned. The owner does not destroy the unit inside one. */
struct unit_listener {
	/** It answered, and this is what it is. Before the first online(), and again when
	 * something changed. */
	void (*known)(const struct unit_info *info, void *user);
	/** Events flow from now on. */
	void (*online)(void *user);
	/** They do not (any more). Also while already offline, when the reason changed.
	 * @param err -EACCES login refused, -EAGAIN the account is locked for a while,
	 *            -EPERM a right is missing, -EHOSTUNREACH, -ETIMEDOUT, -EREMOTEIO
	 *            the unit answered and refused, -EKEYREJECTED its certificate is
	 *            not the pinned one, or no CA vouches for it, -EPROTONOSUPPORT it
	 *            offers only a login that the settings do not allow
	 * @param why one sentence for people, valid during the call */
	void (*offline)(int err, const char *why, void *user);
	void (*event)(const struct event *ev, void *user);
	/** @param id    [A-Za-z0-9_-], stable
	 *  @param issue NULL: it is mended */
	void (*issue)(const char *id, const struct unit_issue *issue, void *user);
	/** What people should know while all is well: how calls reach us. "": nothing. */
	void (*note)(const char *text, void *user);
	/** The port that sip.listen_port left open: it shall be this one from now on. */
	void (*chose_port)(unsigned port, void *user);
	/** A text that the unit wants kept over restarts. Not from create().
	 * @param key [A-Za-z0-9_-], at most 64 bytes
	 * @return 0: `text` is filled; -ENOENT: there is none, or it is longer */
	int (*recall)(const char *key, char *text, size_t cap, void *user);
	void (*remember)(const char *key, const char *text, void *user); /**< NULL: not
									  * any more */
};

enum { UNIT_FAREWELL_MS = 4000 };

enum door_action {
	DOOR_UNLOCK, /**< for the time it is set to */
	DOOR_LOCK,   /**< also ends a hold */
	DOOR_HOLD,   /**< unlocked until DOOR_LOCK */
};

enum call_order { CALL_ORDER_ANSWER, CALL_ORDER_REJECT, CALL_ORDER_HANG_UP };

/** How a command ended.
 * @param err  0: the unit did it; -EREMOTEIO, -EPERM, -EACCES, -ENOTSUP: it refused, and
 *             nothing moved; -EHOSTUNREACH, -EBUSY: it never went out; -ETIMEDOUT: it
 *             went out, and the outcome is unknown
 * @param why  one sentence for people, "" when err is 0; valid during the call */
typedef void command_done_fn(int err, const char *why, void *user);

/** What picture is wanted. */
struct picture_wish {
	unsigned channel;       /**< 0: the only one there is, or the first */
	unsigned width, height; /**< pixels; both 0: as the unit likes. A wish */
	unsigned limit_ms;      /**< to wait, and again to the last byte; not 0 */
};

/** How a picture was taken.
 * @param err  as command_done_fn; -EBUSY also: it was given up in favour of a command,
 *             and may be asked for again
 * @param jpeg empty unless err is 0; valid during the call */
typedef void picture_done_fn(int err, const char *why, struct bytes jpeg, void *user);

/** @param err 0, or why not all could be given back; the rest is remembered */
typedef void farewell_done_fn(int err, void *user);

/** How a check ended: as command_done_fn; info is NULL unless err is 0, or -ENOKEY: the
 * user has not confirmed the certificate, info->fingerprint is it, and nothing was sent. */
typedef void check_done_fn(
	int err, const char *why, const struct unit_info *info, void *user);

/** What a self-check found: {"ok":false,"message":"...","channels":[{"channel":1,"name":
 * "...","findings":[{"sensor":"line_crossing","code":"not_armed","text":"...","fix":"..."}
 * ]}],"device":[findings]}.
 * @param err as command_done_fn; `report` is borrowed, NULL unless err is 0 */
typedef void self_check_done_fn(
	int err, const char *why, const json_t *report, void *user);

struct vendor {
	const char *name;         /**< lower case: "hikvision" */
	const char *manufacturer; /**< for people: "Hikvision" */

	/* Mandatory. */

	/** Make a unit; it does nothing until start() or check().
	 * @return 0, -EINVAL, -ENOMEM */
	int (*create)(struct reactor *r, const struct unit_config *config,
		const struct unit_listener *listener, const struct log *log, void *user,
		struct unit **ret_unit);
	/** Connect, and stay connected: retries by itself for as long as the unit lives. */
	void (*start)(struct unit *unit);
	/** Instead of start(): ask once who it is, read-only, subscribing to nothing; no
	 * listener is told of anything. `done` does not destroy the unit.
	 * @return 0, -EBUSY (started already): done is not called */
	int (*check)(struct unit *unit, check_done_fn *done, void *user);
	/** Nothing of the unit calls back after this returned. NULL is ignored. */
	void (*destroy)(struct unit *unit);

	/* Optional: NULL means the maker cannot do it, and no child that needs it is made. */

	/** Before destroy(), when there is time: give back what the user let us write to
	 * the station. The listener is told of nothing any more, but for remember() and
	 * issue().
	 * @param for_good the user removes the unit: also what is to outlive a restart
	 * @param done called once, within UNIT_FAREWELL_MS, never before this returns; does
	 *             not destroy the unit
	 * @return 0; -ENOENT: there is nothing to give back, or nobody to give it to: done
	 *         is not called */
	int (*farewell)(
		struct unit *unit, bool for_good, farewell_done_fn *done, void *user);

	/** Move a door. Sent once, never retried; given up unsent after 5 s.
	 * @param done called once, never before this returns
	 * @return 0, -ENOTCONN (offline), -ENOTSUP, -EBUSY, -ENOMEM: done is not called */
	int (*door)(struct unit *unit, unsigned door, enum door_action action,
		command_done_fn *done, void *user, struct unit_command **ret_command);
	/** Switch an alarm output. As door().
	 * @param output 1-based, as in unit_info.outputs */
	int (*output)(struct unit *unit, unsigned output, bool on,
		command_done_fn *done, void *user, struct unit_command **ret_command);
	/** Ask whether it is on; the answer, if there is one, comes as an event. */
	void (*ask_output)(struct unit *unit, unsigned output);
	/** Take the call that rings, refuse it, or end the one that goes on. As door().
	 * @return 0, -ENOENT (there is no such call), or as door() */
	int (*call)(struct unit *unit, enum call_order order, command_done_fn *done,
		void *user, struct unit_command **ret_command);
	/** Forget it: done is not called.
	 * @return true if it was still unsent, and so never happens */
	bool (*cancel)(struct unit_command *command);

	/** Take a picture, one JPEG. Delays no command: it gives way. Together with
	 * forget_snapshot and stream_url: all or none.
	 * @param done called once, never before this returns
	 * @return 0, -ENOTSUP (no camera), -EBUSY, -ENOMEM: done is not called */
	int (*snapshot)(struct unit *unit, const struct picture_wish *wish,
		picture_done_fn *done, void *user, struct unit_picture **ret_picture);
	/** Done is not called any more. NULL is ignored. */
	void (*forget_snapshot)(struct unit_picture *picture);
	/** The address of a video stream. Without login, always: what is in an address
	 * ends up in logs.
	 * @param channel as in picture_wish
	 * @param profile "main", "sub"
	 * @return 0, -ENOENT (no such stream), -EMSGSIZE */
	int (*stream_url)(const struct unit *unit, unsigned channel,
		const char *profile, char *url, size_t cap);
	/** Let a channel look for motion, or not. As door(). */
	int (*detection)(struct unit *unit, unsigned channel, bool on,
		command_done_fn *done, void *user, struct unit_command **ret_command);
	/** Ask whether it does; the answer, if there is one, comes as an event. */
	void (*ask_detection)(struct unit *unit, unsigned channel);
	/** Why would no events come? Only reads.
	 * @param done called once, never before this returns
	 * @return 0, -ENOTCONN, -EBUSY (one is under way), -ENOMEM: done is not called */
	int (*self_check)(struct unit *unit, self_check_done_fn *done, void *user);
	void (*forget_self_check)(struct unit *unit); /**< done is not called */
	/** Start the unit anew. As door(): sent once, cancelled by cancel(). */
	int (*reboot)(struct unit *unit, command_done_fn *done, void *user,
		struct unit_command **ret_command);
	/** What a maintainer needs to know of a unit he has not got. Holds no address, no
	 * serial number, no login, nobody's name or card. A new reference. */
	json_t *(*diagnose)(const struct unit *unit);
};

/** All makers, NULL-terminated. ADD A ROW. */
extern const struct vendor *const vendors[];
const struct vendor *vendor_find(const char *name); /**< NULL when unknown */

#endif
