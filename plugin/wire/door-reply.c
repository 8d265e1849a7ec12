/* SPDX-License-Identifier: Apache-2.0 */
/* door-reply.c - what a Hikvision device says of its doors and alarm outputs. */

#include "door-reply.h"

#include "output-ports.h"
#include "xml-repair.h"

#include <errno.h>
#include <string.h>

struct reading {
	bool right_root;
	bool found;
	unsigned value;
};

static void begin(void *user)
{
	*(struct reading *)user = (struct reading){0};
}

static void door_param_element(const struct xml_element *e, void *user)
{
	struct reading *r = user;
	uint64_t seconds;

	if (!strcmp(e->path, "doorparam"))
		r->right_root = true;
	if (strcmp(e->path, "doorparam/openduration") ||
		bytes_to_u64(e->text, OPEN_SECONDS_MAX, &seconds) || !seconds)
		return;
	r->found = true;
	r->value = (unsigned)seconds;
}

int door_param_parse(struct bytes body, unsigned *ret_seconds)
{
	struct reading r = {0};
	int err = xml_walk_known(body, begin, door_param_element, &r, &r.right_root);

	if (err)
		return err;
	if (!r.found)
		return -EPROTO;
	*ret_seconds = r.value;
	return 0;
}

int output_list_parse(struct bytes body, unsigned *ret_outputs)
{
	struct output_ports ports;
	unsigned outputs = 0;
	int err = output_ports_parse(body, &ports);

	if (err)
		return err;
	for (unsigned i = 0; i < ports.count; i++)
		if (ports.ids[i] <= OUTPUTS_MAX)
			outputs |= 1u << (ports.ids[i] - 1);
	*ret_outputs = outputs;
	return 0;
}

static void output_status_element(const struct xml_element *e, void *user)
{
	struct reading *r = user;

	if (!strcmp(e->path, "ioportstatus"))
		r->right_root = true;
	if (strcmp(e->path, "ioportstatus/iostate"))
		return;
	r->value = bytes_equal_nocase(e->text, BYTES("active"));
	r->found = r->value || bytes_equal_nocase(e->text, BYTES("inactive"));
}

int output_status_parse(struct bytes body, bool *ret_on)
{
	struct reading r = {0};
	int err = xml_walk_known(body, begin, output_status_element, &r, &r.right_root);

	if (err)
		return err;
	if (!r.found)
		return -EPROTO;
	*ret_on = r.value;
	return 0;
}
