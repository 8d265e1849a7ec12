/* SPDX-License-Identifier: Apache-2.0 */
/* xml-repair.h - walk a document that a device wrote by hand. Pure.
 *
 * Devices paste names that people typed into their XML as they are: with a raw '&' or
 * '<', in Latin-1 or GBK, with control characters. Such a document is repaired and walked
 * again; a sound one is never changed. */
#ifndef GATEHOUSE_XML_REPAIR_H
#define GATEHOUSE_XML_REPAIR_H

#include "xml-walk.h"

typedef void xml_begin_fn(void *user);

/** As xml_walk(). `begin` is called before the first element, and again when it starts
 * over: it must undo what `element` did. */
int xml_walk_repaired(
	struct bytes in, xml_begin_fn *begin, xml_element_fn *element, void *user);

/** As xml_walk_repaired(), for one kind of document.
 * @param known  a part of `user`: `element` makes it true at the root it looks for
 * @return besides: -EPROTO when that root was not there */
int xml_walk_known(struct bytes in, xml_begin_fn *begin, xml_element_fn *element,
	void *user, const bool *known);

#endif
