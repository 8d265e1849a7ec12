/* SPDX-License-Identifier: Apache-2.0 */
/* keeping-host.h - a host inside this process whose store outlives an instance: for what a
 * restart must not forget. */
#ifndef GATEHOUSE_KEEPING_HOST_H
#define GATEHOUSE_KEEPING_HOST_H

#include "device_provider.h"
#include "embedder.h"

#include <jansson.h>
#include <pthread.h>

struct keeping_host {
	dp_host host; /**< first; ctx is this struct, which is never moved */
	const dp_provider *provider;
	dp_instance *instance; /**< NULL: between two lives */
	pthread_mutex_t lock;  /**< of all below */
	pthread_cond_t changed;
	json_t *store;   /**< key -> text */
	json_t *reports; /**< of this life, in the form of the console */
};

/** @param id of the provider */
void keeping_host_init(struct keeping_host *k, const struct guest *g, const char *id);
void keeping_host_finish(struct keeping_host *k);

/** A life begins. @param settings JSON object, whole */
void keeping_host_start(struct keeping_host *k, const char *settings);
void keeping_host_stop(struct keeping_host *k);

/** Wait for a report of this life that matches. @return whether there is one */
bool keeping_host_hears(struct keeping_host *k, unsigned limit_ms, const char *pattern);
/** The device of this id, as announced last in this life; a new reference, or NULL. */
json_t *keeping_host_device(struct keeping_host *k, const char *id);

/** Ask the instance itself. @param args JSON object */
void keeping_host_ask(
	struct keeping_host *k, uint64_t id, const char *op, const char *args);
/** All that was said in this life, and all that is stored, unmasked. Between two lives;
 * to be freed. */
char *keeping_host_words(struct keeping_host *k);

#endif
