/* SPDX-License-Identifier: Apache-2.0 */
/* http-wakeup.c - makes curl's own descriptors close-on-exec.
 *
 * curl_multi_init() makes a pair of sockets, for curl_multi_wakeup(), that a program the
 * host starts would inherit (7.88). Curl tells nobody their numbers. They are found by
 * what they do: of all pairs that were silent, theirs carry one byte after a wake-up. If
 * anything is ambiguous, all is left as it is: other descriptors are the host's. */

#include "http-private.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/sockios.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

enum { SILENT_MAX = 64 };

static bool has_option(int fd, int option, int value)
{
	int is = -1;
	socklen_t len = sizeof(is);

	return getsockopt(fd, SOL_SOCKET, option, &is, &len) == 0 && is == value;
}

static int waiting(int fd, unsigned long what)
{
	int bytes = -1;

	return ioctl(fd, what, &bytes) < 0 ? -1 : bytes;
}

static bool is_silent_pair(int fd)
{
	int flags = fcntl(fd, F_GETFD);

	return flags >= 0 && !(flags & FD_CLOEXEC) &&
	       has_option(fd, SO_DOMAIN, AF_UNIX) &&
	       has_option(fd, SO_TYPE, SOCK_STREAM) && !waiting(fd, FIONREAD) &&
	       !waiting(fd, SIOCOUTQ);
}

static unsigned find_silent_pairs(int *fds)
{
	DIR *dir = opendir("/proc/self/fd");
	struct dirent *entry;
	unsigned n = 0;

	while (dir && (entry = readdir(dir)) && n < SILENT_MAX) {
		int fd = (int)strtol(entry->d_name, NULL, 10);

		if (entry->d_name[0] != '.' && is_silent_pair(fd))
			fds[n++] = fd;
	}
	if (dir)
		closedir(dir);
	return n;
}

void http_wakeup_hide(CURLM *multi)
{
	int fds[SILENT_MAX], reader = -1, writer = -1;
	unsigned n = find_silent_pairs(fds), readers = 0, writers = 0;

	if (curl_multi_wakeup(multi) != CURLM_OK)
		return;
	for (unsigned i = 0; i < n; i++) {
		if (waiting(fds[i], FIONREAD) == 1)
			reader = fds[i], readers++;
		if (waiting(fds[i], SIOCOUTQ) > 0)
			writer = fds[i], writers++;
	}
	if (readers != 1 || writers != 1)
		return;
	fcntl(reader, F_SETFD, FD_CLOEXEC);
	fcntl(writer, F_SETFD, FD_CLOEXEC);
}
