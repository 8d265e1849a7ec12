/* SPDX-License-Identifier: Apache-2.0 */
/* http-nonce.c - for how long is a nonce of this device good? */

#include "http-nonce.h"

/* FNV-1a */
static uint64_t hash(const char *text)
{
	uint64_t h = 14695981039346656037u;

	for (; *text; text++)
		h = (h ^ (unsigned char)*text) * 1099511628211u;
	return h;
}

void http_nonce_fresh(struct http_nonce *n, const char *path)
{
	n->uses = 0;
	n->path = hash(path);
}

bool http_nonce_good(const struct http_nonce *n, const char *path)
{
	if (n->limit && n->uses >= n->limit)
		return false;
	return !n->bound || n->path == hash(path);
}

void http_nonce_used(struct http_nonce *n, uint64_t now_ms)
{
	n->idle_ms = n->uses ? now_ms - n->used_ms : 0;
	n->uses++;
	n->used_ms = now_ms;
}

void http_nonce_accepted(struct http_nonce *n, const char *path)
{
	if (n->path != hash(path))
		n->unbound = true;
}

void http_nonce_refused(struct http_nonce *n, const char *path)
{
	if (n->uses < 2 || n->idle_ms > NONCE_IDLE_MS)
		return; /* the password, or age */
	if (n->path != hash(path) && !n->unbound)
		n->bound = true;
	else
		n->limit = n->uses - 1;
}
