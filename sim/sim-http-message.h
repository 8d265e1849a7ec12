/* SPDX-License-Identifier: Apache-2.0 */
/* sim-http-message.h - one HTTP request out of bytes, one reply into bytes. Pure, but for
 * the date. */
#ifndef GATEHOUSE_SIM_HTTP_MESSAGE_H
#define GATEHOUSE_SIM_HTTP_MESSAGE_H

#include "sim-http.h"

enum { SIM_HTTP_NOT_WHOLE = -1 };
enum { SIM_HTTP_REQUEST_LIMIT = 1100 * 1024 };

struct sim_http_message {
	struct sim_http_request request; /* without its connection */
	struct http_msg *msg;
	size_t size; /* how many bytes it is */
	bool keep;   /* the client takes another reply on this connection */
};

/** Read the request at the start of `in`, whose bytes stay and are pointed into.
 * @return 0, SIM_HTTP_NOT_WHOLE, or the status to refuse it with; finish it after 0 */
int sim_http_message_read(struct sim_http_message *message, struct mbuf *in);
void sim_http_message_finish(struct sim_http_message *message);

/** @return 0 or an error number */
int sim_http_message_print(
	struct mbuf *mb, const struct sim_http_reply *reply, bool keep);

#endif
