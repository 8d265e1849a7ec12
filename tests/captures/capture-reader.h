/* SPDX-License-Identifier: Apache-2.0 */
/* capture-reader.h - what a device once sent, read from a file as from its stream.
 *
 * A file is a log of parts, one JSON object {"content":"..."} per line, or {"payload":
 * [alerts]}, which are framed again; or it is the bytes themselves. Either way it passes the splitter in small pieces, and
 * the parsers of the plugin. */
#ifndef GATEHOUSE_CAPTURE_READER_H
#define GATEHOUSE_CAPTURE_READER_H

#include "alert-xml.h"

struct capture {
	unsigned alerts; /**< that stand in the file */
	unsigned read;   /**< that came out as alerts */
};

/** @return 0 or -errno */
int capture_read(const char *path, void (*take)(const struct alert *alert, void *user),
	void *user, struct capture *ret_capture);

#endif
