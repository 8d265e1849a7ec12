/* SPDX-License-Identifier: Apache-2.0 */
/* canary.c - secrets that must show nowhere, and all the forms that they may take. */

#include "canary.h"

#include "check.h"

#include <netinet/in.h>
#include <openssl/evp.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { FORMS = 6, FORM_MAX = 128 };

const char *const canaries[CANARIES] = {
	[OF_STATION] = "Canary/One+1=",
	[OF_SIP] = "Canary?Two&2",
	[OF_DRAFT] = "Canary#Three/3",
	[OF_OTHER] = "Canary:Four+4",
};

/* ---- how a secret may look ---- */

static void to_percent(const char *secret, char *form)
{
	for (; *secret; secret++) {
		bool plain = (*secret >= '0' && *secret <= '9') ||
			     (*secret >= 'A' && *secret <= 'Z') ||
			     (*secret >= 'a' && *secret <= 'z');

		form += snprintf(form, 4, plain ? "%c" : "%%%02X",
			(unsigned)(unsigned char)*secret);
	}
}

/* Without what depends on the bytes behind it. */
static void to_base64(const char *before, const char *secret, char *form)
{
	char text[FORM_MAX / 2];
	int len = snprintf(text, sizeof(text), "%s%s", before, secret);

	EVP_EncodeBlock((unsigned char *)form, (unsigned char *)text, len - len % 3);
}

static void to_ha1(
	const EVP_MD *hash, const char *realm, const char *secret, char *form)
{
	unsigned char sum[EVP_MAX_MD_SIZE];
	char text[REALM_MAX + FORM_MAX];
	unsigned length = 0;
	int len = snprintf(text, sizeof(text), "admin:%s:%s", realm, secret);

	EVP_Digest(text, (size_t)len, sum, &length, hash, NULL);
	for (unsigned i = 0; i < length; i++)
		snprintf(form + 2 * i, 3, "%02x", sum[i]);
}

static void forms_of(const char *secret, const char *realm, char forms[FORMS][FORM_MAX])
{
	snprintf(forms[0], FORM_MAX, "%s", secret);
	to_percent(secret, forms[1]);
	to_base64("", secret, forms[2]);
	to_base64("admin:", secret, forms[3]);
	to_ha1(EVP_md5(), realm, secret, forms[4]);
	to_ha1(EVP_sha256(), realm, secret, forms[5]);
}

unsigned canaries_in(const char *where, const char *text, const char *realm)
{
	char forms[FORMS][FORM_MAX];
	unsigned found = 0;

	for (unsigned c = 0; c < CANARIES; c++) {
		forms_of(canaries[c], realm, forms);
		for (unsigned i = 0; i < FORMS; i++) {
			const char *at = strcasestr(text, forms[i]);

			if (at)
				printf("# in %s: %.120s\n", where, at);
			found += at != NULL;
		}
	}
	return found;
}

void ask_realm(int port, char realm[REALM_MAX])
{
	static const char get[] =
		"GET /ISAPI/System/deviceInfo HTTP/1.1\r\nHost: x\r\n\r\n";
	struct sockaddr_in to = {.sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	char answer[2048] = "", *at;
	ssize_t n = -1;

	if (!connect(fd, (const struct sockaddr *)&to, sizeof(to)) &&
		write(fd, get, sizeof(get) - 1) > 0)
		n = read(fd, answer, sizeof(answer) - 1);
	close(fd);
	answer[n > 0 ? n : 0] = '\0';
	at = strstr(answer, "realm=\"");
	if (CHECK(at != NULL))
		snprintf(realm, REALM_MAX, "%.*s", (int)strcspn(at + 7, "\""), at + 7);
}
