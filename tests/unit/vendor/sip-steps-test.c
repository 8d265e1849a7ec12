/* SPDX-License-Identifier: Apache-2.0 */
/* sip-steps-test.c - a station is set to us and back, whatever fails at whatever step. */

#include "check.h"
#include "sip-steps.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* What goes wrong with one request. */
enum fault {
	NO_FAULT,
	UNREACHABLE, /* it never got there */
	TIMEOUT,     /* it got there and did nothing */
	LATE,        /* it was done, and no answer came */
	FORBIDDEN,
	UNKNOWN,
	REFUSED,
	IGNORED, /* it is told that it was done */
	HALVED,  /* only the first field was taken, and no answer came */
	CRASH,   /* we are gone before the answer, the station did it */
	FAULTS
};

struct town {
	struct timers timers;
	struct sip_steps steps;
	struct sip_settings station;
	struct sip_settings rooms[3]; /* of the rooms and buttons 1 and 2 */
	struct sip_memory store;      /* as the host keeps it */
	bool stored, store_is_full;
	/* the request under way */
	bool asked, writes, ours;
	enum sip_place place;
	unsigned number; /* room or button */
	struct sip_settings to;
	/* what shall fail */
	enum fault fault, forever;
	int forever_place;
	unsigned fault_at;
	unsigned requests, writes_done, changed, returned;
	bool crashed;
	int err;
};

static struct sip_values values_of(unsigned port, unsigned room)
{
	struct sip_values v = {.address = "192.0.2.2",
		.port = port,
		.doorbell_number = "10101",
		.proxy_number = "10102",
		.room = room,
		.button = room};

	return v;
}

static void set(struct sip_settings *s, enum sip_field field, const char *text)
{
	s->fields[field].there = text;
	snprintf(s->fields[field].text, sizeof(s->fields[field].text), "%s",
		text ? text : "");
}

/* A station that has a proxy of its user's; room 1 has a number, room 2 none. */
static struct sip_settings users(unsigned room)
{
	struct sip_settings s = {.record = ""};

	set(&s, SIP_FIELD_ENABLED, "true");
	set(&s, SIP_FIELD_PROXY, "192.0.2.200");
	set(&s, SIP_FIELD_PROXY_PORT, "5070");
	set(&s, SIP_FIELD_USER, "door");
	set(&s, SIP_FIELD_AUTH_ID, "door");
	set(&s, SIP_FIELD_DISPLAY, "Front door");
	set(&s, SIP_FIELD_PHONES, room == 1 ? "7,8" : NULL);
	set(&s, SIP_FIELD_PHONE_LIST,
		room == 1 ? "[{\"phoneNumber\":\"7\"},{\"phoneNumber\":\"8\"}]" : NULL);
	set(&s, SIP_FIELD_CALL_NUMBER, room == 1 ? "5" : "6");
	set(&s, SIP_FIELD_CALL_CENTER, "true");
	return s;
}

/* ---- the station ---- */

/* What it shows of a place; of the room or the button that is asked for. */
static struct sip_settings *shelf(struct town *t, enum sip_place place, unsigned number)
{
	return place == SIP_PLACE_SERVER ? &t->station : &t->rooms[number];
}

static void ask(struct town *t, enum sip_place place, unsigned room, unsigned button)
{
	t->asked = true;
	t->place = place;
	t->number = place == SIP_PLACE_KEY ? button : room;
}

static void on_read(enum sip_place place, unsigned room, unsigned button, void *user)
{
	struct town *t = user;

	ask(t, place, room, button);
	t->writes = false;
}

static void on_write(enum sip_place place, unsigned room, unsigned button,
	const struct sip_settings *to, bool ours, void *user)
{
	struct town *t = user;

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
	((struct town *)user)->asked = false;
}

static int on_remember(const struct sip_memory *memory, void *user)
{
	struct town *t = user;
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
	struct town *t = user;
	enum sip_steps_state state = t->steps.state;

	t->changed++;
	CHECK((state == SIP_STEPS_STANDS) == !*t->steps.why);
}

static void on_returned(int err, const char *why, void *user)
{
	struct town *t = user;

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

static void start_again(struct town *t)
{
	sip_steps_finish(&t->steps);
	sip_steps_init(&t->steps, &t->timers, &ops, t);
	if (t->stored)
		t->steps.memory = t->store;
	t->asked = t->crashed = false;
}

static void begin(struct town *t)
{
	memset(t, 0, sizeof(*t));
	t->timers.now_ms = 1000;
	t->forever_place = -1;
	t->station = users(1);
	t->rooms[1] = users(1);
	t->rooms[2] = users(2);
	sip_steps_init(&t->steps, &t->timers, &ops, t);
}

static void end(struct town *t)
{
	sip_steps_finish(&t->steps);
	CHECK(!t->timers.first);
}

static void copy_first(struct town *t)
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

static void carry_out(struct town *t)
{
	t->writes_done++;
	sip_settings_copy(t->place, &t->to, shelf(t, t->place, t->number));
}

static void fail(struct town *t, int err)
{
	sip_steps_input(&t->steps, SIP_STEPS_FAILED, err, "because");
}

static void answer(struct town *t)
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

static void misbehave(struct town *t, enum fault fault)
{
	switch (fault) {
	case NO_FAULT:
	case FAULTS: answer(t); break;
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
			answer(t);
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
static void run(struct town *t)
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

static void want(struct town *t, unsigned port, unsigned room)
{
	struct sip_values values = values_of(port, room);

	sip_steps_want(&t->steps, &values);
	run(t);
}

static void give_back(struct town *t)
{
	sip_steps_input(&t->steps, SIP_STEPS_GIVE_BACK, 0, "");
	run(t);
}

static void pass(struct town *t, unsigned ms)
{
	timers_advance(&t->timers, ms);
	run(t);
}

static bool is_set(struct town *t, unsigned port, unsigned room)
{
	struct sip_values values = values_of(port, room);
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
static bool is_as_before(struct town *t)
{
	struct sip_settings one = users(1), two = users(2);

	return sip_settings_same(SIP_PLACE_SERVER, &t->station, &one) &&
	       !strcmp(t->station.fields[SIP_FIELD_DISPLAY].text, "Front door") &&
	       all_same(&t->rooms[1], &one) && all_same(&t->rooms[2], &two);
}

/* ---- the tests ---- */

static void it_is_read_written_verified_and_given_back(void)
{
	struct town t;

	begin(&t);
	want(&t, 5061, 1);
	CHECK(t.steps.state == SIP_STEPS_STANDS && t.changed == 1);
	CHECK(is_set(&t, 5061, 1) && t.requests == 9 && t.writes_done == 3);
	CHECK(t.stored && t.store.places[SIP_PLACE_KEY].settled);
	give_back(&t);
	CHECK(t.steps.state == SIP_STEPS_IDLE && t.returned == 1 && !t.err);
	CHECK(is_as_before(&t) && !t.stored && t.writes_done == 6);
	end(&t);
}

static void what_is_right_is_only_read(void)
{
	struct town t;

	begin(&t);
	want(&t, 5061, 1);
	for (unsigned i = 0; i < 20; i++) {
		start_again(&t);
		want(&t, 5061, 1);
		want(&t, 5061, 1);
		pass(&t, SIP_CHECK_MS);
		CHECK(t.steps.state == SIP_STEPS_STANDS);
	}
	CHECK(t.writes_done == 3);
	/* The same, typed in by hand: there is nothing to give back. */
	t.stored = false;
	memset(&t.steps.memory, 0, sizeof(t.steps.memory));
	start_again(&t);
	want(&t, 5061, 1);
	CHECK(t.steps.state == SIP_STEPS_STANDS && t.writes_done == 3 && !t.stored);
	CHECK(sip_memory_empty(&t.steps.memory));
	end(&t);
}

static void only_what_differs_is_written(void)
{
	struct town t;

	begin(&t);
	want(&t, 5061, 1);
	want(&t, 5062, 1);
	CHECK(is_set(&t, 5062, 1) && t.writes_done == 4);
	start_again(&t);
	want(&t, 5063, 1);
	CHECK(is_set(&t, 5063, 1) && t.writes_done == 5);
	give_back(&t);
	CHECK(is_as_before(&t) && !t.stored);
	end(&t);
}

static void another_room_and_button_gives_the_old_ones_back_first(void)
{
	struct town t;

	begin(&t);
	want(&t, 5061, 1);
	want(&t, 5061, 2);
	CHECK(t.steps.state == SIP_STEPS_STANDS && is_set(&t, 5061, 2));
	CHECK(!t.returned && !strcmp(t.rooms[1].fields[SIP_FIELD_PHONES].text, "7,8"));
	give_back(&t);
	CHECK(is_as_before(&t) && !t.stored && t.returned == 1);
	end(&t);
}

static void what_somebody_else_changed_is_left_alone(void)
{
	static const struct {
		enum sip_field field;
		unsigned shelf;
		const char *text;
	} rows[] = {
		{SIP_FIELD_PROXY, 0, "192.0.2.9"},
		{SIP_FIELD_ENABLED, 0, "false"},
		{SIP_FIELD_PHONES, 1, "9"},
		{SIP_FIELD_CALL_NUMBER, 1, "9"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct sip_settings *s;
		struct sip_value before;
		struct town t;

		begin(&t);
		want(&t, 5061, 1);
		s = rows[i].shelf ? &t.rooms[1] : &t.station;
		before = s->fields[rows[i].field];
		set(s, rows[i].field, rows[i].text);
		pass(&t, SIP_CHECK_MS);
		CHECK(t.steps.state == SIP_STEPS_LEFT);
		CHECK(t.steps.at == sip_field_place(rows[i].field));
		start_again(&t);
		want(&t, 5061, 1);
		want(&t, 5062, 1);
		pass(&t, 3 * SIP_CHECK_MS);
		CHECK(t.steps.state == SIP_STEPS_LEFT && t.writes_done == 3);
		CHECK(!strcmp(s->fields[rows[i].field].text, rows[i].text));
		s->fields[rows[i].field] = before; /* they change it back */
		want(&t, 5061, 1);
		CHECK(t.steps.state == SIP_STEPS_STANDS && t.writes_done == 3);
		set(s, rows[i].field, rows[i].text);
		give_back(&t);
		CHECK(t.returned == 1 && !t.err && !t.stored && t.writes_done == 5);
		CHECK(!strcmp(s->fields[rows[i].field].text, rows[i].text));
		end(&t);
	}
}

static void a_station_that_was_reset_is_told_and_left_alone(void)
{
	struct town t;

	begin(&t);
	want(&t, 5061, 1);
	t.station = users(1);
	t.rooms[1] = users(1);
	start_again(&t);
	want(&t, 5061, 1);
	CHECK(t.steps.state == SIP_STEPS_LEFT && t.writes_done == 3);
	CHECK(strstr(t.steps.why, "back to what they were") != NULL);
	give_back(&t);
	CHECK(!t.err && t.writes_done == 3 && !t.stored && is_as_before(&t));
	want(&t, 5061, 1);
	CHECK(t.steps.state == SIP_STEPS_STANDS && is_set(&t, 5061, 1));
	end(&t);
}

static void whatever_fails_at_whatever_step_it_gets_there_and_back(void)
{
	for (unsigned fault = UNREACHABLE; fault < FAULTS; fault++)
		for (unsigned step = 0; step < 9; step++) {
			struct town t;

			begin(&t);
			t.fault = fault;
			t.fault_at = step;
			want(&t, 5061, 1);
			if (fault == CRASH)
				CHECK(t.crashed);
			else
				CHECK(t.steps.state != SIP_STEPS_IDLE);
			start_again(&t);
			want(&t, 5061, 1);
			if (!CHECK(t.steps.state == SIP_STEPS_STANDS &&
				    is_set(&t, 5061, 1)))
				printf("# fault %u at %u\n", fault, step);
			give_back(&t);
			if (!CHECK(!t.err && !t.stored && is_as_before(&t)))
				printf("# back after fault %u at %u\n", fault, step);
			end(&t);
		}
}

static void whatever_fails_on_the_way_back_it_gets_back(void)
{
	for (unsigned fault = UNREACHABLE; fault < FAULTS; fault++)
		for (unsigned step = 0; step < 9; step++) {
			struct town t;

			begin(&t);
			want(&t, 5061, 1);
			t.fault = fault;
			t.fault_at = 9 + step;
			give_back(&t);
			CHECK(t.crashed || t.steps.state == SIP_STEPS_IDLE);
			if (t.stored) {
				CHECK(t.crashed || t.err);
				start_again(&t);
				give_back(&t);
			}
			if (!CHECK(!t.err && !t.stored && is_as_before(&t)))
				printf("# fault %u at %u\n", fault, step);
			end(&t);
		}
}

static void without_a_right_answer_at_any_step_it_says_so_and_goes_on(void)
{
	for (unsigned fault = UNREACHABLE; fault <= HALVED; fault++)
		for (unsigned step = 0; step < 9; step++) {
			struct town t;

			begin(&t);
			t.fault = fault;
			t.fault_at = step;
			want(&t, 5061, 1);
			switch (t.steps.state) {
			case SIP_STEPS_RESTING:
				CHECK(t.steps.err == -EHOSTUNREACH ||
					t.steps.err == -ETIMEDOUT);
				pass(&t, SIP_REST_MS);
				CHECK(t.steps.state == SIP_STEPS_STANDS);
				break;
			case SIP_STEPS_REFUSED:
				CHECK(t.steps.err && *t.steps.why);
				want(&t, 5061, 1); /* no save of settings asks again */
				CHECK(t.steps.state == SIP_STEPS_REFUSED);
				CHECK(!t.timers.first);
				want(&t, 5062, 1);
				CHECK(t.steps.state == SIP_STEPS_STANDS);
				break;
			default:
				CHECK(t.steps.state == SIP_STEPS_STANDS);
				CHECK(fault == UNKNOWN || fault == IGNORED);
			}
			end(&t);
		}
}

static void a_refused_server_leaves_the_rest_unwritten(void)
{
	struct town t;

	begin(&t);
	t.forever = FORBIDDEN;
	t.forever_place = SIP_PLACE_SERVER;
	want(&t, 5061, 1);
	CHECK(t.steps.state == SIP_STEPS_REFUSED && t.steps.err == -EPERM);
	CHECK(strstr(t.steps.why, "SIP settings: because") != NULL);
	CHECK(!t.writes_done && is_as_before(&t) && !t.stored);
	end(&t);
}

static void half_refused_it_says_which_and_gives_back_the_other_half(void)
{
	for (int place = SIP_PLACE_NUMBERS; place <= SIP_PLACE_KEY; place++) {
		struct town t;

		begin(&t);
		t.forever = FORBIDDEN;
		t.forever_place = place;
		want(&t, 5061, 1);
		CHECK(t.steps.state == SIP_STEPS_REFUSED && t.steps.err == -EPERM);
		CHECK(strstr(t.steps.why, sip_place_name(place)) != NULL);
		CHECK(!strstr(t.steps.why, sip_place_name(SIP_PLACE_SERVER)));
		CHECK(t.writes_done == 2 && t.stored);
		CHECK(!t.store.places[place].touched);
		start_again(&t);
		give_back(&t);
		CHECK(!t.err && is_as_before(&t) && !t.stored);
		end(&t);
	}
}

static void what_is_not_kept_is_named(void)
{
	struct town t;

	begin(&t);
	t.forever = IGNORED;
	t.forever_place = SIP_PLACE_KEY;
	want(&t, 5061, 1);
	CHECK(t.steps.state == SIP_STEPS_REFUSED && t.steps.err == -EREMOTEIO);
	CHECK(strstr(t.steps.why, "button: ") && strstr(t.steps.why, "callNumber"));
	CHECK(!t.store.places[SIP_PLACE_KEY].touched);
	end(&t);
}

static void firmware_without_numbers_and_key_stands_without_them(void)
{
	struct town t;

	begin(&t);
	t.forever = UNKNOWN;
	t.forever_place = SIP_PLACE_KEY;
	want(&t, 5061, 1);
	CHECK(t.steps.state == SIP_STEPS_STANDS && t.writes_done == 2);
	CHECK(t.steps.lacks[SIP_PLACE_KEY].err == -ENOTSUP);
	t.forever_place = SIP_PLACE_SERVER;
	start_again(&t);
	want(&t, 5061, 1);
	CHECK(t.steps.state == SIP_STEPS_REFUSED && t.steps.err == -ENOTSUP);
	end(&t);
}

static void writes_without_an_answer_come_to_an_end(void)
{
	struct town t;

	begin(&t);
	t.forever = TIMEOUT;
	t.forever_place = SIP_PLACE_SERVER;
	want(&t, 5061, 1);
	for (unsigned i = 0; i < 10; i++)
		pass(&t, SIP_REST_MS);
	CHECK(t.steps.state == SIP_STEPS_REFUSED && !t.timers.first);
	CHECK(t.requests == SIP_TRIES * 4);
	end(&t);
}

static void what_cannot_be_remembered_is_not_overwritten(void)
{
	struct town t;

	begin(&t);
	t.store_is_full = true;
	want(&t, 5061, 1);
	CHECK(t.steps.state == SIP_STEPS_REFUSED && t.steps.err == -EIO);
	CHECK(!t.writes_done && sip_memory_empty(&t.steps.memory));
	end(&t);
}

static void a_lost_connection_ends_all_that_is_under_way(void)
{
	for (unsigned step = 0; step < 9; step++) {
		struct sip_values values = values_of(5061, 1);
		struct town t;

		begin(&t);
		sip_steps_want(&t.steps, &values);
		for (unsigned i = 0; i < step; i++) {
			t.asked = false;
			answer(&t);
		}
		CHECK(t.asked);
		sip_steps_input(&t.steps, SIP_STEPS_DROP, 0, "");
		CHECK(!t.asked && t.steps.state == SIP_STEPS_IDLE && !t.changed);
		CHECK(!t.timers.first);
		want(&t, 5061, 1);
		CHECK(t.steps.state == SIP_STEPS_STANDS);
		end(&t);
	}
}

static void a_wish_that_changes_in_mid_work_wins(void)
{
	for (unsigned step = 0; step < 9; step++) {
		struct sip_values values = values_of(5061, 1);
		struct town t;

		begin(&t);
		sip_steps_want(&t.steps, &values);
		for (unsigned i = 0; i < step; i++) {
			t.asked = false;
			answer(&t);
		}
		if (step % 2) {
			want(&t, 5062, 1);
			CHECK(t.steps.state == SIP_STEPS_STANDS && is_set(&t, 5062, 1));
		}
		give_back(&t);
		CHECK(t.returned == 1 && !t.err && is_as_before(&t) && !t.stored);
		end(&t);
	}
}

static void what_we_wrote_in_a_life_that_is_forgotten_is_nobodys_wish(void)
{
	struct town t;

	begin(&t);
	want(&t, 5061, 1);
	t.stored = false;
	memset(&t.steps.memory, 0, sizeof(t.steps.memory));
	start_again(&t);
	want(&t, 5062, 1);
	CHECK(t.steps.state == SIP_STEPS_STANDS && is_set(&t, 5062, 1));
	give_back(&t);
	CHECK(!strcmp(t.station.fields[SIP_FIELD_ENABLED].text, "false"));
	end(&t);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(it_is_read_written_verified_and_given_back),
		TEST(what_is_right_is_only_read),
		TEST(only_what_differs_is_written),
		TEST(another_room_and_button_gives_the_old_ones_back_first),
		TEST(what_somebody_else_changed_is_left_alone),
		TEST(a_station_that_was_reset_is_told_and_left_alone),
		TEST(whatever_fails_at_whatever_step_it_gets_there_and_back),
		TEST(whatever_fails_on_the_way_back_it_gets_back),
		TEST(without_a_right_answer_at_any_step_it_says_so_and_goes_on),
		TEST(a_refused_server_leaves_the_rest_unwritten),
		TEST(half_refused_it_says_which_and_gives_back_the_other_half),
		TEST(what_is_not_kept_is_named),
		TEST(firmware_without_numbers_and_key_stands_without_them),
		TEST(writes_without_an_answer_come_to_an_end),
		TEST(what_cannot_be_remembered_is_not_overwritten),
		TEST(a_lost_connection_ends_all_that_is_under_way),
		TEST(a_wish_that_changes_in_mid_work_wins),
		TEST(what_we_wrote_in_a_life_that_is_forgotten_is_nobodys_wish),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
