/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-ports.h - where a door station listens: HTTP, HTTPS, and the indoor stations
 * that live on servers of their own. They share one power switch. */
#ifndef GATEHOUSE_SIM_ISAPI_PORTS_H
#define GATEHOUSE_SIM_ISAPI_PORTS_H

#include "sim-http.h"
#include "sim-options.h"
#include "sim-tls.h"

#include <jansson.h>

enum { INDOOR_MAX = 2 };

struct ports {
	struct sim_tls *tls; /* NULL: no HTTPS at all */
	struct sim_http *http;
	struct sim_http *https; /* NULL: none besides */
	struct sim_http *indoor[INDOOR_MAX];
	unsigned indoor_count;
};

/** @param ports  All zero
 * @return 0 or -errno; finish it in both cases */
int ports_init(struct ports *ports, const struct sim_options *options,
	const struct sim_http_ops *ops, void *user);
void ports_finish(struct ports *ports);

/** As many servers of indoor stations as that, each on a port that is chosen. They are
 * only ever added: a port that was once told stays. @return 0 or -errno */
int ports_set_indoor(struct ports *ports, const struct sim_options *options,
	const struct sim_http_ops *indoor_ops, void *users[INDOOR_MAX], unsigned count);

/** What the first line of output tells. */
void ports_tell(const struct ports *ports, json_t *line);

void ports_off(struct ports *ports);
int ports_on(struct ports *ports);
void ports_freeze(struct ports *ports, bool frozen);
void ports_set_timing(struct ports *ports, unsigned latency_ms, unsigned idle_ms);

/** The station's own ports refuse connections; those of indoor stations do not. */
void ports_shut(struct ports *ports, bool shut);

/** @param name  NULL: as before. @return 0 or -errno; -ENOENT without HTTPS */
int ports_renew_certificate(struct ports *ports, const char *name);

struct sim_http_counts ports_counts(const struct ports *ports);
void ports_counts_reset(struct ports *ports);

#endif
