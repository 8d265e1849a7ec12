/* SPDX-License-Identifier: Apache-2.0 */
/* sim-client.h - an HTTP client of the simulated station: requests, and one stream. */
#ifndef GATEHOUSE_SIM_CLIENT_H
#define GATEHOUSE_SIM_CLIENT_H

#include "sim-driver.h"

#include <curl/curl.h>

#define PASSWORD "right horse"

struct reply {
	long status; /* 0: no answer */
	CURLcode result;
	char *head, *body;
	size_t head_length, body_length;
	unsigned pieces; /* in which the body came */
};

/** A client of its own: connection and nonce are kept from request to request. */
struct client {
	CURL *curl;
	char url[64];
	bool without_login;
	/** A connection for each request. Else libcurl sends a request again, by itself,
	 * when a connection that it used before is closed without an answer. */
	bool once;
	char login[160];
	long auth;      /**< CURLAUTH_...; 0: digest */
	const char *ca; /**< HTTPS: whom to trust; NULL: anybody */
	long timeout_ms;
};

struct client client_of(const struct sim_driver *sim);
/** The same, at another port. */
struct client client_at(unsigned port, bool tls);
void client_finish(struct client *client);
void client_use_password(struct client *client, const char *password);

/** @param body  NULL: GET, else PUT. Free the reply. */
struct reply client_ask(struct client *client, const char *path, const char *body);
/** With a method of your choice. @param body  NULL: none */
struct reply client_send(
	struct client *client, const char *method, const char *path, const char *body);
void reply_free(struct reply *reply);

/** The same with a client used only once. @return the status, 0 no answer */
long ask(const struct sim_driver *sim, const char *path, const char *body);

/** The same with a method of your choice; the body of the reply, owned by the caller.
 * @param ret_status  May be NULL */
char *ask_by(const struct sim_driver *sim, const char *method, const char *path,
	const char *body, long *ret_status);

/** The body of a GET, owned by the caller. */
char *ask_text(const struct sim_driver *sim, const char *path);

/** `open`, `close`, ... at a door. @return the status */
long door_command(const struct sim_driver *sim, unsigned door, const char *command);

/** "idle", "ring", "onCall" or "": is it that within the deadline? */
bool call_becomes(const struct sim_driver *sim, const char *word);

/** An open alertStream. */
struct stream {
	struct client client;
	CURLM *multi;
	struct reply reply;
	bool ended;
};

/** Opens it and waits for the first part. */
void stream_open(struct stream *stream, const struct sim_driver *sim);
/** The same over HTTPS. */
void stream_open_tls(struct stream *stream, const struct sim_driver *sim);
/** The same, for one that may be silent: waits for its head only. */
void stream_begin(struct stream *stream, const struct sim_driver *sim);
void stream_close(struct stream *stream);

/** Wait until `text` came that many times, or the deadline. */
bool stream_has(struct stream *stream, const char *text, unsigned times);
/** Take what comes in this time, be it nothing. */
void stream_listen(struct stream *stream, long ms);
bool stream_ends(struct stream *stream);
unsigned times_in(const char *text, const char *what);

/** The body of the nth part of that content type, whose length must be as announced.
 * NULL if there is none. Owned by the caller. */
char *stream_part(const struct stream *stream, unsigned n, const char *type);

/** The nth event of that kind (JSON); NULL if there is none. Owned by the caller. */
json_t *stream_event(const struct stream *stream, unsigned n, long major, long minor);

#endif
