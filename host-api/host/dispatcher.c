/* SPDX-License-Identifier: Apache-2.0 */
/* dispatcher.c - the one place where output is written, in the order things happened. */

#include "dispatcher.h"
#include "json-read.h"
#include "people.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { FULL_BYTES = 32 << 20 };

struct item {
	struct item *next;
	char *text; /* with its newline */
	void *blob; /* to be written first, or NULL */
	size_t blob_len;
	char *file;
};

struct dispatcher {
	struct host_core *core;
	enum dispatcher_form form;
	int fd;
	int broken_fd;
	char *folder; /* of blobs; made with the first one */
	pthread_t thread;

	pthread_mutex_t lock; /* all below */
	pthread_cond_t more;
	pthread_cond_t written;
	struct item *first;
	struct item **end;
	size_t bytes;
	unsigned blobs;
	bool writing;
	bool ending;
	bool broken;
};

static void free_item(struct item *item)
{
	free(item->text);
	free(item->blob);
	free(item->file);
	free(item);
}

/* @return 0, -errno */
static int write_all(int fd, const char *data, size_t len)
{
	while (len > 0) {
		ssize_t done = write(fd, data, len);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return -errno;
		data += done;
		len -= (size_t)done;
	}
	return 0;
}

static void write_blob(const struct item *item)
{
	int fd = open(item->file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0)
		return;
	write_all(fd, item->blob, item->blob_len);
	close(fd);
}

static void write_item(struct dispatcher *d, struct item *item)
{
	const uint64_t one = 1;

	if (item->blob)
		write_blob(item);
	if (d->broken || write_all(d->fd, item->text, strlen(item->text)) == 0)
		return;
	d->broken = true;
	(void)!write(d->broken_fd, &one, sizeof(one));
}

static void run(void *user)
{
	struct dispatcher *d = user;

	pthread_mutex_lock(&d->lock);
	while (d->first || !d->ending) {
		struct item *item = d->first;

		if (!item) {
			pthread_cond_wait(&d->more, &d->lock);
			continue;
		}
		d->first = item->next;
		if (!d->first)
			d->end = &d->first;
		d->bytes -= strlen(item->text) + item->blob_len;
		d->writing = true;
		pthread_mutex_unlock(&d->lock);
		write_item(d, item);
		free_item(item);
		pthread_mutex_lock(&d->lock);
		d->writing = false;
		pthread_cond_broadcast(&d->written);
	}
	pthread_mutex_unlock(&d->lock);
}

int dispatcher_create(struct host_core *core, int fd, enum dispatcher_form form,
	struct dispatcher **ret_dispatcher, struct complaint *why)
{
	struct dispatcher *d = calloc(1, sizeof(*d));
	int err = -ENOMEM;

	if (!d)
		return complain(why, -ENOMEM, "out of memory");
	d->core = core;
	d->form = form;
	d->fd = fd;
	d->end = &d->first;
	pthread_mutex_init(&d->lock, NULL);
	pthread_cond_init(&d->more, NULL);
	pthread_cond_init(&d->written, NULL);
	d->broken_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	err = d->broken_fd < 0 ? -errno : host_core_thread(core, &d->thread, run, d);
	if (!err) {
		*ret_dispatcher = d;
		return 0;
	}
	complain(why, err, "the output cannot be set up: %s", strerror(-err));
	if (d->broken_fd >= 0)
		close(d->broken_fd);
	free(d);
	return err;
}

/* The files are ours, and their names are numbers: nothing else is touched. */
static void remove_folder(struct dispatcher *d)
{
	static const char *const endings[] = {"jpg", "png", "bin"};

	for (unsigned i = 1; d->folder && i <= d->blobs; i++) {
		for (size_t e = 0; e < sizeof(endings) / sizeof(endings[0]); e++) {
			char *file = NULL;

			if (asprintf(&file, "%s/%u.%s", d->folder, i, endings[e]) < 0)
				continue;
			unlink(file);
			free(file);
		}
	}
	if (d->folder)
		rmdir(d->folder);
	free(d->folder);
}

void dispatcher_destroy(struct dispatcher *d)
{
	if (!d)
		return;
	pthread_mutex_lock(&d->lock);
	d->ending = true;
	pthread_cond_signal(&d->more);
	pthread_mutex_unlock(&d->lock);
	pthread_join(d->thread, NULL);
	remove_folder(d);
	close(d->broken_fd);
	pthread_cond_destroy(&d->written);
	pthread_cond_destroy(&d->more);
	pthread_mutex_destroy(&d->lock);
	free(d);
}

void dispatcher_flush(struct dispatcher *d)
{
	pthread_mutex_lock(&d->lock);
	while (d->first || d->writing)
		pthread_cond_wait(&d->written, &d->lock);
	pthread_mutex_unlock(&d->lock);
}

int dispatcher_broken_fd(const struct dispatcher *d)
{
	return d->broken_fd;
}

bool dispatcher_full(struct dispatcher *d)
{
	bool full;

	pthread_mutex_lock(&d->lock);
	full = d->bytes > FULL_BYTES;
	pthread_mutex_unlock(&d->lock);
	return full;
}

/* {"t":0.000123, and the rest of the line. */
static char *console_text(const json_t *line, uint64_t at_us)
{
	char *rest = json_text(line), *text = NULL;

	if (rest && asprintf(&text, "{\"t\":%llu.%06llu,%s\n",
			    (unsigned long long)(at_us / 1000000),
			    (unsigned long long)(at_us % 1000000), rest + 1) < 0)
		text = NULL;
	free(rest);
	return text;
}

static void enqueue(struct dispatcher *d, struct item *item)
{
	pthread_mutex_lock(&d->lock);
	*d->end = item;
	d->end = &item->next;
	d->bytes += strlen(item->text) + item->blob_len;
	pthread_cond_signal(&d->more);
	pthread_mutex_unlock(&d->lock);
}

static void say(
	struct dispatcher *d, struct item *item, const json_t *line, uint64_t at_us)
{
	item->text = d->form == DISPATCHER_CONSOLE ? console_text(line, at_us)
						   : people_text(line);
	if (item->text)
		enqueue(d, item);
	else
		free_item(item);
}

/* Where a blob goes: a private folder, a number, and an ending that viewers know. */
static char *blob_file(struct dispatcher *d, const char *type)
{
	const char *tmp = getenv("TMPDIR"), *ending = "bin";
	char *file = NULL;

	if (strcmp(type, "image/jpeg") == 0)
		ending = "jpg";
	else if (strcmp(type, "image/png") == 0)
		ending = "png";
	pthread_mutex_lock(&d->lock);
	if (!d->folder && asprintf(&d->folder, "%s/gatehouse-host-XXXXXX",
				  tmp && *tmp ? tmp : "/tmp") < 0)
		d->folder = NULL;
	if (d->folder && !d->blobs && !mkdtemp(d->folder)) {
		free(d->folder);
		d->folder = NULL;
	}
	if (d->folder && asprintf(&file, "%s/%u.%s", d->folder, ++d->blobs, ending) < 0)
		file = NULL;
	pthread_mutex_unlock(&d->lock);
	return file;
}

static void take_blob(struct dispatcher *d, struct item *item,
	const struct report *report, json_t *line)
{
	json_t *blob = json_object_get(line, "blob");

	item->blob = malloc(report->blob_len);
	item->file = item->blob ? blob_file(d, report->blob_type) : NULL;
	if (item->file) {
		memcpy(item->blob, report->blob, report->blob_len);
		item->blob_len = report->blob_len;
		json_object_set_new(blob, "file", json_string(item->file));
		return;
	}
	free(item->blob);
	item->blob = NULL;
	json_object_set_new(blob, "file", json_null());
}

static bool shown_of_probe(enum report_kind kind)
{
	return kind == REPORT_REPLY || kind == REPORT_LOG || kind == REPORT_VIOLATION ||
	       kind == REPORT_WARNING;
}

void dispatcher_report(struct dispatcher *d, const struct report *report)
{
	struct item *item;
	json_t *line;

	if (report->probe && !shown_of_probe(report->kind))
		return;
	item = calloc(1, sizeof(*item));
	line = item ? json_deep_copy(report->json) : NULL;
	if (!line) {
		free(item);
		return;
	}
	if (report->probe && report->kind != REPORT_REPLY)
		json_object_set_new(
			line, "probe", json_integer((json_int_t)report->probe));
	if (report->blob && d->form == DISPATCHER_CONSOLE)
		take_blob(d, item, report, line);
	say(d, item, line, report->at_us);
	json_decref(line);
}

void dispatcher_line(struct dispatcher *d, json_t *line)
{
	struct item *item = line ? calloc(1, sizeof(*item)) : NULL;

	if (item)
		say(d, item, line, host_core_now_us(d->core));
	json_decref(line);
}
