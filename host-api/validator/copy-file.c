/* SPDX-License-Identifier: Apache-2.0 */
/* copy-file.c - a second path for the same bytes. */

#include "copy-file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

static int copy(int from, int to)
{
	struct stat st;
	off_t done = 0;

	if (fstat(from, &st) < 0)
		return -errno;
	while (done < st.st_size) {
		if (sendfile(to, from, &done, (size_t)(st.st_size - done)) <= 0)
			return -EIO;
	}
	return 0;
}

int copy_file_to_memory(const char *from, char *ret_path, size_t size)
{
	int source = open(from, O_RDONLY | O_CLOEXEC);
	int memory, err;

	if (source < 0)
		return -errno;
	memory = memfd_create("copy", MFD_CLOEXEC);
	err = memory < 0 ? -errno : copy(source, memory);
	close(source);
	if (err) {
		if (memory >= 0)
			close(memory);
		return err;
	}
	snprintf(ret_path, size, "/proc/self/fd/%d", memory);
	return 0;
}
