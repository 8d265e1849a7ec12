/* SPDX-License-Identifier: Apache-2.0 */
/* cause.h - our errno -> the stable word for why, the "code" of a reply. */
#ifndef GATEHOUSE_CAUSE_H
#define GATEHOUSE_CAUSE_H

/** @param err not 0 @return never NULL; "internal" for what has no word of its own */
const char *cause_of(int err);

#endif
