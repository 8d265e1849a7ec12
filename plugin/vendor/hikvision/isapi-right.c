/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-right.c - which right a user of the device needs for a request. */

#include "isapi-right.h"

#include <stddef.h>
#include <string.h>

/* How a path begins, behind "/ISAPI". ADD A ROW */
static const struct {
	const char *path, *right;
} rights[] = {
	// clang-format off
	{"/Event/notification/alertStream", RIGHT_NOTIFY},
	{"/System/IO/outputs",              RIGHT_NOTIFY},
	{"/ContentMgmt/StreamingProxy",     "Remote: Live View"},
	{"/AccessControl/RemoteControl",    RIGHT_CONTROL},
	{"/AccessControl/AcsEvent",         "Remote: Log Search / Interrogate Working Status"},
	{"/Streaming",                      "Remote: Live View"},
	{"/System/reboot",                  "Remote: Shutdown / Reboot"},
	// clang-format on
};

const char *isapi_right(const char *path)
{
	if (!strncmp(path, "/ISAPI/", strlen("/ISAPI/")))
		path += strlen("/ISAPI");
	for (size_t i = 0; i < sizeof(rights) / sizeof(*rights); i++) {
		if (!strncmp(path, rights[i].path, strlen(rights[i].path)))
			return rights[i].right;
	}
	return "Remote: Parameters Settings";
}
