/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-wire-commands.c - shared commands: bytes and parts of one's own on the streams. */

#include "isapi-commands.h"
#include "sim-jpeg.h"

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
