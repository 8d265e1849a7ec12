/* SPDX-License-Identifier: Apache-2.0 */
/* camera-lists.c - answers: channels, their streams and pictures, outputs behind them.
 *
 * Source: VideoInputChannelList: DVR-208G-M1; InputProxy: hikvision_next's dumps of NVRs;
 * IOProxy: the ISAPI guide, unverified. */

#include "camera-answers.h"

enum { STREAMS = 2 };

void get_video_inputs(
	struct camera *camera, const struct sim_http_request *request, unsigned number)
{
	static const char name[] = "VideoInputChannelList";
	struct mbuf *mb = camera_list_begin(name);
	int err = 0;

	for (unsigned i = 0; mb && i < camera->channels.count && !err; i++) {
		const struct camera_channel *channel = &camera->channels.list[i];

		if (channel->source)
			continue;
		err = mbuf_printf(mb,
			"<VideoInputChannel>\n<id>%u</id>\n<inputPort>%u</inputPort>\n"
			"<videoInputEnabled>true</videoInputEnabled>\n<name>",
			channel->number, channel->number);
		err |= isapi_text_print(mb, true, channel->name);
		err |= mbuf_printf(mb,
			"</name>\n<videoFormat>PAL</videoFormat>\n"
			"<resDesc>%s</resDesc>\n</VideoInputChannel>\n",
			channel->online ? "1920*1080" : "NO VIDEO");
	}
	camera_list_reply(request, name, mb, err);
}

void get_proxies(
	struct camera *camera, const struct sim_http_request *request, unsigned number)
{
	static const char name[] = "InputProxyChannelList";
	struct mbuf *mb = camera_list_begin(name);
	int err = 0;

	for (unsigned i = 0; mb && i < camera->channels.count && !err; i++) {
		const struct camera_channel *channel = &camera->channels.list[i];

		if (!channel->source)
			continue;
		err = mbuf_printf(mb, "<InputProxyChannel>\n<id>%u</id>\n<name>",
			channel->number);
		err |= isapi_text_print(mb, true, channel->name);
		err |= mbuf_printf(mb,
			"</name>\n<sourceInputPortDescriptor>\n"
			"<proxyProtocol>HIKVISION</proxyProtocol>\n"
			"<addressingFormatType>ipaddress</addressingFormatType>\n"
			"<ipAddress>192.0.2.%u</ipAddress>\n"
			"<managePortNo>8000</managePortNo>\n"
			"<srcInputPort>%u</srcInputPort>\n<userName>admin</userName>\n"
			"<streamType>auto</streamType>\n"
			"</sourceInputPortDescriptor>\n</InputProxyChannel>\n",
			channel->source, channel->source);
	}
	camera_list_reply(request, name, mb, err);
}

static int print_status(struct mbuf *mb, const struct camera_channel *channel)
{
	return mbuf_printf(mb,
		"<InputProxyChannelStatus " REPLY_NAMESPACE ">\n<id>%u</id>\n"
		"<sourceInputPortDescriptor>\n"
		"<proxyProtocol>HIKVISION</proxyProtocol>\n"
		"<ipAddress>192.0.2.%u</ipAddress>\n"
		"<srcInputPort>%u</srcInputPort>\n</sourceInputPortDescriptor>\n"
		"<online>%s</online>\n<chanDetectResult>%s</chanDetectResult>\n"
		"</InputProxyChannelStatus>\n",
		channel->number, channel->source, channel->source,
		channel->online ? "true" : "false",
		channel->online ? "connect" : "netUnreachable");
}

void get_proxy_statuses(
	struct camera *camera, const struct sim_http_request *request, unsigned number)
{
	static const char name[] = "InputProxyChannelStatusList";
	struct mbuf *mb = camera_list_begin(name);
	int err = 0;

	for (unsigned i = 0; mb && i < camera->channels.count && !err; i++)
		if (camera->channels.list[i].source)
			err = print_status(mb, &camera->channels.list[i]);
	camera_list_reply(request, name, mb, err);
}

void get_proxy_status(
	struct camera *camera, const struct sim_http_request *request, unsigned number)
{
	const struct camera_channel *channel =
		camera_channel_find(&camera->channels, number);
	struct mbuf *mb;

	if (!channel || !channel->source) {
		reply_status(request, STATUS_BAD_PARAMETERS);
		return;
	}
	mb = mbuf_alloc(1024);
	if (mb && (mbuf_write_str(mb, REPLY_XML_HEAD) || print_status(mb, channel)))
		mb = mem_deref(mb);
	reply_document(request, REPLY_XML, mb);
}

static int print_stream(
	struct mbuf *mb, const struct camera_channel *channel, unsigned stream)
{
	int err = mbuf_printf(mb,
		"<StreamingChannel " REPLY_NAMESPACE ">\n<id>%u</id>\n<channelName>",
		channel->number * 100 + stream);

	err |= isapi_text_print(mb, true, channel->name);
	return err | mbuf_printf(mb,
			     "</channelName>\n<enabled>true</enabled>\n<Transport>\n"
			     "<rtspPortNo>554</rtspPortNo>\n<ControlProtocolList>\n"
			     "<ControlProtocol>\n<streamingTransport>RTSP"
			     "</streamingTransport>\n</ControlProtocol>\n"
			     "</ControlProtocolList>\n</Transport>\n<Video>\n"
			     "<enabled>true</enabled>\n"
			     "<videoInputChannelID>%u</videoInputChannelID>\n"
			     "<videoCodecType>H.265</videoCodecType>\n"
			     "<videoResolutionWidth>%u</videoResolutionWidth>\n"
			     "<videoResolutionHeight>%u</videoResolutionHeight>\n"
			     "<maxFrameRate>2500</maxFrameRate>\n</Video>\n"
			     "</StreamingChannel>\n",
			     channel->number, stream == 1 ? 2688 : 640,
			     stream == 1 ? 1520 : 360);
}

void get_camera_streams(
	struct camera *camera, const struct sim_http_request *request, unsigned number)
{
	static const char name[] = "StreamingChannelList";
	struct mbuf *mb = camera_list_begin(name);
	int err = 0;

	for (unsigned i = 0; mb && i < camera->channels.count && !err; i++)
		for (unsigned stream = 1; stream <= STREAMS; stream++)
			err |= print_stream(mb, &camera->channels.list[i], stream);
	camera_list_reply(request, name, mb, err);
}

void get_camera_stream(
	struct camera *camera, const struct sim_http_request *request, unsigned number)
{
	const struct camera_channel *channel =
		camera_channel_find(&camera->channels, number / 100);
	struct mbuf *mb;

	if (!channel || !(number % 100) || number % 100 > STREAMS) {
		reply_status(request, STATUS_BAD_PARAMETERS);
		return;
	}
	mb = mbuf_alloc(1024);
	if (mb && (mbuf_write_str(mb, REPLY_XML_HEAD) ||
			  print_stream(mb, channel, number % 100)))
		mb = mem_deref(mb);
	reply_document(request, REPLY_XML, mb);
}

/* 201: the main stream of channel 2; 2: the same, in short. */
void get_camera_picture(
	struct camera *camera, const struct sim_http_request *request, unsigned number)
{
	const struct camera_channel *channel = camera_channel_find(
		&camera->channels, number > 100 ? number / 100 : number);

	isapi_answer_picture(
		&camera->isapi, request, channel != NULL && channel->online);
}

/* @return its state, or NULL and refuses: there is no such output */
static bool *proxy_output(
	struct camera *camera, const struct sim_http_request *request, unsigned number)
{
	unsigned most = (unsigned)camera_number(camera, SWITCH_PROXY_OUTPUTS);

	for (unsigned i = 0; i < camera->channels.count; i++) {
		const struct camera_channel *channel = &camera->channels.list[i];

		if (channel->source && channel->number == number / 100 &&
			number % 100 && number % 100 <= most)
			return &camera->proxy_high[i][number % 100 - 1];
	}
	reply_status(request, STATUS_BAD_PARAMETERS);
	return NULL;
}

void get_proxy_outputs(
	struct camera *camera, const struct sim_http_request *request, unsigned number)
{
	static const char name[] = "IOProxyOutputPortList";
	struct mbuf *mb = camera_list_begin(name);
	int err = 0;

	for (unsigned i = 0; mb && i < camera->channels.count && !err; i++)
		for (unsigned n = 1;
			n <= (unsigned)camera_number(camera, SWITCH_PROXY_OUTPUTS); n++)
			if (camera->channels.list[i].source)
				err |= mbuf_printf(mb,
					"<IOProxyOutputPort>\n<id>%u</id>\n"
					"</IOProxyOutputPort>\n",
					camera->channels.list[i].number * 100 + n);
	camera_list_reply(request, name, mb, err);
}

void get_proxy_output_status(
	struct camera *camera, const struct sim_http_request *request, unsigned number)
{
	const bool *high = proxy_output(camera, request, number);

	if (high)
		reply_output_status(request, number, *high);
}

void put_proxy_output(
	struct camera *camera, const struct sim_http_request *request, unsigned number)
{
	bool *high = proxy_output(camera, request, number);
	char key[16];

	if (!high || !read_output_state(request, high))
		return;
	(void)snprintf(key, sizeof(key), "%u", number);
	count_key(camera->proxy_triggers, key);
	reply_status(request, STATUS_OK);
}
