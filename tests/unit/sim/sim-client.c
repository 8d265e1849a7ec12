/* SPDX-License-Identifier: Apache-2.0 */
/* sim-client.c - an HTTP client of the simulated station. */

#include "sim-client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The room of a text of that length: it doubles, so that long ones are not copied again for
 * each piece. */
static size_t room(size_t length)
{
	size_t size = 1;

	while (size < length + 1)
		size *= 2;
	return size;
}

/* @param text  Has the room of its length */
static size_t append(char **text, size_t *length, const char *bytes, size_t n)
{
	char *more = *text;

	if (room(*length + n) > room(*length))
		more = realloc(*text, room(*length + n));
	if (!more)
		return 0;
	memcpy(more + *length, bytes, n);
	*length += n;
	more[*length] = '\0';
	*text = more;
	return n;
}

static size_t take_head(char *bytes, size_t size, size_t n, void *user)
{
	struct reply *reply = user;

	return append(&reply->head, &reply->head_length, bytes, size * n);
}

static size_t take_body(char *bytes, size_t size, size_t n, void *user)
{
	struct reply *reply = user;

	reply->pieces++;
	return append(&reply->body, &reply->body_length, bytes, size * n);
}

void client_use_password(struct client *client, const char *password)
{
	(void)snprintf(client->login, sizeof(client->login), "admin:%s", password);
}

struct client client_at(unsigned port, bool tls)
{
	struct client client = {.curl = curl_easy_init(), .timeout_ms = DEADLINE_MS};

	(void)snprintf(client.url, sizeof(client.url), "http%s://127.0.0.1:%u",
		tls ? "s" : "", port);
	client_use_password(&client, PASSWORD);
	return client;
}

struct client client_of(const struct sim_driver *sim)
{
	return client_at(sim->port, false);
}

void client_finish(struct client *client)
{
	curl_easy_cleanup(client->curl);
}

/* No curl_easy_reset(): it would forget the nonce. */
static void prepare(struct client *client, const char *path, struct reply *reply)
{
	char url[256];
	CURL *curl = client->curl;

	(void)snprintf(url, sizeof(url), "%s%s", client->url, path);
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, client->timeout_ms);
	curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, client->once ? 1L : 0L);
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_head);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, reply);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, reply);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, client->ca ? 1L : 0L);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, client->ca ? 2L : 0L);
	if (client->ca)
		curl_easy_setopt(curl, CURLOPT_CAINFO, client->ca);
	if (client->without_login)
		return;
	curl_easy_setopt(curl, CURLOPT_HTTPAUTH,
		client->auth ? client->auth : (long)CURLAUTH_DIGEST);
	curl_easy_setopt(curl, CURLOPT_USERPWD, client->login);
}

struct reply client_send(
	struct client *client, const char *method, const char *path, const char *body)
{
	struct reply reply = {.head = calloc(1, 1), .body = calloc(1, 1)};

	prepare(client, path, &reply);
	if (body)
		curl_easy_setopt(client->curl, CURLOPT_POSTFIELDS, body);
	else
		curl_easy_setopt(client->curl, CURLOPT_HTTPGET, 1L);
	curl_easy_setopt(client->curl, CURLOPT_CUSTOMREQUEST, method);
	reply.result = curl_easy_perform(client->curl);
	curl_easy_getinfo(client->curl, CURLINFO_RESPONSE_CODE, &reply.status);
	if (reply.result)
		reply.status = 0;
	return reply;
}

struct reply client_ask(struct client *client, const char *path, const char *body)
{
	return client_send(client, body ? "PUT" : "GET", path, body);
}

void reply_free(struct reply *reply)
{
	free(reply->head);
	free(reply->body);
}

long ask(const struct sim_driver *sim, const char *path, const char *body)
{
	struct client client = client_of(sim);
	struct reply reply = client_ask(&client, path, body);

	reply_free(&reply);
	client_finish(&client);
	return reply.status;
}

char *ask_by(const struct sim_driver *sim, const char *method, const char *path,
	const char *body, long *ret_status)
{
	struct client client = client_of(sim);
	struct reply reply = client_send(&client, method, path, body);

	client_finish(&client);
	free(reply.head);
	if (ret_status)
		*ret_status = reply.status;
	return reply.body;
}

char *ask_text(const struct sim_driver *sim, const char *path)
{
	struct client client = client_of(sim);
	struct reply reply = client_ask(&client, path, NULL);

	client_finish(&client);
	free(reply.head);
	return reply.body;
}

long door_command(const struct sim_driver *sim, unsigned door, const char *command)
{
	char path[80], body[120];

	(void)snprintf(
		path, sizeof(path), "/ISAPI/AccessControl/RemoteControl/door/%u", door);
	(void)snprintf(body, sizeof(body),
		"<RemoteControlDoor><cmd>%s</cmd></RemoteControlDoor>", command);
	return ask(sim, path, body);
}

bool call_becomes(const struct sim_driver *sim, const char *word)
{
	char wanted[40];
	bool found = false;

	(void)snprintf(wanted, sizeof(wanted), "\"%s\"", word);
	for (long until = now_ms() + DEADLINE_MS; !found && now_ms() < until;) {
		char *text =
			ask_text(sim, "/ISAPI/VideoIntercom/callStatus?format=json");

		found = strstr(text, wanted) != NULL;
		free(text);
	}
	return found;
}

/* Let bytes come for a moment. */
static void stream_run(struct stream *stream)
{
	int running, left;

	curl_multi_perform(stream->multi, &running);
	if (curl_multi_info_read(stream->multi, &left))
		stream->ended = true;
	else
		curl_multi_poll(stream->multi, NULL, 0, 50, NULL);
}

static void start_stream(struct stream *stream, const struct sim_driver *sim, bool tls)
{
	memset(stream, 0, sizeof(*stream));
	stream->client = client_at(sim->port, tls);
	stream->client.timeout_ms = 0;
	stream->multi = curl_multi_init();
	stream->reply.head = calloc(1, 1);
	stream->reply.body = calloc(1, 1);
	prepare(&stream->client, "/ISAPI/Event/notification/alertStream",
		&stream->reply);
	curl_multi_add_handle(stream->multi, stream->client.curl);
}

void stream_open(struct stream *stream, const struct sim_driver *sim)
{
	start_stream(stream, sim, false);
	(void)stream_has(stream, "videoloss alarm", 1);
}

void stream_open_tls(struct stream *stream, const struct sim_driver *sim)
{
	start_stream(stream, sim, true);
	(void)stream_has(stream, "videoloss alarm", 1);
}

void stream_begin(struct stream *stream, const struct sim_driver *sim)
{
	start_stream(stream, sim, false);
	for (long until = now_ms() + DEADLINE_MS;
		now_ms() < until && !stream->ended &&
		!strstr(stream->reply.head, "200 OK");)
		stream_run(stream);
}

void stream_close(struct stream *stream)
{
	curl_multi_remove_handle(stream->multi, stream->client.curl);
	client_finish(&stream->client);
	curl_multi_cleanup(stream->multi);
	reply_free(&stream->reply);
}

/* strstr(), without measuring the whole text at each call as sanitizers make it do. */
static const char *find(const char *text, const char *what)
{
	size_t length = strlen(what);

	while ((text = strchr(text, *what)) && strncmp(text, what, length))
		text++;
	return text;
}

unsigned times_in(const char *text, const char *what)
{
	unsigned times = 0;

	for (; (text = find(text, what)); text += strlen(what))
		times++;
	return times;
}

bool stream_has(struct stream *stream, const char *text, unsigned times)
{
	for (long until = now_ms() + DEADLINE_MS; now_ms() < until && !stream->ended;) {
		if (times_in(stream->reply.body, text) >= times)
			return true;
		stream_run(stream);
	}
	return times_in(stream->reply.body, text) >= times;
}

void stream_listen(struct stream *stream, long ms)
{
	for (long until = now_ms() + ms; now_ms() < until && !stream->ended;)
		stream_run(stream);
}

bool stream_ends(struct stream *stream)
{
	for (long until = now_ms() + DEADLINE_MS; now_ms() < until && !stream->ended;)
		stream_run(stream);
	return stream->ended;
}

struct part {
	const char *type, *body;
	size_t length;
};

/* The part that begins at or after `*cursor`; its length must be as announced. */
static bool next_part(
	const struct stream *stream, const char **cursor, struct part *part)
{
	const char *end = stream->reply.body + stream->reply.body_length;
	const char *text = find(*cursor, "boundary\r\nContent-Type: ");
	const char *size = text ? find(text, "Content-Length: ") : NULL;
	const char *head = size ? find(size, "\r\n\r\n") : NULL;

	if (!head)
		return false;
	part->type = strchr(text, ':') + 2;
	part->body = head + 4;
	part->length = strtoul(size + 16, NULL, 10);
	if (part->length + 2 > (size_t)(end - part->body) ||
		memcmp(part->body + part->length, "\r\n", 2))
		return false;
	*cursor = part->body + part->length;
	return true;
}

char *stream_part(const struct stream *stream, unsigned n, const char *type)
{
	const char *cursor = stream->reply.body;
	struct part part;

	while (next_part(stream, &cursor, &part))
		if (!strncmp(part.type, type, strlen(type)) && !n--)
			return strndup(part.body, part.length);
	return NULL;
}

json_t *stream_event(const struct stream *stream, unsigned n, long major, long minor)
{
	const char *cursor = stream->reply.body;
	struct part part;

	while (next_part(stream, &cursor, &part)) {
		json_t *json = json_loadb(part.body, part.length, 0, NULL);
		const json_t *event = json_object_get(json, "AccessControllerEvent");

		if (json_integer_value(json_object_get(event, "majorEventType")) ==
				major &&
			json_integer_value(json_object_get(event, "subEventType")) ==
				minor &&
			!n--)
			return json;
		json_decref(json);
	}
	return NULL;
}
