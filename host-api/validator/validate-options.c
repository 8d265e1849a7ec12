/* SPDX-License-Identifier: Apache-2.0 */
/* validate-options.c - the command line of dp-validate. */

#include "validate-options.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEFAULT_TIMEOUT_S = 60, MAX_TIMEOUT_S = 3600, DEFAULT_SEED = 1 };

static const char help[] =
	"usage: dp-validate [OPTION]... PLUGIN.so\n"
	"Is this a good device provider? Every test runs in a process of its own.\n"
	"\n"
	"  --manifest FILE   manifest of one of its providers; may be repeated\n"
	"                    (else: every *.json beside the plugin that names it)\n"
	"  --provider ID     look at this provider only\n"
	"  --settings JSON   settings it should accept (else: made from the manifest)\n"
	"  --only REGEX      run the tests whose names match\n"
	"  --list            print each test's name and what it does, and end\n"
	"  --json            one JSON document instead of lines\n"
	"  --timeout S       limit of one test (60)\n"
	"  --seed N          for what is done in random order (1)\n"
	"  --in-process      no child processes, for a debugger; use with --only\n"
	"\n"
	"The exit status is 0 when nothing failed, 1 when something did, 2 when the\n"
	"command line is wrong.\n";

enum option_key {
	KEY_MANIFEST = 256,
	KEY_PROVIDER,
	KEY_SETTINGS,
	KEY_ONLY,
	KEY_LIST,
	KEY_JSON,
	KEY_TIMEOUT,
	KEY_SEED,
	KEY_IN_PROCESS,
	KEY_CHILD,
	KEY_HELP,
};

static const struct option keys[] = {
	{"manifest", required_argument, NULL, KEY_MANIFEST},
	{"provider", required_argument, NULL, KEY_PROVIDER},
	{"settings", required_argument, NULL, KEY_SETTINGS},
	{"only", required_argument, NULL, KEY_ONLY},
	{"list", no_argument, NULL, KEY_LIST},
	{"json", no_argument, NULL, KEY_JSON},
	{"timeout", required_argument, NULL, KEY_TIMEOUT},
	{"seed", required_argument, NULL, KEY_SEED},
	{"in-process", no_argument, NULL, KEY_IN_PROCESS},
	{"child", required_argument, NULL, KEY_CHILD},
	{"help", no_argument, NULL, KEY_HELP},
	{NULL, 0, NULL, 0},
};

static int wrong(const char *what)
{
	fprintf(stderr, "dp-validate: %s (--help tells more)\n", what);
	return -EINVAL;
}

static int parse_number(const char *text, unsigned long max, unsigned *ret_number)
{
	char *end;
	unsigned long number;

	errno = 0;
	number = strtoul(text, &end, 10);
	if (errno || *end || end == text || *text == '-' || number > max)
		return -EINVAL;
	*ret_number = (unsigned)number;
	return 0;
}

static int take_only(struct validate_options *o, const char *text)
{
	if (o->has_only)
		regfree(&o->only);
	o->has_only = regcomp(&o->only, text, REG_EXTENDED | REG_NOSUB) == 0;
	return o->has_only ? 0 : wrong("--only is not a regular expression");
}

static int take(struct validate_options *o, int key, const char *text)
{
	unsigned seconds;

	switch (key) {
	case KEY_MANIFEST:
		if (o->manifest_count == MAX_MANIFESTS)
			return wrong("too many manifests");
		o->manifests[o->manifest_count++] = text;
		return 0;
	case KEY_PROVIDER: o->provider = text; return 0;
	case KEY_SETTINGS: o->settings = text; return 0;
	case KEY_ONLY: return take_only(o, text);
	case KEY_LIST: o->list = true; return 0;
	case KEY_JSON: o->json = true; return 0;
	case KEY_TIMEOUT:
		if (parse_number(text, MAX_TIMEOUT_S, &seconds) || seconds == 0)
			return wrong("--timeout is a number of seconds, 1 to 3600");
		o->timeout_ms = seconds * 1000;
		return 0;
	case KEY_SEED:
		return parse_number(text, 0x7fffffff, &o->seed)
			       ? wrong("--seed is a number")
			       : 0;
	case KEY_IN_PROCESS: o->in_process = true; return 0;
	case KEY_CHILD: o->child = text; return 0;
	case KEY_HELP: fputs(help, stdout); return 1;
	}
	return wrong("unknown option");
}

int validate_options_parse(struct validate_options *o, int argc, char **argv)
{
	int key, err;

	*o = (struct validate_options){
		.timeout_ms = DEFAULT_TIMEOUT_S * 1000, .seed = DEFAULT_SEED};
	opterr = 0;
	while ((key = getopt_long(argc, argv, "", keys, NULL)) != -1) {
		err = take(o, key, optarg);
		if (err)
			return err;
	}
	if (o->list)
		return 0;
	if (optind + 1 != argc)
		return wrong("one plugin is needed");
	o->plugin = argv[optind];
	return 0;
}

void validate_options_finish(struct validate_options *o)
{
	if (o->has_only)
		regfree(&o->only);
}
