/* SPDX-License-Identifier: Apache-2.0 */
/* acs-journal.h - the journal of an access controller: a page of what it remembers. Pure.
 *
 * Source: POST /ISAPI/AccessControl/AcsEvent?format=json; names of members: DS-K1T342MWX,
 * DS-KV6124-E1 V3.9.0; "MORE", "OK", "NO MATCH": the vendor's ISAPI guide */
#ifndef GATEHOUSE_ACS_JOURNAL_H
#define GATEHOUSE_ACS_JOURNAL_H

#include "acs-json.h"
#include "bytes.h"

enum { ACS_PAGE_MAX = 30 }; /**< DS-K1T342MWX gives no more at once */

/** One event, as the journal writes it: text is valid UTF-8, cut to fit. */
struct acs_record {
	struct acs_event event; /**< `past` is false: only its place tells its age */
	char time[48];          /**< as written: a text to compare, never a clock */
};

struct acs_page {
	struct acs_record records[ACS_PAGE_MAX]; /**< in the order of the reply */
	unsigned count;
	bool more;     /**< there are others behind these */
	int64_t total; /**< totalMatches; -1 absent */
};

/** Entries without a major and a minor code are left out.
 * @return 0; -EPROTO: no such reply; -EMSGSIZE, -ELOOP, -ENOMEM: as json_walk() */
int acs_page_parse(struct bytes body, struct acs_page *ret_page);

#endif
