/* SPDX-License-Identifier: Apache-2.0 */
/* inquiry.h - requests to the instance itself: `settings.check`, `action`, `diagnostics`. */
#ifndef GATEHOUSE_INQUIRY_H
#define GATEHOUSE_INQUIRY_H

struct order;
struct product;
struct requests;
struct settings;
struct self_check;
struct station;
struct trials;

/** Who is asked. */
struct inquiry {
	const struct product *product;
	const struct settings *settings;
	struct trials *trials;
	struct requests *requests; /**< who is answered */
	struct self_check *self_check;
	struct station *station; /**< NULL: there is none */
};

/** Answer the order, now or later; its request is open. */
void inquiry_take(const struct inquiry *q, const struct order *o);

#endif
