/* SPDX-License-Identifier: Apache-2.0 */
/* door-reply-test.c - doors and alarm outputs, as devices write them. */

#include "check.h"
#include "door-reply.h"

#include <errno.h>
#include <stddef.h>

static void the_open_duration_is_in_seconds(void)
{
	unsigned seconds = 0;

	CHECK(!door_param_parse(BYTES("<DoorParam xmlns=\"http://x/\"><doorName>D"
				      "</doorName><openDuration>5</openDuration>"
				      "</DoorParam>"),
		&seconds));
	CHECK(seconds == 5);
}

static void a_door_without_a_sensible_duration_has_none(void)
{
	const struct bytes bodies[] = {
		BYTES("<DoorParam><doorName>D</doorName></DoorParam>"),
		BYTES("<DoorParam><openDuration>0</openDuration></DoorParam>"),
		BYTES("<DoorParam><openDuration>256</openDuration></DoorParam>"),
		BYTES("<DoorParam><openDuration>-5</openDuration></DoorParam>"),
		BYTES("<DoorParam><openDuration>soon</openDuration></DoorParam>"),
		BYTES("<ResponseStatus><openDuration>5</openDuration></ResponseStatus>"),
		BYTES("nothing"),
	};
	unsigned seconds = 77;

	for (size_t i = 0; i < sizeof(bodies) / sizeof(*bodies); i++)
		CHECK(door_param_parse(bodies[i], &seconds) == -EPROTO);
	CHECK(seconds == 77);
}

static void outputs_are_listed_by_their_ids(void)
{
	unsigned outputs = 77;

	CHECK(!output_list_parse(BYTES("<IOOutputPortList>"
				       "<IOOutputPort><id>1</id></IOOutputPort>"
				       "<IOOutputPort><id>3</id></IOOutputPort>"
				       "<IOOutputPort><id>0</id></IOOutputPort>"
				       "<IOOutputPort><id>17</id></IOOutputPort>"
				       "</IOOutputPortList>"),
		&outputs));
	CHECK(outputs == 5);
	CHECK(!output_list_parse(BYTES("<IOOutputPortList/>"), &outputs));
	CHECK(outputs == 0);
	CHECK(output_list_parse(BYTES("<IOInputPortList/>"), &outputs) == -EPROTO);
}

static void an_output_is_on_or_off_or_not_known(void)
{
	bool on = false;

	CHECK(!output_status_parse(BYTES("<IOPortStatus><ioPortID>1</ioPortID>"
					 "<ioState>active</ioState></IOPortStatus>"),
		&on));
	CHECK(on);
	CHECK(!output_status_parse(
		BYTES("<IOPortStatus><ioState>inactive</ioState></IOPortStatus>"),
		&on));
	CHECK(!on);
	CHECK(output_status_parse(BYTES("<IOPortStatus/>"), &on) == -EPROTO);
	CHECK(output_status_parse(
		      BYTES("<IOPortStatus><ioState>odd</ioState></IOPortStatus>"),
		      &on) == -EPROTO);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(the_open_duration_is_in_seconds),
		TEST(a_door_without_a_sensible_duration_has_none),
		TEST(outputs_are_listed_by_their_ids),
		TEST(an_output_is_on_or_off_or_not_known),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
