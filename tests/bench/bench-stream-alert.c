/* SPDX-License-Identifier: Apache-2.0 */
/* bench-stream-alert.c - how long an alert takes from the last byte of it to the host's
 * callback, through the whole plugin, beside what the kernel alone takes for the same
 * bytes; and how many a second it can take.
 *
 *   bench-stream-alert [ALERTS]   of each reader, 5 ms apart; default 2000 */

#include "alert-reader.h"
#include "bench.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum {
	ALERTS = 2000,
	WARM_UP = 50,
	GAP_NS = 5 * 1000 * 1000,
	BLAST_ALERTS = 200 * 1000,
	BLAST_BATCH = 100, /* alerts a write; each second one is an end */
	READERS = 2,
	FRAMINGS = 2,
};

typedef struct alert_reader *create_fn(struct bench_camera *c);

static create_fn *const readers[READERS] = {floor_reader_create, our_reader_create};
static const char *const framings[FRAMINGS] = {"chunked", "close-delimited"};

struct blast {
	double per_second, cpu_us;
};

struct results {
	const char *name;
	struct bench_samples told[FRAMINGS];
	struct blast blast[FRAMINGS];
};

static void write_all(int fd, const char *data, size_t len)
{
	while (len > 0) {
		ssize_t n = send(fd, data, len, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			bench_give_up("the stream is gone");
		data += n;
		len -= (size_t)n;
	}
}

/* ---- one at a time ---- */

static void write_part(
	const struct bench_camera *c, struct alert_reader *r, bool active)
{
	char part[CAMERA_PART_MAX];
	size_t len = camera_part(c, active, part);

	reader_expect(r, active, len);
	write_all(r->stream, part, len);
}

/* Motion, and its end. The plugin tells the end later, with all other ends of the same
 * round; so that is not what is measured. */
static void tell_one(const struct bench_camera *c, struct alert_reader *r, bool counts,
	struct bench_samples *samples)
{
	uint64_t sent = bench_now_ns();

	write_part(c, r, true);
	reader_wait(r);
	if (counts)
		samples_add(samples, atomic_load(&r->told_ns) - sent);
	write_part(c, r, false);
	if (r->counts_bytes)
		reader_wait(r);
	bench_wait_until(sent + GAP_NS);
}

static void measure_latency(
	unsigned framing, unsigned long alerts, struct results *results)
{
	struct alert_reader *r[READERS];
	struct bench_camera camera;

	camera_open(&camera, framing == 0);
	for (unsigned i = 0; i < READERS; i++)
		r[i] = readers[i](&camera);
	for (unsigned n = 0; n < WARM_UP + alerts; n++)
		for (unsigned i = 0; i < READERS; i++)
			tell_one(&camera, r[(n + i) % READERS], n >= WARM_UP,
				&results[(n + i) % READERS].told[framing]);
	for (unsigned i = 0; i < READERS; i++) {
		results[i].name = r[i]->name;
		r[i]->destroy(r[i]);
	}
	camera_close(&camera);
}

/* ---- as many as go ---- */

static size_t fill_batch(const struct bench_camera *c, char *batch)
{
	size_t len = 0;

	for (unsigned i = 0; i < BLAST_BATCH; i++)
		len += camera_part(c, i % 2 == 0, batch + len);
	return len;
}

static struct blast blast(struct bench_camera *c, struct alert_reader *r)
{
	char *batch = malloc(BLAST_BATCH * CAMERA_PART_MAX);
	const uint64_t batches = BLAST_ALERTS / BLAST_BATCH;
	uint64_t began, cpu, took;
	size_t len;

	if (!batch)
		bench_give_up("no memory");
	len = fill_batch(c, batch);
	for (uint64_t i = 0; i <= batches; i++) {
		if (i == 0 || i == 1) { /* the first batch is the warm-up */
			uint64_t count = i == 0 ? 1 : batches;

			reader_expect(r, count * BLAST_BATCH / 2, count * len);
			began = bench_now_ns();
			cpu = i == 0 ? 0 : bench_cpu_ns(r->cpu);
		}
		write_all(r->stream, batch, len);
		if (i == 0)
			reader_wait(r);
	}
	reader_wait(r);
	took = atomic_load(&r->told_ns) - began;
	cpu = bench_cpu_ns(r->cpu) - cpu;
	free(batch);
	return (struct blast){
		.per_second = (double)BLAST_ALERTS * 1e9 / (double)took,
		.cpu_us = (double)cpu / 1000 / BLAST_ALERTS,
	};
}

static void measure_blast(unsigned framing, struct results *results)
{
	for (unsigned i = 0; i < READERS; i++) {
		struct bench_camera camera;
		struct alert_reader *r;

		camera_open(&camera, framing == 0);
		r = readers[i](&camera);
		results[i].blast[framing] = blast(&camera, r);
		r->destroy(r);
		camera_close(&camera);
	}
}

/* ---- the table ---- */

static void print_table(struct results *results)
{
	printf("%-18s", "");
	for (unsigned f = 0; f < FRAMINGS; f++)
		printf("   %40s", framings[f]);
	printf("\n%-18s", "us from last byte");
	for (unsigned f = 0; f < FRAMINGS; f++)
		printf("   %8s %8s %12s %9s", "median", "p99", "alerts/s", "CPU us");
	for (unsigned i = 0; i < READERS; i++) {
		printf("\n%-18s", results[i].name);
		for (unsigned f = 0; f < FRAMINGS; f++)
			printf("   %8.1f %8.1f %12.0f %9.2f",
				samples_us(&results[i].told[f], 500),
				samples_us(&results[i].told[f], 990),
				results[i].blast[f].per_second,
				results[i].blast[f].cpu_us);
	}
	printf("\n%-18s", "over the floor");
	for (unsigned f = 0; f < FRAMINGS; f++)
		printf("   %8.1f %8s %12s %9s",
			samples_us(&results[1].told[f], 500) -
				samples_us(&results[0].told[f], 500),
			"", "", "");
	printf("\n");
}

int main(int argc, char **argv)
{
	unsigned long alerts = argc > 1 ? strtoul(argv[1], NULL, 10) : ALERTS;
	struct results results[READERS] = {0};
	bool hurried;

	bench_pin(BENCH_WRITER);
	for (unsigned f = 0; f < FRAMINGS; f++)
		measure_blast(f, results);
	/* Only now: who blasts does not wait. */
	hurried = bench_hurry();
	for (unsigned f = 0; f < FRAMINGS; f++) {
		for (unsigned i = 0; i < READERS; i++)
			samples_init(&results[i].told[f], alerts);
		measure_latency(f, alerts, results);
	}
	printf("%lu alerts each, one every 5 ms; then %d as fast as they go. ", alerts,
		BLAST_ALERTS);
	bench_print_machine(hurried);
	print_table(results);
	for (unsigned f = 0; f < FRAMINGS; f++)
		for (unsigned i = 0; i < READERS; i++)
			samples_finish(&results[i].told[f]);
	return 0;
}
