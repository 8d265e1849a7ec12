/* SPDX-License-Identifier: Apache-2.0 */
/* test-sim-program.c - the program: its command line, its commands, floods, bad input. */

#include "check.h"
#include "sim-client.h"

#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define INFO "/ISAPI/System/deviceInfo"

enum { FLOOD = 1000 };

static struct sim_driver station(const char *option, const char *value)
{
	const char *arguments[] = {"--password", PASSWORD, option, value, NULL};

	return sim_start(arguments);
}

static int connect_to(unsigned port)
{
	struct sockaddr_in to = {.sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (connect(fd, (struct sockaddr *)&to, sizeof(to))) {
		close(fd);
		return -1;
	}
	return fd;
}

static void send_text(int fd, const char *text)
{
	(void)!send(fd, text, strlen(text), MSG_NOSIGNAL);
}

/* Read until `what` came, or the end, or the deadline. @return what was read */
static const char *read_until(int fd, const char *what, char *text, size_t size)
{
	struct pollfd in = {.fd = fd, .events = POLLIN};
	size_t length = 0;
	ssize_t n = 1;

	text[0] = '\0';
	while (!strstr(text, what) && n > 0 && length < size - 1 &&
		poll(&in, 1, DEADLINE_MS) > 0) {
		n = recv(fd, text + length, size - 1 - length, 0);
		if (n > 0)
			length += (size_t)n;
		text[length] = '\0';
	}
	return text;
}

static void a_bad_command_line_is_one_clear_line_and_status_2(void)
{
	// clang-format off
	static const struct {const char *arguments[4], *says;} rows[] = {
		{{"front-door"}, "no kind front-door"},
		{{"hikvision-doorbell", "--loud"}, "no option --loud"},
		{{"hikvision-doorbell", "--port"}, "--port needs a value"},
		{{"hikvision-doorbell", "--port", "65536"}, "from 0 to 65535"},
		{{"hikvision-doorbell", "--doors", "0"}, "from 1 to 8"},
		{{"hikvision-camera", "--doors", "1"}, "no option --doors"},
		{{"hikvision-doorbell", "--address", "here"}, "--address"},
		{{"hikvision-doorbell", "--set", "digest"}, "KEY=VALUE"},
		{{"hikvision-doorbell", "--set", "colour=red"}, "no switch colour"},
		{{"hikvision-doorbell", "--set", "digest=md4"}, "md5|sha256|both|md5-noqop"},
		{{"hikvision-doorbell", "--set", "ring-ms=soon"}, "ring-ms takes a number"},
		{{"hikvision-doorbell", "--serial", "a\"b"}, "serial"},
		{{"hikvision-doorbell", "--password", ""}, "--password"},
	};
	// clang-format on

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		char *errors;

		CHECK(sim_run(rows[i].arguments, &errors) == 2);
		CHECK(strstr(errors, rows[i].says) != NULL);
		CHECK(times_in(errors, "\n") == 1);
		free(errors);
	}
}

static void help_and_version_succeed_and_the_end_of_input_ends_it(void)
{
	// clang-format off
	static const char *const rows[][4] = {
		{"--help"}, {"--version"}, {"hikvision-doorbell", "--help"},
		{"hikvision-doorbell", "--version"}, {"hikvision-doorbell"},
	};
	// clang-format on

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		char *errors;

		CHECK(sim_run(rows[i], &errors) == 0);
		CHECK(!*errors);
		free(errors);
	}
}

/* What --help of a kind prints, cut to fit. */
static void read_help(const char *kind, char *text, size_t cap)
{
	char command[512];
	FILE *file;
	size_t length;

	(void)snprintf(command, sizeof(command), "exec '%s' %s --help",
		getenv("GATEHOUSE_SIM"), kind);
	file = popen(command, "r");
	length = fread(text, 1, cap - 1, file);
	text[length] = '\0';
	CHECK(pclose(file) == 0);
}

static void each_kind_has_its_own_help(void)
{
	static char text[64 * 1024];

	read_help("hikvision-doorbell", text, sizeof(text));
	CHECK(strstr(text, "--doors N        1 to 8") != NULL);
	CHECK(strstr(text, "somebody presses the button") != NULL);
	read_help("hikvision-camera", text, sizeof(text));
	CHECK(strstr(text, "--port N") != NULL &&
		strstr(text, "one alert; STATE") != NULL);
	CHECK(strstr(text, "--doors") == NULL &&
		strstr(text, "somebody presses the button") == NULL);
	CHECK(strstr(text, "the station") == NULL);
}

static void a_taken_port_is_an_error_not_a_crash(void)
{
	struct sim_driver sim = station(NULL, NULL);
	char port[16], *errors;
	const char *arguments[] = {"hikvision-doorbell", "--port", port, NULL};

	(void)snprintf(port, sizeof(port), "%u", sim.port);
	CHECK(sim_run(arguments, &errors) == 1);
	CHECK(strstr(errors, "cannot start") != NULL);
	free(errors);
	CHECK(sim_stop(&sim) == 0);
}

static void a_command_that_makes_no_sense_gets_one_line_of_error(void)
{
	static const char *const lines[] = {"sing", "press x", "press 0", "press -1",
		"door 1", "door 2 open", "door 1 ajar", "exit-button", "exit-button 9",
		"cut in half", "reboot soon", "set", "set digest", "set digest no",
		"set nothing 1", "get", "get nothing", "history many", "raw ?",
		"password"};
	struct sim_driver sim = station(NULL, NULL);

	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		json_t *answer = sim_answer(&sim, lines[i]);

		CHECK(json_is_false(json_object_get(answer, "ok")));
		CHECK(json_is_string(json_object_get(answer, "error")));
		json_decref(answer);
	}
	CHECK(sim_ledger(&sim, "events") == 0);
	CHECK(sim_stop(&sim) == 0);
}

static void switches_are_set_and_read_back(void)
{
	struct sim_driver sim = station("--set", "ring-ms=1234");
	json_t *answer = sim_answer(&sim, "get ring-ms");

	CHECK(json_integer_value(json_object_get(answer, "value")) == 1234);
	json_decref(answer);
	CHECK(sim_do(&sim, "set device-name Back Door"));
	answer = sim_answer(&sim, "get device-name");
	CHECK(!strcmp(
		"Back Door", json_string_value(json_object_get(answer, "value"))));
	json_decref(answer);
	CHECK(sim_stop(&sim) == 0);
}

static void the_control_port_takes_commands_and_survives_the_end_of_input(void)
{
	struct sim_driver sim = station("--control", "0");
	char text[4096];
	int fd = connect_to(sim.control);

	CHECK(fd >= 0);
	send_text(fd, "press\r\nled");
	CHECK(strstr(read_until(fd, "\n", text, sizeof(text)), "\"ok\":true"));
	close(sim.in);
	sim.in = -1;
	send_text(fd, "ger\n");
	CHECK(strstr(read_until(fd, "\n", text, sizeof(text)), "\"presses\":1"));
	send_text(fd, "quit\n");
	(void)read_until(fd, "never", text, sizeof(text));
	close(fd);
	CHECK(sim_stop(&sim) == 0);
}

static void a_thousand_presses_in_one_go_are_a_thousand_events(void)
{
	struct sim_driver sim = station(NULL, NULL);
	static char lines[FLOOD * 6 + 1];
	struct stream stream;
	unsigned answers = 0;
	char serial[40];

	stream_open(&stream, &sim);
	for (unsigned i = 0; i < FLOOD; i++)
		memcpy(lines + 6 * i, "press\n", 6);
	sim_write(&sim, lines, sizeof(lines) - 1);
	for (char *line; answers < FLOOD && (line = sim_line(&sim)); free(line))
		answers += strstr(line, "\"ok\":true") != NULL;
	CHECK(answers == FLOOD);
	CHECK(stream_has(&stream, "\"subEventType\":\t1024", FLOOD));
	for (unsigned i = 0; i < FLOOD; i++) {
		(void)snprintf(
			serial, sizeof(serial), "\"serialNo\":\t%u,", 200000 + i);
		CHECK(times_in(stream.reply.body, serial) == 1);
	}
	CHECK(sim_ledger(&sim, "presses") == FLOOD);
	CHECK(sim_ledger(&sim, "rings_shown") == 1);
	stream_close(&stream);
	CHECK(sim_stop(&sim) == 0);
}

static void commands_flooding_in_before_any_answer_is_read_block_nothing(void)
{
	struct sim_driver sim = station(NULL, NULL);
	unsigned answers = 0;

	/* 20,000 answers are more than the pipe holds: it must not wait for us. */
	for (unsigned i = 0; i < 20 * FLOOD; i++)
		sim_write(&sim, "get digest\n", 11);
	CHECK(ask(&sim, INFO, NULL) == 200);
	for (char *line; answers < 20 * FLOOD && (line = sim_line(&sim)); free(line))
		answers++;
	CHECK(answers == 20 * FLOOD);
	CHECK(sim_stop(&sim) == 0);
}

static void a_thousand_unlocks_are_a_thousand_pulses(void)
{
	struct sim_driver sim = station("--set", "open-duration-ms=60000");
	const char *body = "<RemoteControlDoor><cmd>open</cmd></RemoteControlDoor>";
	struct client client = client_of(&sim);
	struct stream stream;
	unsigned done = 0;

	stream_open(&stream, &sim);
	for (unsigned i = 0; i < FLOOD; i++) {
		struct reply reply = client_ask(
			&client, "/ISAPI/AccessControl/RemoteControl/door/1", body);

		done += reply.status == 200;
		reply_free(&reply);
	}
	CHECK(done == FLOOD);
	CHECK(stream_has(&stream, "\"subEventType\":\t21", FLOOD));
	CHECK(sim_ledger(&sim, "relay_pulses/1") == FLOOD);
	CHECK(sim_ledger(&sim, "connections_total") == 2);
	client_finish(&client);
	stream_close(&stream);
	CHECK(sim_do(&sim, "ledger-reset"));
	CHECK(sim_ledger(&sim, "relay_pulses/1") == 0);
	CHECK(sim_stop(&sim) == 0);
}

static void requests_in_pieces_and_in_a_row_are_all_answered(void)
{
	static const char request[] = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";
	struct sim_driver sim = station(NULL, NULL);
	int fd = connect_to(sim.port);
	char text[16384];

	for (size_t i = 0; i < sizeof(request) - 1; i++) {
		char one[2] = {request[i], '\0'};

		send_text(fd, one);
		/* The next byte is a segment of its own once this one was handled. */
		CHECK(sim_do(&sim, "get digest"));
	}
	CHECK(strstr(read_until(fd, "</userCheck>", text, sizeof(text)), " 401 "));
	send_text(fd, "GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n"
		      "PUT /3 HTTP/1.1\r\nContent-Length: 2\r\nConnection: close"
		      "\r\n\r\nab");
	CHECK(times_in(read_until(fd, "never", text, sizeof(text)), " 401 ") == 3);
	close(fd);
	CHECK(sim_ledger(&sim, "requests") == 4);
	CHECK(sim_ledger(&sim, "writes") == 1);
	CHECK(sim_stop(&sim) == 0);
}

static void what_is_not_http_is_refused_and_costs_nobody_else_anything(void)
{
	// clang-format off
	static const struct {const char *sent, *status;} rows[] = {
		{"hello\r\n\r\n", " 400 "},
		{"\r\n\r\n", " 400 "},
		{"PUT /x HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n", " 413 "},
		{"PUT /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", " 411 "},
	};
	// clang-format on
	struct sim_driver sim = station(NULL, NULL);
	char text[4096];

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		int fd = connect_to(sim.port);

		send_text(fd, rows[i].sent);
		CHECK(strstr(
			read_until(fd, "never", text, sizeof(text)), rows[i].status));
		close(fd);
	}
	CHECK(ask(&sim, INFO, NULL) == 200);
	CHECK(sim_stop(&sim) == 0);
}

static void latency_delays_every_reply_but_no_effect(void)
{
	struct sim_driver sim = station("--set", "latency-ms=300");
	long before = now_ms();

	CHECK(door_command(&sim, 1, "open") == 200);
	CHECK(now_ms() - before >= 2 * 300 - 20);
	CHECK(sim_ledger(&sim, "relay_pulses/1") == 1);
	CHECK(sim_stop(&sim) == 0);
}

static const struct test tests[] = {
	TEST(a_bad_command_line_is_one_clear_line_and_status_2),
	TEST(help_and_version_succeed_and_the_end_of_input_ends_it),
	TEST(each_kind_has_its_own_help),
	TEST(a_taken_port_is_an_error_not_a_crash),
	TEST(a_command_that_makes_no_sense_gets_one_line_of_error),
	TEST(switches_are_set_and_read_back),
	TEST(the_control_port_takes_commands_and_survives_the_end_of_input),
	TEST(a_thousand_presses_in_one_go_are_a_thousand_events),
	TEST(commands_flooding_in_before_any_answer_is_read_block_nothing),
	TEST(a_thousand_unlocks_are_a_thousand_pulses),
	TEST(requests_in_pieces_and_in_a_row_are_all_answered),
	TEST(what_is_not_http_is_refused_and_costs_nobody_else_anything),
	TEST(latency_delays_every_reply_but_no_effect),
	{NULL, NULL},
};

int main(int argc, char **argv)
{
	curl_global_init(CURL_GLOBAL_ALL);
	return check_main(tests, argc, argv);
}
