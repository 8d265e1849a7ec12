/* SPDX-License-Identifier: Apache-2.0 */
/* sip-door.c - a Hikvision door station that calls us by SIP. */

#include "sip-door.h"

#include "log.h"
#include "peers.h"
#include "sip-advice.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
	/* Some firmware calls there, whatever it is set to (hikvision-addons,
	 * asterisk.as.indoor.md): so it is tried first where we may choose. */
	USUAL_PORT = 5060,
	CALL_LIMIT_MS = 30 * 60 * 1000,
	SETTLE_MS = 3000, /* the status may limp behind the call */
	IDLE_TIMES = 2,
};

static const struct sip_line_listener line_listener;

static struct timers *timers_of(const struct sip_door *d)
{
	return reactor_timers(d->reactor);
}

static void tell(struct sip_door *d, enum event_kind kind, unsigned button)
{
	d->ops->event(&(struct event){.kind = kind,
			      .source = SOURCE_SIP,
			      .button = button,
			      .asked_ms = timers_of(d)->now_ms},
		d->user);
}

/* ---- the line ---- */

static bool is_server(const struct sip_door *d)
{
	return d->config.mode == SIP_USE_SERVER;
}

static unsigned port_to_try(const struct sip_door *d)
{
	if (d->config.listen_port)
		return d->config.listen_port;
	if (d->port)
		return d->port;
	return d->usual_taken ? 0 : USUAL_PORT;
}

static void open_line(struct sip_door *d)
{
	struct sip_line_config c = {
		.mode = is_server(d) ? SIP_SERVER : SIP_CLIENT,
		.station = d->station.address,
		.listen_port = port_to_try(d),
		.proxy = d->proxy.address,
		.domain = d->config.proxy,
		.port = d->config.port,
		.user = d->config.user,
		.password = d->config.password,
		.caller_id = d->config.caller_id,
		.call_limit_ms = CALL_LIMIT_MS,
		.silence_limit_ms = CALL_LIMIT_MS, /* nobody listens to its sound */
	};
	const struct host_address *peer = is_server(d) ? &d->station : &d->proxy;
	char why[UNIT_HOST_MAX + 64];
	int err;

	if (!*peer->address) {
		snprintf(
			why, sizeof(why), "the address of %s is not known", peer->host);
		sip_report_nothing(&d->report, why);
		return;
	}
	err = sip_line_create(d->reactor, &c, &line_listener, d->log, d, &d->line);
	if (err)
		sip_report_nothing(&d->report, strerror(-err));
}

static void call_over(struct sip_door *d)
{
	d->call = 0;
	tell(d, EVENT_CALL_IDLE, 0);
}

static void renew(void *user)
{
	struct sip_door *d = user;

	sip_line_destroy(d->line);
	d->line = NULL;
	if (d->call)
		call_over(d);
	open_line(d);
}

static void address_changed(void *user)
{
	struct sip_door *d = user;

	if (d->line || d->report.status.state == SIP_DOWN)
		reactor_defer(d->reactor, &d->renew, renew, d);
}

/* ---- what the line tells ---- */

/* In client mode anybody may call our number. */
static bool is_stranger(const struct sip_door *d, const char *caller)
{
	return !is_server(d) && *d->config.doorbell_number &&
	       strcmp(d->config.doorbell_number, caller) != 0;
}

static void on_ring(const struct sip_ring *ring, void *user)
{
	struct sip_door *d = user;

	if (is_stranger(d, ring->caller)) {
		d->counts.strangers++;
		log_info(d->log,
			"SIP: a call by another than the door station is refused");
		sip_line_reject(d->line, ring->call);
		return;
	}
	d->counts.rings++;
	d->call = ring->call;
	d->answered = d->up = d->known = d->doubted = false;
	d->idle = 0;
	d->begun_ms = timers_of(d)->now_ms;
	tell(d, EVENT_BELL_PRESSED, sip_advice_button(&d->config, ring->called));
}

static void on_established(uint32_t call, const struct sip_media *peer, void *user)
{
	struct sip_door *d = user;

	if (call != d->call || d->up)
		return;
	d->up = true;
	tell(d, EVENT_CALL_TALKING, 0);
}

static void on_ended(uint32_t call, enum sip_end why, unsigned code, void *user)
{
	struct sip_door *d = user;

	if (call != d->call)
		return;
	d->counts.ends[why]++;
	call_over(d);
}

static void take_port(struct sip_door *d, unsigned port)
{
	if (d->config.listen_port || d->port == port)
		return;
	d->port = port;
	d->listener->chose_port(port, d->listener_user);
}

static void on_status(const struct sip_line_status *status, void *user)
{
	struct sip_door *d = user;

	if (status->state == SIP_DOWN && status->err == -EADDRINUSE &&
		port_to_try(d) == USUAL_PORT && !d->config.listen_port && !d->port) {
		d->usual_taken = true;
		reactor_defer(d->reactor, &d->renew, renew, d);
		return;
	}
	sip_report_status(&d->report, status);
	if (!is_server(d) || !status->port)
		return;
	take_port(d, status->port);
	d->ops->placed(status->address, status->port, d->user);
}

static void on_digit(uint32_t call, char digit, void *user)
{
	/* Of no use: whoever is at the door could send it. */
}

static const struct sip_line_listener line_listener = {
	.ring = on_ring,
	.established = on_established,
	.ended = on_ended,
	.status = on_status,
	.digit = on_digit,
};

/* ---- what its owner tells and wants ---- */

void sip_door_status(struct sip_door *d, bool call, uint64_t asked_ms)
{
	if (!d->call || asked_ms < d->begun_ms + (d->known ? 0 : SETTLE_MS))
		d->known |= d->call && call && asked_ms >= d->begun_ms;
	else if (call) {
		d->known = true;
		d->doubted = false;
		d->idle = 0;
	} else if ((d->known || d->doubted) && ++d->idle == IDLE_TIMES) {
		d->counts.stale++;
		log_info(d->log,
			"SIP: the door station knows nothing of its call any more: "
			"it is ended");
		sip_line_hang_up(d->line, d->call);
	}
}

void sip_door_link_lost(struct sip_door *d)
{
	d->doubted = d->call != 0;
}

bool sip_door_expects(const struct sip_door *d)
{
	return d->line && !d->call && d->report.status.state == SIP_REGISTERED;
}

static int answer(struct sip_door *d)
{
	int err = d->answered ? -ENOENT : sip_line_answer(d->line, d->call, NULL, NULL);

	d->answered |= !err;
	return err;
}

int sip_door_order(struct sip_door *d, enum call_order order)
{
	if (!d->line || !d->call)
		return -ENOENT;
	switch (order) {
	case CALL_ORDER_ANSWER: return answer(d);
	case CALL_ORDER_REJECT: return sip_line_reject(d->line, d->call);
	case CALL_ORDER_HANG_UP: return sip_line_hang_up(d->line, d->call);
	}
	return -ENOENT;
}

int sip_door_unlock(struct sip_door *d)
{
	if (!d->line || !d->up || !d->call || !*d->config.unlock_dtmf)
		return -ENOENT;
	return sip_line_send_digits(d->line, d->call, d->config.unlock_dtmf);
}

/* ---- values ---- */

/* Could we listen there? Only to tell people what we shall choose. */
static bool is_free(const struct peers *peers, unsigned port)
{
	union address local;
	bool fits;
	int fd;

	if (peers_facing(peers, &local))
		return false;
	address_set_port(&local, port);
	fd = socket(local.any.sa_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	fits = fd >= 0 && !bind(fd, &local.any, address_size(&local));
	if (fd >= 0)
		close(fd);
	return fits;
}

void sip_door_advice(const struct sip_door *d, char *text, size_t cap)
{
	char address[PEERS_TEXT_MAX + 1] = "";
	unsigned port = d->reactor ? d->config.listen_port : 0;
	union address local;
	struct peers peers;

	if (!d->reactor || (is_server(d) && d->config.autoinstall)) {
		snprintf(text, cap, "%s", "");
		return;
	}
	if (!peers_parse(d->station.address, &peers)) {
		if (peers_facing(&peers, &local) || address_print(&local, address))
			address[0] = '\0';
		if (!port && is_free(&peers, USUAL_PORT))
			port = USUAL_PORT;
	}
	sip_advice(&d->config, address, port, text, cap);
}

/* ---- life ---- */

static void keep(char *place, const char **text)
{
	snprintf(place, SIP_TEXT_CAP, "%s", *text ? *text : "");
	*text = place;
}

static void keep_texts(struct sip_door *d)
{
	struct sip_config *c = &d->config;

	keep(d->texts.proxy, &c->proxy);
	keep(d->texts.user, &c->user);
	keep(d->texts.password, &c->password);
	keep(d->texts.caller_id, &c->caller_id);
	keep(d->texts.doorbell_number, &c->doorbell_number);
	keep(d->texts.proxy_number, &c->proxy_number);
	keep(d->texts.unlock_dtmf, &c->unlock_dtmf);
}

void sip_door_init(struct sip_door *d, struct reactor *r, const char *host,
	const struct sip_config *config, const struct unit_listener *listener,
	void *listener_user, const struct log *log, const struct sip_door_ops *ops,
	void *user)
{
	if (config->mode == SIP_USE_OFF)
		return;
	*d = (struct sip_door){.reactor = r,
		.log = log,
		.listener = listener,
		.listener_user = listener_user,
		.ops = ops,
		.user = user,
		.config = *config};
	keep_texts(d);
	snprintf(d->host, sizeof(d->host), "%s", host);
	sip_report_init(
		&d->report, timers_of(d), &d->config, listener, log, listener_user);
	host_address_start(&d->station, r, d->host, address_changed, d);
	if (!is_server(d))
		host_address_start(&d->proxy, r, d->texts.proxy, address_changed, d);
}

void sip_door_start(struct sip_door *d)
{
	if (d->reactor && !d->line)
		open_line(d);
}

int sip_door_farewell(struct sip_door *d, void (*done)(void *user), void *user)
{
	if (!d->line)
		return -ENOENT;
	deferred_cancel(&d->renew);
	host_address_finish(&d->station);
	host_address_finish(&d->proxy);
	d->call = 0;
	return sip_line_farewell(d->line, done, user);
}

void sip_door_finish(struct sip_door *d)
{
	if (!d->reactor)
		return;
	deferred_cancel(&d->renew);
	host_address_finish(&d->station);
	host_address_finish(&d->proxy);
	sip_line_destroy(d->line);
	sip_report_finish(&d->report);
	explicit_bzero(&d->texts, sizeof(d->texts));
}
