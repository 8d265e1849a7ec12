/* SPDX-License-Identifier: Apache-2.0 */
/* host-main.c - gatehouse-host: from the command line to the exit status. */

#include "console.h"
#include "dispatcher.h"
#include "fleet.h"
#include "host-options.h"
#include "probe.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

enum { EXIT_TROUBLE = 1, EXIT_USAGE = 2, EXIT_VIOLATIONS = 3 };

struct host {
	struct host_options options;
	struct host_core *core;
	struct dispatcher *out;
	struct fleet fleet;
	struct probes probes;
	struct line_reader reader;
	int output;
	int signals;
};

static void say(const struct complaint *why)
{
	fprintf(stderr, "gatehouse-host: %s\n",
		*why->text ? why->text : "out of memory");
}

static void say_settings(const json_t *errors)
{
	const char *pointer;
	json_t *sentence;

	json_object_foreach((json_t *)errors, pointer, sentence)
	{
		fprintf(stderr, "  %s: %s\n", *pointer ? pointer : "settings",
			json_string_value(sentence));
	}
}

/* A descriptor that is closed would be given to the next file we open, which then is
 * mistaken for standard input or output. */
static void open_standard(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDWR);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		close(fd);
}

/* Standard output is for JSON lines alone, so nobody else keeps it: what a plugin or a
 * library prints goes to standard error. */
static int take_output(struct host *h)
{
	h->output = fcntl(
		h->options.console ? STDOUT_FILENO : STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
	if (h->output < 0 ||
		(h->options.console && dup2(STDERR_FILENO, STDOUT_FILENO) < 0))
		return -errno;
	return 0;
}

/* Before there is any thread, so that all of them have the mask. */
static int take_signals(struct host *h)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	signal(SIGPIPE, SIG_IGN);
	if (pthread_sigmask(SIG_BLOCK, &set, NULL) != 0)
		return -EINVAL;
	h->signals = signalfd(-1, &set, SFD_CLOEXEC);
	return h->signals < 0 ? -errno : 0;
}

static int set_up(struct host *h, struct complaint *why)
{
	int err = take_output(h);

	if (!err)
		err = take_signals(h);
	if (!err)
		err = line_reader_init(&h->reader);
	if (!err)
		err = host_core_create(&h->core);
	if (err)
		return complain(why, err, "cannot begin: %s", strerror(-err));
	err = dispatcher_create(h->core, h->output,
		h->options.console ? DISPATCHER_CONSOLE : DISPATCHER_PEOPLE, &h->out,
		why);
	if (err)
		return err;
	fleet_init(&h->fleet, h->core, h->out);
	probes_init(&h->probes, h->core, h->out);
	return 0;
}

static int load(struct host *h, json_t **ret_errors, struct complaint *why)
{
	const struct host_options *o = &h->options;
	int err = fleet_load(&h->fleet, o->manifests, o->plugins, o->plugin_count, why);

	if (!err && o->config)
		err = fleet_read_config(&h->fleet, o->config, ret_errors, why);
	return err;
}

/* @return false: the end of the input, or quit */
static bool take_lines(struct host *h, struct console *console)
{
	int more = line_reader_fill(&h->reader, STDIN_FILENO);
	enum line_fault fault;
	const char *line;

	while (!console->quit && (line = line_reader_next(&h->reader, &fault)))
		console_line(console, h->reader.number, fault, line);
	return more > 0 && !console->quit;
}

/* Until a signal, the end of the input, quit, or nobody reads the output. */
static void run(struct host *h)
{
	struct console console = {
		.fleet = &h->fleet, .probes = &h->probes, .out = h->out};
	struct pollfd fds[] = {
		{.fd = h->signals, .events = POLLIN},
		{.fd = dispatcher_broken_fd(h->out), .events = POLLIN},
		{.fd = h->options.console ? STDIN_FILENO : -1, .events = POLLIN},
	};

	for (;;) {
		if (poll(fds, sizeof(fds) / sizeof(fds[0]), -1) < 0 && errno != EINTR)
			return;
		if (fds[0].revents || fds[1].revents)
			return;
		if (fds[2].revents && !take_lines(h, &console))
			return;
	}
}

/* Everything stops; what must not be freed while a provider misbehaves is not. */
static int end(struct host *h, int status)
{
	unsigned violations;

	if (h->out) {
		probes_end(&h->probes);
		fleet_end(&h->fleet);
	}
	violations = h->core ? host_core_violations(h->core) : 0;
	if (violations) {
		dispatcher_destroy(h->out);
		fflush(NULL);
		_exit(status ? status : EXIT_VIOLATIONS);
	}
	if (h->out) {
		probes_finish(&h->probes);
		fleet_finish(&h->fleet);
	}
	dispatcher_destroy(h->out);
	host_core_destroy(h->core);
	line_reader_finish(&h->reader);
	host_options_finish(&h->options);
	if (h->signals >= 0)
		close(h->signals);
	if (h->output >= 0)
		close(h->output);
	return status;
}

int main(int argc, char **argv)
{
	struct host h = {.output = -1, .signals = -1};
	struct complaint why = {""};
	json_t *errors = NULL;
	int err;

	open_standard();
	err = host_options_parse(argc, argv, &h.options, &why);
	if (err) {
		say(&why);
		return EXIT_USAGE;
	}
	if (h.options.help || h.options.version) {
		if (h.options.help)
			fputs(host_options_help, stdout);
		else
			printf("gatehouse-host %s, ABI %d.%d\n", GATEHOUSE_VERSION,
				DP_ABI_MAJOR, DP_ABI_MINOR);
		host_options_finish(&h.options);
		return EXIT_SUCCESS;
	}
	err = set_up(&h, &why);
	if (!err)
		err = load(&h, &errors, &why);
	if (!err)
		run(&h);
	if (err) {
		if (h.out)
			dispatcher_flush(h.out);
		say(&why);
		say_settings(errors);
	}
	json_decref(errors);
	return end(&h, err ? EXIT_TROUBLE : EXIT_SUCCESS);
}
