/* SPDX-License-Identifier: Apache-2.0 */
/* trap-host.c - a host that lends its functions and watches every use of them.
 *
 * The table handed out is the last thing on a read-only page; the page begins with the
 * way back to the trap_host, so nothing needs `ctx`, which is poison. */

#include "trap-host.h"

#include "host-record.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { PAGE = 4096, TABLE_PAGES = 3, GARBAGE = 0xdb, NEWER_MINOR = 7 };

/* The page of the table starts with this. */
struct way_back {
	struct trap_host *host;
};

static struct trap_host *from_table(const dp_host *h)
{
	uintptr_t page = (uintptr_t)h & ~(uintptr_t)(PAGE - 1);

	return ((const struct way_back *)page)->host;
}

/* ------------------------------------------------------ the host functions ---- */

static void do_log(
	const dp_host *h, dp_level level, const char *device, const char *text)
{
	host_record(from_table(h), "log", device, text, level, 0);
}

static dp_status do_set_devices(const dp_host *h, const char *parent, const char *json)
{
	host_record(from_table(h), "set_devices", parent, json, 0, 0);
	return DP_OK;
}

static dp_status do_set_status(
	const dp_host *h, const char *device, dp_status status, const char *detail)
{
	host_record(from_table(h), "set_status", device, detail, status, 0);
	return DP_OK;
}

static dp_status do_state(const dp_host *h, const char *device, const char *json)
{
	host_record(from_table(h), "state", device, json, 0, 0);
	return DP_OK;
}

static dp_status do_event(const dp_host *h, const char *device, const char *capability,
	const char *type, const char *json)
{
	host_record(from_table(h), "event", device, type, 0, 0);
	return DP_OK;
}

static dp_status do_reply(const dp_host *h, uint64_t request_id, const dp_reply *reply)
{
	return host_record_reply(from_table(h), request_id, reply->status, reply->json);
}

static dp_status do_issue(const dp_host *h, const char *id, const char *json)
{
	host_record(from_table(h), "issue", id, json, 0, 0);
	return DP_OK;
}

static dp_status do_patch_settings(const dp_host *h, const char *json)
{
	host_record(from_table(h), "patch_settings", NULL, json, 0, 0);
	return DP_OK;
}

static int64_t do_store_get(const dp_host *h, const char *key, char *buf, size_t cap)
{
	return host_record_get(from_table(h), key, buf, cap);
}

static dp_status do_store_put(const dp_host *h, const char *key, const char *json)
{
	return host_record_put(from_table(h), key, json);
}

/* The audio a plain host offers: it takes every packet and forgets it. */
static void do_frame(const dp_host *h, uint64_t session, const void *data, size_t len)
{
	host_record(from_table(h), "dp.audio/1 frame", NULL, NULL, 0, session);
}

static void do_ended(const dp_host *h, uint64_t session, dp_status why)
{
	host_record(from_table(h), "dp.audio/1 ended", NULL, NULL, why, session);
}

static const dp_host_audio audio = {
	.size = sizeof(audio),
	.frame = do_frame,
	.ended = do_ended,
};

static const void *do_extension(const dp_host *h, const char *id)
{
	struct trap_host *t = from_table(h);

	host_record(t, "extension", id, NULL, 0, 0);
	if (trap_host_options(t)->no_extensions || strcmp(id, DP_EXT_AUDIO) != 0)
		return NULL;
	return &audio;
}

/* ---------------------------------------------------------------- creation ---- */

static const dp_host plain = {
	.size = sizeof(dp_host),
	.abi_minor = DP_ABI_MINOR,
	.log = do_log,
	.set_devices = do_set_devices,
	.set_status = do_set_status,
	.state = do_state,
	.event = do_event,
	.reply = do_reply,
	.issue = do_issue,
	.patch_settings = do_patch_settings,
	.store_get = do_store_get,
	.store_put = do_store_put,
	.extension = do_extension,
};

/* Three pages: the table's own (read-only), then what the edge asks for, and one that
 * nobody may touch; `ctx` points there. */
static const dp_host *build_table(struct trap_host *t, unsigned char *pages)
{
	const struct trap_host_options *o = trap_host_options(t);
	dp_host table = plain;
	unsigned char *at = pages + PAGE - sizeof(table);

	table.ctx = pages + 2 * PAGE;
	if (o->newer) {
		table.abi_minor = NEWER_MINOR;
		table.size += EDGE_GARBAGE_SIZE;
	}
	((struct way_back *)(void *)pages)->host = t;
	memcpy(at, &table, sizeof(table));
	if (o->edge == EDGE_GARBAGE)
		memset(pages + PAGE, GARBAGE, PAGE);
	mprotect(pages, PAGE, PROT_READ);
	mprotect(pages + PAGE, PAGE, o->edge == EDGE_GUARD ? PROT_NONE : PROT_READ);
	mprotect(pages + 2 * PAGE, PAGE, PROT_NONE);
	return (const dp_host *)(const void *)at;
}

struct trap_host *trap_host_create(const struct trap_host_options *options)
{
	unsigned char *pages = mmap(NULL, (size_t)TABLE_PAGES * PAGE,
		PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct trap_host *t;

	if (pages == MAP_FAILED)
		return NULL;
	t = host_record_create(options);
	if (!t) {
		munmap(pages, (size_t)TABLE_PAGES * PAGE);
		return NULL;
	}
	host_record_set_table(t, build_table(t, pages));
	return t;
}
