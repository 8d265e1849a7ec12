/* SPDX-License-Identifier: Apache-2.0 */
/* account-reply-test.c - who may log in, how, and to do what. */

#include "account-reply.h"
#include "check.h"
#include "guard-page.h"

#include <errno.h>

#define WEB(type)                                                                      \
	"<WebCertificate xmlns='u'><CertificateType>" type                             \
	"</CertificateType></WebCertificate>"
#define USER(id, name, level)                                                          \
	"<User><id>" id "</id><userName>" name "</userName><userLevel>" level          \
	"</userLevel></User>"
#define USERS(inside) "<UserList version='1.0'>" inside "</UserList>"
#define RIGHTS(inside)                                                                 \
	"<UserPermission><id>2</id><localPermission><alarmOutOrUpload>false"           \
	"</alarmOutOrUpload></localPermission><remotePermission>" inside               \
	"</remotePermission></UserPermission>"

static unsigned schemes_of(const char *xml)
{
	unsigned schemes = 77;

	CHECK(!web_authentication_parse(bytes_from(xml), &schemes));
	return schemes;
}

static void web_authentication_is_digest_basic_both_or_another(void)
{
	const unsigned both = WEB_AUTHENTICATION_BASIC | WEB_AUTHENTICATION_DIGEST;

	CHECK(schemes_of(WEB("digest")) == WEB_AUTHENTICATION_DIGEST);
	CHECK(schemes_of(WEB(" Basic ")) == WEB_AUTHENTICATION_BASIC);
	CHECK(schemes_of(WEB("digest/basic")) == both);
	CHECK(schemes_of(WEB("basic,digest/SHA256")) == both);
	CHECK(schemes_of(WEB("none")) == 0 && schemes_of(WEB("diges")) == 0);
	CHECK(schemes_of("<WebCertificate/>") == 0);
	CHECK(schemes_of("<WebCertificate><x><CertificateType>basic</CertificateType>"
			 "</x></WebCertificate>") == 0);
}

static const char users[] = USERS(USER("1", "admin", "Administrator") USER("2", "home",
	"Operator") USER("3", "Home", "viewer") USER("4", "a & b", "Installer"));

static void an_account_is_found_by_its_name(void)
{
	struct account a;

	CHECK(!account_parse(bytes_from(users), "home", &a));
	CHECK(a.id == 2 && a.level == ACCOUNT_OPERATOR);
	CHECK(!account_parse(bytes_from(users), "Home", &a));
	CHECK(a.id == 3 && a.level == ACCOUNT_VIEWER);
	CHECK(!account_parse(bytes_from(users), "admin", &a));
	CHECK(a.id == 1 && a.level == ACCOUNT_ADMINISTRATOR);
	CHECK(!account_parse(bytes_from(users), "a & b", &a));
	CHECK(a.id == 4 && a.level == ACCOUNT_LEVEL_UNKNOWN);
}

static int error_of(const char *xml)
{
	struct account a = {.id = 77};
	int err = account_parse(bytes_from(xml), "home", &a);

	CHECK(err && a.id == 77);
	return err;
}

static void who_is_not_listed_or_has_no_number_is_not_found(void)
{
	CHECK(error_of(USERS("")) == -ENOENT);
	CHECK(error_of("<UserList/>") == -ENOENT);
	CHECK(error_of(USERS(USER("1", "admin", "Administrator"))) == -ENOENT);
	CHECK(error_of(USERS(USER("", "home", "Operator"))) == -ENOENT);
	CHECK(error_of(USERS(USER("0", "home", "Operator"))) == -ENOENT);
	CHECK(error_of(USERS(USER("5", "hom", "Operator"))) == -ENOENT);
	CHECK(error_of(USERS("<User><userName>home</userName></User>"
			     "<User><id>6</id></User>")) == -ENOENT);
}

static void the_first_of_two_with_one_name_is_taken(void)
{
	struct account a;

	CHECK(!account_parse(BYTES(USERS(USER("8", "home",
				     "Operator") "<User><id>9</id>"
						 "<userName>home</userName></User>")),
		"home", &a));
	CHECK(a.id == 8 && a.level == ACCOUNT_OPERATOR);
	CHECK(!account_parse(BYTES(USERS(USER("8", "x",
				     "Operator") "<User><id>9</id>"
						 "<userName>home</userName></User>")),
		"home", &a));
	CHECK(a.id == 9 && a.level == ACCOUNT_LEVEL_UNKNOWN);
}

static void rights_are_given_refused_or_not_said(void)
{
	struct account_rights r;

	CHECK(!account_rights_parse(
		BYTES(RIGHTS("<alarmOutOrUpload>true</alarmOutOrUpload>"
			     "<parameterConfig>false</parameterConfig><preview/>"
			     "<videoChannelPermissionList><videoChannelPermission>"
			     "<preview>true</preview></videoChannelPermission>"
			     "</videoChannelPermissionList>"
			     "<restartOrShutdown>true</restartOrShutdown>")),
		&r));
	CHECK(r.notify == ANSWER_YES && r.configure == ANSWER_NO);
	CHECK(r.inspect == ANSWER_NONE && r.preview == ANSWER_NONE);
	CHECK(r.restart == ANSWER_YES);
	CHECK(!account_rights_parse(
		BYTES(RIGHTS("<logOrStateCheck>true</logOrStateCheck>"
			     "<preview>true</preview>")),
		&r));
	CHECK(r.inspect == ANSWER_YES && r.preview == ANSWER_YES);
	CHECK(r.notify == ANSWER_NONE);
}

static int parse_web(struct bytes in, void *user)
{
	return web_authentication_parse(in, &(unsigned){0});
}

static int parse_account(struct bytes in, void *user)
{
	return account_parse(in, "home", &(struct account){0});
}

static int parse_rights(struct bytes in, void *user)
{
	return account_rights_parse(in, &(struct account_rights){0});
}

static void other_documents_are_none_and_so_is_a_cut_one(void)
{
	CHECK(parse_web(BYTES("<UserList/>"), NULL) == -EPROTO);
	CHECK(parse_account(BYTES("<UserPermission/>"), NULL) == -EPROTO);
	CHECK(parse_rights(BYTES("<WebCertificate/>"), NULL) == -EPROTO);
	CHECK(parse_web(BYTES("<!DOCTYPE a><WebCertificate/>"), NULL) == -EPERM);
	CHECK(parse_account(BYTES("<!DOCTYPE a><UserList/>"), NULL) == -EPERM);
	CHECK(parse_rights(BYTES("<!DOCTYPE a><UserPermission/>"), NULL) == -EPERM);
	CHECK(guard_page_cuts(BYTES(WEB("basic")), parse_web, NULL));
	CHECK(guard_page_cuts(bytes_from(users), parse_account, NULL));
	CHECK(guard_page_cuts(BYTES(RIGHTS("")), parse_rights, NULL));
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(web_authentication_is_digest_basic_both_or_another),
		TEST(an_account_is_found_by_its_name),
		TEST(who_is_not_listed_or_has_no_number_is_not_found),
		TEST(the_first_of_two_with_one_name_is_taken),
		TEST(rights_are_given_refused_or_not_said),
		TEST(other_documents_are_none_and_so_is_a_cut_one),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
