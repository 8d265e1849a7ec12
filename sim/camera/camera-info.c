/* SPDX-License-Identifier: Apache-2.0 */
/* camera-info.c - answers: who the camera is, what it can, who may log in to it.
 *
 * Source: members of DeviceInfo and DeviceCap: those that hikvision_next and pyHik read;
 * webCertificate, users and UserPermission: clients of cameras. Bodies: unverified. */

#include "camera-answers.h"

static unsigned outputs(const struct camera *camera)
{
	return (unsigned)camera_number(camera, SWITCH_OUTPUTS);
}

/* The end of a deviceID: the MAC address without its colons. */
static void print_node(const char *mac, char node[16])
{
	size_t length = 0;

	for (; *mac && length < 12; mac++)
		if (*mac != ':')
			node[length++] = *mac;
	node[length] = '\0';
}

void get_camera_info(
	struct camera *camera, const struct sim_http_request *request, unsigned number)
{
	char node[16];

	print_node(camera_text(camera, SWITCH_MAC), node);
	reply_print(request, REPLY_XML,
		REPLY_XML_HEAD
		"<DeviceInfo " REPLY_NAMESPACE ">\n<deviceName>%s</deviceName>\n"
		"<deviceID>48443030-3637-3534-3837-%s</deviceID>\n"
		"<model>%s</model>\n<serialNumber>%s</serialNumber>\n"
		"<macAddress>%s</macAddress>\n"
		"<firmwareVersion>%s</firmwareVersion>\n"
		"<firmwareReleasedDate>%s</firmwareReleasedDate>\n"
		"<deviceType>%s</deviceType>\n<telecontrolID>88</telecontrolID>\n"
		"<supportBeep>false</supportBeep>\n"
		"<manufacturer>hikvision</manufacturer>\n</DeviceInfo>\n",
		camera_text(camera, SWITCH_DEVICE_NAME), node,
		camera_text(camera, SWITCH_MODEL), camera_text(camera, SWITCH_SERIAL),
		camera_text(camera, SWITCH_MAC), camera_text(camera, SWITCH_FIRMWARE),
		camera_text(camera, SWITCH_FIRMWARE_BUILD),
		camera_text(camera, SWITCH_DEVICE_TYPE));
}

void get_camera_capabilities(
	struct camera *camera, const struct sim_http_request *request, unsigned number)
{
	unsigned inputs = (unsigned)camera_number(camera, SWITCH_VIDEO_INPUTS);

	reply_print(request, REPLY_XML,
		REPLY_XML_HEAD
		"<DeviceCap " REPLY_NAMESPACE ">\n<SysCap>\n"
		"<isSupportHolidy>true</isSupportHolidy>\n"
		"<VideoCap>\n<videoInputPortNums>%u</videoInputPortNums>\n"
		"<videoOutputPortNums>0</videoOutputPortNums>\n</VideoCap>\n"
		"<IOCap>\n<IOInputPortNums>%u</IOInputPortNums>\n"
		"<IOOutputPortNums>%u</IOOutputPortNums>\n</IOCap>\n</SysCap>\n"
		"<RacmCap>\n<inputProxyNums>%u</inputProxyNums>\n</RacmCap>\n"
		"<SmartCap>\n<isSupportSceneChangeDetection>%s"
		"</isSupportSceneChangeDetection>\n</SmartCap>\n</DeviceCap>\n",
		inputs, (unsigned)camera_number(camera, SWITCH_IO_INPUTS),
		outputs(camera), camera->channels.count - inputs,
		camera_number(camera, SWITCH_SCENE_CHANGE) == SCENE_403 ? "false"
									: "true");
}

void get_web_certificate(
	struct camera *camera, const struct sim_http_request *request, unsigned number)
{
	if (camera_number(camera, SWITCH_RIGHTS) == RIGHTS_DENIED)
		reply_status(request, STATUS_LOW_PRIVILEGE);
	else
		reply_print(request, REPLY_XML,
			REPLY_XML_HEAD "<WebCertificate " REPLY_NAMESPACE ">\n"
				       "<CertificateType>%s</CertificateType>\n"
				       "</WebCertificate>\n",
			camera_text(camera, SWITCH_WEB_AUTH));
}

void get_users(
	struct camera *camera, const struct sim_http_request *request, unsigned number)
{
	int64_t rights = camera_number(camera, SWITCH_RIGHTS);
	bool admin = rights == RIGHTS_ADMIN;

	if (rights == RIGHTS_DENIED) {
		reply_status(request, STATUS_LOW_PRIVILEGE);
		return;
	}
	reply_print(request, REPLY_XML,
		REPLY_XML_HEAD "<UserList " REPLY_NAMESPACE ">\n<User>\n<id>%u</id>\n"
			       "<userName>%s</userName>\n<userLevel>%s</userLevel>\n"
			       "</User>\n</UserList>\n",
		admin ? 1 : 2, camera->isapi.login.username,
		admin ? "Administrator" : "Operator");
}

void get_user_permission(
	struct camera *camera, const struct sim_http_request *request, unsigned number)
{
	int64_t rights = camera_number(camera, SWITCH_RIGHTS);
	bool admin = rights == RIGHTS_ADMIN;

	if (rights == RIGHTS_DENIED)
		reply_status(request, STATUS_LOW_PRIVILEGE);
	else if (number != (admin ? 1 : 2))
		reply_status(request, STATUS_BAD_PARAMETERS);
	else
		reply_print(request, REPLY_XML,
			REPLY_XML_HEAD
			"<UserPermission " REPLY_NAMESPACE ">\n<id>%u</id>\n"
			"<userID>%u</userID>\n<userType>%s</userType>\n"
			"<remotePermission>\n<preview>true</preview>\n"
			"<record>true</record>\n<playBack>true</playBack>\n"
			"<ptzControl>true</ptzControl>\n<upgrade>%s</upgrade>\n"
			"<parameterConfig>true</parameterConfig>\n"
			"<restartOrShutdown>%s</restartOrShutdown>\n"
			"<logOrStateCheck>true</logOrStateCheck>\n"
			"<alarmOutOrUpload>%s</alarmOutOrUpload>\n"
			"</remotePermission>\n</UserPermission>\n",
			number, number, admin ? "admin" : "operator",
			admin ? "true" : "false", admin ? "true" : "false",
			rights == RIGHTS_NO_NOTIFY ? "false" : "true");
}
