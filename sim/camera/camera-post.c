/* SPDX-License-Identifier: Apache-2.0 */
/* camera-post.c - alerts posted to the slots of httpHosts.
 *
 * Source: multipart/form-data with a part named after the event: ioBroker thread 5;
 * the picture behind it: hikvision_next thread 290. The body alone: guessed. */

#include "sim-camera.h"
#include "sim-jpeg.h"

#include <errno.h>

#define FORM_BOUNDARY "boundary"

static int print_part(struct mbuf *mb, const char *name, const char *file,
	const char *type, const struct mbuf *content)
{
	int err = mbuf_printf(mb,
		"--" FORM_BOUNDARY "\r\n"
		"Content-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n"
		"Content-Type: %s\r\nContent-Length: %zu\r\n\r\n",
		name, file, type, content->end);

	err |= mbuf_write_mem(mb, content->buf, content->end);
	return err | mbuf_write_str(mb, "\r\n");
}

static int print_picture(struct mbuf *mb, unsigned number)
{
	struct mbuf *picture = mbuf_alloc(2048);
	int err = picture ? sim_jpeg_print(picture, number) : ENOMEM;

	if (!err)
		err = print_part(mb, "Picture", "picture.jpg", "image/jpeg", picture);
	mem_deref(picture);
	return err;
}

static int print_form(struct mbuf *mb, const struct camera_alert *alert, bool json,
	const struct mbuf *text, int64_t form, unsigned number)
{
	char file[96];
	int err;

	(void)snprintf(file, sizeof(file), "%s.%s", alert->type, json ? "json" : "xml");
	err = print_part(
		mb, file, file, json ? "application/json" : "application/xml", text);
	if (form == POST_PICTURE)
		err |= print_picture(mb, number);
	return err | mbuf_write_str(mb, "--" FORM_BOUNDARY "--\r\n");
}

static int print_request(struct mbuf *mb, const struct notify_host *host,
	const char *type, const struct mbuf *body)
{
	int err = mbuf_printf(mb,
		"POST %s%s HTTP/1.1\r\nHost: %s:%s\r\nContent-Type: %s\r\n"
		"Content-Length: %zu\r\nConnection: close\r\n\r\n",
		*host->url == '/' ? "" : "/", host->url, host->address, host->port,
		type, body->end);

	return err | mbuf_write_mem(mb, body->buf, body->end);
}

static int print_post(struct camera *camera, const struct notify_host *host,
	const struct camera_alert *alert, struct mbuf *mb)
{
	struct alert_source source = camera_source(camera);
	bool json = !strcmp(host->format, "JSON");
	int64_t form = camera_number(camera, SWITCH_POST);
	const char *type =
		json ? "application/json; charset=\"UTF-8\"" : STREAMS_XML_TYPE;
	struct mbuf *text = mbuf_alloc(1024), *body = mbuf_alloc(4096);
	int err = text && body ? 0 : ENOMEM;

	if (!err)
		err = json ? camera_alert_json(alert, &source, text)
			   : camera_alert_print(alert, &source, text);
	if (!err && form == POST_BODY)
		err = mbuf_write_mem(body, text->buf, text->end);
	else if (!err)
		err = print_form(body, alert, json, text, form, camera->pictures++);
	if (form != POST_BODY)
		type = "multipart/form-data; boundary=" FORM_BOUNDARY;
	if (!err)
		err = print_request(mb, host, type, body);
	mem_deref(text);
	mem_deref(body);
	return err;
}

static int post_to(struct camera *camera, const struct notify_host *host,
	const struct sa *to, const struct camera_alert *alert)
{
	struct mbuf *request = mbuf_alloc(4096);
	int err = request ? print_post(camera, host, alert, request) : ENOMEM;

	if (!err) {
		camera->isapi.counts.pushes++;
		if (pushes_send(
			    &camera->isapi.pushes, to, request->buf, request->end, 0))
			camera->isapi.counts.pushes_failed++;
	}
	mem_deref(request);
	return -err;
}

int camera_post(struct camera *camera, const struct camera_alert *alert)
{
	unsigned slots = (unsigned)camera_number(camera, SWITCH_HTTP_HOSTS);
	int err = 0;

	if (camera_number(camera, SWITCH_POST) == POST_OFF || !camera->isapi.powered)
		return 0;
	for (unsigned i = 0; i < slots && !err; i++) {
		const struct notify_host *host = &camera->isapi.hosts.slot[i];
		struct sa to;

		if (!notify_host_address(host, &to))
			err = post_to(camera, host, &to, alert);
	}
	return err;
}
