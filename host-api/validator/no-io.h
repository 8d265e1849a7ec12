/* SPDX-License-Identifier: Apache-2.0 */
/* no-io.h - forbids this process what create() must not do. */
#ifndef NO_IO_H
#define NO_IO_H

#include <stdbool.h>

/** From now on sockets, threads, processes and files opened for writing end this
 * process, with a failed verdict that names the system call. There is no way back.
 * @return false where the machine offers no such thing */
bool no_io_from_now_on(void);

#endif
