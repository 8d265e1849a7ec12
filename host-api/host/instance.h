/* SPDX-License-Identifier: Apache-2.0 */
/* instance.h - the host's side of one instance, which trusts its provider with nothing.
 *
 * Every rule of the ABI that the provider breaks is noticed, named (rules.h) and
 * reported; the call that broke it changes nothing. Control calls are serialized here,
 * and no lock of the host's is held while the provider runs. The dp_host of an instance
 * stays mapped until the core goes, so that late calls are caught.
 */
#ifndef GATEHOUSE_INSTANCE_H
#define GATEHOUSE_INSTANCE_H

#include "device_provider.h"
#include "host-core.h"
#include "manifest.h"
#include "rules.h"

#include <jansson.h>
#include <stdbool.h>

enum report_kind {
	REPORT_DEVICES,
	REPORT_STATUS,
	REPORT_STATE,
	REPORT_EVENT,
	REPORT_ISSUE,
	REPORT_REPLY,
	REPORT_LOG,
	REPORT_SETTINGS,  /**< "patch": what patch_settings() changed */
	REPORT_VIOLATION, /**< a rule was broken: "rule", "text" */
	REPORT_WARNING    /**< the same, of a rule that a busy machine may break */
};

/** Borrowed while the listener runs; `json` may be kept with json_incref(). Secrets are
 * masked already. */
struct report {
	enum report_kind kind;
	uint64_t at_us;        /**< host_core_now_us() when it was said */
	uint64_t probe;        /**< instance_spec.probe */
	const json_t *json;    /**< the line of docs/console.md, without "t" */
	const void *blob;      /**< REPORT_REPLY only, or NULL */
	size_t blob_len;       /**< bytes */
	enum rule rule;        /**< REPORT_VIOLATION and REPORT_WARNING only */
	const char *blob_type; /**< or NULL */
};

/** What an instance asks of its surroundings. [any thread], concurrently for different
 * instances and one at a time for one, in the order things happened. A lock of the
 * instance is held: never block, never call an instance function. */
struct instance_ops {
	void (*report)(void *user, const struct report *report); /**< mandatory */

	/** Optional. Is there no room for more reports? Replies come nevertheless. */
	bool (*full)(void *user);

	/** Optional, both or none; like their namesakes of dp_host. Absent: the values are
	 * kept in memory as long as the instance is. */
	int64_t (*store_get)(void *user, const char *instance, const char *key,
		char *buf, size_t cap);
	dp_status (*store_put)(
		void *user, const char *instance, const char *key, const char *json);

	/** Optional. Absent: no extension is offered. */
	const void *(*extension)(void *user, const dp_host *h, const char *id);
};

struct instance_spec {
	const dp_provider *provider;
	const struct manifest
		*manifest; /**< or NULL: no schema; outlives the instance */
	const char *id;
	const json_t *settings;    /**< valid and filled: manifest_prepare_settings() */
	uint32_t settings_version; /**< 0: the manifest's */
	uint32_t flags;            /**< DP_CONFIG_* */
	uint64_t probe;            /**< passed on in every report, 0 if not a probe */
	const char *data_dir;      /**< or NULL */
	const struct instance_ops *ops; /**< outlives the core, */
	void *user;                     /**< and so does this: calls may come late */
};

struct instance_request {
	uint64_t id; /**< not 0 */
	uint32_t timeout_ms;
	const char *device;
	const char *capability;
	const char *op;
	const json_t *args; /**< object, or NULL: {} */
};

/** @param ret_instance  on DP_OK only
 * @return what create() returned; DP_E_INTERNAL also for out of memory */
dp_status instance_create(struct host_core *core, const struct instance_spec *spec,
	struct instance **ret_instance);
dp_status instance_start(struct instance *inst);

/** @param settings  valid and filled */
dp_status instance_configure(struct instance *inst, const json_t *settings);

/** @return 0; -EEXIST the id was used before; -EMSGSIZE args beyond the ABI's limits;
 *         -ENOTCONN not running; -ENOMEM. Else one REPORT_REPLY follows, always:
 *         what the provider does not answer before its stop() returns is answered for
 *         it, DP_E_INTERNAL */
int instance_request(struct instance *inst, const struct instance_request *request);

/** Use up an id without asking. @return 0, -EEXIST, -ENOMEM */
int instance_reserve(struct instance *inst, uint64_t request);

/** @return 0 (also when it is answered already), -ENOENT never asked, -ENOTCONN */
int instance_cancel(struct instance *inst, uint64_t request);

/** Say that the stop that follows is for good, to a provider that wants to know. */
void instance_removing(struct instance *inst);

void instance_stop(struct instance *inst);

/** Stops first if need be. NULL is ignored. */
void instance_destroy(struct instance *inst);

/* Looking at it.  [any thread] */

const char *instance_id(const struct instance *inst);
const struct manifest *instance_manifest(const struct instance *inst);
const dp_provider *instance_provider(const struct instance *inst);
unsigned instance_violations(struct instance *inst);
json_t *instance_settings(struct instance *inst); /**< a copy; has the secrets */

/** Every device with its last known state: [{"parent","device","state","status"}], a
 * new reference. */
json_t *instance_devices(struct instance *inst);

/** For validators that want to go behind the host's back. */
const dp_host *instance_host(const struct instance *inst);
dp_instance *instance_object(const struct instance *inst);

#endif
