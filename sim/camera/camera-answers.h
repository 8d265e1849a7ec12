/* SPDX-License-Identifier: Apache-2.0 */
/* camera-answers.h - the answers of the camera, one function per row of the table in
 * camera-isapi.c. */
#ifndef GATEHOUSE_SIM_CAMERA_ANSWERS_H
#define GATEHOUSE_SIM_CAMERA_ANSWERS_H

#include "isapi-answers.h"
#include "sim-camera.h"

/** @param number  What stands in the place of the path's '#'; 0 without one */
typedef void camera_answer_fn(
	struct camera *camera, const struct sim_http_request *request, unsigned number);

/* camera-info.c */
camera_answer_fn get_camera_info, get_camera_capabilities;
camera_answer_fn get_web_certificate, get_users, get_user_permission;

/* camera-lists.c */
camera_answer_fn get_video_inputs, get_proxies, get_proxy_statuses, get_proxy_status;
camera_answer_fn get_camera_streams, get_camera_stream, get_camera_picture;
camera_answer_fn get_proxy_outputs, put_proxy_output, get_proxy_output_status;

/* camera-detection.c */
camera_answer_fn get_motion, put_motion, get_proxy_motion, put_proxy_motion;

/** Answer what has a word in its path that is in the table of triggers: a detection below
 * Smart/, a schedule. @return whether it was one */
bool camera_answer_detection(
	struct camera *camera, const struct sim_http_request *request);

/* camera-trigger-answers.c */
camera_answer_fn get_triggers;

/** One trigger, or its notifications. @return whether it was one */
bool camera_answer_trigger(
	struct camera *camera, const struct sim_http_request *request);

/** A list in XML: the head, then each row, then the end. */
struct mbuf *camera_list_begin(const char *name);
void camera_list_reply(const struct sim_http_request *request, const char *name,
	struct mbuf *list, int err);

#endif
