/* SPDX-License-Identifier: Apache-2.0 */
/* sip-desk.c - whom the simulated station calls. */

#include "sip-desk.h"
#include "check.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

const char desk_audio[] =
	"v=0\r\no=desk 1 1 IN IP4 127.0.0.1\r\ns=-\r\n"
	"c=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9000 RTP/AVP 0 101\r\n"
	"a=rtpmap:101 telephone-event/8000\r\na=sendrecv\r\n";

bool desk_open_at(struct desk *desk, const char *address, unsigned port)
{
	struct sockaddr_in local = {
		.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
	socklen_t size = sizeof(local);

	memset(desk, 0, sizeof(*desk));
	desk->fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (inet_pton(AF_INET, address, &local.sin_addr) != 1 ||
		bind(desk->fd, (struct sockaddr *)&local, sizeof(local)) ||
		getsockname(desk->fd, (struct sockaddr *)&local, &size)) {
		close(desk->fd);
		return false;
	}
	desk->port = ntohs(local.sin_port);
	return true;
}

void desk_open(struct desk *desk)
{
	if (desk_open_at(desk, "127.0.0.1", 0))
		return;
	printf("Bail out! no socket\n");
	exit(1);
}

void desk_close(struct desk *desk)
{
	close(desk->fd);
}

unsigned free_port(void)
{
	struct desk desk;

	desk_open(&desk);
	desk_close(&desk);
	return desk.port;
}

static bool hears(struct desk *desk, const char *begin, long ms)
{
	for (long until = now_ms() + ms, left; (left = until - now_ms()) > 0;) {
		struct pollfd in = {.fd = desk->fd, .events = POLLIN};
		socklen_t size = sizeof(desk->from);
		ssize_t n;

		if (poll(&in, 1, (int)left) <= 0)
			break;
		n = recvfrom(desk->fd, desk->text, sizeof(desk->text) - 1, 0,
			(struct sockaddr *)&desk->from, &size);
		desk->text[n > 0 ? n : 0] = '\0';
		if (!strncmp(desk->text, begin, strlen(begin)))
			return true;
	}
	return false;
}

bool desk_hears(struct desk *desk, const char *begin)
{
	return hears(desk, begin, DEADLINE_MS);
}

bool desk_is_left_alone(struct desk *desk, const char *begin, long ms)
{
	return !hears(desk, begin, ms);
}

char *header_of(const char *text, const char *name)
{
	size_t length = strlen(name);

	for (const char *line = text; line && *line; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (!strncasecmp(line, name, length) && line[length] == ':')
			return strndup(
				line + length + 1, strcspn(line + length + 1, "\r\n"));
	}
	return NULL;
}

static size_t copy_headers(const char *text, unsigned code, char *to, size_t size)
{
	static const char *const names[] = {"Via", "From", "To", "Call-ID", "CSeq"};
	size_t used = 0;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		char *value = header_of(text, names[i]);
		bool tag = i == 2 && code > 100 && value && !strstr(value, ";tag=");

		used += (size_t)snprintf(to + used, size - used, "%s:%s%s\r\n",
			names[i], value ? value : "", tag ? ";tag=desk" : "");
		free(value);
	}
	return used;
}

void desk_says_to(struct desk *desk, const char *text, unsigned code, const char *lines,
	const char *body)
{
	char reply[8192];
	size_t used = (size_t)snprintf(reply, sizeof(reply), "SIP/2.0 %u So\r\n", code);

	used += copy_headers(text, code, reply + used, 4096);
	used += (size_t)snprintf(reply + used, sizeof(reply) - used,
		"Contact: <sip:desk@127.0.0.1:%u>\r\n%s%sContent-Length: %zu\r\n\r\n%s",
		desk->port, *body ? "Content-Type: application/sdp\r\n" : "", lines,
		strlen(body), body);
	(void)!sendto(desk->fd, reply, used, 0, (struct sockaddr *)&desk->from,
		sizeof(desk->from));
}

void desk_sends(struct desk *desk, const char *text)
{
	(void)!sendto(desk->fd, text, strlen(text), 0, (struct sockaddr *)&desk->from,
		sizeof(desk->from));
}

void desk_says(struct desk *desk, unsigned code, const char *lines, const char *body)
{
	desk_says_to(desk, desk->text, code, lines, body);
}

bool sip_proxy(struct sim_driver *sim, unsigned port)
{
	char line[80];

	(void)snprintf(line, sizeof(line), "sip-proxy 127.0.0.1 %u door secret", port);
	return sim_do(sim, line);
}

static void a_moment(void)
{
	const struct timespec moment = {.tv_nsec = 5000000};

	nanosleep(&moment, NULL);
}

typedef bool looks_fn(const json_t *answer, const char *wanted);

static bool state_is(const json_t *answer, const char *wanted)
{
	const char *state = json_string_value(json_object_get(answer, "state"));

	return state && !strcmp(state, wanted);
}

static bool call_is(const json_t *answer, const char *wanted)
{
	return state_is(json_array_get(json_object_get(answer, "calls"), 0), wanted);
}

static bool ring_is(const json_t *answer, const char *wanted)
{
	const char *word = json_string_value(json_object_get(answer, "call"));

	return word && !strcmp(word, wanted);
}

static bool becomes(struct sim_driver *sim, looks_fn *looks, const char *wanted)
{
	for (long until = now_ms() + DEADLINE_MS; now_ms() < until; a_moment()) {
		json_t *answer = sim_answer(sim, "sip");
		bool so = looks(answer, wanted);

		json_decref(answer);
		if (so)
			return true;
	}
	return false;
}

bool sip_becomes(struct sim_driver *sim, const char *state)
{
	return becomes(sim, state_is, state);
}

bool sip_call_becomes(struct sim_driver *sim, const char *state)
{
	return becomes(sim, call_is, state);
}

bool ring_becomes(struct sim_driver *sim, const char *word)
{
	return becomes(sim, ring_is, word);
}

bool ledger_becomes(struct sim_driver *sim, const char *path, long number)
{
	for (long until = now_ms() + DEADLINE_MS; now_ms() < until; a_moment())
		if (sim_ledger(sim, path) == number)
			return true;
	return false;
}

pid_t sipp_start(const char *scenario, unsigned port, unsigned to)
{
	const char *folder = getenv("GATEHOUSE_SIPP");
	char file[512], own[16], peer[40];
	pid_t pid;

	(void)snprintf(
		file, sizeof(file), "%s/%s.xml", folder ? folder : ".", scenario);
	(void)snprintf(own, sizeof(own), "%u", port);
	(void)snprintf(peer, sizeof(peer), "127.0.0.1:%u", to ? to : 9);
	pid = fork();
	if (!pid) {
		int null = open("/dev/null", O_RDWR);

		dup2(null, STDIN_FILENO);
		dup2(null, STDOUT_FILENO);
		dup2(null, STDERR_FILENO);
		execlp("sipp", "sipp", peer, "-i", "127.0.0.1", "-p", own, "-m", "1",
			"-nostdin", "-timeout", "8s", "-timeout_error", "-s", "door",
			"-sf", file, (char *)NULL);
		_exit(127);
	}
	return pid;
}

bool sipp_succeeds(pid_t pid)
{
	int status = -1;

	for (long until = now_ms() + 3L * DEADLINE_MS; now_ms() < until; a_moment())
		if (waitpid(pid, &status, WNOHANG) == pid)
			return WIFEXITED(status) && !WEXITSTATUS(status);
	kill(pid, SIGKILL);
	(void)waitpid(pid, &status, 0);
	return false;
}

struct sim_driver desk_station(struct desk *desk, const char *setting)
{
	const char *arguments[] = {
		"--set", "sip-register=off", setting ? "--set" : NULL, setting, NULL};
	struct sim_driver sim = sim_start(arguments);

	desk_open(desk);
	CHECK(sip_proxy(&sim, desk->port));
	return sim;
}

void desk_rings(struct sim_driver *sim, struct desk *desk)
{
	CHECK(sim_do(sim, "press"));
	CHECK(desk_hears(desk, "INVITE "));
	desk_says(desk, 180, "", "");
	CHECK(sip_call_becomes(sim, "ringing"));
}

void desk_leave(struct sim_driver *sim, struct desk *desk)
{
	desk_close(desk);
	CHECK(sim_stop(sim) == 0);
}

void desk_takes_call(struct sim_driver *sim, struct desk *desk)
{
	CHECK(sim_do(sim, "press"));
	CHECK(desk_hears(desk, "INVITE "));
	desk_says(desk, 200, "", desk_audio);
	CHECK(sip_call_becomes(sim, "up"));
}
