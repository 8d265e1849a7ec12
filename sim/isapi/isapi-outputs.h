/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-outputs.h - the alarm outputs of a door station. */
#ifndef GATEHOUSE_SIM_ISAPI_OUTPUTS_H
#define GATEHOUSE_SIM_ISAPI_OUTPUTS_H

#include <stdbool.h>

enum { OUTPUTS_MAX = 8 };

struct outputs {
	bool high[OUTPUTS_MAX];
	unsigned triggers[OUTPUTS_MAX]; /* how often somebody set it over the network */
};

#endif
