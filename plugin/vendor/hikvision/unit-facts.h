/* SPDX-License-Identifier: Apache-2.0 */
/* unit-facts.h - what diagnostics say of every Hikvision device. */
#ifndef GATEHOUSE_UNIT_FACTS_H
#define GATEHOUSE_UNIT_FACTS_H

#include <jansson.h>

struct alert_stream;
struct device_link;

json_t *unit_link_facts(const struct device_link *link);      /**< new reference */
json_t *unit_stream_facts(const struct alert_stream *stream); /**< new reference */

#endif
