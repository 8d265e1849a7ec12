/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz-sip-datagram.c - any bytes as the datagrams that a station sends: the first byte
 * says whether the line answers, and how much time passes. The line lives on; its sockets
 * and its loop are real, but clock and randomness are ours: so limits are reached, and
 * messages inside a call can name it. */

#include "reactor.h"
#include "sip-line.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int __real_clock_gettime(clockid_t clock, struct timespec *ret_time);
int __wrap_clock_gettime(clockid_t clock, struct timespec *ret_time);
ssize_t __wrap_getrandom(void *data, size_t len, unsigned flags);

enum { ROUNDS = 500, PIECES_MAX = 8, BREATH_S = 2, RING_S = 70 };

static _Atomic unsigned passed_s;

int __wrap_clock_gettime(clockid_t clock, struct timespec *ret_time)
{
	int err = __real_clock_gettime(clock, ret_time);

	ret_time->tv_sec += atomic_load(&passed_s);
	return err;
}

/* Our tag is 1111111111111111. */
ssize_t __wrap_getrandom(void *data, size_t len, unsigned flags)
{
	(void)flags;
	memset(data, 0x11, len);
	return (ssize_t)len;
}

struct bench {
	struct reactor *reactor;
	struct sip_line *line;
	bool answers;
	unsigned port;
	int fd;
	unsigned runs;
};

static void on_ring(const struct sip_ring *ring, void *user)
{
	struct bench *b = user;

	if (!ring->call || strlen(ring->caller) > SIP_TEXT_MAX ||
		strlen(ring->called) > SIP_TEXT_MAX)
		abort();
	if (b->answers)
		sip_line_answer(b->line, ring->call, NULL, NULL);
}

static void on_established(uint32_t call, const struct sip_media *peer, void *user)
{
	(void)user;
	if (!call || peer->codec_count > SIP_CODECS_MAX)
		abort();
}

static void on_ended(uint32_t call, enum sip_end why, unsigned code, void *user)
{
	(void)call;
	(void)why;
	(void)code;
	(void)user;
}

static void on_status(const struct sip_line_status *status, void *user)
{
	((struct bench *)user)->port = status->port;
}

static void on_digit(uint32_t call, char digit, void *user)
{
	(void)call;
	(void)user;
	if (!strchr("0123456789*#ABCD", digit))
		abort();
}

static void create(void *user)
{
	static const struct sip_line_listener listener = {
		on_ring, on_established, on_ended, on_status, on_digit};
	static const struct sip_line_config config = {
		.mode = SIP_SERVER, .station = "127.0.0.2"};
	struct bench *b = user;

	if (sip_line_create(b->reactor, &config, &listener, NULL, b, &b->line))
		abort();
}

static void destroy(void *user)
{
	struct bench *b = user;

	sip_line_destroy(b->line);
	b->line = NULL;
}

static void nothing(void *user)
{
	(void)user;
}

static void renew(struct bench *b)
{
	reactor_call(b->reactor, destroy, b);
	b->port = 0;
	reactor_call(b->reactor, create, b);
	while (!b->port)
		reactor_call(b->reactor, nothing, b);
}

static struct bench bench;

/* Before libcrypto's own end: the loop would go on asking it for random numbers. */
static void end(void)
{
	reactor_call(bench.reactor, destroy, &bench);
	reactor_release(bench.reactor);
	close(bench.fd);
}

static void begin(struct bench *b)
{
	struct sockaddr_in from = {.sin_family = AF_INET};

	if (reactor_acquire(&b->reactor))
		abort();
	inet_pton(AF_INET, "127.0.0.2", &from.sin_addr);
	b->fd = socket(AF_INET, SOCK_DGRAM, 0);
	if (bind(b->fd, (struct sockaddr *)&from, sizeof(from)) < 0)
		abort();
	renew(b);
	atexit(end);
}

static void send_piece(struct bench *b, const uint8_t *data, size_t size)
{
	struct sockaddr_in to = {
		.sin_family = AF_INET, .sin_port = htons((uint16_t)b->port)};

	inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);
	(void)sendto(b->fd, data, size, 0, (struct sockaddr *)&to, sizeof(to));
	/* Twice round: it was read, and what it brought about is done. */
	reactor_call(b->reactor, nothing, b);
	reactor_call(b->reactor, nothing, b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const uint8_t cut[] = "\n\n\n\n";
	char drain[2048];

	if (!bench.reactor)
		begin(&bench);
	if (!size)
		return 0;
	bench.answers = data[0] & 1;
	atomic_fetch_add(&passed_s, data[0] & 2 ? RING_S : BREATH_S);
	data++;
	size--;
	for (unsigned i = 0; size && i < PIECES_MAX; i++) {
		const uint8_t *end = memmem(data, size, cut, sizeof(cut) - 1);
		size_t len = end ? (size_t)(end - data) : size;

		send_piece(&bench, data, len);
		len += end ? sizeof(cut) - 1 : 0;
		data += len;
		size -= len;
	}
	while (recv(bench.fd, drain, sizeof(drain), MSG_DONTWAIT) > 0)
		;
	/* Its token buckets are empty, its calls open. */
	if (++bench.runs % ROUNDS == 0)
		renew(&bench);
	return 0;
}
