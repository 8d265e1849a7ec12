/* SPDX-License-Identifier: Apache-2.0 */
/* plugin.c - the one symbol the plugin exports, and its providers. */

#include "device_provider.h"
#include "dp-instance.h"
#include "product.h"

static dp_status hikvision_doorbell_create(
	const dp_host *h, const dp_config *c, dp_instance **ret_instance)
{
	return dp_instance_create(&doorbell_product, h, c, ret_instance);
}

static dp_status hikvision_camera_create(
	const dp_host *h, const dp_config *c, dp_instance **ret_instance)
{
	return dp_instance_create(&camera_product, h, c, ret_instance);
}

/* They differ in what create() remembers. */
#define PROVIDER(name, function)                                                       \
	{                                                                              \
		.size = sizeof(dp_provider), .id = (name), .create = (function),       \
		.start = dp_instance_start, .configure = dp_instance_configure,        \
		.request = dp_instance_request, .cancel = dp_instance_cancel,          \
		.stop = dp_instance_stop, .destroy = dp_instance_destroy,              \
		.extension = dp_instance_extension,                                    \
	}

static const dp_provider hikvision_doorbell =
	PROVIDER("hikvision-doorbell", hikvision_doorbell_create);
static const dp_provider hikvision_camera =
	PROVIDER("hikvision-camera", hikvision_camera_create);

/* ADD A PROVIDER */
static const dp_provider *const providers[] = {
	&hikvision_camera,
	&hikvision_doorbell,
	NULL,
};

DP_EXPORT const dp_plugin dp_plugin_1 = {
	.size = sizeof(dp_plugin),
	.abi_minor = DP_ABI_MINOR,
	.min_host_minor = 0,
	.id = "gatehouse",
	.version = GATEHOUSE_VERSION,
	.providers = providers,
};
