/* SPDX-License-Identifier: Apache-2.0 */
/* host-tests.c - several instances, and hosts of other kinds. */

#include "life.h"
#include "side-effects.h"
#include "subject.h"
#include "validator-test.h"
#include "verdict.h"

#include <string.h>

enum { REPLY_LIMIT_MS = 10000, HARMLESS = 10 };

/* ---------------------------------------------------------------- in pairs ---- */

struct pair {
	struct life a, b;
};

static bool pair_begin(struct pair *p, const struct subject *s, struct verdict *v)
{
	*p = (struct pair){0};
	if (!life_begin(&p->a, s, 0, NULL, v))
		return false;
	if (!life_begin(&p->b, s, 0, NULL, v)) {
		life_end(&p->a);
		return false;
	}
	return true;
}

static void pair_end(struct pair *p)
{
	life_end(&p->b);
	life_end(&p->a);
}

static bool answers(struct life *l)
{
	uint64_t id = life_request(l, "", "", "diagnostics", "{}");

	return trap_host_await_reply(l->host, id, REPLY_LIMIT_MS);
}

static void two_instances(const struct subject *s, struct verdict *v)
{
	struct pair p;

	if (!pair_begin(&p, s, v))
		return;
	if (life_go(&p.a, v) && life_go(&p.b, v)) {
		verdict_check(v, answers(&p.a),
			"the first does not answer beside the second");
		verdict_check(v, answers(&p.b),
			"the second does not answer beside the first");
		life_stop(&p.a);
		verdict_check(v, answers(&p.b),
			"the second fell silent when the first stopped");
		life_destroy(&p.a);
		verdict_check(v, answers(&p.b),
			"the second fell silent when the first ended");
		verdict_check(v,
			trap_host_stray_replies(p.a.host) +
					trap_host_stray_replies(p.b.host) ==
				0,
			"a reply went to the other instance's host");
	}
	pair_end(&p);
}

/* Objects, but not what the schema asks for. A host never sends such; a provider whose
 * manifest and code differ by one version meets them all the same. */
static const char *const bad_settings[] = {"{}", "{\"host\":{},\"name\":7}"};

static void instance_isolation(const struct subject *s, struct verdict *v)
{
	struct pair p;
	struct process_counts ignored;
	unsigned from;

	if (!pair_begin(&p, s, v))
		return;
	process_counts_read(&ignored);
	if (life_go(&p.a, v) && life_go(&p.b, v)) {
		answers(&p.b);
		from = trap_host_calls(p.b.host);
		for (size_t i = 0; i < sizeof(bad_settings) / sizeof(bad_settings[0]);
			i++)
			life_configure(&p.a, bad_settings[i]);
		life_request(&p.a, "", "", "no_such_op", "{\"id\":{}}");
		verdict_check(v, answers(&p.b),
			"after bad settings for one, the other does not answer");
		for (const struct host_call *c; (c = trap_host_call(p.b.host, from));
			from++) {
			verdict_check(v,
				strcmp(c->function, "set_status") != 0 ||
					(c->status != DP_E_CONFIG &&
						c->status != DP_E_INTERNAL &&
						c->status != DP_E_INVALID),
				"bad settings for one gave the other the status %d",
				c->status);
		}
	}
	pair_end(&p);
}

/* ------------------------------------------------------------- other hosts ---- */

/* Before the last stop(), as if its user had removed it. Who claims what nobody has is not
 * believed: "no-extensions" convicts it. */
static void say_removing(struct life *l, struct verdict *v)
{
	const dp_provider_removal *removal = life_extension(l, DP_EXT_REMOVAL);

	if (life_extension(l, "no.such.extension/1"))
		return;
	if (removal && verdict_check(v, DP_HAS(removal, removing) && removal->removing,
			       "its table of %s is empty", DP_EXT_REMOVAL))
		removal->removing(l->instance);
}

/* A whole life with every kind of call, at a host of a certain kind. */
static void whole_life(
	const struct subject *s, const struct trap_host_options *o, struct verdict *v)
{
	struct life l;
	dp_status status;

	if (!life_begin(&l, s, 0, o, v))
		return;
	if (life_go(&l, v)) {
		for (unsigned i = 0; i < HARMLESS; i++)
			life_cancel(&l, life_harmless_request(&l, i));
		life_extension(&l, "no.such.extension/1");
		life_extension(&l, DP_EXT_AUDIO);
		verdict_check(v, answers(&l), "it does not answer requests");
		status = life_configure(&l, l.settings);
		verdict_check(v, status == DP_OK,
			"configure() with the same settings returned %d", status);
		verdict_check(v, answers(&l),
			"after configure() it does not answer requests");
		say_removing(&l, v);
		life_stop(&l);
	}
	life_end(&l);
}

static void old_host(const struct subject *s, struct verdict *v)
{
	const struct trap_host_options o = {.edge = EDGE_GUARD};

	whole_life(s, &o, v);
}

static void new_host(const struct subject *s, struct verdict *v)
{
	const struct trap_host_options o = {.edge = EDGE_GARBAGE, .newer = true};

	whole_life(s, &o, v);
}

static void no_extensions(const struct subject *s, struct verdict *v)
{
	const struct trap_host_options o = {.no_extensions = true};
	struct life l;

	whole_life(s, &o, v);
	if (verdict_is_final(v) || !life_begin(&l, s, 0, &o, v))
		return;
	if (life_go(&l, v)) {
		verdict_check(v, !life_extension(&l, "no.such.extension/1"),
			"it claims to have \"no.such.extension/1\"");
	}
	life_end(&l);
}

static void borrowed_memory(const struct subject *s, struct verdict *v)
{
	const struct trap_host_options o = {.seize_arguments = true};

	whole_life(s, &o, v);
}

const struct validator_test host_tests[] = {
	{
		.name = "two-instances",
		.rule = "Two instances live side by side, also with the same settings.",
		.description =
			"Both run and answer; then the first is stopped and "
			"destroyed, and the second has to answer on. No reply may "
			"reach the other's host.",
		.needs = NEEDS_PROVIDER,
		.run = two_instances,
	},
	{
		.name = "instance-isolation",
		.rule = "What goes wrong in one instance does not touch another.",
		.description =
			"One instance is given settings that do not fit the schema; "
			"the other has to answer on, and must not report a "
			"status over it.",
		.needs = NEEDS_PROVIDER,
		.run = instance_isolation,
	},
	{
		.name = "old-host",
		.rule = "A provider reads no more of the host's structs than their "
			"`size`.",
		.description =
			"dp_host, dp_config and dp_request have exactly the size of "
			"ABI 1.0 and end right before a page that cannot be read.",
		.needs = NEEDS_PROVIDER,
		.run = old_host,
	},
	{
		.name = "new-host",
		.rule = "A provider works with a host of a later minor version.",
		.description = "Every struct is larger than ABI 1.0's and goes on with "
			       "garbage; abi_minor is higher.",
		.needs = NEEDS_PROVIDER,
		.run = new_host,
	},
	{
		.name = "no-extensions",
		.rule = "A provider works without the host's extensions, and answers "
			"NULL for extensions it does not have.",
		.description =
			"The host's extension() returns NULL for everything (in the "
			"other tests it offers dp.audio/1). A whole life, then the "
			"provider is asked for an extension nobody has.",
		.needs = NEEDS_PROVIDER,
		.run = no_extensions,
	},
	{
		.name = "borrowed-memory",
		.rule = "Pointers lent in a call are not used after it.",
		.description =
			"Everything handed to create(), configure(), request() and "
			"extension() lies in memory that faults as soon as the call "
			"has returned.",
		.needs = NEEDS_PROVIDER,
		.run = borrowed_memory,
	},
	{0},
};
