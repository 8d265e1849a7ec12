/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-ports.c - where a door station listens. */

#include "isapi-ports.h"

#include <errno.h>

enum { ALL_MAX = 2 + INDOOR_MAX };

/* Those that there are. @return how many */
static unsigned all(const struct ports *ports, struct sim_http *ret[ALL_MAX])
{
	unsigned count = 0;

	if (ports->http)
		ret[count++] = ports->http;
	if (ports->https)
		ret[count++] = ports->https;
	for (unsigned i = 0; i < ports->indoor_count; i++)
		ret[count++] = ports->indoor[i];
	return count;
}

int ports_init(struct ports *ports, const struct sim_options *options,
	const struct sim_http_ops *ops, void *user)
{
	struct tls *context;
	int err = 0;

	if (options->tls || options->https)
		err = sim_tls_create(options->address, options->ca_dir, &ports->tls);
	if (err)
		return err;
	context = ports->tls ? sim_tls_context(ports->tls) : NULL;
	err = sim_http_create(options->address, options->port,
		options->tls ? context : NULL, ops, user, &ports->http);
	if (!err && options->https)
		err = sim_http_create(options->address, options->https_port, context,
			ops, user, &ports->https);
	return err;
}

void ports_finish(struct ports *ports)
{
	struct sim_http *list[ALL_MAX];
	unsigned count = all(ports, list);

	for (unsigned i = 0; i < count; i++)
		sim_http_destroy(list[i]);
	sim_tls_destroy(ports->tls);
	*ports = (struct ports){NULL};
}

int ports_set_indoor(struct ports *ports, const struct sim_options *options,
	const struct sim_http_ops *indoor_ops, void *users[INDOOR_MAX], unsigned count)
{
	while (ports->indoor_count < count) {
		int err = sim_http_create(options->address, 0, NULL, indoor_ops,
			users[ports->indoor_count],
			&ports->indoor[ports->indoor_count]);

		if (err)
			return err;
		ports->indoor_count++;
	}
	return 0;
}

void ports_tell(const struct ports *ports, json_t *line)
{
	if (ports->https)
		(void)json_object_set_new(line, "https",
			json_integer((json_int_t)sim_http_port(ports->https)));
	if (ports->tls)
		(void)json_object_set_new(line, "fingerprint",
			json_string(sim_tls_fingerprint(ports->tls)));
	if (ports->indoor_count) {
		json_t *list = json_array();

		for (unsigned i = 0; i < ports->indoor_count; i++)
			(void)json_array_append_new(list,
				json_integer(
					(json_int_t)sim_http_port(ports->indoor[i])));
		(void)json_object_set_new(line, "indoor", list);
	}
}

void ports_off(struct ports *ports)
{
	struct sim_http *list[ALL_MAX];
	unsigned count = all(ports, list);

	for (unsigned i = 0; i < count; i++) {
		sim_http_off(list[i]);
		sim_http_freeze(list[i], false);
	}
}

int ports_on(struct ports *ports)
{
	struct sim_http *list[ALL_MAX];
	unsigned count = all(ports, list);
	int err = 0;

	for (unsigned i = 0; i < count && !err; i++)
		err = sim_http_on(list[i]);
	return err;
}

void ports_freeze(struct ports *ports, bool frozen)
{
	struct sim_http *list[ALL_MAX];
	unsigned count = all(ports, list);

	for (unsigned i = 0; i < count; i++)
		sim_http_freeze(list[i], frozen);
}

void ports_set_timing(struct ports *ports, unsigned latency_ms, unsigned idle_ms)
{
	struct sim_http *list[ALL_MAX];
	unsigned count = all(ports, list);

	for (unsigned i = 0; i < count; i++)
		sim_http_set_timing(list[i], latency_ms, idle_ms);
}

void ports_shut(struct ports *ports, bool shut)
{
	sim_http_shut(ports->http, shut);
	if (ports->https)
		sim_http_shut(ports->https, shut);
}

int ports_renew_certificate(struct ports *ports, const char *name)
{
	struct sim_http *tls_port = ports->https ? ports->https : ports->http;
	int err;

	if (!ports->tls)
		return -ENOENT;
	sim_http_set_tls(tls_port, NULL); /* closes what uses the old context */
	err = sim_tls_renew(ports->tls, name);
	sim_http_set_tls(tls_port, sim_tls_context(ports->tls));
	return err;
}

struct sim_http_counts ports_counts(const struct ports *ports)
{
	struct sim_http *list[ALL_MAX];
	unsigned count = all(ports, list);
	struct sim_http_counts sum = {0};

	for (unsigned i = 0; i < count; i++) {
		struct sim_http_counts one = sim_http_counts(list[i]);

		sum.open += one.open;
		sum.peak += one.peak;
		sum.total += one.total;
	}
	return sum;
}

void ports_counts_reset(struct ports *ports)
{
	struct sim_http *list[ALL_MAX];
	unsigned count = all(ports, list);

	for (unsigned i = 0; i < count; i++)
		sim_http_counts_reset(list[i]);
}
