/* SPDX-License-Identifier: Apache-2.0 */
/* complaint.h - one sentence for people: what is wrong, and what to do about it. */
#ifndef GATEHOUSE_COMPLAINT_H
#define GATEHOUSE_COMPLAINT_H

/** Belongs to the caller; the empty text is "nothing to complain about". */
struct complaint {
	char text[1024];
};

/** Writes the sentence (cut if it is longer than a complaint).
 * @param why  where to, or NULL: nobody wants to know
 * @return `err`, so that it reads `return complain(why, -EINVAL, ...)` */
int complain(struct complaint *why, int err, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
