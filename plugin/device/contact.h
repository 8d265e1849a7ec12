/* SPDX-License-Identifier: Apache-2.0 */
/* contact.h - one door's contact: does it stand open? */
#ifndef GATEHOUSE_CONTACT_H
#define GATEHOUSE_CONTACT_H

struct child_type;

extern const struct child_type contact_type;

#endif
