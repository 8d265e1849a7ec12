/* SPDX-License-Identifier: Apache-2.0 */
/* sip-memory.c - what we wrote to a door station's SIP settings, and what was there. */

#include "sip-memory.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* ---- whose is it? ---- */

/* Do the settings show what we left there? */
static bool is_ours(const struct sip_memory *memory, enum sip_place place,
	const struct sip_settings *read)
{
	if (memory->places[place].settled)
		return sip_settings_same(place, read, &memory->left);
	return sip_settings_between(place, read, &memory->from, &memory->left);
}

enum sip_judgement sip_memory_judge(const struct sip_memory *memory,
	enum sip_place place, const struct sip_settings *read,
	const struct sip_settings *wanted)
{
	if (sip_settings_same(place, read, wanted))
		return SIP_AS_WANTED;
	if (memory->places[place].touched && !is_ours(memory, place, read))
		return SIP_FOREIGN;
	return SIP_DUE;
}

enum sip_judgement sip_memory_judge_return(const struct sip_memory *memory,
	enum sip_place place, const struct sip_settings *read)
{
	if (sip_settings_same(place, read, &memory->was))
		return SIP_AS_WANTED;
	return is_ours(memory, place, read) ? SIP_DUE : SIP_FOREIGN;
}

/* Rationale: where the memory was lost, what we wrote must not become what somebody wants
 * to have again: a proxy that is gone. */
static void disown(struct sip_settings *was)
{
	if (!strcmp(was->fields[SIP_FIELD_DISPLAY].text, SIP_DISPLAY_NAME))
		snprintf(was->fields[SIP_FIELD_ENABLED].text,
			sizeof(was->fields[SIP_FIELD_ENABLED].text), "false");
}

void sip_memory_plan(struct sip_memory *memory, enum sip_place place,
	const struct sip_settings *read, const struct sip_settings *target)
{
	struct sip_trace *trace = &memory->places[place];

	if (!trace->touched) {
		sip_settings_copy(place, read, &memory->was);
		if (place == SIP_PLACE_SERVER)
			disown(&memory->was);
	}
	sip_settings_copy(place, read, &memory->from);
	sip_settings_copy(place, target, &memory->left);
	*trace = (struct sip_trace){.touched = true};
}

void sip_memory_settle(struct sip_memory *memory, enum sip_place place,
	const struct sip_settings *read)
{
	sip_settings_copy(place, read, &memory->left);
	memory->places[place].settled = true;
}

bool sip_memory_empty(const struct sip_memory *memory)
{
	for (size_t i = 0; i < SIP_PLACES; i++)
		if (memory->places[i].touched)
			return false;
	return true;
}

/* ---- as a text ----
 *
 *   1 <room> <button>
 *   place <number> <settled>
 *   was|from|left <number of the field> <text>     only of places that were touched */

static const char *const words[] = {"was", "from", "left"};

/* The member that goes by words[i]. */
static struct sip_settings *member(struct sip_memory *memory, size_t i)
{
	return i == 0 ? &memory->was : i == 1 ? &memory->from : &memory->left;
}

int sip_memory_print(const struct sip_memory *memory, char text[SIP_MEMORY_MAX + 1])
{
	struct buffer out;
	int err;

	buffer_init(&out, SIP_MEMORY_MAX);
	err = buffer_appendf(&out, "1 %u %u\n", memory->room, memory->button);
	for (unsigned i = 0; i < SIP_PLACES && !err; i++)
		if (memory->places[i].touched)
			err = buffer_appendf(
				&out, "place %u %d\n", i, memory->places[i].settled);
	for (unsigned i = 0; i < 3 * SIP_FIELDS && !err; i++) {
		unsigned field = i % SIP_FIELDS;
		const struct sip_value *v =
			&member((struct sip_memory *)memory, i / SIP_FIELDS)
				 ->fields[field];

		if (v->there && memory->places[sip_field_place(field)].touched)
			err = buffer_appendf(&out, "%s %u %s\n", words[i / SIP_FIELDS],
				field, v->text);
	}
	if (!err)
		memcpy(text, out.data, out.len + 1);
	buffer_finish(&out);
	return err;
}

static struct bytes take_until(struct bytes *rest, char end)
{
	size_t len = 0;
	struct bytes taken;

	while (len < rest->len && rest->data[len] != end)
		len++;
	taken = bytes_slice(*rest, 0, len);
	*rest = bytes_skip(*rest, len + 1);
	return taken;
}

static int take_number(struct bytes *rest, uint64_t max, unsigned *ret_number)
{
	uint64_t number;

	if (bytes_to_u64(take_until(rest, ' '), max, &number))
		return -EPROTO;
	*ret_number = (unsigned)number;
	return 0;
}

static int take_value(struct bytes line, struct sip_settings *settings)
{
	struct sip_value *v;
	unsigned field;

	if (take_number(&line, SIP_FIELDS - 1, &field) || line.len > SIP_VALUE_MAX)
		return -EPROTO;
	v = &settings->fields[field];
	v->there = true;
	if (line.len)
		memcpy(v->text, line.data, line.len);
	v->text[line.len] = '\0';
	return 0;
}

static int take_line(struct bytes line, struct sip_memory *m)
{
	struct bytes word = take_until(&line, ' ');
	unsigned place, settled;

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (bytes_equal(word, bytes_from(words[i])))
			return take_value(line, member(m, i));
	if (!bytes_equal(word, BYTES("place")) ||
		take_number(&line, SIP_PLACES - 1, &place) ||
		take_number(&line, 1, &settled))
		return -EPROTO;
	m->places[place] = (struct sip_trace){.touched = true, .settled = settled};
	return 0;
}

int sip_memory_parse(const char *text, struct sip_memory *ret_memory)
{
	struct bytes rest = bytes_from(text), line = take_until(&rest, '\n');
	struct sip_memory m;
	int err;

	memset(&m, 0, sizeof(m));
	if (!bytes_equal(take_until(&line, ' '), BYTES("1")))
		return -EPROTO;
	err = take_number(&line, UINT32_MAX, &m.room);
	if (!err)
		err = take_number(&line, UINT32_MAX, &m.button);
	while (!err && rest.len)
		err = take_line(take_until(&rest, '\n'), &m);
	if (!err)
		*ret_memory = m;
	return err;
}

void sip_memory_key(const char *serial, char key[SIP_MEMORY_KEY_MAX + 1])
{
	store_key("sip-", serial, key);
}
