/* SPDX-License-Identifier: Apache-2.0 */
/* test-host-usage.c - what gatehouse-host says when it cannot begin, and to people. */

#include "check.h"
#include "host-session.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PLUGIN "--plugin", FAKE_MODULES "/fake.so", "--manifests", FAKE_MANIFESTS

static bool says(const char *const *args, int status, const char *sentence)
{
	struct host_session s;
	char errors[2048];
	bool right;

	host_session_begin(&s, args);
	right = host_session_end(&s) == status;
	host_session_errors(&s, errors, sizeof(errors));
	right = right && strncmp(errors, "gatehouse-host: ", 16) == 0 &&
		strstr(errors, sentence) && s.len == 0;
	if (!right)
		printf("# got: %s\n", errors);
	host_session_free(&s);
	return right;
}

static const char *write_config(const char *text)
{
	static char name[64];
	int fd;

	snprintf(name, sizeof(name), "/tmp/gatehouse-test-XXXXXX");
	fd = mkstemp(name);
	CHECK(write(fd, text, strlen(text)) == (ssize_t)strlen(text));
	close(fd);
	return name;
}

static bool config_says(const char *text, const char *sentence)
{
	const char *file = write_config(text);
	const char *const args[] = {PLUGIN, "--config", file, NULL};
	bool right = says(args, 1, sentence);

	unlink(file);
	return right;
}

static void wrong_usage_gets_one_sentence_and_status_2(void)
{
	CHECK(says((const char *const[]){NULL}, 2, "there is nothing to run"));
	CHECK(says((const char *const[]){"--web", "x", NULL}, 2,
		"--web: is not an option"));
	CHECK(says(
		(const char *const[]){"--config", NULL}, 2, "--config: needs a file"));
	CHECK(says((const char *const[]){"--console=1", NULL}, 2, "takes no value"));
	CHECK(says((const char *const[]){"front", NULL}, 2, "front: is not an option"));
}

static void what_cannot_be_loaded_gets_one_sentence_and_status_1(void)
{
	const char *const missing[] = {"--console", "--manifests", FAKE_MANIFESTS,
		"--plugin", "/no/x.so", NULL};
	const char *const major[] = {"--console", "--manifests", FAKE_MANIFESTS,
		"--plugin", FAKE_MODULES "/other-major.so", NULL};
	const char *const folder[] = {"--console", "--manifests", "/no/folder", NULL};
	const char *const module[] = {"--console", "--manifests", FAKE_MANIFESTS, NULL};
	const char *const config[] = {PLUGIN, "--config", "/no/config", NULL};

	CHECK(says(missing, 1, "/no/x.so: there is no such plugin file"));
	CHECK(says(major, 1, "is a plugin for ABI major 2, this host speaks 1"));
	CHECK(says(folder, 1, "/no/folder: cannot be read: No such file"));
	CHECK(says(module, 1, "the plugin fake.so is neither beside it"));
	CHECK(says(config, 1, "/no/config: cannot be opened: No such file"));
}

static void a_wrong_configuration_gets_one_sentence_and_status_1(void)
{
	CHECK(config_says("{\"instances\":[\n}", ":2:1: is not JSON"));
	CHECK(config_says(
		"{\"instances\":[{\"id\":7}]}", "/instances/0/provider: is requi"));
	CHECK(config_says(
		"{\"instances\":[{\"id\":\"a\",\"provider\":\"x\",\"settings\":{}}]}",
		"instance \"a\": there is no manifest of a provider \"x\""));
	CHECK(config_says("{\"instances\":[{\"id\":\"a\",\"provider\":\"fake\","
			  "\"settings\":{\"port\":0}}]}",
		"instance \"a\": the settings are not valid\n"
		"  /host: is required\n  /port: must be from 1 to 65535\n"));
}

static void a_provider_that_refuses_is_named_with_its_reason(void)
{
	struct host_session s;
	char errors[1024];
	const char *file =
		write_config("{\"instances\":[{\"id\":\"a\",\"provider\":\"fake\","
			     "\"settings\":{\"host\":\"h\",\"fault\":\"refused\"}}]}");
	const char *const args[] = {PLUGIN, "--console", "--config", file, NULL};

	host_session_begin(&s, args);
	CHECK(host_session_end(&s) == 1);
	host_session_errors(&s, errors, sizeof(errors));
	CHECK(strstr(errors,
		"instance \"a\": the provider refused to create it (config): "
		"this fake refuses"));
	host_session_free(&s);
	unlink(file);
}

static void without_a_console_people_read_on_standard_error_until_a_signal(void)
{
	struct host_session s;
	char errors[2048] = "";
	const char *file =
		write_config("{\"instances\":[{\"id\":\"front\",\"provider\":"
			     "\"fake\",\"settings\":{\"host\":\"h\"}}]}");
	const char *const args[] = {PLUGIN, "--config", file, NULL};

	host_session_begin(&s, args);
	for (int i = 0; i < 1000 && !strstr(errors, "locked"); i++) {
		usleep(10000);
		host_session_errors(&s, errors, sizeof(errors));
	}
	CHECK(strstr(
		errors, "front: bell-lock-1: state {\"lock\":{\"state\":\"locked\"}}"));
	kill(s.pid, SIGINT);
	CHECK(host_session_end(&s) == 0);
	CHECK(s.len == 0);
	host_session_free(&s);
	unlink(file);
}

static void a_closed_standard_input_is_the_end_of_input(void)
{
	int status =
		system("timeout 10 " GATEHOUSE_HOST " --console --plugin " FAKE_MODULES
		       "/fake.so --manifests " FAKE_MANIFESTS " <&- >/dev/null");

	CHECK(status == 0);
}

int main(int argc, char **argv)
{
	const struct test tests[] = {
		TEST(wrong_usage_gets_one_sentence_and_status_2),
		TEST(what_cannot_be_loaded_gets_one_sentence_and_status_1),
		TEST(a_wrong_configuration_gets_one_sentence_and_status_1),
		TEST(a_provider_that_refuses_is_named_with_its_reason),
		TEST(without_a_console_people_read_on_standard_error_until_a_signal),
		TEST(a_closed_standard_input_is_the_end_of_input),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
