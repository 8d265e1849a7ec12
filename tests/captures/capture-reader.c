/* SPDX-License-Identifier: Apache-2.0 */
/* capture-reader.c - what a device once sent, read from a file as from its stream. */

#include "capture-reader.h"

#include "buffer.h"
#include "multipart.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	FILE_SIZE_MAX = 64 * 1024 * 1024,
	PIECE = 512, /* bytes at a time, so that parts are cut anywhere */
};

struct reading {
	void (*take)(const struct alert *alert, void *user);
	void *user;
	struct capture *capture;
	struct multipart multipart;
	struct buffer in;
};

static unsigned count(struct bytes in, struct bytes needle)
{
	unsigned n = 0;
	ssize_t at = -1;

	while ((at = bytes_find(in, (size_t)(at + 1), needle)) >= 0)
		n++;
	return n;
}

static unsigned count_alerts(struct bytes in)
{
	return count(in, BYTES("<EventNotificationAlert")) +
	       count(in, BYTES("\"eventType\""));
}

static void take_part(struct reading *r, const struct part *part)
{
	struct alert alert;
	int err = -EPROTO;

	if (part->kind == PART_XML)
		err = alert_xml_parse(part->body, &alert);
	else if (part->kind == PART_JSON)
		err = alert_json_parse(part->body, &alert);
	if (err)
		return;
	r->capture->read++;
	r->take(&alert, r->user);
}

static int feed(struct reading *r, struct bytes in)
{
	for (size_t at = 0; at < in.len; at += PIECE) {
		int err = buffer_append(&r->in, bytes_slice(in, at, PIECE));
		struct part part;
		ssize_t used;
		bool found;

		if (err)
			return err;
		while ((used = multipart_next(
				&r->multipart, buffer_bytes(&r->in), &found, &part))) {
			if (found)
				take_part(r, &part);
			buffer_consume(&r->in, (size_t)used);
		}
	}
	return 0;
}

static int feed_part(struct reading *r, const char *type, const char *content)
{
	struct buffer framed;
	int err;

	r->capture->alerts += count_alerts(bytes_from(content));
	buffer_init(&framed, FILE_SIZE_MAX);
	err = buffer_appendf(&framed,
		"--boundary\r\nContent-Type: %s\r\nContent-Length: %zu\r\n\r\n%s\r\n",
		type, strlen(content), content);
	if (!err)
		err = feed(r, buffer_bytes(&framed));
	buffer_finish(&framed);
	return err;
}

static int feed_line(struct reading *r, const char *line)
{
	json_t *json = json_loads(line, 0, NULL);
	const char *content = json_string_value(json_object_get(json, "content"));
	int err = content ? feed_part(r, "application/xml", content) : -EPROTO;

	json_decref(json);
	return err;
}

/* The text is cut into its lines. */
static int feed_log(struct reading *r, char *text)
{
	char *rest = text, *line;
	int err = 0;

	while (!err && (line = strsep(&rest, "\n"))) {
		if (*line)
			err = feed_line(r, line);
	}
	return err;
}

/* @return -ENOENT: it is no such list */
static int feed_list(struct reading *r, const char *text)
{
	json_t *json = json_loads(text, 0, NULL), *entry;
	json_t *list = json_object_get(json, "payload");
	int err = json_is_array(list) ? 0 : -ENOENT;
	size_t i;

	json_array_foreach(list, i, entry)
	{
		char *content = err ? NULL : json_dumps(entry, 0);

		if (content)
			err = feed_part(r, "application/json", content);
		free(content);
	}
	json_decref(json);
	return err;
}

static int feed_bytes(struct reading *r, struct bytes in)
{
	r->capture->alerts = count_alerts(in);
	return feed(r, in);
}

static int load(const char *path, struct buffer *ret_text)
{
	FILE *file = fopen(path, "re");
	char piece[4096];
	size_t n;
	int err = file ? 0 : -errno;

	while (!err && (n = fread(piece, 1, sizeof(piece), file)))
		err = buffer_append(ret_text, (struct bytes){piece, n});
	if (!err && ferror(file))
		err = -EIO;
	if (file)
		(void)fclose(file);
	return err;
}

int capture_read(const char *path, void (*take)(const struct alert *alert, void *user),
	void *user, struct capture *ret_capture)
{
	struct reading r = {.take = take, .user = user, .capture = ret_capture};
	struct buffer text;
	int err;

	*ret_capture = (struct capture){0};
	buffer_init(&text, FILE_SIZE_MAX);
	buffer_init(&r.in, FILE_SIZE_MAX);
	err = load(path, &text);
	if (!err && bytes_starts(buffer_bytes(&text), BYTES("{\"content\":")))
		err = feed_log(&r, text.data);
	else if (!err) {
		err = feed_list(&r, text.data);
		if (err == -ENOENT)
			err = feed_bytes(&r, buffer_bytes(&text));
	}
	buffer_finish(&r.in);
	buffer_finish(&text);
	return err;
}
