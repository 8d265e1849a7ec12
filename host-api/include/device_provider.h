/* SPDX-License-Identifier: Apache-2.0 */
/* device_provider.h - the device-provider ABI, 1.0
 *
 * A plugin is one shared object. It holds providers; a provider turns some hardware
 * into devices. A host loads the plugin, creates one instance of a provider per set
 * of settings, sends it requests, and hears back what the devices are and do.
 *
 * RULES THAT HOLD FOR EVERY CALL
 *
 *   Strings  UTF-8, NUL-terminated, never NULL unless the comment says "or NULL".
 *   JSON     one complete RFC 8259 value. Readers ignore members they do not know.
 *            Integers beyond 2^53 are written as strings; points in time are integers,
 *            milliseconds since 1970-01-01T00:00Z, in a member named "at".
 *   Memory   every pointer argument is borrowed until the call returns; the callee
 *            copies what it keeps. Nothing is ever freed across the boundary.
 *   Threads  [control] host -> provider. One call at a time per instance, on any OS
 *                      thread; the host holds no lock that an [any] function takes.
 *                      Returns within 50 ms; stop() alone may take 5 s.
 *            [any]     provider -> host. Any thread, concurrently, from the start of
 *                      create() until stop() returns (or until create() returns, when
 *                      it fails; or destroy() begins, when start() was never called).
 *                      Never waits for I/O and never calls into the provider on the
 *                      caller's stack, so it is safe to call with a lock held.
 *            [media]   like [control], but may run beside it; one call at a time per
 *                      session.
 *   State    {stopped}, {running}: the states of the instance, below, in which the call
 *            may be made. {none}: there is no instance yet.
 *   Order    calls made from one thread take effect in the order they were made.
 *   Limits   ids and keys match [A-Za-z0-9_-]{1,64}; a JSON text is at most 64 KiB, a
 *            list of devices or a value to be stored 4 MiB, each at most 16 levels
 *            deep; a log line at most 4 KiB, a blob at most 16 MiB. Breaking
 *            a limit is answered with DP_E_INVALID. The host may answer DP_E_BUSY when
 *            flooded; the report is then lost.
 *   Process  a provider never changes process-wide state: signal handlers, masks of
 *            foreign threads, locale, umask, working directory, environment, atexit,
 *            stdio. It writes nothing to stdout or stderr.
 *   Growth   structs only ever grow at the end; `size` says how much the other side
 *            has. Test with DP_HAS() before reading a member added after 1.0.
 *            Numbers are never reused. A new major gets a new entry symbol.
 *   Unload   plugins are linked with -Wl,-z,nodelete: a host may dlclose() one, and does
 *            not rely on it to unmap anything.
 */
#ifndef DEVICE_PROVIDER_H
#define DEVICE_PROVIDER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The comments are aligned by hand. */
/* clang-format off */

#define DP_ABI_MAJOR 1
#define DP_ABI_MINOR 0

/** True when the struct behind `p` is long enough to contain `member`. */
#define DP_HAS(p, member)                                                              \
	((p)->size >= (uint32_t)((const char *)(&(p)->member + 1) - (const char *)(p)))

#if defined(__GNUC__)
#define DP_EXPORT __attribute__((visibility("default")))
#else
#define DP_EXPORT
#endif

typedef struct dp_host dp_host;         /* functions the host lends to an instance   */
typedef struct dp_provider dp_provider; /* functions a provider lends to the host    */
typedef struct dp_plugin dp_plugin;     /* what the entry symbol is                  */
typedef struct dp_instance dp_instance; /* one running configuration; provider's own */

/** One vocabulary for return values, reply outcomes and device status alike.
 * Treat a number you do not know as DP_E_INTERNAL. */
typedef int32_t dp_status;
enum {
	DP_OK = 0,
	DP_E_INTERNAL = 1,    /* a bug or an exhausted resource on the replying side     */
	DP_E_INVALID = 2,     /* the caller's fault: malformed or out of range           */
	DP_E_NOT_FOUND = 3,   /* no such device, capability, op, key                     */
	DP_E_UNSUPPORTED = 4, /* understood, and this model or firmware cannot           */
	DP_E_BUSY = 5,        /* try again: queue full, intercom in use                  */
	DP_E_TIMEOUT = 6,     /* the device did not answer in time                       */
	DP_E_UNREACHABLE = 7, /* no connection; the provider keeps retrying by itself    */
	DP_E_AUTH = 8,        /* credentials refused; retrying waits for new settings    */
	DP_E_CONFIG = 9,      /* settings are wrong; nothing works until they change     */
	DP_E_DEVICE = 10,     /* the device answered, and refused                        */
	DP_E_CANCELLED = 11   /* cancel() or stop() came first                           */
};

typedef int32_t dp_level;
enum { DP_LOG_DEBUG = 0, DP_LOG_INFO = 1, DP_LOG_WARNING = 2, DP_LOG_ERROR = 3 };

/** Something the host wants done. Exactly one reply() answers it, whatever happens. */
typedef struct dp_request {
	uint32_t size;
	uint32_t timeout_ms;    /* after this the host no longer cares; 0: no limit      */
	uint64_t id;            /* never 0, never reused within an instance              */
	const char *device;     /* device id, or "" for the instance itself              */
	const char *capability; /* key of a capability of that device, or ""             */
	const char *op;         /* "unlock", "turn_off", "settings.check", "action", ... */
	const char *args;       /* JSON object                                           */
} dp_request;

/** The answer to one request. */
typedef struct dp_reply {
	uint32_t size;
	dp_status status;
	const char *json;      /* JSON object or NULL: the result on DP_OK; otherwise
	                        * {"message": a sentence for people,
	                        *  "code": a stable word (optional),
	                        *  "field": JSON pointer into the settings (optional)}   */
	const void *blob;      /* bytes that do not belong in JSON (a JPEG), or NULL     */
	size_t blob_len;       /* bytes                                                  */
	const char *blob_type; /* MIME type of blob, or NULL                             */
} dp_reply;

/* ------------------------------------------------------------------- host side ---- */

/** What the host lends to one instance. The struct outlives destroy(). */
struct dp_host {
	uint32_t size;
	uint32_t abi_minor; /* what the host was built against */
	void *ctx;          /* the host's; hands off           */

	/** One line, no newline. `device` names the subject, or NULL. The host masks the
	 * values of settings marked writeOnly; never log what is derived from them.
	 * [any] */
	void (*log)(const dp_host *h, dp_level level, const char *device, const char *text);

	/** "These, and only these, are the children of `parent`" (NULL: the roots). Adds,
	 * updates and removes as needed; removing a device removes what hangs off it.
	 * Repeating the same set is free. `json`: array of device objects (docs/abi.md).
	 * @return DP_OK, DP_E_NOT_FOUND (no such parent), DP_E_INVALID, DP_E_BUSY  [any] */
	dp_status (*set_devices)(const dp_host *h, const char *parent, const char *json);

	/** Is the device usable? DP_OK, or why not; children follow their parent. Not a
	 * state: the last known state is kept, and shown as unavailable. `device` "": the
	 * instance's connection as a whole, usable before any device is known. `detail`:
	 * one sentence for people, or "".
	 * @return DP_OK, DP_E_NOT_FOUND (no such device), DP_E_INVALID, DP_E_BUSY  [any] */
	dp_status (*set_status)(
		const dp_host *h, const char *device, dp_status status, const char *detail);

	/** Merge patch (RFC 7396) keyed by capability: {"lock":{"state":"unlocked"}}. Last
	 * value wins; the host may coalesce. Null is unknown, as is absent.
	 * @return DP_OK, DP_E_NOT_FOUND (device or capability), DP_E_INVALID, DP_E_BUSY
	 * [any] */
	dp_status (*state)(const dp_host *h, const char *device, const char *json);

	/** Something happened at one moment. Never coalesced, retained or replayed. `type`
	 * is one of the capability's event_types. `json`: object with the details.
	 * @return DP_OK, DP_E_NOT_FOUND (device or capability), DP_E_INVALID, DP_E_BUSY
	 * [any] */
	dp_status (*event)(const dp_host *h, const char *device, const char *capability,
		const char *type, const char *json);

	/** Answer a request. Allowed from inside request(), before it returns.
	 * @return DP_OK; DP_E_NOT_FOUND: unknown or already answered; DP_E_INVALID  [any] */
	dp_status (*reply)(const dp_host *h, uint64_t request_id, const dp_reply *reply);

	/** Raise or (json NULL) withdraw something only the user can fix. `id` is stable.
	 * json: {"severity":"error"|"warning","title","text","fix":"settings:/pointer"}
	 * @return DP_OK, DP_E_INVALID, DP_E_BUSY  [any] */
	dp_status (*issue)(const dp_host *h, const char *id, const char *json);

	/** Write back something learned: a port that was picked, a moved address. Merge
	 * patch over the settings; never triggers configure(); never touches a writeOnly
	 * setting.
	 * @return DP_OK, DP_E_INVALID (the result would not be valid), DP_E_BUSY  [any] */
	dp_status (*patch_settings)(const dp_host *h, const char *json);

	/** Small persistent values, private to the instance. Works like snprintf: fills
	 * `buf` with at most `cap` bytes including the NUL.
	 * @return the length without NUL, or -1 if absent; call again if >= cap  [any] */
	int64_t (*store_get)(const dp_host *h, const char *key, char *buf, size_t cap);

	/** `json` NULL deletes. Readable at once, durable soon, torn never.
	 * @return DP_OK, DP_E_INVALID, DP_E_INTERNAL (not stored)  [any] */
	dp_status (*store_put)(const dp_host *h, const char *key, const char *json);

	/** Optional interfaces by "name/revision", e.g. DP_EXT_AUDIO.
	 * @return a table that lives as long as `h`, or NULL if not offered  [any] */
	const void *(*extension)(const dp_host *h, const char *id);
};

/* --------------------------------------------------------------- provider side ---- */

enum {
	/* Draft settings, to try before they are saved: answer requests, but register and
	 * subscribe to nothing, report no device, and change nothing out there. */
	DP_CONFIG_PROBE = 1u
};

/** How an instance begins. */
typedef struct dp_config {
	uint32_t size;
	uint32_t flags;            /* DP_CONFIG_*                                        */
	uint32_t settings_version; /* as stored; older than the manifest's: upgrade it   */
	const char *instance_id;   /* stable across restarts                             */
	const char *settings;      /* JSON object, valid against the manifest, defaults
	                            * filled in                                          */
	const char *data_dir;      /* private writable directory, or NULL                */
} dp_config;

/** One provider. Every function is mandatory unless it says otherwise.
 *
 * Life of an instance:
 *
 *   create --> {stopped} <--start/stop--> {running} --stop--> {stopped} --> destroy
 *               configure                  configure, request, cancel
 */
struct dp_provider {
	uint32_t size;
	uint32_t flags; /* 0 */
	const char *id; /* [a-z0-9-]{1,64}, equal to the manifest's "provider" */

	/** Make an instance: no threads, no I/O, no device is touched.
	 * @return DP_OK; DP_E_CONFIG or DP_E_INTERNAL: *ret_instance is NULL, nothing is
	 *         left behind, and the reason was logged  [control] {none} -> {stopped} */
	dp_status (*create)(const dp_host *h, const dp_config *c, dp_instance **ret_instance);

	/** Begin. An unreachable device is not a failure: return DP_OK and say so with
	 * set_status(). Never operates an actuator by itself.
	 * @return DP_OK, DP_E_INTERNAL  [control] {stopped} -> {running} */
	dp_status (*start)(dp_instance *p);

	/** New settings, the whole object, valid and filled like dp_config.settings.
	 * @return DP_OK: taken over, reconnecting as needed in the background. DP_E_CONFIG,
	 *         DP_E_INTERNAL: the old ones stay in force  [control] {stopped,running} */
	dp_status (*configure)(dp_instance *p, const char *settings);

	/** Take a request; the answer comes through reply().  [control] {running} */
	void (*request)(dp_instance *p, const dp_request *r);

	/** The host lost interest. The one reply is still owed, within 1 s. An id that is
	 * unknown or already answered is ignored.  [control] {running} */
	void (*cancel)(dp_instance *p, uint64_t request_id);

	/** End. First answers every open request (DP_E_CANCELLED). When this returns, no
	 * thread works for the instance and no host function is being or will be called.
	 * Never called from inside a host function. Idempotent.
	 * [control] {stopped,running} -> {stopped} */
	void (*stop)(dp_instance *p);

	/** Free. NULL is ignored.  [control] {stopped} -> {none} */
	void (*destroy)(dp_instance *p);

	/** Optional interfaces by "name/revision", e.g. DP_EXT_AUDIO.
	 * @return a table that lives as long as the plugin, or NULL  [control]
	 *         {stopped,running} */
	const void *(*extension)(dp_instance *p, const char *id);
};

/** What a plugin is. Scanning it runs no code of the plugin. */
struct dp_plugin {
	uint32_t size;
	uint32_t abi_minor;                  /* what the plugin was built against        */
	uint32_t min_host_minor;             /* a host below this must not create        */
	uint32_t flags;                      /* 0                                        */
	const char *id;                      /* [a-z0-9-]{1,64}                          */
	const char *version;                 /* semver, equal to the manifests'          */
	const dp_provider *const *providers; /* NULL-terminated, at least one            */
};

/** The one symbol a plugin exports: const data. A host looks for the highest major it
 * knows first; a plugin may export several. */
#define DP_ENTRY_SYMBOL "dp_plugin_1"
extern DP_EXPORT const dp_plugin dp_plugin_1;

/* ------------------------------------------------------------------ extensions ---- */

/** Two-way audio. A session begins with the request "open" on an intercom capability,
 * args {"codecs":["pcmu"],"rate":8000}, reply {"session":1,"codec":"pcmu","ptime":20},
 * and ends with the request "close", with ended(), or with stop(). `session` is never 0
 * and never reused within an instance. One packet is ptime ms of raw codec data: pcmu,
 * pcma (8 bit, ITU-T G.711), l16 (16 bit, signed, host byte order, mono).
 * A side that has no audio answers extension(DP_EXT_AUDIO) with NULL. */
#define DP_EXT_AUDIO "dp.audio/1"

typedef struct dp_provider_audio {
	uint32_t size;

	/** One packet towards the door. Never blocks.
	 * @return DP_OK; DP_E_BUSY: dropped; DP_E_NOT_FOUND: no such session;
	 *         DP_E_INVALID: not one packet long  [media] {running} */
	dp_status (*push)(dp_instance *p, uint64_t session, const void *data, size_t len);
} dp_provider_audio;

typedef struct dp_host_audio {
	uint32_t size;

	/** One packet from the door.  [any] */
	void (*frame)(const dp_host *h, uint64_t session, const void *data, size_t len);

	/** The session is over, once, and not after "close" was answered. DP_OK: the other
	 * side hung up.  [any] */
	void (*ended)(const dp_host *h, uint64_t session, dp_status why);
} dp_host_audio;

/** A stop that is for good. Optional on both sides: a host that does not say so, or a
 * provider that answers extension(DP_EXT_REMOVAL) with NULL, has one kind of stop(). */
#define DP_EXT_REMOVAL "dp.removal/1"

typedef struct dp_provider_removal {
	uint32_t size;

	/** The user removes the instance: the stop() that comes next is its last. It then
	 * gives back what the user let the provider write to the hardware, within the time
	 * that stop() has, and logs what it could not. Not called before a stop() for a
	 * restart, an update or a reload.  [control] {running} */
	void (*removing)(dp_instance *p);
} dp_provider_removal;

/* clang-format on */

#ifdef __cplusplus
}
#endif
#endif
