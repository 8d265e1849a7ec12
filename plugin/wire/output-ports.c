/* SPDX-License-Identifier: Apache-2.0 */
/* output-ports.c - which alarm outputs a camera or recorder has. */

#include "output-ports.h"

#include "answer.h"
#include "xml-repair.h"

#include <errno.h>
#include <string.h>

static const struct {
	const char *root;
	const char *id;
} documents[] = {
	{"iooutputportlist", "iooutputportlist/iooutputport/id"},
	{"ioproxyoutputportlist", "ioproxyoutputportlist/ioproxyoutputport/id"},
};

struct reading {
	struct output_ports ports;
	bool right_root;
};

static void begin(void *user)
{
	*(struct reading *)user = (struct reading){0};
}

static void keep(struct output_ports *p, unsigned id)
{
	for (unsigned i = 0; i < p->count; i++)
		if (p->ids[i] == id)
			return;
	if (id && p->count == OUTPUT_PORTS_MAX)
		p->more = true;
	else if (id)
		p->ids[p->count++] = (unsigned short)id;
}

static void element(const struct xml_element *e, void *user)
{
	struct reading *r = user;

	for (size_t i = 0; i < sizeof(documents) / sizeof(*documents); i++) {
		if (!strcmp(e->path, documents[i].root))
			r->right_root = true;
		if (!strcmp(e->path, documents[i].id))
			keep(&r->ports, answer_number(e->text, OUTPUT_PORT_NUMBER_MAX));
	}
}

int output_ports_parse(struct bytes body, struct output_ports *ret_ports)
{
	struct reading r = {0};
	int err = xml_walk_known(body, begin, element, &r, &r.right_root);

	if (err)
		return err;
	*ret_ports = r.ports;
	return 0;
}
