/* SPDX-License-Identifier: Apache-2.0 */
/* replay.c - the parts of a bundle or of a capture, sent again in their time. */

#include "replay.h"
#include "capture-file.h"

#include <errno.h>

enum { DEPTH_MAX = 8, PAUSE_MAX_MS = 3600 * 1000 };

void replay_init(struct replay *replay, const struct replay_ops *ops, void *user)
{
	*replay = (struct replay){.ops = ops, .user = user};
	tmr_init(&replay->due);
}

void replay_finish(struct replay *replay)
{
	tmr_cancel(&replay->due);
	json_decref(replay->parts);
	replay->parts = NULL;
}

static bool is_part(const json_t *value)
{
	return json_is_string(json_object_get(value, "kind")) &&
	       json_is_string(json_object_get(value, "body")) &&
	       json_is_integer(json_object_get(value, "at_ms"));
}

static bool are_parts(const json_t *list)
{
	if (!json_is_array(list))
		return false;
	for (size_t i = 0; i < json_array_size(list); i++)
		if (!is_part(json_array_get(list, i)))
			return false;
	return true;
}

/* The nearest member "parts", borrowed; NULL if there is none. */
static json_t *find_parts(json_t *value, unsigned depth)
{
	json_t *found = json_object_get(value, "parts"), *member;
	const char *key;

	if (are_parts(found))
		return found;
	found = NULL;
	if (depth < DEPTH_MAX)
		json_object_foreach(value, key, member) if (!found) found =
			find_parts(member, depth + 1);
	return found;
}

int replay_load(struct replay *replay, const char *path, bool fast)
{
	FILE *file = fopen(path, "r");
	json_t *document, *parts;

	if (!file)
		return -errno;
	document = json_loadf(file, 0, NULL);
	parts = json_incref(find_parts(document, 0));
	json_decref(document);
	if (!parts && !fseek(file, 0, SEEK_SET))
		parts = capture_read(file);
	(void)fclose(file);
	if (!parts)
		return -EBADMSG;
	replay_finish(replay);
	replay->parts = parts;
	replay->next = 0;
	replay->fast = fast;
	return 0;
}

static json_int_t time_of(const struct replay *replay, size_t i)
{
	const json_t *part = json_array_get(replay->parts, i);

	return json_integer_value(json_object_get(part, "at_ms"));
}

static void part_due(void *arg)
{
	struct replay *replay = arg;
	const json_t *part = json_array_get(replay->parts, replay->next++),
		     *body = json_object_get(part, "body");
	const char *kind = json_string_value(json_object_get(part, "kind"));
	json_int_t pause = 0;

	if (replay_left(replay) && !replay->fast)
		pause = time_of(replay, replay->next) -
			time_of(replay, replay->next - 1);
	if (pause < 0 || pause > PAUSE_MAX_MS)
		pause = 0; /* the clock of whoever wrote it jumped */
	if (replay_left(replay))
		tmr_start(&replay->due, (uint64_t)pause, part_due, replay);
	if (!strcmp(kind, "xml") || !strcmp(kind, "json"))
		replay->ops->part(!strcmp(kind, "xml"), json_string_value(body),
			json_string_length(body), replay->user);
}

void replay_start(struct replay *replay)
{
	if (!replay->next && replay_left(replay) && !tmr_isrunning(&replay->due))
		tmr_start(&replay->due, 0, part_due, replay);
}

size_t replay_left(const struct replay *replay)
{
	return json_array_size(replay->parts) - replay->next;
}
