/* SPDX-License-Identifier: Apache-2.0 */
/* trap-host.h - a host that lends its functions and watches every use of them. */
#ifndef TRAP_HOST_H
#define TRAP_HOST_H

#include "device_provider.h"
#include "loan.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/** Where the instance is in its life, as the host sees it. */
enum life_phase {
	PHASE_NONE,
	PHASE_CREATING,
	PHASE_CREATED, /**< {stopped}, never started */
	PHASE_STARTING,
	PHASE_RUNNING,
	PHASE_STOPPING,
	PHASE_STOPPED,    /**< stop() has returned: no host function may be called */
	PHASE_DESTROYING, /**< nor here */
	PHASE_GONE,       /**< nor here, nor after a create() that failed */
};

/** "after stop() returned", ... */
const char *life_phase_words(enum life_phase phase);

/** What kind of host to be. All zero: a plain 1.0 host that offers every extension. */
struct trap_host_options {
	enum loan_edge edge;  /**< what stands behind the tables */
	bool newer;           /**< a higher minor, and bigger structs */
	bool no_extensions;   /**< extension() answers NULL */
	bool seize_arguments; /**< lent memory faults as soon as the call is over */
};

/** One call of a host function. */
struct host_call {
	const char *function; /**< "set_status", ... */
	enum life_phase phase;
	pid_t thread;
	dp_status status; /**< of set_status() and reply() */
	uint64_t request; /**< of reply() */
	char subject[65]; /**< device or id */
	char text[128];   /**< the start of the text or JSON */
};

struct trap_host;

/** Lives as long as the process: a faulty provider may call it at any time. Its memory
 * does not show in the process's heap. @return NULL when memory is short */
struct trap_host *trap_host_create(const struct trap_host_options *options);

const struct trap_host_options *trap_host_options(const struct trap_host *t);

/** What is handed to create(). */
const dp_host *trap_host_table(struct trap_host *t);

void trap_host_enter_phase(struct trap_host *t, enum life_phase phase);

/** A new request id; replies to it are counted from now on. */
uint64_t trap_host_issue(struct trap_host *t);

unsigned trap_host_replies(struct trap_host *t, uint64_t request);

/** Ids issued so far: 1 ... this. */
uint64_t trap_host_issued(struct trap_host *t);

/** Replies to requests that nobody made. */
unsigned trap_host_stray_replies(struct trap_host *t);

/** Calls made when none was allowed; the first one is described. */
unsigned trap_host_late_calls(struct trap_host *t, char *ret_text, size_t size);

unsigned trap_host_calls(struct trap_host *t);

/** @return call `index`, or NULL when there were fewer (or more than are kept) */
const struct host_call *trap_host_call(struct trap_host *t, unsigned index);

/** Does this call answer the question? */
typedef bool host_call_test(const struct host_call *c, const void *user);

/** Wait for a call, from number `from` on, that passes. @return it, or NULL in time */
const struct host_call *trap_host_await(struct trap_host *t, unsigned from,
	host_call_test *test, const void *user, unsigned limit_ms);

/** Wait for the reply to a request. @return the call, or NULL in time */
const struct host_call *trap_host_await_reply(
	struct trap_host *t, uint64_t request, unsigned limit_ms);

#endif
