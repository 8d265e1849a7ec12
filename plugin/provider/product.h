/* SPDX-License-Identifier: Apache-2.0 */
/* product.h - what a provider serves: whose devices, and with which settings. */
#ifndef GATEHOUSE_PRODUCT_H
#define GATEHOUSE_PRODUCT_H

#include "settings.h"

struct product {
	const char *vendor; /**< of vendor_find() */
	const char *noun;   /**< what one is called: "door station" */
	/** @param json its texts are pointed to; may be put into one form
	 *  @return 0, -EINVAL (*ret_error is filled), -ENOMEM */
	int (*take_settings)(json_t *json, struct station_config *c,
		struct settings_error *ret_error);
};

/* ADD A PROVIDER */
extern const struct product doorbell_product;
extern const struct product camera_product;

#endif
