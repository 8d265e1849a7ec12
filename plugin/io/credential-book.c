/* SPDX-License-Identifier: Apache-2.0 */
/* credential-book.c - one gate per device and login, however many ask. */

#include "credential-book.h"

#include <errno.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HASH_BYTES = 32 };

struct entry {
	struct entry *next;
	struct credential_book *book;
	char *account; /* "port host username" */
	unsigned char password[HASH_BYTES];
	struct credential_gate gate;
	struct http_memory memory;
	struct credential_pass *passes;
	struct credential_pass *tell_next; /* while telling: who is told next */
	unsigned telling;
	bool try_out;      /* by the last who closed a pass */
	struct timer keep; /* runs while nobody holds a pass */
};

struct credential_pass {
	struct credential_pass *next;
	struct entry *entry;
	bool try_out;
	void (*changed)(void *user);
	void *user;
};

struct credential_book {
	struct timers *timers;
	struct entry *entries;
};

static void entry_free(struct entry *e)
{
	struct entry **link = &e->book->entries;

	while (*link && *link != e)
		link = &(*link)->next;
	if (*link)
		*link = e->next;
	credential_gate_finish(&e->gate);
	timer_stop(&e->keep);
	explicit_bzero(e->password, sizeof(e->password));
	free(e->account);
	free(e);
}

static void kept_enough(void *user)
{
	entry_free(user);
}

/* Nobody holds a pass: what must be remembered, and for how long? */
static void leave(struct entry *e)
{
	unsigned ms = credential_gate_unlock_s(&e->gate) * 1000;

	if (!ms && e->try_out &&
		(e->gate.state == GATE_CLOSED || e->gate.state == GATE_DOUBT))
		ms = CREDENTIAL_KEEP_MS;
	if (ms)
		timer_start(e->book->timers, &e->keep, ms, kept_enough, e);
	else
		entry_free(e);
}

static void gate_changed(void *user)
{
	struct entry *e = user;

	if (!e->passes)
		return;
	e->telling++;
	e->tell_next = e->passes; /* a change inside a change is told to all, once */
	while (e->tell_next) {
		struct credential_pass *pass = e->tell_next;

		e->tell_next = pass->next;
		if (pass->changed)
			pass->changed(pass->user);
	}
	if (!--e->telling && !e->passes)
		leave(e);
}

static int hash(const char *password, unsigned char *ret_hash)
{
	unsigned len = 0;

	return EVP_Digest(password, strlen(password), ret_hash, &len, EVP_sha256(),
		       NULL) == 1 &&
			       len == HASH_BYTES
		       ? 0
		       : -EIO;
}

static int entry_create(struct credential_book *book, const char *account,
	const unsigned char *password, struct entry **ret_entry)
{
	struct entry *e = calloc(1, sizeof(*e));
	unsigned locked_s = 0;

	if (!e)
		return -ENOMEM;
	e->account = strdup(account);
	if (!e->account) {
		free(e);
		return -ENOMEM;
	}
	e->book = book;
	memcpy(e->password, password, HASH_BYTES);
	credential_gate_init(&e->gate, book->timers, gate_changed, e);
	for (const struct entry *o = book->entries; o; o = o->next) {
		unsigned s = credential_gate_unlock_s(&o->gate);

		if (!strcmp(o->account, account) && s > locked_s)
			locked_s = s;
	}
	if (locked_s)
		credential_gate_locked(&e->gate, locked_s);
	e->next = book->entries;
	book->entries = e;
	*ret_entry = e;
	return 0;
}

static int find(struct credential_book *book, const struct credential_key *key,
	struct entry **ret_entry)
{
	unsigned char password[HASH_BYTES];
	char account[640];
	int err = hash(key->password, password);

	if (err)
		return err;
	snprintf(account, sizeof(account), "%u %s %s", key->port, key->host,
		key->username);
	for (struct entry *e = book->entries; e; e = e->next) {
		if (!strcmp(e->account, account) &&
			!memcmp(e->password, password, HASH_BYTES)) {
			*ret_entry = e;
			return 0;
		}
	}
	return entry_create(book, account, password, ret_entry);
}

int credential_pass_open(struct credential_book *book, const struct credential_key *key,
	bool try_out, void (*changed)(void *user), void *user,
	struct credential_pass **ret_pass)
{
	struct credential_pass *pass = calloc(1, sizeof(*pass));
	struct entry *e = NULL;
	int err = pass ? find(book, key, &e) : -ENOMEM;

	if (err) {
		free(pass);
		return err;
	}
	timer_stop(&e->keep);
	*pass = (struct credential_pass){.next = e->passes,
		.entry = e,
		.try_out = try_out,
		.changed = changed,
		.user = user};
	e->passes = pass;
	*ret_pass = pass;
	return 0;
}

void credential_pass_close(struct credential_pass *pass)
{
	struct credential_pass **link;
	struct entry *e;

	if (!pass)
		return;
	e = pass->entry;
	link = &e->passes;
	while (*link != pass)
		link = &(*link)->next;
	*link = pass->next;
	if (e->tell_next == pass)
		e->tell_next = pass->next;
	e->try_out = pass->try_out;
	free(pass);
	if (!e->passes && !e->telling)
		leave(e);
}

struct credential_gate *credential_pass_gate(struct credential_pass *pass)
{
	return &pass->entry->gate;
}

struct http_memory *credential_pass_memory(struct credential_pass *pass)
{
	return &pass->entry->memory;
}

int credential_book_create(struct timers *timers, struct credential_book **ret_book)
{
	struct credential_book *book = calloc(1, sizeof(*book));

	if (!book)
		return -ENOMEM;
	book->timers = timers;
	*ret_book = book;
	return 0;
}

void credential_book_destroy(struct credential_book *book)
{
	if (!book)
		return;
	while (book->entries)
		entry_free(book->entries);
	free(book);
}
