/* SPDX-License-Identifier: Apache-2.0 */
/* list-station.c - a door station that has its SIP settings in the other way. */

#include "list-station.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define SERVER  "/ISAPI/System/Network/SIP"
#define NUMBERS "/ISAPI/VideoIntercom/PhoneNumberRecords"
#define JSON    "?format=json"
#define DONE    "{\"statusCode\":1,\"statusString\":\"OK\",\"subStatusCode\":\"ok\"}"

#define UNKNOWN                                                                        \
	"{\"statusCode\":4,\"statusString\":\"Invalid Operation\","                    \
	"\"subStatusCode\":\"notSupport\"}"

/* The list of numbers of {"PhoneNumberRecord":{...,"PhoneNumbers":[...]}}. */
static void keep_numbers(struct list_station *s, const char *body)
{
	const char *list = strstr(body, "\"PhoneNumbers\":");

	snprintf(s->numbers, sizeof(s->numbers), "%s", list ? list + 15 : "");
	if (strchr(s->numbers, ']'))
		strchr(s->numbers, ']')[1] = '\0';
}

static void print_search(const struct list_station *s, char *text, size_t cap)
{
	if (*s->numbers)
		snprintf(text, cap,
			"{\"PhoneSearchResult\":{\"responseStatusStrg\":\"OK\","
			"\"PhoneNumberRecords\":[{\"id\":7,\"roomNo\":\"12\","
			"\"PhoneNumbers\":%s}]}}",
			s->numbers);
	else
		snprintf(text, cap,
			"{\"PhoneSearchResult\":{\"responseStatusStrg\":\"NO MATCH\"}}");
}

/* @return the status; `text` has the answer */
static int carry_out(struct list_station *s, const char *what, const char *body,
	char *text, size_t cap)
{
	snprintf(text, cap, "%s", DONE);
	if (!strcmp(what, "GET " SERVER))
		snprintf(text, cap, "%s", s->servers);
	else if (!strcmp(what, "PUT " SERVER))
		snprintf(s->servers, sizeof(s->servers), "%s", body);
	else if (!strcmp(what, "POST " NUMBERS "/phoneSearch" JSON))
		print_search(s, text, cap);
	else if (!strcmp(what, "POST " NUMBERS JSON) && !*s->numbers)
		keep_numbers(s, body);
	else if (!strcmp(what, "PUT " NUMBERS "/7" JSON) && *s->numbers)
		keep_numbers(s, body);
	else if (!strcmp(what, "DELETE " NUMBERS "/7" JSON))
		s->numbers[0] = '\0';
	else {
		snprintf(text, cap, "%s", UNKNOWN);
		return 404;
	}
	return 200;
}

static void answer(struct list_station *s, int fd, char *request, const char *body)
{
	char text[2 * LIST_STATION_TEXT], whole[3 * LIST_STATION_TEXT];
	char *end = strstr(request, " HTTP/1.1");
	size_t len;
	int status;

	if (!end)
		return;
	*end = '\0';
	pthread_mutex_lock(&s->lock);
	status = carry_out(s, request, body, text, sizeof(text));
	len = strlen(s->story);
	if (status == 200 && !strstr(request, "GET ") &&
		!strstr(request, "phoneSearch"))
		snprintf(s->story + len, sizeof(s->story) - len, "%s;", request);
	pthread_mutex_unlock(&s->lock);
	snprintf(whole, sizeof(whole),
		"HTTP/1.1 %d X\r\nConnection: close\r\nContent-Length: %zu\r\n\r\n%s",
		status, strlen(text), text);
	if (write(fd, whole, strlen(whole)) < 0)
		perror("list-station");
}

static void serve(struct list_station *s, int fd)
{
	char in[4 * LIST_STATION_TEXT];
	size_t len = 0;

	for (;;) {
		ssize_t n = read(fd, in + len, sizeof(in) - 1 - len);
		const char *length, *body;

		if (n <= 0)
			return;
		len += (size_t)n;
		in[len] = '\0';
		body = strstr(in, "\r\n\r\n");
		if (!body)
			continue;
		length = strcasestr(in, "\r\nContent-Length:");
		if (length && length < body &&
			strlen(body + 4) < strtoul(length + 17, NULL, 10))
			continue;
		answer(s, fd, in, body + 4);
		return;
	}
}

static void *run(void *user)
{
	struct list_station *s = user;
	int fd;

	while ((fd = accept(s->fd, NULL, NULL)) >= 0) {
		serve(s, fd);
		close(fd);
	}
	return NULL;
}

void list_station_start(struct list_station *s, const char *servers)
{
	struct sockaddr_in a = {
		.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof(a);

	memset(s, 0, sizeof(*s));
	snprintf(s->servers, sizeof(s->servers), "%s", servers);
	pthread_mutex_init(&s->lock, NULL);
	s->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (s->fd < 0 || bind(s->fd, (struct sockaddr *)&a, sizeof(a)) ||
		listen(s->fd, 8) || getsockname(s->fd, (struct sockaddr *)&a, &len) ||
		pthread_create(&s->thread, NULL, run, s)) {
		perror("list-station");
		exit(1);
	}
	s->port = ntohs(a.sin_port);
}

void list_station_stop(struct list_station *s)
{
	shutdown(s->fd, SHUT_RDWR);
	pthread_join(s->thread, NULL);
	close(s->fd);
	pthread_mutex_destroy(&s->lock);
}
