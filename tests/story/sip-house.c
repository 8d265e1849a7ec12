/* SPDX-License-Identifier: Apache-2.0 */
/* sip-house.c - a door station that calls its host by SIP. */

#include "sip-house.h"

#include <netinet/in.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

static const char *log_text(const json_t *report)
{
	const char *what = json_string_value(json_object_get(report, "report"));

	if (!what || strcmp(what, "log"))
		return "";
	return json_string_value(json_object_get(report, "text"));
}

unsigned sip_port(struct story *s)
{
	const json_t *report;
	unsigned port = 0;
	size_t i;

	listen_for(s, 0);
	json_array_foreach(s->reports, i, report)
	{
		const char *text = log_text(report);
		const char *at =
			strncmp(text, "SIP: ", 5) ? NULL : strstr(text, "port ");

		if (at)
			port = (unsigned)strtoul(at + 5, NULL, 10);
	}
	return port;
}

bool sip_log_says(struct story *s, unsigned limit_ms, const char *text)
{
	unsigned long long until = now_ms() + limit_ms;
	size_t from = 0;

	do {
		listen_for(s, 20);
		for (; from < json_array_size(s->reports); from++) {
			if (strstr(log_text(json_array_get(s->reports, from)), text))
				return true;
		}
	} while (now_ms() < until);
	printf("# the log never said: %s\n", text);
	return false;
}

void sip_set_up(struct story *s)
{
	CHECK(sip_log_says(s, SOON_MS, "it is waited for at"));
	sim_do(s, "sip-key 1 10102");
	sim_do(s, "sip-proxy 127.0.0.1 %u 10101", sip_port(s));
	CHECK(sip_log_says(s, SOON_MS, "the door station is registered"));
}

/* Rationale: the stations of all stories have one address; one whose host has gone must
 * not call that of another story, on the port that is tried first. */
static bool is_free(unsigned port, int type)
{
	struct sockaddr_in a = {.sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, type | SOCK_CLOEXEC, 0);
	bool fits = fd >= 0 && !bind(fd, (struct sockaddr *)&a, sizeof(a));

	close(fd);
	return fits;
}

static unsigned own_port(void)
{
	unsigned port; /* of those that the system gives to nobody */

	do {
		CHECK(getrandom(&port, sizeof(port), 0) == sizeof(port));
		port = 10000 + port % 20000;
	} while (!is_free(port, SOCK_DGRAM) || !is_free(port, SOCK_STREAM));
	return port;
}

struct story sip_at_home(const char *const *options, const char *more)
{
	char settings[512];
	struct story s;

	snprintf(settings, sizeof(settings),
		"{\"sip\":{\"mode\":\"server\",\"listen_port\":%u}%s}", own_port(),
		more ? more : "");
	s = story_at_home(options, settings);
	sip_set_up(&s);
	return s;
}

unsigned sip_ask(struct story *s, const char *op)
{
	return request(s, device_of(s, "doorbell"), "talk", op, NULL);
}

bool sip_phone_is(struct story *s, const char *member, const char *word)
{
	unsigned long long until = now_ms() + SOON_MS;
	char is[64] = "";

	do {
		json_t *answer = sim(s, "sip");
		const char *now = json_string_value(json_object_get(answer, member));

		snprintf(is, sizeof(is), "%s", now ? now : "");
		json_decref(answer);
		if (!strcmp(is, word))
			return true;
		listen_for(s, 20);
	} while (now_ms() < until);
	printf("# the station's %s is %s, not %s\n", member, is, word);
	return false;
}

const json_t *sip_issue(struct story *s, const char *id)
{
	const json_t *report, *issue = NULL;
	size_t i;

	listen_for(s, 0);
	json_array_foreach(s->reports, i, report)
	{
		const char *of = json_string_value(json_object_get(report, "id"));
		const json_t *told = json_object_get(report, "issue");

		if (told && of && !strcmp(of, id))
			issue = told;
	}
	return json_is_null(issue) ? NULL : issue;
}

const char *sip_issue_text(struct story *s, unsigned limit_ms, const char *id)
{
	unsigned long long until = now_ms() + limit_ms;
	const json_t *issue;

	while (!(issue = sip_issue(s, id)) && now_ms() < until)
		listen_for(s, 20);
	return CHECK(issue != NULL) ? json_string_value(json_object_get(issue, "text"))
				    : "";
}
