/* SPDX-License-Identifier: Apache-2.0 */
/* sim-tls.c - a certificate made at the start, and the TLS context that shows it. */

#include "sim-tls.h"

#include <errno.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <stdlib.h>

enum { DAY_S = 86400, VALID_S = 3650 * DAY_S, NAME_SIZE = 128, PATH_SIZE = 512 };

/* A certificate and its key. */
struct identity {
	EVP_PKEY *key;
	X509 *certificate;
};

struct sim_tls {
	struct identity authority; /* NULL: none */
	struct identity server;
	struct tls *context;
	char name[NAME_SIZE];
	char fingerprint[2 * 32 + 1];
};

static void identity_finish(struct identity *identity)
{
	EVP_PKEY_free(identity->key);
	X509_free(identity->certificate);
	*identity = (struct identity){NULL, NULL};
}

static bool set_serial(X509 *certificate)
{
	unsigned char bytes[8];
	uint64_t serial = 0;

	if (RAND_bytes(bytes, sizeof(bytes)) != 1)
		return false;
	for (size_t i = 0; i < sizeof(bytes); i++)
		serial = serial << 8 | bytes[i];
	return ASN1_INTEGER_set_uint64(
		X509_get_serialNumber(certificate), serial >> 1 | 1);
}

static bool set_name(X509 *certificate, const char *name)
{
	return X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN",
		MBSTRING_UTF8, (const unsigned char *)name, -1, -1, 0);
}

static bool add_extension(X509 *certificate, int kind, const char *value)
{
	X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, NULL, kind, value);
	bool done = extension && X509_add_ext(certificate, extension, -1);

	X509_EXTENSION_free(extension);
	return done;
}

/* Is it an address? Then certificates name it as such. */
static bool add_alternative(X509 *certificate, const char *name)
{
	struct sa sa;
	char value[NAME_SIZE + 32];

	(void)snprintf(value, sizeof(value), "%s:%s%s",
		sa_set_str(&sa, name, 0) ? "DNS" : "IP", name,
		strcmp(name, "127.0.0.1") ? "" : ",DNS:localhost");
	return add_extension(certificate, NID_subject_alt_name, value);
}

/* @param by  NULL: it signs itself */
static int make_identity(
	struct identity *identity, const char *name, bool ca, const struct identity *by)
{
	X509 *certificate = X509_new();
	bool made;

	identity->key = EVP_EC_gen("P-256");
	identity->certificate = certificate;
	if (!by)
		by = identity;
	made = certificate && identity->key && X509_set_version(certificate, 2) &&
	       set_serial(certificate) &&
	       X509_gmtime_adj(X509_getm_notBefore(certificate), -DAY_S) &&
	       X509_gmtime_adj(X509_getm_notAfter(certificate), VALID_S) &&
	       X509_set_pubkey(certificate, identity->key) &&
	       set_name(certificate, name) &&
	       X509_set_issuer_name(
		       certificate, X509_get_subject_name(by->certificate)) &&
	       add_extension(certificate, NID_basic_constraints,
		       ca ? "critical,CA:TRUE" : "CA:FALSE") &&
	       (ca ? add_extension(certificate, NID_key_usage, "keyCertSign,cRLSign")
		   : add_alternative(certificate, name)) &&
	       X509_sign(certificate, by->key, EVP_sha256());
	if (made)
		return 0;
	identity_finish(identity);
	return -EIO;
}

static int set_fingerprint(struct sim_tls *tls)
{
	unsigned char bytes[EVP_MAX_MD_SIZE];
	unsigned length = 0;

	if (!X509_digest(tls->server.certificate, EVP_sha256(), bytes, &length))
		return -EIO;
	for (unsigned i = 0; i < length && i < 32; i++)
		(void)snprintf(tls->fingerprint + 2 * i, 3, "%02x", bytes[i]);
	return 0;
}

static int set_context(struct sim_tls *tls)
{
	BIO *certificate = BIO_new(BIO_s_mem()), *key = BIO_new(BIO_s_mem());
	const char *certificate_text, *key_text;
	struct tls *context = NULL;
	int err = -EIO;

	if (certificate && key &&
		PEM_write_bio_X509(certificate, tls->server.certificate) &&
		PEM_write_bio_PrivateKey(
			key, tls->server.key, NULL, NULL, 0, NULL, NULL)) {
		long length = BIO_get_mem_data(certificate, &certificate_text);
		long key_length = BIO_get_mem_data(key, &key_text);

		err = -tls_alloc(&context, TLS_METHOD_SSLV23, NULL, NULL);
		if (!err)
			err = -tls_set_certificate_pem(context, certificate_text,
				(size_t)length, key_text, (size_t)key_length);
	}
	BIO_free(certificate);
	BIO_free(key);
	if (err) {
		mem_deref(context);
		return err;
	}
	mem_deref(tls->context);
	tls->context = context;
	return 0;
}

int sim_tls_renew(struct sim_tls *tls, const char *name)
{
	struct identity server = {NULL, NULL};
	int err;

	if (name && strlen(name) >= sizeof(tls->name))
		return -EINVAL;
	if (name)
		(void)snprintf(tls->name, sizeof(tls->name), "%s", name);
	err = make_identity(
		&server, tls->name, false, tls->authority.key ? &tls->authority : NULL);
	if (err)
		return err;
	identity_finish(&tls->server);
	tls->server = server;
	err = set_fingerprint(tls);
	return err ? err : set_context(tls);
}

static int write_authority(const X509 *certificate, const char *directory)
{
	char path[PATH_SIZE];
	FILE *file;
	bool written;

	if (re_snprintf(path, sizeof(path), "%s/ca.pem", directory) < 0)
		return -ENAMETOOLONG;
	file = fopen(path, "w");
	if (!file)
		return -errno;
	written = PEM_write_X509(file, certificate);
	if (fclose(file) || !written)
		return -EIO;
	return 0;
}

int sim_tls_create(const char *name, const char *ca_dir, struct sim_tls **ret)
{
	struct sim_tls *tls = calloc(1, sizeof(*tls));
	int err = 0;

	if (!tls)
		return -ENOMEM;
	if (ca_dir)
		err = make_identity(
			&tls->authority, "gatehouse-sim authority", true, NULL);
	if (!err && ca_dir)
		err = write_authority(tls->authority.certificate, ca_dir);
	if (!err)
		err = sim_tls_renew(tls, name);
	if (err) {
		sim_tls_destroy(tls);
		return err;
	}
	*ret = tls;
	return 0;
}

void sim_tls_destroy(struct sim_tls *tls)
{
	if (!tls)
		return;
	mem_deref(tls->context);
	identity_finish(&tls->server);
	identity_finish(&tls->authority);
	free(tls);
}

const char *sim_tls_fingerprint(const struct sim_tls *tls)
{
	return tls->fingerprint;
}

struct tls *sim_tls_context(const struct sim_tls *tls)
{
	return tls->context;
}
