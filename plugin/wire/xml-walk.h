/* SPDX-License-Identifier: Apache-2.0 */
/* xml-walk.h - walk an untrusted XML document with expat. Pure.
 *
 * Refuses any DTD, so there are no entities beyond the five; limits depth, attributes and
 * size; strips namespace prefixes. */
#ifndef GATEHOUSE_XML_WALK_H
#define GATEHOUSE_XML_WALK_H

#include "bytes.h"

enum {
	XML_SIZE_MAX = 4 * 1024 * 1024, /**< triggers of a recorder with 256 cameras */
	XML_DEPTH_MAX = 32,
	XML_ATTRIBUTES_MAX = 64, /**< per element */
	XML_NAME_MAX = 256,      /**< bytes of one element's local name */
	XML_TEXT_MAX = 1024,     /**< bytes of one element's text; more is cut */
};

/** Called at the end of every element, children first.
 *
 * @param path   local names from the root down, joined by '/', in lower case:
 *               "eventnotificationalert/eventtype"
 * @param text   the element's own text, trimmed
 * @param attributes  expat's: name, value, ..., NULL; names with their prefix
 */
struct xml_element {
	const char *path;
	struct bytes text;
	const char *const *attributes;
};
typedef void xml_element_fn(const struct xml_element *e, void *user);

/** @return 0; -EPROTO: not well formed; -EPERM: has a DTD; -ELOOP: too deep;
 *          -EMSGSIZE: too large, a name too long, or too many attributes; -ENOMEM */
int xml_walk(struct bytes in, xml_element_fn *element, void *user);

#endif
