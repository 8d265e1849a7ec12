/* SPDX-License-Identifier: Apache-2.0 */
/* bench-camera.c - the least that is a camera. */

#include "bench-camera.h"

#include "bench.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LIMIT_S = 20, REPLY_MAX = 2048 };

#define NAMESPACE "version=\"2.0\" xmlns=\"http://www.hikvision.com/ver20/XMLSchema\""

const char camera_stream_path[] = "/ISAPI/Event/notification/alertStream";

static const struct {
	const char *path, *body;
} pages[] = {
	{"/ISAPI/System/deviceInfo",
		"<DeviceInfo " NAMESPACE "><deviceName>Bench</deviceName>"
		"<model>DS-2CD2347G2-LU</model><serialNumber>BENCH0001</serialNumber>"
		"<firmwareVersion>V5.7.10</firmwareVersion>"
		"<firmwareReleasedDate>build 221101</firmwareReleasedDate>"
		"<deviceType>IPCamera</deviceType></DeviceInfo>"},
	{"/ISAPI/Event/triggers",
		"<EventTriggerList " NAMESPACE "><EventTrigger><id>VMD-1</id>"
		"<eventType>VMD</eventType><videoInputChannelID>1</videoInputChannelID>"
		"<EventTriggerNotificationList><EventTriggerNotification>"
		"<id>center</id><notificationMethod>center</notificationMethod>"
		"</EventTriggerNotification></EventTriggerNotificationList>"
		"</EventTrigger></EventTriggerList>"},
};

static void say(int fd, const char *text)
{
	(void)send(fd, text, strlen(text), MSG_NOSIGNAL);
}

static void reply(int fd, const char *status, const char *header, const char *body)
{
	char text[REPLY_MAX];

	snprintf(text, sizeof(text),
		"HTTP/1.1 %s\r\n%sContent-Type: application/xml\r\n"
		"Content-Length: %zu\r\n\r\n%s",
		status, header, strlen(body), body);
	say(fd, text);
}

static void begin_stream(struct bench_camera *c, int fd)
{
	int one = 1;

	say(fd, c->chunked
			? "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
			  "Content-Type: multipart/mixed; boundary=boundary\r\n\r\n"
			: "HTTP/1.1 200 OK\r\nConnection: close\r\n"
			  "Content-Type: multipart/mixed; boundary=boundary\r\n\r\n");
	(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	c->stream = fd;
	sem_post(&c->streams);
}

static void serve(struct bench_camera *c, const struct camera_connection *from)
{
	char path[128] = "";

	(void)sscanf(from->request, "%*s %127[^ ?]", path);
	if (!strstr(from->request, "\r\nAuthorization:")) {
		reply(from->fd, "401 Unauthorized",
			"WWW-Authenticate: Digest realm=\"bench\", qop=\"auth\", "
			"nonce=\"0123456789abcdef\", algorithm=MD5\r\n",
			"");
		return;
	}
	if (!strcmp(path, camera_stream_path)) {
		begin_stream(c, from->fd);
		return;
	}
	for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++)
		if (!strcmp(path, pages[i].path)) {
			reply(from->fd, "200 OK", "", pages[i].body);
			return;
		}
	reply(from->fd, "404 Not Found", "", "");
}

static void drop(struct bench_camera *c, size_t at)
{
	close(c->connections[at].fd);
	c->connections[at] = c->connections[--c->count];
}

static void receive(struct bench_camera *c, size_t at)
{
	struct camera_connection *from = &c->connections[at];
	ssize_t n = recv(
		from->fd, from->request + from->len, CAMERA_REQUEST_MAX - from->len, 0);

	if (n <= 0) {
		drop(c, at);
		return;
	}
	from->len += (size_t)n;
	from->request[from->len] = '\0';
	if (!strstr(from->request, "\r\n\r\n"))
		return;
	from->len = 0;
	serve(c, from);
}

static void accept_one(struct bench_camera *c)
{
	int fd = accept4(c->listener, NULL, NULL, SOCK_CLOEXEC);

	if (fd >= 0 && c->count < CAMERA_CONNECTIONS)
		c->connections[c->count++] = (struct camera_connection){.fd = fd};
	else if (fd >= 0)
		close(fd);
}

static void *run(void *user)
{
	struct pollfd fds[CAMERA_CONNECTIONS + 2];
	struct bench_camera *c = user;

	for (;;) {
		fds[0] = (struct pollfd){.fd = c->stop[0], .events = POLLIN};
		fds[1] = (struct pollfd){.fd = c->listener, .events = POLLIN};
		for (size_t i = 0; i < c->count; i++)
			fds[i + 2] = (struct pollfd){
				.fd = c->connections[i].fd, .events = POLLIN};
		if (poll(fds, c->count + 2, -1) < 0 && errno != EINTR)
			bench_give_up("poll");
		if (fds[0].revents)
			return NULL;
		for (size_t i = c->count; i-- > 0;) /* the last takes a free place */
			if (fds[i + 2].revents)
				receive(c, i);
		if (fds[1].revents)
			accept_one(c);
	}
}

void camera_open(struct bench_camera *c, bool chunked)
{
	struct sockaddr_in at = {
		.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof(at);

	*c = (struct bench_camera){.chunked = chunked, .stream = -1};
	c->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	sem_init(&c->streams, 0, 0);
	if (bind(c->listener, (struct sockaddr *)&at, len) < 0 ||
		listen(c->listener, CAMERA_CONNECTIONS) < 0 ||
		getsockname(c->listener, (struct sockaddr *)&at, &len) < 0 ||
		pipe2(c->stop, O_CLOEXEC) < 0 ||
		pthread_create(&c->thread, NULL, run, c))
		bench_give_up("no camera");
	c->port = ntohs(at.sin_port);
}

void camera_close(struct bench_camera *c)
{
	close(c->stop[1]);
	pthread_join(c->thread, NULL);
	close(c->stop[0]);
	close(c->listener);
	while (c->count)
		drop(c, 0);
	sem_destroy(&c->streams);
}

int camera_stream(struct bench_camera *c)
{
	struct timespec until;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += LIMIT_S;
	while (sem_timedwait(&c->streams, &until) < 0)
		if (errno != EINTR)
			bench_give_up("nobody asks for the stream");
	return c->stream;
}

size_t camera_part(const struct bench_camera *c, bool active, char out[CAMERA_PART_MAX])
{
	char body[CAMERA_PART_MAX / 2], part[CAMERA_PART_MAX - 32];
	int len = snprintf(body, sizeof(body),
		"<EventNotificationAlert " NAMESPACE ">\n"
		"<ipAddress>127.0.0.1</ipAddress>\n<portNo>80</portNo>\n"
		"<protocol>HTTP</protocol>\n<macAddress>02:00:5e:00:53:21</macAddress>\n"
		"<channelID>1</channelID>\n"
		"<dateTime>2026-11-21T06:46:43+03:00</dateTime>\n"
		"<activePostCount>1</activePostCount>\n<eventType>VMD</eventType>\n"
		"<eventState>%s</eventState>\n"
		"<eventDescription>Motion alarm</eventDescription>\n"
		"</EventNotificationAlert>\n",
		active ? "active" : "inactive");

	len = snprintf(part, sizeof(part),
		"--boundary\r\nContent-Type: application/xml; charset=\"UTF-8\"\r\n"
		"Content-Length: %d\r\n\r\n%s\r\n",
		len, body);
	if (!c->chunked)
		return (size_t)snprintf(out, CAMERA_PART_MAX, "%s", part);
	return (size_t)snprintf(
		out, CAMERA_PART_MAX, "%x\r\n%s\r\n", (unsigned)len, part);
}
