/* SPDX-License-Identifier: Apache-2.0 */
/* tls-front.c - TLS in front of a test server, on loopback. */

#include "tls-front.h"

#include <arpa/inet.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { GUESTS_MAX = 64, BLOCK_BYTES = 4096 };

struct guest {
	struct tls_front *front;
	pthread_t thread;
	int fd;
};

struct tls_front {
	struct tls_front_config config;
	int listen_fd;
	unsigned port;
	pthread_t thread;
	pthread_mutex_t lock; /* of the rest */
	SSL_CTX *ctx;
	char fingerprint[96];
	struct guest guests[GUESTS_MAX];
	unsigned guest_count;
	unsigned bytes;
};

static X509 *make_certificate(const char *name, EVP_PKEY *key)
{
	X509 *x = X509_new();
	X509_EXTENSION *san;

	X509_set_version(x, 2);
	ASN1_INTEGER_set(X509_get_serialNumber(x), 1);
	X509_gmtime_adj(X509_getm_notBefore(x), -3600);
	X509_gmtime_adj(X509_getm_notAfter(x), 3600);
	X509_NAME_add_entry_by_txt(X509_get_subject_name(x), "CN", MBSTRING_ASC,
		(const unsigned char *)"door station", -1, -1, 0);
	X509_set_issuer_name(x, X509_get_subject_name(x));
	X509_set_pubkey(x, key);
	san = X509V3_EXT_conf_nid(NULL, NULL, NID_subject_alt_name, name);
	X509_add_ext(x, san, -1);
	X509_EXTENSION_free(san);
	if (!X509_sign(x, key, EVP_sha256()))
		abort();
	return x;
}

static void print_fingerprint(const X509 *x, char *text, size_t cap)
{
	unsigned char raw[EVP_MAX_MD_SIZE];
	unsigned len = 0;

	X509_digest(x, EVP_sha256(), raw, &len);
	for (unsigned i = 0; i < len; i++)
		snprintf(text + 3 * i, cap - 3 * i, "%02X%s", raw[i],
			i + 1 < len ? ":" : "");
}

static SSL_CTX *make_context(struct tls_front *f)
{
	SSL_CTX *ctx = SSL_CTX_new(TLS_server_method());
	EVP_PKEY *key = EVP_EC_gen("P-256");
	X509 *x = make_certificate(f->config.name, key);

	if (f->config.old) {
		SSL_CTX_set_min_proto_version(ctx, TLS1_VERSION);
		SSL_CTX_set_max_proto_version(ctx, TLS1_1_VERSION);
		SSL_CTX_set_cipher_list(ctx, "DEFAULT@SECLEVEL=0");
	}
	SSL_CTX_use_certificate(ctx, x);
	SSL_CTX_use_PrivateKey(ctx, key);
	print_fingerprint(x, f->fingerprint, sizeof(f->fingerprint));
	X509_free(x);
	EVP_PKEY_free(key);
	return ctx;
}

static int connect_to(unsigned port)
{
	struct sockaddr_in a = {.sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr = {htonl(INADDR_LOOPBACK)}};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (connect(fd, (struct sockaddr *)&a, sizeof(a)))
		abort();
	return fd;
}

/* @return whether the connection goes on */
static bool inwards(struct tls_front *f, SSL *ssl, int to)
{
	char block[BLOCK_BYTES];

	do {
		int n = SSL_read(ssl, block, sizeof(block));

		if (n <= 0)
			return false;
		pthread_mutex_lock(&f->lock);
		f->bytes += (unsigned)n;
		pthread_mutex_unlock(&f->lock);
		if (send(to, block, (size_t)n, MSG_NOSIGNAL) != n)
			return false;
	} while (SSL_pending(ssl));
	return true;
}

static bool outwards(SSL *ssl, int from)
{
	char block[BLOCK_BYTES];
	ssize_t n = recv(from, block, sizeof(block), 0);

	return n > 0 && SSL_write(ssl, block, (int)n) == n;
}

static void pass_on(struct tls_front *f, SSL *ssl, int fd)
{
	int to = connect_to(f->config.to_port);
	struct pollfd p[] = {
		{.fd = fd, .events = POLLIN}, {.fd = to, .events = POLLIN}};
	bool open = true;

	while (open && poll(p, 2, -1) > 0) {
		if (p[0].revents)
			open = inwards(f, ssl, to);
		if (open && p[1].revents)
			open = outwards(ssl, to);
	}
	close(to);
}

static void *guest_main(void *user)
{
	struct guest *g = user;
	SSL *ssl;
	sigset_t pipe;

	sigemptyset(&pipe);
	sigaddset(&pipe, SIGPIPE);
	pthread_sigmask(SIG_BLOCK, &pipe, NULL);
	pthread_mutex_lock(&g->front->lock);
	ssl = SSL_new(g->front->ctx);
	pthread_mutex_unlock(&g->front->lock);
	SSL_set_fd(ssl, g->fd);
	if (SSL_accept(ssl) == 1)
		pass_on(g->front, ssl, g->fd);
	SSL_free(ssl);
	shutdown(g->fd, SHUT_RDWR);
	return NULL;
}

static void *front_main(void *user)
{
	struct tls_front *f = user;
	int fd;

	while ((fd = accept4(f->listen_fd, NULL, NULL, SOCK_CLOEXEC)) >= 0) {
		struct guest *g;

		pthread_mutex_lock(&f->lock);
		if (f->guest_count == GUESTS_MAX)
			abort();
		g = &f->guests[f->guest_count++];
		*g = (struct guest){.front = f, .fd = fd};
		if (pthread_create(&g->thread, NULL, guest_main, g))
			abort();
		pthread_mutex_unlock(&f->lock);
	}
	return NULL;
}

struct tls_front *tls_front_start(const struct tls_front_config *config)
{
	struct tls_front *f = calloc(1, sizeof(*f));
	struct sockaddr_in a = {
		.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
	socklen_t len = sizeof(a);

	f->config = *config;
	pthread_mutex_init(&f->lock, NULL);
	f->ctx = make_context(f);
	f->listen_fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (bind(f->listen_fd, (struct sockaddr *)&a, len) ||
		listen(f->listen_fd, 64) ||
		getsockname(f->listen_fd, (struct sockaddr *)&a, &len))
		abort();
	f->port = ntohs(a.sin_port);
	if (pthread_create(&f->thread, NULL, front_main, f))
		abort();
	return f;
}

static void close_guests(struct tls_front *f)
{
	pthread_mutex_lock(&f->lock);
	for (unsigned i = 0; i < f->guest_count; i++)
		shutdown(f->guests[i].fd, SHUT_RDWR);
	pthread_mutex_unlock(&f->lock);
}

void tls_front_stop(struct tls_front *f)
{
	shutdown(f->listen_fd, SHUT_RDWR);
	pthread_join(f->thread, NULL);
	close_guests(f);
	for (unsigned i = 0; i < f->guest_count; i++) {
		pthread_join(f->guests[i].thread, NULL);
		close(f->guests[i].fd);
	}
	close(f->listen_fd);
	SSL_CTX_free(f->ctx);
	pthread_mutex_destroy(&f->lock);
	free(f);
}

unsigned tls_front_port(const struct tls_front *f)
{
	return f->port;
}

void tls_front_renew(struct tls_front *f)
{
	pthread_mutex_lock(&f->lock);
	SSL_CTX_free(f->ctx);
	f->ctx = make_context(f);
	pthread_mutex_unlock(&f->lock);
	close_guests(f);
}

const char *tls_front_fingerprint(struct tls_front *f)
{
	return f->fingerprint;
}

void tls_front_write(struct tls_front *f, const char *path)
{
	FILE *file = fopen(path, "w");

	if (!file || !PEM_write_X509(file, SSL_CTX_get0_certificate(f->ctx)))
		abort();
	fclose(file);
}

unsigned tls_front_connections(struct tls_front *f)
{
	unsigned n;

	pthread_mutex_lock(&f->lock);
	n = f->guest_count;
	pthread_mutex_unlock(&f->lock);
	return n;
}

unsigned tls_front_bytes(struct tls_front *f)
{
	unsigned n;

	pthread_mutex_lock(&f->lock);
	n = f->bytes;
	pthread_mutex_unlock(&f->lock);
	return n;
}
