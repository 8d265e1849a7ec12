/* SPDX-License-Identifier: Apache-2.0 */
/* histogram-json.h - a histogram, as the diagnostics show it. */
#ifndef GATEHOUSE_HISTOGRAM_JSON_H
#define GATEHOUSE_HISTOGRAM_JSON_H

#include "histogram.h"
#include <jansson.h>

/** {"total","p50","p99","longest","powers_of_two":[...]}; a new reference. */
json_t *histogram_json(const struct histogram *h);

#endif
