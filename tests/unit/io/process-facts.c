/* SPDX-License-Identifier: Apache-2.0 */
/* process-facts.c - what this process holds; to see that nothing grows. */

#include "process-facts.h"

#include "check.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { MANY_FDS = 2000, HIGH_FD = 1024 };

static int many_fds[MANY_FDS];

unsigned count_fds(void)
{
	DIR *d = opendir("/proc/self/fd");
	unsigned n = 0;

	while (d && readdir(d))
		n++;
	closedir(d);
	return n;
}

unsigned count_inheritable_fds(void)
{
	unsigned n = 0;

	for (int fd = 3; fd < 256; fd++) {
		int flags = fcntl(fd, F_GETFD);

		n += flags >= 0 && !(flags & FD_CLOEXEC);
	}
	return n;
}

unsigned count_free_pthread_keys(void)
{
	static pthread_key_t keys[PTHREAD_KEYS_MAX];
	unsigned n = 0;

	while (n < PTHREAD_KEYS_MAX && !pthread_key_create(&keys[n], NULL))
		n++;
	for (unsigned i = 0; i < n; i++)
		pthread_key_delete(keys[i]);
	return n;
}

static unsigned status_number(const char *name)
{
	char line[256];
	unsigned value = 0;
	FILE *f = fopen("/proc/self/status", "re");

	while (f && fgets(line, sizeof(line), f))
		if (!strncmp(line, name, strlen(name)))
			value = (unsigned)strtoul(line + strlen(name), NULL, 10);
	fclose(f);
	return value;
}

unsigned count_threads(void)
{
	return status_number("Threads:");
}

unsigned rss_kb(void)
{
	return status_number("VmRSS:");
}

void open_many_fds(void)
{
	struct rlimit limit;

	getrlimit(RLIMIT_NOFILE, &limit);
	if (limit.rlim_cur < 2 * MANY_FDS)
		limit.rlim_cur =
			limit.rlim_max < 2 * MANY_FDS ? limit.rlim_max : 2 * MANY_FDS;
	setrlimit(RLIMIT_NOFILE, &limit);
	for (int i = 0; i < MANY_FDS; i++)
		many_fds[i] = open("/dev/null", O_RDONLY | O_CLOEXEC);
	CHECK(many_fds[MANY_FDS - 1] > HIGH_FD);
}

void close_many_fds(void)
{
	for (int i = 0; i < MANY_FDS; i++)
		close(many_fds[i]);
}
