/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-answers.h - answers that every simulated Hikvision device gives, one function per
 * row of the table in isapi-answers.c; and how a kind finds its own. */
#ifndef GATEHOUSE_SIM_ISAPI_ANSWERS_H
#define GATEHOUSE_SIM_ISAPI_ANSWERS_H

#include "isapi-device.h"
#include "isapi-replies.h"

/** Is it that path? @param number  What stands in the place of a '#', else 0 */
bool isapi_path_is(const struct pl *path, const char *pattern, unsigned *number);

/** Is it that method, too? When only the path is right, `status` becomes
 * STATUS_METHOD_NOT_ALLOWED, and else stays as it is. */
bool isapi_is(const struct sim_http_request *request, const char *method,
	const char *pattern, unsigned *number, enum isapi_status *status);

/** Answer with a row of the shared table; without one, with `status`. */
void isapi_answer(struct isapi_device *device, const struct sim_http_request *request,
	enum isapi_status status);

/** A new picture, or what the switch "snapshot" does instead.
 * @param there  Is there such a channel? */
void isapi_answer_picture(struct isapi_device *device,
	const struct sim_http_request *request, bool there);

void reply_output_status(
	const struct sim_http_request *request, unsigned number, bool high);

/** What the body wants of an output. @return false, and refuses, if it says nothing */
bool read_output_state(const struct sim_http_request *request, bool *ret_high);

/** @param number  What stands in the place of the path's '#'; 0 without one */
typedef void isapi_answer_fn(struct isapi_device *device,
	const struct sim_http_request *request, unsigned number);

/* isapi-stream.c */
isapi_answer_fn get_alert_stream;

/* isapi-outputs.c */
isapi_answer_fn get_outputs, get_output_status, put_output;

/* isapi-hosts.c */
isapi_answer_fn get_hosts, get_host, put_host, post_host, delete_host, delete_hosts;
isapi_answer_fn get_hosts_capabilities;

#endif
