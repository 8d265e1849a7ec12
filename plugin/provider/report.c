/* SPDX-License-Identifier: Apache-2.0 */
/* report.c - what a station tells, told to the host. */

#include "report.h"

#include "device_provider.h"
#include "status.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	STORED_MAX = 4 * 1024 * 1024, /* the ABI's */
	TITLE_MAX = 100,
};

/* The reports differ only in where the text goes; a report that cannot be built for want
 * of memory is lost, as one to a flooded host is. */
static char *text_of(const json_t *json)
{
	return json_dumps(json, JSON_COMPACT | JSON_ENCODE_ANY);
}

void report_devices(const struct report *r, const char *parent, const json_t *list)
{
	char *text = text_of(list);

	if (text)
		r->host->set_devices(r->host, parent, text);
	free(text);
}

void report_state(const struct report *r, const char *device, const json_t *patch)
{
	char *text = text_of(patch);

	if (text)
		r->host->state(r->host, device, text);
	free(text);
}

void report_event(const struct report *r, const char *device, const char *capability,
	const char *type, const json_t *data)
{
	char *text = text_of(data);

	if (text)
		r->host->event(r->host, device, capability, type, text);
	free(text);
}

static void log_edge(const struct report *r, int err, const char *why)
{
	char line[560];

	snprintf(line, sizeof(line), err ? "connection lost: %s" : "connected%s", why);
	r->host->log(r->host, err ? DP_LOG_WARNING : DP_LOG_INFO, NULL, line);
}

/* What only the user can mend, of all that may be wrong with the connection. ADD A ROW */
static const struct {
	int err;
	const char *id, *title, *fix;
} faults[] = {
	// clang-format off
	{-EACCES, "login", "The %s refuses the login", "settings:/password"},
	{-EAGAIN, "login", "The %s has locked the account",
		"settings:/password"},
	{-EKEYREJECTED, "certificate", "The certificate of the %s is another one",
		"settings:/tls_fingerprint"},
	{-EPROTONOSUPPORT, "login", "The %s offers only a login that is not allowed",
		"settings:/allow_basic"},
	// clang-format on
};

void report_unit_issue(struct report *r, const char *id, const json_t *issue)
{
	char *text = issue ? text_of(issue) : NULL;

	if (issue && !text)
		return;
	if (!r->raised)
		r->raised = json_object();
	if (issue)
		json_object_set_new(r->raised, id, json_true());
	else
		json_object_del(r->raised, id);
	r->host->issue(r->host, id, text);
	free(text);
}

static void report_fault(struct report *r, int err, const char *why)
{
	size_t count = sizeof(faults) / sizeof(*faults), i = 0;
	char title[TITLE_MAX];
	const char *id;
	json_t *issue;

	while (i < count && faults[i].err != err)
		i++;
	id = i < count ? faults[i].id : NULL;
	if (r->fault && (!id || strcmp(r->fault, id) != 0))
		report_unit_issue(r, r->fault, NULL);
	if (id && (err != r->fault_err || !r->fault)) {
		snprintf(title, sizeof(title), faults[i].title, r->noun);
		issue = json_pack("{s:s,s:s,s:s,s:s}", "severity", "error", "title",
			title, "text", why, "fix", faults[i].fix);
		if (issue)
			report_unit_issue(r, id, issue);
		json_decref(issue);
	}
	r->fault = id;
	r->fault_err = err;
}

void report_finish(struct report *r)
{
	const char *id;
	json_t *any;

	report_fault(r, 0, "");
	json_object_foreach(r->raised, id, any) r->host->issue(r->host, id, NULL);
	json_decref(r->raised);
	r->raised = NULL;
}

void report_status(struct report *r, const char *device, int err, const char *why)
{
	if (*device) {
		r->host->set_status(r->host, device, status_of(err), why);
		return;
	}
	if (!r->told || !r->err != !err)
		log_edge(r, err, why);
	r->told = true;
	r->err = err;
	report_fault(r, err, why);
	r->host->set_status(r->host, "", status_of(err), why);
}

json_t *report_store_get(const struct report *r, const char *key)
{
	char none[1];
	int64_t len = r->host->store_get(r->host, key, none, sizeof(none));
	char *text = len >= 0 && len <= STORED_MAX ? malloc((size_t)len + 1) : NULL;
	json_t *value = NULL;

	/* Only we write it, so it is as long as before. */
	if (text && r->host->store_get(r->host, key, text, (size_t)len + 1) == len)
		value = json_loads(text, JSON_DECODE_ANY, NULL);
	free(text);
	return value;
}

void report_store_put(const struct report *r, const char *key, const json_t *value)
{
	char *text = value ? text_of(value) : NULL;

	if (text || !value)
		r->host->store_put(r->host, key, text);
	free(text);
}

void report_pinned(const struct report *r, const char *fingerprint)
{
	json_t *patch = json_pack("{s:s}", "tls_fingerprint", fingerprint);
	char *text = text_of(patch);

	if (text && r->host->patch_settings(r->host, text))
		r->host->log(r->host, DP_LOG_WARNING, NULL,
			"the fingerprint of the certificate could not be saved; at the next "
			"start the first certificate shown is taken again");
	free(text);
	json_decref(patch);
}

void report_log(void *user, enum log_level level, const char *line)
{
	static const dp_level levels[] = {
		[LOG_LEVEL_DEBUG] = DP_LOG_DEBUG,
		[LOG_LEVEL_INFO] = DP_LOG_INFO,
		[LOG_LEVEL_WARNING] = DP_LOG_WARNING,
		[LOG_LEVEL_ERROR] = DP_LOG_ERROR,
	};
	const dp_host *h = user;

	h->log(h, levels[level], NULL, line);
}
