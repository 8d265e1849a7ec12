/* SPDX-License-Identifier: Apache-2.0 */
/* device-capabilities.h - what a Hikvision device has and can. Pure. */
#ifndef GATEHOUSE_DEVICE_CAPABILITIES_H
#define GATEHOUSE_DEVICE_CAPABILITIES_H

#include "answer.h"
#include "bytes.h"

enum { CAPABILITY_NUMBER_MAX = 4096 };

/** Numbers that are not said are -1. */
struct device_capabilities {
	int video_inputs;             /**< SysCap/VideoCap/videoInputPortNums */
	int proxies;                  /**< RacmCap/inputProxyNums: channels over IP */
	int alarm_inputs;             /**< SysCap/IOCap/IOInputPortNums */
	int alarm_outputs;            /**< SysCap/IOCap/IOOutputPortNums */
	enum answer pir;              /**< WLAlarmCap/isSupportPIR */
	enum answer scene_change;     /**< SmartCap/isSupportSceneChangeDetection */
	enum answer proxied_outputs;  /**< RacmCap/isSupportIOOutputProxy */
	enum answer exclusive_events; /**< isSupportGetmutexFuncErrMsg */
};

/** Nothing is said. */
extern const struct device_capabilities device_capabilities_none;

/** GET /ISAPI/System/capabilities: DeviceCap
 * @return 0; -EPROTO: not that document; -EMSGSIZE, -ELOOP; -EPERM: has a DTD; -ENOMEM
 *
 * Source: 15 dumps of devices; isSupportIOOutputProxy: the vendor's ISAPI guide */
int device_capabilities_parse(struct bytes body, struct device_capabilities *ret_caps);

enum device_kind {
	DEVICE_KIND_UNKNOWN,  /**< nothing that it says tells */
	DEVICE_KIND_CAMERA,   /**< one device, however many lenses */
	DEVICE_KIND_RECORDER, /**< cameras behind it: NVR, DVR, hybrid, encoder */
	DEVICE_KIND_OTHER,    /**< access control, intercom, ...: no camera at all */
};

/** Camera or recorder? Its type decides; where that is absent or not known, its model;
 * then how many channels it has, of `caps`. Never the number of a trigger: DS-2TD1228 has
 * two channels and is a camera.
 *
 * @param type   deviceType of deviceInfo, "" not said
 * @param model  model of deviceInfo, "" not said */
enum device_kind device_kind(
	const char *type, const char *model, const struct device_capabilities *caps);

#endif
