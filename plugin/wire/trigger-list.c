/* SPDX-License-Identifier: Apache-2.0 */
/* trigger-list.c - what a camera or recorder can tell of, and how it tells.
 *
 *   <EventTriggerList><EventTrigger><id>VMD-1</id><eventType>VMD</eventType>
 *   <videoInputChannelID>1</videoInputChannelID><EventTriggerNotificationList>
 *   <EventTriggerNotification><id>center</id><notificationMethod>center
 *   </notificationMethod></EventTriggerNotification></EventTriggerNotificationList>
 *   </EventTrigger></EventTriggerList> */

#include "trigger-list.h"

#include "alert-field.h"
#include "answer.h"
#include "xml-repair.h"

#include <errno.h>
#include <stdlib.h>

struct reading {
	struct trigger_list triggers;
	struct trigger current;
	bool right_root;
};

/* Roots that may stand around a trigger, the outer one first. */
static const struct bytes around[] = {
	{"eventnotification", 17}, {"eventtriggerlist", 16}};

#define TRIGGER    BYTES("eventtrigger")
#define IN_TRIGGER BYTES("eventtrigger/")
#define METHOD_ELEMENT                                                                 \
	BYTES("eventtriggernotificationlist/eventtriggernotification/"                 \
	      "notificationmethod")

static void begin(void *user)
{
	struct reading *r = user;

	*r = (struct reading){.triggers.list = r->triggers.list};
}

/* Of two elements for one number the one that does not yield is taken, if it has one. */
static void take_number(unsigned *number, struct bytes text, bool yields)
{
	unsigned value = answer_number(text, TRIGGER_NUMBER_MAX);

	if (value && !(yields && *number))
		*number = value;
}

static void member(struct trigger *t, struct bytes name, struct bytes text)
{
	if (bytes_equal(name, BYTES("id")))
		bytes_to_text(text, t->id, sizeof(t->id));
	else if (bytes_equal(name, BYTES("eventtype")))
		alert_type(text, t->type, sizeof(t->type));
	else if (bytes_equal(name, BYTES("videoinputchannelid")))
		take_number(&t->channel, text, false);
	else if (bytes_equal(name, BYTES("dynvideoinputchannelid")))
		take_number(&t->channel, text, true);
	else if (bytes_equal(name, BYTES("inputioportid")))
		take_number(&t->port, text, false);
	else if (bytes_equal(name, BYTES("dyninputioportid")))
		take_number(&t->port, text, true);
	else if (bytes_equal(name, METHOD_ELEMENT))
		t->center |= bytes_equal_nocase(text, BYTES("center"));
}

static void keep_current(struct reading *r)
{
	struct trigger_list *t = &r->triggers;

	if (r->current.type[0] && t->count == TRIGGERS_MAX)
		t->more = true;
	else if (r->current.type[0])
		t->list[t->count++] = r->current;
	r->current = (struct trigger){0};
}

static void element(const struct xml_element *e, void *user)
{
	struct reading *r = user;
	struct bytes path = bytes_from(e->path);

	for (size_t i = 0; i < sizeof(around) / sizeof(*around); i++) {
		struct bytes rest = bytes_skip(path, around[i].len);

		if (!bytes_starts(path, around[i]))
			continue;
		if (!rest.len)
			r->right_root = true;
		if (bytes_starts(rest, BYTES("/")))
			path = bytes_skip(rest, 1);
	}
	if (bytes_equal(path, TRIGGER)) {
		r->right_root = true;
		keep_current(r);
	} else if (bytes_starts(path, IN_TRIGGER)) {
		member(&r->current, bytes_skip(path, IN_TRIGGER.len), e->text);
	}
}

int trigger_list_parse(struct bytes body, struct trigger_list *ret_triggers)
{
	struct reading r = {0};
	int err;

	r.triggers.list = malloc(TRIGGERS_MAX * sizeof(*r.triggers.list));
	if (!r.triggers.list)
		return -ENOMEM;
	err = xml_walk_known(body, begin, element, &r, &r.right_root);
	if (err)
		trigger_list_finish(&r.triggers);
	else
		*ret_triggers = r.triggers;
	return err;
}

void trigger_list_finish(struct trigger_list *t)
{
	free(t->list);
	*t = (struct trigger_list){0};
}
