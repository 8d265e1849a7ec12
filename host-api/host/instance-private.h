/* SPDX-License-Identifier: Apache-2.0 */
/* instance-private.h - an instance from within: for instance*.c and host-core.c only. */
#ifndef GATEHOUSE_INSTANCE_PRIVATE_H
#define GATEHOUSE_INSTANCE_PRIVATE_H

#include "id-set.h"
#include "instance.h"
#include "registry.h"
#include "secret-set.h"

/** Which host functions may be called is a matter of these alone. */
enum instance_phase {
	PHASE_CREATING,
	PHASE_FAILED,  /**< create() failed: no calls */
	PHASE_CREATED, /**< never started: calls are fine */
	PHASE_RUNNING,
	PHASE_STOPPING,
	PHASE_STOPPED, /**< no calls, except from inside configure() */
	PHASE_DEAD     /**< no calls */
};

struct open_request {
	uint64_t id;
	uint64_t cancelled_us; /* 0: it is not */
};

struct instance {
	dp_host host; /* its ctx is the instance */
	struct host_core *core;
	struct instance *next_dead;
	char *id;
	const dp_provider *provider;
	const struct manifest *manifest;
	const json_t *schema; /* or NULL */
	const struct instance_ops *ops;
	void *user;
	uint32_t flags;
	uint64_t probe;
	dp_instance *object;

	pthread_mutex_t lock; /* all below; never held while the provider runs */
	pthread_cond_t idle;
	bool busy; /* a control call is under way */
	enum instance_phase phase;
	bool configuring;
	bool logged; /* did create() say anything? */
	bool roots_known;
	unsigned violations;
	json_t *settings;
	json_t *store;
	struct secret_set secrets;
	struct registry registry;
	struct id_set used;
	struct open_request *open;
	size_t open_count;
};

/** The host's functions, for instance_create(). */
void instance_fill_host(struct instance *inst);

/** With the lock held: mask, report, free. Takes `json`. */
void instance_report(struct instance *inst, enum report_kind kind, json_t *json,
	const dp_reply *reply);

/** With the lock held: a rule was broken.
 * @param format  what happened; the rule's sentence is added */
void instance_violate(struct instance *inst, enum rule rule, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/** {"instance":...,"report":word} */
json_t *instance_line(const struct instance *inst, const char *word);

struct open_request *instance_find_open(struct instance *inst, uint64_t id);
void instance_close_request(struct instance *inst, struct open_request *request);

/** Everything but what late calls need. */
void instance_empty(struct instance *inst);
void instance_free_shell(struct instance *inst);

#endif
