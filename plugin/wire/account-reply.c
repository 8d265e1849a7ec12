/* SPDX-License-Identifier: Apache-2.0 */
/* account-reply.c - who may log in to a Hikvision device, how, and to do what.
 *
 *   <WebCertificate><CertificateType>digest</CertificateType></WebCertificate>
 *   <UserList><User><id>2</id><userName>home</userName><userLevel>Operator</userLevel>
 *   </User></UserList>
 *   <UserPermission><remotePermission><alarmOutOrUpload>true</alarmOutOrUpload>
 *   </remotePermission></UserPermission> */

#include "account-reply.h"

#include "xml-repair.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

enum { ACCOUNT_ID_MAX = 65535 };

struct reading {
	const char *name; /* whose account is looked for */
	bool right_root;
	unsigned schemes;
	struct account current;
	bool is_wanted; /* the current one is of that name */
	struct account found;
	struct account_rights rights;
};

static void begin(void *user)
{
	struct reading *r = user;

	*r = (struct reading){.name = r->name};
}

/* "digest/basic", "digest,basic", "digest/MD5", ...: words between whatever. */
static bool has_word(struct bytes text, struct bytes word)
{
	for (size_t from = 0; from + word.len <= text.len; from++)
		if (bytes_equal_nocase(bytes_slice(text, from, word.len), word))
			return true;
	return false;
}

static void web_element(const struct xml_element *e, void *user)
{
	struct reading *r = user;

	if (!strcmp(e->path, "webcertificate"))
		r->right_root = true;
	if (strcmp(e->path, "webcertificate/certificatetype"))
		return;
	if (has_word(e->text, BYTES("basic")))
		r->schemes |= WEB_AUTHENTICATION_BASIC;
	if (has_word(e->text, BYTES("digest")))
		r->schemes |= WEB_AUTHENTICATION_DIGEST;
}

int web_authentication_parse(struct bytes body, unsigned *ret_schemes)
{
	struct reading r = {0};
	int err = xml_walk_known(body, begin, web_element, &r, &r.right_root);

	if (!err)
		*ret_schemes = r.schemes;
	return err;
}

static enum account_level level_of(struct bytes text)
{
	static const struct {
		struct bytes word;
		enum account_level level;
	} levels[] = {
		{{"Administrator", 13}, ACCOUNT_ADMINISTRATOR},
		{{"Operator", 8}, ACCOUNT_OPERATOR},
		{{"Viewer", 6}, ACCOUNT_VIEWER},
	};

	for (size_t i = 0; i < sizeof(levels) / sizeof(*levels); i++)
		if (bytes_equal_nocase(text, levels[i].word))
			return levels[i].level;
	return ACCOUNT_LEVEL_UNKNOWN;
}

static void account_element(const struct xml_element *e, void *user)
{
	struct reading *r = user;

	if (!strcmp(e->path, "userlist")) {
		r->right_root = true;
	} else if (!strcmp(e->path, "userlist/user/id")) {
		r->current.id = answer_number(e->text, ACCOUNT_ID_MAX);
	} else if (!strcmp(e->path, "userlist/user/username")) {
		r->is_wanted = bytes_equal(e->text, bytes_from(r->name));
	} else if (!strcmp(e->path, "userlist/user/userlevel")) {
		r->current.level = level_of(e->text);
	} else if (!strcmp(e->path, "userlist/user")) {
		if (r->is_wanted && !r->found.id)
			r->found = r->current;
		r->current = (struct account){0};
		r->is_wanted = false;
	}
}

int account_parse(struct bytes body, const char *name, struct account *ret_account)
{
	struct reading r = {.name = name};
	int err = xml_walk_known(body, begin, account_element, &r, &r.right_root);

	if (err)
		return err;
	if (!r.found.id)
		return -ENOENT;
	*ret_account = r.found;
	return 0;
}

#define REMOTE     "userpermission/remotepermission/"
#define AT(member) offsetof(struct account_rights, member)

static void rights_element(const struct xml_element *e, void *user)
{
	static const struct {
		const char *path;
		size_t offset;
	} rights[] = {
		{REMOTE "alarmoutorupload", AT(notify)},
		{REMOTE "parameterconfig", AT(configure)},
		{REMOTE "logorstatecheck", AT(inspect)},
		{REMOTE "preview", AT(preview)},
		{REMOTE "restartorshutdown", AT(restart)},
	};
	struct reading *r = user;
	enum answer answer = answer_of(e->text);

	if (!strcmp(e->path, "userpermission"))
		r->right_root = true;
	for (size_t i = 0; i < sizeof(rights) / sizeof(*rights); i++)
		if (!strcmp(e->path, rights[i].path))
			memcpy((char *)&r->rights + rights[i].offset, &answer,
				sizeof(answer));
}

int account_rights_parse(struct bytes body, struct account_rights *ret_rights)
{
	struct reading r = {0};
	int err = xml_walk_known(body, begin, rights_element, &r, &r.right_root);

	if (!err)
		*ret_rights = r.rights;
	return err;
}
