/* SPDX-License-Identifier: Apache-2.0 */
/* port-holder.c - which program has a UDP or TCP port, as far as /proc tells. */

#include "port-holder.h"

#include "bytes.h"

#include <ctype.h>
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
	INODES_MAX = 8,
	PATH_CAP = 300,
	TCP_LISTEN = 10, /* the kernel's number of the state */
};

struct inodes {
	unsigned count;
	unsigned long long numbers[INODES_MAX];
};

/* "  12: 0100007F:13C4 00000000:0000 07 00000000:00000000 00:00000000 00000000 0 0 4711" */
static void read_table(const char *path, bool tcp, unsigned port, struct inodes *found)
{
	char line[512];
	FILE *f = fopen(path, "re");

	if (!f)
		return;
	while (found->count < INODES_MAX && fgets(line, sizeof(line), f)) {
		unsigned local, state;
		unsigned long long inode;

		if (sscanf(line,
			    " %*[0-9]: %*[0-9A-Fa-f]:%x %*[0-9A-Fa-f]:%*x %x %*s %*s %*s %*s %*s %llu",
			    &local, &state, &inode) != 3)
			continue;
		if (local == port && inode && (!tcp || state == TCP_LISTEN))
			found->numbers[found->count++] = inode;
	}
	fclose(f);
}

static bool holds_one(const char *pid, const struct inodes *found)
{
	char path[PATH_CAP], link[64];
	bool holds = false;
	struct dirent *entry;
	DIR *fds;

	snprintf(path, sizeof(path), "/proc/%s/fd", pid);
	fds = opendir(path);
	while (fds && !holds && (entry = readdir(fds))) {
		unsigned long long inode;
		ssize_t n =
			readlinkat(dirfd(fds), entry->d_name, link, sizeof(link) - 1);

		if (n <= 0)
			continue;
		link[n] = '\0';
		if (sscanf(link, "socket:[%llu]", &inode) != 1)
			continue;
		for (unsigned i = 0; i < found->count; i++)
			holds = holds || found->numbers[i] == inode;
	}
	if (fds)
		closedir(fds);
	return holds;
}

static void name_program(const char *pid, char *text, size_t cap)
{
	char path[PATH_CAP], name[64] = "", clean[64];
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%s/comm", pid);
	f = fopen(path, "re");
	if (f) {
		if (!fgets(name, sizeof(name), f))
			name[0] = '\0';
		fclose(f);
	}
	bytes_to_text(bytes_trim(bytes_from(name)), clean, sizeof(clean));
	snprintf(text, cap, "%s (process %s)", clean[0] ? clean : "a program", pid);
}

void port_holder(unsigned port, char *text, size_t cap)
{
	struct inodes found = {0};
	struct dirent *entry;
	DIR *proc;

	text[0] = '\0';
	read_table("/proc/net/udp", false, port, &found);
	read_table("/proc/net/udp6", false, port, &found);
	read_table("/proc/net/tcp", true, port, &found);
	read_table("/proc/net/tcp6", true, port, &found);
	if (!found.count)
		return;
	proc = opendir("/proc");
	while (proc && !text[0] && (entry = readdir(proc)))
		if (isdigit((unsigned char)entry->d_name[0]) &&
			holds_one(entry->d_name, &found))
			name_program(entry->d_name, text, cap);
	if (proc)
		closedir(proc);
}
