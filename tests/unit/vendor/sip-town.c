/* SPDX-License-Identifier: Apache-2.0 */
/* sip-town.c - a door station that is set up for SIP, with faults. */

#include "sip-town.h"

#include "check.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

struct sip_values sip_town_values(unsigned port, unsigned room)
{
	struct sip_values v = {.address = "192.0.2.2",
		.port = port,
		.doorbell_number = "10101",
		.proxy_number = "10102",
		.room = room,
		.button = room};

	return v;
}

void sip_town_set(struct sip_settings *s, enum sip_field field, const char *text)
{
	s->fields[field].there = text;
	snprintf(s->fields[field].text, sizeof(s->fields[field].text), "%s",
		text ? text : "");
}

/* A station that has a proxy of its user's; room 1 has a number, room 2 none. */
struct sip_settings sip_town_users(unsigned room)
{
	struct sip_settings s = {.record = ""};

	sip_town_set(&s, SIP_FIELD_ENABLED, "true");
	sip_town_set(&s, SIP_FIELD_PROXY, "192.0.2.200");
	sip_town_set(&s, SIP_FIELD_PROXY_PORT, "5070");
	sip_town_set(&s, SIP_FIELD_USER, "door");
	sip_town_set(&s, SIP_FIELD_AUTH_ID, "door");
	sip_town_set(&s, SIP_FIELD_DISPLAY, "Front door");
	sip_town_set(&s, SIP_FIELD_PHONES, room == 1 ? "7,8" : NULL);
	sip_town_set(&s, SIP_FIELD_PHONE_LIST,
		room == 1 ? "[{\"phoneNumber\":\"7\"},{\"phoneNumber\":\"8\"}]" : NULL);
	sip_town_set(&s, SIP_FIELD_CALL_NUMBER, room == 1 ? "5" : "6");
	sip_town_set(&s, SIP_FIELD_CALL_CENTER, "true");
	return s;
}

/* ---- the station ---- */

/* What it shows of a place; of the room or the button that is asked for. */
static struct sip_settings *shelf(
	struct sip_town *t, enum sip_place place, unsigned number)
{
	return place == SIP_PLACE_SERVER ? &t->station : &t->rooms[number];
}

static void ask(
	struct sip_town *t, enum sip_place place, unsigned room, unsigned button)
{
	t->asked = true;
	t->place = place;
	t->number = place == SIP_PLACE_KEY ? button : room;
}

static void on_read(enum sip_place place, unsigned room, unsigned button, void *user)
{
	struct sip_town *t = user;

	ask(t, place, room, button);
	t->writes = false;
}

static void on_write(enum sip_place place, unsigned room, unsigned button,
	const struct sip_settings *to, bool ours, void *user)
{
	struct sip_town *t = user;

	/* What was there is kept before it is overwritten. */
	CHECK(t->stored && t->store.places[place].touched);
	CHECK(ours == (t->steps.state == SIP_STEPS_WRITING));
	ask(t, place, room, button);
	t->writes = true;
	t->ours = ours;
	t->to = *to;
}

static void on_drop(void *user)
{
	((struct sip_town *)user)->asked = false;
}

static int on_remember(const struct sip_memory *memory, void *user)
{
	struct sip_town *t = user;
	char text[SIP_MEMORY_MAX + 1];

	if (t->store_is_full)
		return -EMSGSIZE;
	t->stored = memory;
	if (memory) {
		CHECK(!sip_memory_print(memory, text));
		CHECK(!sip_memory_parse(text, &t->store));
	}
	return 0;
}

static void on_changed(void *user)
{
	struct sip_town *t = user;
	enum sip_steps_state state = t->steps.state;

	t->changed++;
	CHECK((state == SIP_STEPS_STANDS) == !*t->steps.why);
}

static void on_returned(int err, const char *why, void *user)
{
	struct sip_town *t = user;

	CHECK(!err == !*why);
	t->returned++;
	t->err = err;
}

static const struct sip_steps_ops ops = {
	.read = on_read,
	.write = on_write,
	.drop = on_drop,
	.remember = on_remember,
	.changed = on_changed,
	.returned = on_returned,
};

void sip_town_start_again(struct sip_town *t)
{
	sip_steps_finish(&t->steps);
	sip_steps_init(&t->steps, &t->timers, &ops, t);
	if (t->stored)
		t->steps.memory = t->store;
	t->asked = t->crashed = false;
}

void sip_town_begin(struct sip_town *t)
{
	memset(t, 0, sizeof(*t));
	t->timers.now_ms = 1000;
	t->forever_place = -1;
	t->station = sip_town_users(1);
	t->rooms[1] = sip_town_users(1);
	t->rooms[2] = sip_town_users(2);
	sip_steps_init(&t->steps, &t->timers, &ops, t);
}

void sip_town_end(struct sip_town *t)
{
	sip_steps_finish(&t->steps);
	CHECK(!t->timers.first);
}

static void copy_first(struct sip_town *t)
{
	struct sip_settings *s = shelf(t, t->place, t->number);

	for (unsigned i = 0; i < SIP_FIELDS; i++) {
		if (sip_field_place(i) != t->place)
			continue;
		s->fields[i] = t->to.fields[i];
		if (t->place == SIP_PLACE_NUMBERS)
			continue;
		return;
	}
}

static void carry_out(struct sip_town *t)
{
	t->writes_done++;
	sip_settings_copy(t->place, &t->to, shelf(t, t->place, t->number));
}

static void fail(struct sip_town *t, int err)
{
	sip_steps_input(&t->steps, SIP_STEPS_FAILED, err, "because");
}

void sip_town_answer(struct sip_town *t)
{
	if (t->writes) {
		carry_out(t);
		sip_steps_input(&t->steps, SIP_STEPS_DONE, 0, "");
	} else {
		sip_settings_copy(
			t->place, shelf(t, t->place, t->number), &t->steps.now);
		sip_steps_input(&t->steps, SIP_STEPS_READ, 0, "");
	}
}

static void misbehave(struct sip_town *t, enum fault fault)
{
	switch (fault) {
	case NO_FAULT:
	case FAULTS: sip_town_answer(t); break;
	case UNREACHABLE: fail(t, -EHOSTUNREACH); break;
	case TIMEOUT: fail(t, -ETIMEDOUT); break;
	case FORBIDDEN: fail(t, -EPERM); break;
	case UNKNOWN: fail(t, -ENOTSUP); break;
	case REFUSED: fail(t, -EREMOTEIO); break;
	case LATE:
		if (t->writes)
			carry_out(t);
		fail(t, -ETIMEDOUT);
		break;
	case IGNORED:
		if (t->writes)
			sip_steps_input(&t->steps, SIP_STEPS_DONE, 0, "");
		else
			sip_town_answer(t);
		break;
	case HALVED:
		if (t->writes)
			copy_first(t);
		fail(t, -ETIMEDOUT);
		break;
	case CRASH:
		if (t->writes)
			carry_out(t);
		t->crashed = true;
		break;
	}
}

/* All that is asked is answered. */
void sip_town_run(struct sip_town *t)
{
	while (t->asked && !t->crashed) {
		bool now = t->fault && t->requests == t->fault_at;
		enum fault fault = now ? t->fault : NO_FAULT;

		if (t->forever_place == (int)t->place &&
			(t->writes || t->forever == UNKNOWN))
			fault = t->forever;
		t->asked = false;
		t->requests++;
		misbehave(t, fault);
	}
}

void sip_town_want(struct sip_town *t, unsigned port, unsigned room)
{
	struct sip_values values = sip_town_values(port, room);

	sip_steps_want(&t->steps, &values);
	sip_town_run(t);
}

void sip_town_give_back(struct sip_town *t)
{
	sip_steps_input(&t->steps, SIP_STEPS_GIVE_BACK, 0, "");
	sip_town_run(t);
}

void sip_town_pass(struct sip_town *t, unsigned ms)
{
	timers_advance(&t->timers, ms);
	sip_town_run(t);
}

bool sip_town_is_set(struct sip_town *t, unsigned port, unsigned room)
{
	struct sip_values values = sip_town_values(port, room);
	struct sip_settings s;

	sip_values_settings(&values, &s);
	return sip_settings_same(SIP_PLACE_SERVER, &t->station, &s) &&
	       sip_settings_same(SIP_PLACE_NUMBERS, &t->rooms[room], &s) &&
	       sip_settings_same(SIP_PLACE_KEY, &t->rooms[room], &s);
}

static bool all_same(const struct sip_settings *a, const struct sip_settings *b)
{
	for (unsigned i = 0; i < SIP_FIELDS; i++)
		if (a->fields[i].there != b->fields[i].there ||
			strcmp(a->fields[i].text, b->fields[i].text))
			return false;
	return true;
}

/* Is everything as its user had it? */
bool sip_town_is_as_before(struct sip_town *t)
{
	struct sip_settings one = sip_town_users(1), two = sip_town_users(2);

	return sip_settings_same(SIP_PLACE_SERVER, &t->station, &one) &&
	       !strcmp(t->station.fields[SIP_FIELD_DISPLAY].text, "Front door") &&
	       all_same(&t->rooms[1], &one) && all_same(&t->rooms[2], &two);
}
