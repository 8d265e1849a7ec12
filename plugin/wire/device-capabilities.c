/* SPDX-License-Identifier: Apache-2.0 */
/* device-capabilities.c - what a Hikvision device has and can; camera or recorder? */

#include "device-capabilities.h"

#include "xml-repair.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

const struct device_capabilities device_capabilities_none = {
	.video_inputs = -1,
	.proxies = -1,
	.alarm_inputs = -1,
	.alarm_outputs = -1,
};

struct reading {
	struct device_capabilities caps;
	bool right_root;
};

static void begin(void *user)
{
	*(struct reading *)user = (struct reading){.caps = device_capabilities_none};
}

#define AT(member) offsetof(struct device_capabilities, member)

/* Elements below DeviceCap. ADD A ROW, and a sample in device-capabilities-test.c. */
// clang-format off
static const struct {
	const char *path;
	size_t offset;
} numbers[] = {
	{"devicecap/syscap/videocap/videoinputportnums", AT(video_inputs)},
	{"devicecap/racmcap/inputproxynums",             AT(proxies)},
	{"devicecap/syscap/iocap/ioinputportnums",       AT(alarm_inputs)},
	{"devicecap/syscap/iocap/iooutputportnums",      AT(alarm_outputs)},
}, answers[] = {
	{"devicecap/wlalarmcap/issupportpir",                  AT(pir)},
	{"devicecap/smartcap/issupportscenechangedetection",   AT(scene_change)},
	{"devicecap/racmcap/issupportiooutputproxy",           AT(proxied_outputs)},
	{"devicecap/issupportgetmutexfuncerrmsg",              AT(exclusive_events)},
};
// clang-format on

static void element(const struct xml_element *e, void *user)
{
	struct reading *r = user;
	char *caps = (char *)&r->caps;
	enum answer answer = answer_of(e->text);
	uint64_t value;
	int number;

	if (!strcmp(e->path, "devicecap"))
		r->right_root = true;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		if (strcmp(e->path, numbers[i].path) ||
			bytes_to_u64(e->text, CAPABILITY_NUMBER_MAX, &value))
			continue;
		number = (int)value;
		memcpy(caps + numbers[i].offset, &number, sizeof(number));
	}
	for (size_t i = 0; i < sizeof(answers) / sizeof(*answers); i++)
		if (!strcmp(e->path, answers[i].path))
			memcpy(caps + answers[i].offset, &answer, sizeof(answer));
}

int device_capabilities_parse(struct bytes body, struct device_capabilities *ret_caps)
{
	struct reading r = {0};
	int err = xml_walk_known(body, begin, element, &r, &r.right_root);

	if (err)
		return err;
	*ret_caps = r.caps;
	return 0;
}

/* deviceType, whole. The words: the vendor's guide of its gateway and clients of cameras,
 * but for those marked. ADD A ROW. */
static const struct {
	struct bytes type;
	enum device_kind kind;
} types[] = {
	{{"IPCamera", 8}, DEVICE_KIND_CAMERA},
	{{"IPDome", 6}, DEVICE_KIND_CAMERA},
	{{"IPZoom", 6}, DEVICE_KIND_CAMERA},
	{{"NVR", 3}, DEVICE_KIND_RECORDER},
	{{"DVR", 3}, DEVICE_KIND_RECORDER},
	{{"HybirdNVR", 9}, DEVICE_KIND_RECORDER}, /* the vendor's own spelling */
	{{"HybirdDVR", 9}, DEVICE_KIND_RECORDER}, /* unverified */
	{{"HybridNVR", 9}, DEVICE_KIND_RECORDER}, /* unverified */
	{{"HybridDVR", 9}, DEVICE_KIND_RECORDER}, /* unverified */
	{{"DVS", 3}, DEVICE_KIND_RECORDER},       /* an encoder: cameras plug into it */
	{{"CVR", 3}, DEVICE_KIND_RECORDER},
	{{"ACS", 3}, DEVICE_KIND_OTHER}, /* DS-K1T341AM */
	{{"VIS", 3}, DEVICE_KIND_OTHER},
	{{"Gateway", 7}, DEVICE_KIND_OTHER},
	{{"SecurityCP", 10}, DEVICE_KIND_OTHER},
};

/* How the model's name begins, behind an "i". ADD A ROW. */
static const struct {
	struct bytes prefix;
	enum device_kind kind;
} models[] = {
	{{"DS-2", 4}, DEVICE_KIND_CAMERA},   /* DS-2CD2386G2, DS-2TD1228 */
	{{"DS-7", 4}, DEVICE_KIND_RECORDER}, /* DS-7608NI-E2, DS-7116HGHI-K1 */
	{{"DS-8", 4}, DEVICE_KIND_RECORDER}, /* unverified */
	{{"DS-9", 4}, DEVICE_KIND_RECORDER}, /* unverified */
	{{"DVR-", 4}, DEVICE_KIND_RECORDER}, /* DVR-208G-M1 */
	{{"DS-K", 4}, DEVICE_KIND_OTHER},    /* DS-K1T502DBFWX-C, DS-KV6124 */
};

static enum device_kind kind_of_model(struct bytes model)
{
	if (bytes_starts(model, BYTES("i")))
		model = bytes_skip(model, 1);
	for (size_t i = 0; i < sizeof(models) / sizeof(*models); i++) {
		struct bytes prefix = models[i].prefix;

		if (bytes_equal_nocase(bytes_slice(model, 0, prefix.len), prefix))
			return models[i].kind;
	}
	return DEVICE_KIND_UNKNOWN;
}

enum device_kind device_kind(
	const char *type, const char *model, const struct device_capabilities *caps)
{
	struct bytes name = bytes_trim(bytes_from(type));
	enum device_kind kind;

	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (bytes_equal_nocase(name, types[i].type))
			return types[i].kind;
	kind = kind_of_model(bytes_trim(bytes_from(model)));
	if (kind != DEVICE_KIND_UNKNOWN)
		return kind;
	if (caps->proxies > 0 || caps->video_inputs > 1)
		return DEVICE_KIND_RECORDER;
	return caps->video_inputs == 1 ? DEVICE_KIND_CAMERA : DEVICE_KIND_UNKNOWN;
}
