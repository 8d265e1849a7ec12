/* SPDX-License-Identifier: Apache-2.0 */
/* redact.h - hide what is private in a part of an event stream. Pure.
 *
 * For bundles that people attach to public bug reports: cards, people, logins, addresses
 * of the network. The length stays, so that a replayed part is framed as it was. */
#ifndef GATEHOUSE_REDACT_H
#define GATEHOUSE_REDACT_H

#include <stddef.h>

/** Overwrite, in XML or JSON text, the values of the elements and members that are
 * private: letters with 'x', digits with '0'; the rest stays. Names are matched without
 * regard to case. Text that is neither is left as it is. */
void redact(char *text, size_t len);

#endif
