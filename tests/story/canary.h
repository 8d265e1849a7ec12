/* SPDX-License-Identifier: Apache-2.0 */
/* canary.h - secrets that must show nowhere, and all the forms that they may take. */
#ifndef GATEHOUSE_CANARY_H
#define GATEHOUSE_CANARY_H

enum canary { OF_STATION, OF_SIP, OF_DRAFT, OF_OTHER, CANARIES };
enum { REALM_MAX = 64 };

/** With characters that each encoding changes. */
extern const char *const canaries[CANARIES];

/** As they are, percent-encoded, in base64, as the hash that a Digest login begins with.
 * Which and where is printed. @return how many are in `text` */
unsigned canaries_in(const char *where, const char *text, const char *realm);

/** The realm of a station, as a request without a login is told. */
void ask_realm(int port, char realm[REALM_MAX]);

#endif
