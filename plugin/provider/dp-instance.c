/* SPDX-License-Identifier: Apache-2.0 */
/* dp-instance.c - one running configuration of a provider: the ABI's dp_instance. */

#include "dp-instance.h"

#include "farewell.h"
#include "inquiry.h"
#include "log.h"
#include "order.h"
#include "product.h"
#include "reactor.h"
#include "report.h"
#include "requests.h"
#include "self-check.h"
#include "settings.h"
#include "status.h"
#include "trial.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct dp_instance {
	const dp_host *host;
	const struct product *product;
	bool probe;
	struct log log;
	struct settings settings; /**< while running, the loop's */
	struct reactor *reactor;  /**< NULL: stopped */
	bool for_good;            /**< the next stop is the last */

	/* The rest belongs to the loop. */
	struct report report;
	struct requests requests;
	struct trials trials;
	struct self_check self_check;
	struct station *station; /**< NULL: a probe, or not running */
};

/* ---- the station's reports ---- */

static void station_devices(const char *parent, const json_t *list, void *user)
{
	report_devices(&((dp_instance *)user)->report, parent, list);
}

static void station_status(const char *device, int err, const char *why, void *user)
{
	report_status(&((dp_instance *)user)->report, device, err, why);
}

static void station_states(const char *device, const json_t *patch, void *user)
{
	report_state(&((dp_instance *)user)->report, device, patch);
}

static void station_events(const char *device, const char *capability, const char *type,
	const json_t *data, void *user)
{
	report_event(&((dp_instance *)user)->report, device, capability, type, data);
}

static void station_answers(
	uint64_t ticket, int err, const char *why, const json_t *result, void *user)
{
	requests_answer(&((dp_instance *)user)->requests, ticket, err, why, result);
}

static void station_answers_bytes(uint64_t ticket, const json_t *result,
	struct bytes blob, const char *type, void *user)
{
	requests_answer_bytes(
		&((dp_instance *)user)->requests, ticket, result, blob, type);
}

static json_t *store_get(const char *key, void *user)
{
	return report_store_get(&((dp_instance *)user)->report, key);
}

static void store_put(const char *key, const json_t *value, void *user)
{
	report_store_put(&((dp_instance *)user)->report, key, value);
}

static void station_pinned(const char *fingerprint, void *user)
{
	dp_instance *p = user;

	report_pinned(&p->report, fingerprint);
	settings_pin(&p->settings, fingerprint);
}

static void station_chose_port(unsigned port, void *user)
{
	dp_instance *p = user;

	report_chose_port(&p->report, port);
	settings_keep_port(&p->settings, port);
}

static void station_issue(const char *id, const json_t *issue, void *user)
{
	report_unit_issue(&((dp_instance *)user)->report, id, issue);
}

static const struct station_listener station_listener = {
	.devices = station_devices,
	.status = station_status,
	.state = station_states,
	.event = station_events,
	.answer = station_answers,
	.answer_bytes = station_answers_bytes,
	.store_get = store_get,
	.store_put = store_put,
	.pinned = station_pinned,
	.chose_port = station_chose_port,
	.issue = station_issue,
};

/* ---- requests, on the loop ---- */

static void request_expired(uint64_t id, void *user)
{
	dp_instance *p = user;

	trial_cancel(&p->trials, id);
	self_check_cancel(&p->self_check, id);
	if (p->station)
		station_cancel(p->station, id);
}

static void take_inquiry(dp_instance *p, const struct order *o)
{
	const struct inquiry inquiry = {
		.product = p->product,
		.settings = &p->settings,
		.trials = &p->trials,
		.requests = &p->requests,
		.self_check = &p->self_check,
		.station = p->station,
	};

	inquiry_take(&inquiry, o);
}

static void take_request(void *user)
{
	struct order *o = user;
	dp_instance *p = o->instance;

	if (requests_open(&p->requests, o->id, o->timeout_ms))
		requests_reply(p->host, o->id, -ENOMEM, "out of memory", NULL);
	else if (!o->args)
		requests_answer(&p->requests, o->id, -EINVAL,
			"the arguments are not a JSON object", NULL);
	else if (order_is_old(o))
		requests_answer(&p->requests, o->id, -EBUSY,
			"it waited for more than 5 s and was not carried out", NULL);
	else if (!*o->device)
		take_inquiry(p, o);
	else if (!p->station)
		requests_answer(
			&p->requests, o->id, -ENOENT, "there is no such device", NULL);
	else
		station_request(p->station, o->device,
			&(struct child_request){o->id, o->capability, o->op, o->args});
	order_destroy(o);
}

static void take_cancel(void *user)
{
	struct order *o = user;
	dp_instance *p = o->instance;

	if (requests_answer(
		    &p->requests, o->id, -ECANCELED, "cancelled by the host", NULL))
		request_expired(o->id, p);
	order_destroy(o);
}

/* ---- life, on the loop ---- */

static int make_station(dp_instance *p)
{
	return station_create(p->reactor, reactor_timers(p->reactor),
		&p->settings.station, order_unix_ms(), &station_listener, &p->log, p,
		&p->station);
}

static void begin(void *user)
{
	dp_instance *p = user;
	int err;

	p->report = (struct report){.host = p->host, .noun = p->product->noun};
	p->requests = (struct requests){.host = p->host,
		.timers = reactor_timers(p->reactor),
		.expired = request_expired,
		.user = p};
	p->trials = (struct trials){
		.reactor = p->reactor, .requests = &p->requests, .log = &p->log};
	p->self_check = (struct self_check){.requests = &p->requests};
	if (p->probe)
		return;
	err = make_station(p);
	if (err)
		report_status(&p->report, "", err, "the station could not be set up");
}

/* What was asked is answered first; then the station may have its farewell. */
static int part(farewell_done_fn *done, void *done_user, void *user)
{
	dp_instance *p = user;

	requests_finish(&p->requests);
	trials_finish(&p->trials);
	if (!p->station)
		return -ENOENT;
	return station_farewell(p->station, p->for_good, done, done_user);
}

static void finish(void *user)
{
	dp_instance *p = user;

	requests_finish(&p->requests);
	trials_finish(&p->trials);
	station_destroy(p->station);
	p->station = NULL;
	report_finish(&p->report);
}

static void take_settings(void *user)
{
	struct order *o = user;
	dp_instance *p = o->instance;
	struct settings old = p->settings;
	int err = 0;

	p->settings = o->settings;
	o->settings = old; /* goes with the order, when nothing points to it any more */
	if (p->station)
		err = station_configure(p->station, &p->settings.station);
	else if (!p->probe)
		err = make_station(p);
	if (err)
		report_status(&p->report, "", err, "the station could not be set up");
	order_destroy(o);
}

/* ---- the ABI ---- */

static dp_status parse_settings(
	dp_instance *p, const char *text, struct settings *ret_settings)
{
	struct settings_error error = {.code = ""};
	int err = settings_read(text, p->product, ret_settings, &error);

	if (!err)
		return DP_OK;
	if (err == -ENOMEM)
		return DP_E_INTERNAL;
	log_error(&p->log, "settings%s: %s", error.field, error.why);
	return DP_E_CONFIG;
}

dp_status dp_instance_create(const struct product *product, const dp_host *h,
	const dp_config *c, dp_instance **ret_instance)
{
	dp_instance *p = calloc(1, sizeof(*p));
	dp_status status;

	*ret_instance = NULL;
	if (!p)
		return DP_E_INTERNAL;
	p->host = h;
	p->product = product;
	p->probe = c->flags & DP_CONFIG_PROBE;
	p->log = (struct log){.write = report_log, .user = (void *)h};
	status = parse_settings(p, c->settings, &p->settings);
	if (status) {
		free(p);
		return status;
	}
	*ret_instance = p;
	return DP_OK;
}

dp_status dp_instance_start(dp_instance *p)
{
	if (p->reactor)
		return DP_OK;
	if (reactor_acquire(&p->reactor)) {
		p->reactor = NULL;
		return DP_E_INTERNAL;
	}
	if (reactor_post(p->reactor, begin, p)) {
		reactor_release(p->reactor);
		p->reactor = NULL;
		return DP_E_INTERNAL;
	}
	return DP_OK;
}

dp_status dp_instance_configure(dp_instance *p, const char *settings)
{
	struct settings fresh;
	struct order *o;
	dp_status status = parse_settings(p, settings, &fresh);

	if (status)
		return status;
	if (!p->reactor) {
		settings_finish(&p->settings);
		p->settings = fresh;
		return DP_OK;
	}
	o = order_create(p);
	if (o)
		o->settings = fresh;
	else
		settings_finish(&fresh);
	if (!o || reactor_post(p->reactor, take_settings, o)) {
		order_destroy(o);
		return DP_E_INTERNAL;
	}
	return DP_OK;
}

void dp_instance_request(dp_instance *p, const dp_request *r)
{
	struct order *o = order_from(p, r);

	if (!o || reactor_post(p->reactor, take_request, o)) {
		order_destroy(o);
		requests_reply(p->host, r->id, -ENOMEM, "out of memory", NULL);
	}
}

void dp_instance_cancel(dp_instance *p, uint64_t request_id)
{
	struct order *o = order_create(p);

	if (o)
		o->id = request_id;
	if (!o || reactor_post(p->reactor, take_cancel, o))
		order_destroy(o);
}

void dp_instance_stop(dp_instance *p)
{
	if (!p->reactor)
		return;
	farewell(p->reactor, part, finish, p);
	reactor_release(p->reactor);
	p->reactor = NULL;
	p->for_good = false;
}

void dp_instance_destroy(dp_instance *p)
{
	if (!p)
		return;
	settings_finish(&p->settings);
	free(p);
}

static void removing(dp_instance *p)
{
	p->for_good = true;
}

const void *dp_instance_extension(dp_instance *p, const char *id)
{
	static const dp_provider_removal removal = {
		.size = sizeof(removal), .removing = removing};

	return strcmp(id, DP_EXT_REMOVAL) ? NULL : &removal;
}
