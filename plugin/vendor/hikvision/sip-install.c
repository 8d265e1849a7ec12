/* SPDX-License-Identifier: Apache-2.0 */
/* sip-install.c - Autoinstall: a door station's SIP settings lead to us, and lead back. */

#include "log.h"
#include "sip-install-private.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { VALUES_TEXT = 480, WAS_TEXT = 640 };

/* ---- what was there ---- */

static void recall(struct sip_install *p)
{
	char text[SIP_MEMORY_MAX + 1];

	if (p->recalled)
		return;
	p->recalled = true;
	if (!p->ops->recall(text, sizeof(text), p->user) &&
		sip_memory_parse(text, &p->steps.memory))
		log_warning(p->log,
			"what the station's SIP settings were before cannot "
			"be read any more");
}

/* Rationale: it is what the user wants back. What the store did not take is not
 * overwritten on the station. */
static int remember(const struct sip_memory *memory, void *user)
{
	struct sip_install *p = user;
	char text[SIP_MEMORY_MAX + 1], kept[SIP_MEMORY_MAX + 1];
	int err;

	if (!memory) {
		p->ops->remember(NULL, p->user);
		return 0;
	}
	err = sip_memory_print(memory, text);
	if (err)
		return err;
	p->ops->remember(text, p->user);
	if (p->ops->recall(kept, sizeof(kept), p->user) || strcmp(text, kept))
		return -EIO;
	return 0;
}

void sip_install_print_was(const struct sip_install *p, char *text, size_t cap)
{
	const struct sip_memory *m = &p->steps.memory;
	size_t len = 0;

	text[0] = '\0';
	for (unsigned i = 0; i < SIP_PLACES; i++) {
		char was[256];
		int n;

		if (!m->places[i].touched)
			continue;
		sip_settings_print(i, &m->was, was, sizeof(was));
		n = snprintf(text + len, cap - len, "%s%s: %s", len ? "; " : "",
			sip_place_name(i), was);
		if (n < 0 || (size_t)n >= cap - len)
			return;
		len += (size_t)n;
	}
}

/* ---- the issue ---- */

static void raise(struct sip_install *p, const char *title, const char *text)
{
	if (!strcmp(p->told, text))
		return;
	snprintf(p->told, sizeof(p->told), "%s", text);
	p->ops->issue(
		&(struct unit_issue){title, p->told, "/sip/autoinstall"}, p->user);
}

static void withdraw(struct sip_install *p)
{
	if (!*p->told)
		return;
	p->told[0] = '\0';
	p->ops->issue(NULL, p->user);
}

static void tell_refused(struct sip_install *p)
{
	char values[VALUES_TEXT + 1], text[SIP_ISSUE_MAX + 1];

	sip_values_print(&p->steps.values, values, sizeof(values));
	snprintf(text, sizeof(text),
		"%s. Grant the right, or switch Autoinstall off and enter it by hand. %s.",
		p->steps.why, values);
	log_warning(p->log, "autoinstall: %s", p->steps.why);
	raise(p, "The door station did not take its SIP settings", text);
}

static void tell_changed(struct sip_install *p)
{
	char values[VALUES_TEXT + 1], text[SIP_ISSUE_MAX + 1];

	sip_values_print(&p->steps.values, values, sizeof(values));
	snprintf(text, sizeof(text),
		"Gatehouse had set them, and does not overwrite what it finds now: %s. If "
		"that is not meant to be, switch Autoinstall off and on again, or enter it "
		"by hand. %s.",
		p->steps.why, values);
	if (!*p->told)
		log_warning(p->log, "autoinstall: somebody changed the station's %s",
			p->steps.why);
	raise(p, "The door station's SIP settings were changed", text);
}

/* ---- the steps' surroundings ---- */

struct sip_install_status sip_install_status(const struct sip_install *p)
{
	struct sip_install_status s = {.state = SIP_INSTALL_WORKING,
		.why = "",
		.indebted = !sip_memory_empty(&p->steps.memory)};

	switch (p->steps.state) {
	case SIP_STEPS_IDLE: s.state = SIP_INSTALL_OFF; break;
	case SIP_STEPS_STANDS: s.state = SIP_INSTALL_STANDS; break;
	case SIP_STEPS_LEFT: s.state = SIP_INSTALL_CHANGED; break;
	case SIP_STEPS_REFUSED: s.state = SIP_INSTALL_REFUSED; break;
	case SIP_STEPS_RESTING: s.state = SIP_INSTALL_WAITING; break;
	case SIP_STEPS_READING:
	case SIP_STEPS_WRITING:
	case SIP_STEPS_VERIFYING:
	case SIP_STEPS_ASKING:
	case SIP_STEPS_RETURNING:
	case SIP_STEPS_LEAVING: return s;
	}
	if (s.state == SIP_INSTALL_CHANGED || s.state == SIP_INSTALL_REFUSED ||
		s.state == SIP_INSTALL_WAITING) {
		s.err = p->steps.err;
		s.why = p->steps.why;
	}
	return s;
}

static void changed(void *user)
{
	struct sip_install *p = user;
	struct sip_install_status status = sip_install_status(p);

	switch (status.state) {
	case SIP_INSTALL_STANDS: withdraw(p); break;
	case SIP_INSTALL_CHANGED: tell_changed(p); break;
	case SIP_INSTALL_REFUSED: tell_refused(p); break;
	case SIP_INSTALL_WAITING:
		log_warning(p->log,
			"autoinstall: no answer from the station, it is tried again: %s",
			status.why);
		break;
	case SIP_INSTALL_OFF:
	case SIP_INSTALL_WORKING: break;
	}
	p->ops->status(&status, p->user);
}

static void returned(int err, const char *why, void *user)
{
	struct sip_install *p = user;
	char was[WAS_TEXT + 1], text[SIP_ISSUE_MAX + 1];

	if (!err) {
		log_info(p->log, "the station's SIP settings are not ours any more");
		withdraw(p);
	} else {
		sip_install_print_was(p, was, sizeof(was));
		snprintf(text, sizeof(text),
			"They still lead here: %.400s. Enter the old ones by hand. %s",
			why, was);
		log_warning(p->log,
			"the station's SIP settings could not be given back: %s", why);
		raise(p, "The door station did not take its old SIP settings", text);
	}
	p->ops->returned(err, why, p->user);
}

static const struct sip_steps_ops steps_ops = {
	.read = sip_exchange_read,
	.write = sip_exchange_write,
	.drop = sip_exchange_drop,
	.remember = remember,
	.changed = changed,
	.returned = returned,
};

/* ---- for the owner ---- */

int sip_install_want(struct sip_install *p, const struct sip_values *values)
{
	if (!sip_values_valid(values))
		return -EINVAL;
	recall(p);
	p->hurried = false;
	sip_steps_want(&p->steps, values);
	return 0;
}

bool sip_install_indebted(struct sip_install *p)
{
	recall(p);
	return !sip_memory_empty(&p->steps.memory);
}

int sip_install_give_back(struct sip_install *p, bool hurry)
{
	if (!sip_install_indebted(p)) {
		p->steps.wanted = false;
		sip_install_drop(p);
		withdraw(p);
		return -ENOENT;
	}
	p->hurried = hurry;
	sip_steps_input(&p->steps, SIP_STEPS_GIVE_BACK, 0, "");
	return 0;
}

void sip_install_drop(struct sip_install *p)
{
	sip_steps_input(&p->steps, SIP_STEPS_DROP, 0, "");
}

void sip_install_another(struct sip_install *p)
{
	sip_install_drop(p);
	p->recalled = false;
	memset(&p->steps.memory, 0, sizeof(p->steps.memory));
	withdraw(p);
}

void sip_install_init(struct sip_install *p, struct reactor *r, struct isapi *isapi,
	const struct log *log, const struct sip_install_ops *ops, void *user)
{
	memset(p, 0, sizeof(*p));
	p->reactor = r;
	p->isapi = isapi;
	p->log = log;
	p->ops = ops;
	p->user = user;
	buffer_init(&p->body, SIP_DOCUMENT_MAX);
	for (size_t i = 0; i < SIP_PLACES; i++)
		buffer_init(&p->documents[i], SIP_DOCUMENT_MAX);
	sip_steps_init(&p->steps, reactor_timers(r), &steps_ops, p);
}

void sip_install_finish(struct sip_install *p)
{
	if (!p->ops)
		return; /* it was never begun */
	sip_steps_finish(&p->steps);
	sip_exchange_drop(p);
	buffer_finish(&p->body);
	for (size_t i = 0; i < SIP_PLACES; i++)
		buffer_finish(&p->documents[i]);
}
