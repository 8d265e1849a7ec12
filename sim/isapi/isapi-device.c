/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-device.c - what every simulated Hikvision device is made of, and its power. */

#include "isapi-device.h"
#include "isapi-replies.h"

#include <errno.h>

enum { REBOOT_NOTICE_MS = 100 };

int64_t isapi_number(const struct isapi_device *device, size_t which)
{
	return switches_number(device->switches, which);
}

const char *isapi_text(const struct isapi_device *device, size_t which)
{
	return switches_text(device->switches, which);
}

time_t isapi_now(const struct isapi_device *device)
{
	return time(NULL) + (time_t)isapi_number(device, SWITCH_CLOCK_OFFSET);
}

/* In the order of the switch "xml-namespace". */
static const struct {
	const char *word, *text;
} namespaces[] = {
#define VER(version, url) "version=\"" version "\" xmlns=\"" url "\""
	[NAMESPACE_ISAPI] = {"isapi", REPLY_NAMESPACE},
	[NAMESPACE_HIKVISION20] = {"hikvision20",
		VER("2.0", "http://www.hikvision.com/ver20/XMLSchema")},
	[NAMESPACE_HIKVISION10] = {"hikvision10",
		VER("1.0", "http://www.hikvision.com/ver10/XMLSchema")},
	[NAMESPACE_PSIA] = {"psia", VER("1.0", "urn:psialliance-org")},
	[NAMESPACE_NONE] = {"none", "version=\"1.0\""},
	[NAMESPACE_STD_CGI] = {"std-cgi",
		VER("2.0", "http://www.std-cgi.com/ver20/XMLSchema")},
#undef VER
};

const char *isapi_namespace(const struct isapi_device *device)
{
	int64_t which = isapi_number(device, SWITCH_NAMESPACE);

	return which == NAMESPACE_ISAPI ? NULL : namespaces[which].text;
}

const char *isapi_namespace_named(const char *word)
{
	for (size_t i = 0; i < sizeof(namespaces) / sizeof(*namespaces); i++)
		if (!strcmp(word, namespaces[i].word))
			return namespaces[i].text;
	return NULL;
}

static void stream_closed(struct sim_http_conn *conn, void *user)
{
	isapi_stream_closed(user, conn);
}

static void requested(const struct sim_http_request *request, void *user)
{
	isapi_device_request(user, request);
}

static const struct sim_http_ops http_ops = {
	.request = requested,
	.stream_closed = stream_closed,
};

static void push_sent(bool all, void *user)
{
	struct isapi_device *device = user;

	device->counts.pushes_failed += !all;
}

static const struct push_ops push_ops = {.sent = push_sent};

void isapi_device_apply(struct isapi_device *device, const char *changed)
{
	ports_set_timing(&device->ports, (unsigned)isapi_number(device, SWITCH_LATENCY),
		(unsigned)isapi_number(device, SWITCH_IDLE));
	ports_shut(&device->ports, isapi_number(device, SWITCH_HTTP) == HTTP_CLOSED);
	device->ops->apply(changed, device->user);
}

void isapi_device_freeze(struct isapi_device *device, bool frozen)
{
	ports_freeze(&device->ports, frozen);
	if (device->ops->freeze)
		device->ops->freeze(frozen, device->user);
}

void isapi_device_off(struct isapi_device *device)
{
	tmr_cancel(&device->boot);
	tmr_cancel(&device->soon);
	device->powered = false;
	list_flush(&device->held_slots);
	pushes_finish(&device->pushes);
	ports_off(&device->ports);
	login_forget(&device->login);
	memset(device->outputs.high, 0, sizeof(device->outputs.high));
	device->ops->off(device->user);
}

int isapi_device_on(struct isapi_device *device)
{
	int err;

	tmr_cancel(&device->boot);
	err = ports_on(&device->ports);
	if (err || device->powered)
		return err;
	device->powered = true;
	if (device->ops->on)
		device->ops->on(device->user);
	return 0;
}

static void booted(void *arg)
{
	int err = isapi_device_on(arg);

	if (err)
		(void)fprintf(stderr, "gatehouse-sim: cannot listen again: %s\n",
			strerror(-err));
}

void isapi_device_reboot(struct isapi_device *device, unsigned ms)
{
	isapi_device_off(device);
	tmr_start(&device->boot, ms, booted, device);
}

static void reboot_now(void *arg)
{
	struct isapi_device *device = arg;

	isapi_device_reboot(device, device->soon_ms);
}

void isapi_device_reboot_soon(struct isapi_device *device, unsigned ms)
{
	device->soon_ms = ms;
	tmr_start(&device->soon, REBOOT_NOTICE_MS, reboot_now, device);
}

int isapi_device_init(struct isapi_device *device, const struct sim_options *options,
	struct switches *switches, const struct profile *profiles,
	const struct isapi_ops *ops, void *user)
{
	int err;

	device->ops = ops;
	device->user = user;
	device->profiles = profiles;
	device->switches = switches;
	device->options = options;
	tmr_init(&device->boot);
	tmr_init(&device->soon);
	alert_streams_init(&device->streams, ops->streams, user);
	pushes_init(&device->pushes, &push_ops, device);
	replay_init(&device->replay, &isapi_replay_ops, device);
	err = login_init(&device->login, options->username, options->password);
	if (!err)
		err = isapi_counts_init(&device->counts);
	if (!err && options->replay)
		err = replay_load(
			&device->replay, options->replay, options->replay_fast);
	if (!err)
		err = ports_init(&device->ports, options, &http_ops, device);
	device->powered = !err;
	return err;
}

void isapi_device_finish(struct isapi_device *device)
{
	tmr_cancel(&device->boot);
	tmr_cancel(&device->soon);
	ports_finish(&device->ports);
	alert_streams_finish(&device->streams);
	list_flush(&device->held_slots);
	replay_finish(&device->replay);
	pushes_finish(&device->pushes);
	isapi_counts_finish(&device->counts);
}
