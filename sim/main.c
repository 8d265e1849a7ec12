/* SPDX-License-Identifier: Apache-2.0 */
/* main.c - gatehouse-sim: simulated devices on loopback, for tests and for trying out. */

#include "sim-control.h"
#include "sim-kind.h"
#include "sim-re.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

enum { DESCRIPTORS = 8192, EXIT_USAGE = 2 };

/* ADD A ROW */
static const struct sim_kind *const kinds[] = {
	&hikvision_doorbell_kind, &hikvision_camera_kind};

struct sim {
	const struct sim_kind *kind;
	struct sim_options options;
	struct switches *switches;
	void *object;
	struct sim_control *control;
};

static void print_usage(FILE *file)
{
	fputs("usage: gatehouse-sim KIND [OPTION]...\n"
	      "       gatehouse-sim KIND --help\n\nkinds:\n",
		file);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		fprintf(file, "  %-20s %s\n", kinds[i]->name, kinds[i]->what);
}

static void print_help(const struct sim_kind *kind)
{
	printf("gatehouse-sim %s: %s\n\n", kind->name, kind->what);
	fputs("options:\n", stdout);
	if (kind->doors_most)
		printf("  --doors N        1 to %u, default 1\n", kind->doors_most);
	fputs("  --port N         HTTP port; absent or 0: chosen, see the first line\n"
	      "  --address A      where to listen, default 127.0.0.1\n"
	      "  --control N      also take commands on this port of 127.0.0.1; 0: chosen\n"
	      "  --username U     default admin\n"
	      "  --password P     default gatehouse1\n"
	      "  --serial S       the same as --set serial=S\n"
	      "  --tls            the port speaks HTTPS, with a certificate made now\n"
	      "  --https N        an HTTPS port besides the HTTP port; 0: chosen\n"
	      "  --tls-ca DIR     an authority signs the certificate; it is DIR/ca.pem\n"
	      "  --profile NAME   a firmware: values of switches; --list-profiles\n"
	      "  --replay FILE    play a diagnostics bundle when a stream opens\n"
	      "  --replay-speed S real (its own times) or fast; default real\n"
	      "  --set KEY=VALUE  a switch, see below; any number of times\n"
	      "  --help, --version\n\n"
	      "The first line of output is {\"ready\":true,\"port\":P,\"control\":C}, with C 0\n"
	      "if there is no control port; \"https\" and \"fingerprint\" where there is TLS.\n"
	      "Then each line of input is a command and has\n"
	      "one line of JSON as its answer: {\"ok\":true,...} or {\"ok\":false,\"error\":...}.\n"
	      "The end of the input ends the program, unless there is a control port.\n\n"
	      "commands:\n",
		stdout);
	kind->print_commands(stdout);
	puts("\nswitches (and where their variants were seen):");
	switches_print(&kind->switches, stdout);
}

static json_t *run_command(char *line, void *user)
{
	struct sim *sim = user;

	return sim->kind->command(sim->object, line);
}

static void quit(void *user)
{
	re_cancel();
}

static const struct sim_control_ops control_ops = {
	.command = run_command, .quit = quit};

static void signalled(int signal)
{
	re_cancel();
}

static int complain(const char *what, int err)
{
	fprintf(stderr, "gatehouse-sim: %s: %s\n", what, strerror(-err));
	return EXIT_FAILURE;
}

/* The first line of output, with its end. */
static char *ready_line(const struct sim *sim)
{
	json_t *object = json_pack("{s:b}", "ready", 1);
	char *text, *line = NULL;

	sim->kind->ready(sim->object, object);
	(void)json_object_set_new(object, "control",
		json_integer((json_int_t)sim_control_port(sim->control)));
	text = json_dumps(object, JSON_COMPACT);
	json_decref(object);
	if (text && asprintf(&line, "%s\n", text) < 0)
		line = NULL;
	free(text);
	return line;
}

static int serve(struct sim *sim)
{
	const struct sim_options *options = &sim->options;
	char *line;
	int err;

	err = sim_control_create(options->control ? (int)options->control_port : -1,
		&control_ops, sim, &sim->control);
	if (err)
		return complain("cannot open the control port", err);
	err = sim->kind->create(options, sim->switches, &sim->object);
	if (err) {
		sim_control_destroy(sim->control);
		return complain("cannot start", err);
	}
	line = ready_line(sim);
	err = line ? sim_control_start(sim->control, line) : -ENOMEM;
	free(line);
	if (!err)
		err = -re_main(signalled);
	sim_control_destroy(sim->control);
	sim->kind->destroy(sim->object);
	return err ? complain("the loop failed", err) : EXIT_SUCCESS;
}

/* Sockets must not become 0, 1 or 2 because somebody started us without them. */
static void open_standard_descriptors(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDWR);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd > STDERR_FILENO)
		(void)close(fd);
}

static int run_loop(struct sim *sim)
{
	int status, err;

	(void)signal(SIGPIPE, SIG_IGN);
	err = re_loop_open();
	if (err)
		return complain("cannot start libre", -err);
	(void)fd_setsize(DESCRIPTORS);
	status = serve(sim);
	re_loop_close();
	return status;
}

static int refuse(const char *why)
{
	fprintf(stderr, "gatehouse-sim: %s\n", why);
	return EXIT_USAGE;
}

static int run_kind(const struct sim_kind *kind, char **arguments)
{
	struct sim sim = {.kind = kind};
	char why[SWITCH_WHY_SIZE];
	int status, err = switches_create(&kind->switches, &sim.switches);

	if (err)
		return complain("the table of switches", err);
	if (sim_options_read(&sim.options, arguments, kind, sim.switches, why)) {
		status = refuse(why);
	} else if (sim.options.help) {
		print_help(kind);
		status = EXIT_SUCCESS;
	} else if (sim.options.list_profiles) {
		profiles_print(kind->profiles, stdout);
		status = EXIT_SUCCESS;
	} else if (sim.options.version) {
		puts("gatehouse-sim " GATEHOUSE_VERSION);
		status = EXIT_SUCCESS;
	} else {
		status = run_loop(&sim);
	}
	switches_destroy(sim.switches);
	return status;
}

int main(int argc, char **argv)
{
	open_standard_descriptors();
	if (argc < 2) {
		print_usage(stderr);
		return EXIT_USAGE;
	}
	if (!strcmp(argv[1], "--help")) {
		print_usage(stdout);
		return EXIT_SUCCESS;
	}
	if (!strcmp(argv[1], "--version")) {
		puts("gatehouse-sim " GATEHOUSE_VERSION);
		return EXIT_SUCCESS;
	}
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (!strcmp(argv[1], kinds[i]->name))
			return run_kind(kinds[i], argv + 2);
	fprintf(stderr, "gatehouse-sim: there is no kind %.60s; --help lists them\n",
		argv[1]);
	return EXIT_USAGE;
}
