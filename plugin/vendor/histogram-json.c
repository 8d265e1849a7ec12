/* SPDX-License-Identifier: Apache-2.0 */
/* histogram-json.c - a histogram, as the diagnostics show it. */

#include "histogram-json.h"

json_t *histogram_json(const struct histogram *h)
{
	json_t *buckets = json_array();

	for (unsigned i = 0; i < HISTOGRAM_BUCKETS; i++)
		json_array_append_new(buckets, json_integer(h->count[i]));
	return json_pack("{s:i,s:I,s:I,s:I,s:o}", "total", (int)h->total, "p50",
		(json_int_t)histogram_percentile(h, 50), "p99",
		(json_int_t)histogram_percentile(h, 99), "longest",
		(json_int_t)h->longest, "powers_of_two", buckets);
}
