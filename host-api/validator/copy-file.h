/* SPDX-License-Identifier: Apache-2.0 */
/* copy-file.h - a second path for the same bytes. */
#ifndef COPY_FILE_H
#define COPY_FILE_H

#include <stddef.h>

/** Copy a file into memory that has a path (/proc/self/fd/N) as long as this process
 * lives. @return 0 or -errno */
int copy_file_to_memory(const char *from, char *ret_path, size_t size);

#endif
