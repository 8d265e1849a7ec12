/* SPDX-License-Identifier: Apache-2.0 */
/* xml-edit.h - an XML document with other texts in some of its elements. Pure.
 *
 * All else stays byte for byte: what we do not know is the user's. */
#ifndef GATEHOUSE_XML_EDIT_H
#define GATEHOUSE_XML_EDIT_H

#include "buffer.h"

enum { XML_CHANGES_MAX = 12 };

/** One element; of several with the same path it is the first. */
struct xml_change {
	const char *path; /**< below the scope: "Standard/proxy"; case does not count */
	const char *text; /**< what it says from now on; NULL: the element goes */
	bool add; /**< where it is missing it is put at the end of its parent; else that
		   * is no change at all */
};

/** @param scope  name of the element that is changed, the first that is so called; NULL:
 *                the root
 * @param out     initialised by the caller; what it held is gone
 * @return 0; -EPROTO: not well formed, no such scope, no parent for an element that is to
 *         be added, or no text can be had; -EPERM: has a DTD; -ELOOP: too deep;
 *         -EMSGSIZE, -ENOMEM */
int xml_edit(struct bytes document, const char *scope, const struct xml_change *changes,
	size_t count, struct buffer *out);

#endif
