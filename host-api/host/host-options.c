/* SPDX-License-Identifier: Apache-2.0 */
/* host-options.c - the command line of gatehouse-host. */

#include "host-options.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

const char host_options_help[] =
	"usage: gatehouse-host [--plugin FILE]... [--manifests DIR] [--config FILE]\n"
	"                      [--console]\n"
	"\n"
	"Runs providers of door stations, cameras and other devices.\n"
	"\n"
	"  --plugin FILE    load this plugin; may be given several times. Default: the\n"
	"                   modules that the manifests name\n"
	"  --manifests DIR  read manifests (*.json) from here. Default: beside the program,\n"
	"                   then where Gatehouse is installed\n"
	"  --config FILE    run these instances: {\"instances\":[{\"id\":\"front\",\n"
	"                   \"provider\":\"hikvision-doorbell\",\"settings\":{...}}]}\n"
	"  --console        JSON lines: reports on standard output, commands on standard\n"
	"                   input (docs/console.md). Without it, reports are written as\n"
	"                   sentences to standard error\n"
	"  --help           this text\n"
	"  --version        version of the program and of the ABI\n"
	"\n"
	"Ends with the end of input (--console), SIGINT or SIGTERM.\n"
	"Exit status: 0; 1 something is wrong; 2 wrong usage; 3 a provider broke a rule of\n"
	"the ABI.\n";

enum option {
	OPTION_PLUGIN,
	OPTION_MANIFESTS,
	OPTION_CONFIG,
	OPTION_CONSOLE,
	OPTION_HELP,
	OPTION_VERSION,
	OPTION_COUNT
};

static const struct {
	const char *name;
	const char *operand; /* what it needs, or NULL */
} options[] = {
	[OPTION_PLUGIN] = {"--plugin", "a file"},
	[OPTION_MANIFESTS] = {"--manifests", "a folder"},
	[OPTION_CONFIG] = {"--config", "a file"},
	[OPTION_CONSOLE] = {"--console", NULL},
	[OPTION_HELP] = {"--help", NULL},
	[OPTION_VERSION] = {"--version", NULL},
};

/* @return the option, and its operand of "--name=operand" */
static enum option find(const char *arg, const char **ret_operand)
{
	size_t len = strcspn(arg, "=");

	*ret_operand = arg[len] ? arg + len + 1 : NULL;
	for (int i = 0; i < OPTION_COUNT; i++) {
		if (strlen(options[i].name) == len &&
			strncmp(options[i].name, arg, len) == 0)
			return (enum option)i;
	}
	return OPTION_COUNT;
}

static int set_once(const char **value, const char *operand, const char *name,
	struct complaint *why)
{
	if (*value)
		return complain(why, -EINVAL, "%s: is given twice; give it once", name);
	*value = operand;
	return 0;
}

static int take(struct host_options *o, enum option option, const char *operand,
	struct complaint *why)
{
	switch (option) {
	case OPTION_PLUGIN: o->plugins[o->plugin_count++] = operand; break;
	case OPTION_MANIFESTS:
		return set_once(&o->manifests, operand, "--manifests", why);
	case OPTION_CONFIG: return set_once(&o->config, operand, "--config", why);
	case OPTION_CONSOLE: o->console = true; break;
	case OPTION_HELP: o->help = true; break;
	case OPTION_VERSION: o->version = true; break;
	case OPTION_COUNT: break;
	}
	return 0;
}

static int parse_one(
	char **argv, int *at, struct host_options *o, struct complaint *why)
{
	const char *arg = argv[*at], *operand;
	enum option option = find(arg, &operand);

	if (option == OPTION_COUNT)
		return complain(why, -EINVAL,
			"%s: is not an option of this version; --help lists them", arg);
	if (!options[option].operand && operand)
		return complain(why, -EINVAL, "%s: takes no value; leave \"=%s\" away",
			options[option].name, operand);
	if (options[option].operand && !operand) {
		operand = argv[*at + 1];
		if (operand)
			++*at;
	}
	if (options[option].operand && (!operand || !*operand))
		return complain(why, -EINVAL, "%s: needs %s; give it as %s NAME",
			options[option].name, options[option].operand,
			options[option].name);
	return take(o, option, operand, why);
}

int host_options_parse(
	int argc, char **argv, struct host_options *ret_options, struct complaint *why)
{
	struct host_options o = {.plugins = calloc((size_t)argc + 1, sizeof(char *))};
	int err = o.plugins ? 0 : complain(why, -ENOMEM, "out of memory");

	for (int i = 1; !err && i < argc; i++)
		err = parse_one(argv, &i, &o, why);
	if (!err && !o.help && !o.version && !o.config && !o.console)
		err = complain(why, -EINVAL,
			"there is nothing to run; give --config FILE or --console");
	if (err)
		host_options_finish(&o);
	else
		*ret_options = o;
	return err;
}

void host_options_finish(struct host_options *o)
{
	free(o->plugins);
	o->plugins = NULL;
}
