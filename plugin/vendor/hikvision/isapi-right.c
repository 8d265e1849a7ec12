/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-right.c - which right a user of the device needs for a request. */

#include "isapi-right.h"

#include <stddef.h>
#include <string.h>

/* How a path begins. ADD A ROW */
static const struct {
	const char *path, *right;
} rights[] = {
	// clang-format off
	{"/ISAPI/Event/notification/alertStream", RIGHT_NOTIFY},
	{"/ISAPI/System/IO/outputs",              RIGHT_NOTIFY},
	{"/ISAPI/AccessControl/RemoteControl",    RIGHT_CONTROL},
	{"/ISAPI/AccessControl/AcsEvent",         "Remote: Log Search / Interrogate Working Status"},
	{"/ISAPI/Streaming",                      "Remote: Live View"},
	{"/ISAPI/System/reboot",                  "Remote: Shutdown / Reboot"},
	// clang-format on
};

const char *isapi_right(const char *path)
{
	for (size_t i = 0; i < sizeof(rights) / sizeof(*rights); i++) {
		if (!strncmp(path, rights[i].path, strlen(rights[i].path)))
			return rights[i].right;
	}
	return "Remote: Parameters Settings";
}
