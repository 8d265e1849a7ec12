/* SPDX-License-Identifier: Apache-2.0 */
/* isapi.c - requests to one Hikvision device: two lanes, one login. */

#include "isapi-private.h"

#include "vendor.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

int isapi_login(const struct isapi *isapi)
{
	switch (isapi->gate.state) {
	case GATE_UNPROVEN:
	case GATE_PROVEN:
	case GATE_DOUBT: return 0;
	case GATE_CLOSED: return -EACCES;
	case GATE_LOCKED: return -EAGAIN;
	}
	return 0;
}

static void gate_changed(void *user)
{
	struct isapi *isapi = user;

	isapi_pump(isapi);
	if (isapi->login_changed)
		isapi->login_changed(isapi->user);
}

int isapi_create(struct reactor *r, const struct unit_config *config,
	const struct log *log, void (*login_changed)(void *user), void *user,
	struct isapi **ret_isapi)
{
	struct http_target target = {
		config->host, config->port, config->username, config->password};
	struct isapi *isapi = calloc(1, sizeof(*isapi));
	int err;

	if (!isapi)
		return -ENOMEM;
	isapi->reactor = r;
	isapi->log = log;
	isapi->login_changed = login_changed;
	isapi->user = user;
	snprintf(isapi->username, sizeof(isapi->username), "%s", config->username);
	credential_gate_init(&isapi->gate, reactor_timers(r), config->single_try,
		gate_changed, isapi);
	for (enum lane lane = 0; lane < LANES; lane++) {
		err = http_lane_create(r, &target, &isapi->lanes[lane]);
		if (err) {
			isapi_destroy(isapi);
			return err;
		}
	}
	*ret_isapi = isapi;
	return 0;
}

void isapi_destroy(struct isapi *isapi)
{
	if (!isapi)
		return;
	isapi->login_changed = NULL;
	while (isapi->calls) {
		struct isapi_call *call = isapi->calls;

		http_cancel(call->exchange);
		isapi_call_free(call);
	}
	credential_gate_finish(&isapi->gate);
	timer_stop(&isapi->patience);
	for (enum lane lane = 0; lane < LANES; lane++)
		http_lane_destroy(isapi->lanes[lane]);
	free(isapi);
}
