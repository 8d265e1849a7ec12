/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz-alert.h - what holds for every alert, whichever way it was written. */
#ifndef GATEHOUSE_FUZZ_ALERT_H
#define GATEHOUSE_FUZZ_ALERT_H

#include <stddef.h>

struct alert;

void fuzz_alert_claim(const struct alert *a); /**< aborts when it does not */

/** It ends, and is valid UTF-8 without control characters; aborts when it does not. */
void fuzz_text_claim(const char *text, size_t cap);

#endif
