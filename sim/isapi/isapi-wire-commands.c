/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-wire-commands.c - shared commands: bytes and parts of one's own on the streams. */

#include "isapi-commands.h"
#include "sim-jpeg.h"

#include <errno.h>

enum { FILE_MOST = 16 * 1024 * 1024 };

json_t *command_cut(struct isapi_device *device, char *arguments)
{
	const char *word = command_word(&arguments);
	struct mbuf *half = NULL;

	if (word && strcmp(word, "part"))
		return command_failed("cut [part]");
	if (word) {
		half = mbuf_alloc(1024);
		if (!half || device->ops->sample(half, device->user)) {
			mem_deref(half);
			return command_failed("out of memory");
		}
	}
	alert_streams_cut(
		&device->streams, device->ops->streams->rules(device->user).xml, half);
	mem_deref(half);
	return command_done();
}

static json_t *part(struct isapi_device *device, const char *text, bool xml)
{
	struct mbuf *body = mbuf_alloc(1024);
	bool made = body && !mbuf_write_str(body, text);

	if (made)
		alert_streams_part(&device->streams, xml, body);
	mem_deref(body);
	return made ? command_done() : command_failed("out of memory");
}

json_t *command_part_xml(struct isapi_device *device, char *arguments)
{
	return part(device, arguments, true);
}

json_t *command_part_json(struct isapi_device *device, char *arguments)
{
	return part(device, arguments, false);
}

json_t *command_part_jpeg(struct isapi_device *device, char *arguments)
{
	struct mbuf *body = mbuf_alloc(2048);
	bool made = body && !sim_jpeg_print(body, (unsigned)device->counts.parts_sent);

	if (made)
		alert_streams_typed_part(&device->streams, "image/jpeg", body);
	mem_deref(body);
	return made ? command_done() : command_failed("out of memory");
}

json_t *command_replay(struct isapi_device *device, char *arguments)
{
	const char *path = command_word(&arguments);
	const char *speed = command_word(&arguments);
	bool fast = speed && !strcmp(speed, "fast");
	int err;

	if (!path || (speed && !fast))
		return command_failed("replay FILE [fast]");
	err = replay_load(&device->replay, path, fast);
	if (err)
		return command_failed(strerror(-err));
	if (alert_streams_count(&device->streams))
		replay_start(&device->replay);
	return json_pack("{s:b, s:I}", "ok", 1, "parts",
		(json_int_t)replay_left(&device->replay));
}

static bool is_base64(const char *text)
{
	size_t length = strlen(text);
	size_t letters =
		strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
			     "0123456789+/");

	return length && length % 4 == 0 && length - letters <= 2 &&
	       strspn(text + letters, "=") == length - letters;
}

json_t *command_raw(struct isapi_device *device, char *arguments)
{
	size_t length = strlen(arguments), size = length;
	struct mbuf *bytes = mbuf_alloc(length + 4);
	json_t *result = command_failed("raw BASE64");

	if (bytes && is_base64(arguments) &&
		!base64_decode(arguments, length, bytes->buf, &size)) {
		bytes->end = size;
		alert_streams_raw(&device->streams, bytes);
		json_decref(result);
		result = command_done();
	}
	mem_deref(bytes);
	return result;
}

static int digit_of(char c)
{
	const char *digits = "0123456789abcdef", *place;

	if (c >= 'A' && c <= 'F')
		c = (char)(c - 'A' + 'a');
	place = c ? strchr(digits, c) : NULL;
	return place ? (int)(place - digits) : -1;
}

/* What stands behind a backslash: r, n, t, another one, or xHH.
 * @return how many characters that is, 0: none of these */
static size_t unescape(const char *text, uint8_t *ret)
{
	static const char names[] = "rnt\\", values[] = "\r\n\t\\";
	const char *place = *text ? strchr(names, *text) : NULL;
	int high, low;

	if (place) {
		*ret = (uint8_t)values[place - names];
		return 1;
	}
	if (*text != 'x')
		return 0;
	high = digit_of(text[1]);
	low = high < 0 ? -1 : digit_of(text[2]);
	*ret = (uint8_t)(high * 16 + low);
	return low < 0 ? 0 : 3;
}

json_t *command_raw_text(struct isapi_device *device, char *arguments)
{
	struct mbuf *bytes = mbuf_alloc(strlen(arguments) + 1);
	int err = bytes ? 0 : ENOMEM;

	for (const char *c = arguments; *c && !err; c++) {
		uint8_t byte = (uint8_t)*c;
		size_t read = *c == '\\' ? unescape(c + 1, &byte) : 0;

		err = *c == '\\' && !read ? EINVAL : mbuf_write_u8(bytes, byte);
		c += read;
	}
	if (!err)
		alert_streams_raw(&device->streams, bytes);
	mem_deref(bytes);
	return err ? command_failed("raw-text TEXT: with \\r \\n \\t \\\\ \\xHH")
		   : command_done();
}

/* @return the bytes of a file, or NULL and why not */
static struct mbuf *read_file(const char *path, json_t **ret_why)
{
	struct mbuf *bytes = mbuf_alloc(FILE_MOST);
	FILE *file = path ? fopen(path, "r") : NULL;

	if (!file || !bytes) {
		*ret_why = command_failed(path ? strerror(errno) : "FILE is missing");
		if (file)
			(void)fclose(file);
		return mem_deref(bytes);
	}
	bytes->end = fread(bytes->buf, 1, FILE_MOST, file);
	(void)fclose(file);
	return bytes;
}

json_t *command_raw_file(struct isapi_device *device, char *arguments)
{
	json_t *why = NULL;
	struct mbuf *bytes = read_file(command_word(&arguments), &why);

	if (!bytes)
		return why;
	alert_streams_raw(&device->streams, bytes);
	mem_deref(bytes);
	return command_done();
}

json_t *command_part_file(struct isapi_device *device, char *arguments)
{
	const char *type = command_word(&arguments);
	json_t *why = NULL;
	struct mbuf *body = read_file(command_word(&arguments), &why);

	if (!body)
		return why;
	alert_streams_typed_part(&device->streams, type, body);
	mem_deref(body);
	return command_done();
}
