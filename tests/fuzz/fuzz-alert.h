/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz-alert.h - what holds for every alert, whichever way it was written. */
#ifndef GATEHOUSE_FUZZ_ALERT_H
#define GATEHOUSE_FUZZ_ALERT_H

struct alert;

void fuzz_alert_claim(const struct alert *a); /**< aborts when it does not */

#endif
