/* SPDX-License-Identifier: Apache-2.0 */
/* order.c - a control call on its way to the loop thread: a copy of all it carries. */

#include "order.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static uint64_t monotonic_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static void copy_word(char out[ORDER_WORD_MAX + 1], const char *word)
{
	snprintf(out, ORDER_WORD_MAX + 1, "%s", word);
}

struct order *order_create(dp_instance *instance)
{
	struct order *o = calloc(1, sizeof(*o));

	if (o)
		o->instance = instance;
	return o;
}

struct order *order_from(dp_instance *instance, const dp_request *r)
{
	struct order *o = order_create(instance);

	if (!o)
		return NULL;
	o->id = r->id;
	o->timeout_ms = r->timeout_ms;
	o->given_ms = monotonic_ms();
	copy_word(o->device, r->device);
	copy_word(o->capability, r->capability);
	copy_word(o->op, r->op);
	o->args = json_loads(r->args, 0, NULL);
	if (!json_is_object(o->args)) {
		json_decref(o->args);
		o->args = NULL;
	}
	return o;
}

void order_destroy(struct order *o)
{
	if (!o)
		return;
	json_decref(o->args);
	settings_finish(&o->settings);
	free(o);
}

bool order_is_old(const struct order *o)
{
	return monotonic_ms() - o->given_ms > ORDER_LIFE_MS;
}

uint64_t order_unix_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}
