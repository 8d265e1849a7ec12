/* SPDX-License-Identifier: Apache-2.0 */
/* station-camera.c - answers: the camera's channels and its pictures.
 *
 * Source: paths: Scrypted's doorbell plugin. Bodies: unverified on a door station. */

#include "station-answers.h"

static int print_channel(struct mbuf *mb, unsigned id, unsigned width, unsigned height)
{
	return mbuf_printf(mb,
		"<StreamingChannel " REPLY_NAMESPACE ">\n<id>%u</id>\n"
		"<channelName>Camera 01</channelName>\n<enabled>true</enabled>\n"
		"<Transport>\n<ControlProtocolList>\n<ControlProtocol>\n"
		"<streamingTransport>RTSP</streamingTransport>\n"
		"</ControlProtocol>\n</ControlProtocolList>\n</Transport>\n"
		"<Video>\n<enabled>true</enabled>\n"
		"<videoInputChannelID>1</videoInputChannelID>\n"
		"<videoCodecType>H.264</videoCodecType>\n"
		"<videoResolutionWidth>%u</videoResolutionWidth>\n"
		"<videoResolutionHeight>%u</videoResolutionHeight>\n"
		"<maxFrameRate>2500</maxFrameRate>\n</Video>\n"
		"<Audio>\n<enabled>true</enabled>\n"
		"<audioCompressionType>G.711ulaw</audioCompressionType>\n"
		"</Audio>\n</StreamingChannel>\n",
		id, width, height);
}

void get_streaming_channels(struct station *station,
	const struct sim_http_request *request, unsigned number)
{
	struct mbuf *mb = mbuf_alloc(2048);
	int err = mb ? 0 : ENOMEM;

	if (!err)
		err = mbuf_write_str(mb,
			REPLY_XML_HEAD "<StreamingChannelList " REPLY_NAMESPACE ">\n");
	if (!err)
		err = print_channel(mb, 101, 1920, 1080);
	if (!err)
		err = print_channel(mb, 102, 704, 576);
	if (!err)
		err = mbuf_write_str(mb, "</StreamingChannelList>\n");
	reply_document(request, REPLY_XML, err ? mem_deref(mb) : mb);
}

static bool has_channel(unsigned number)
{
	return number == 101 || number == 102 || number == 1;
}

void get_picture(struct station *station, const struct sim_http_request *request,
	unsigned number)
{
	isapi_answer_picture(&station->isapi, request, has_channel(number));
}
