/* SPDX-License-Identifier: Apache-2.0 */
/* station-camera.c - answers: the camera's channels and its pictures; alarm outputs;
 * the reboot.
 *
 * Source: paths: Scrypted's doorbell plugin (channels, picture, reboot), hikvision_next
 * (outputs). Bodies: unverified on a door station. */

#include "sim-jpeg.h"
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
	struct mbuf *mb;

	station->ledger.pictures_asked++;
	switch (station_number(station, SWITCH_SNAPSHOT)) {
	case SNAPSHOT_503: reply_status(request, STATUS_BUSY); return;
	case SNAPSHOT_404: reply_status(request, STATUS_NO_SUCH_URL); return;
	case SNAPSHOT_HANG: return;
	case SNAPSHOT_SLOW:
		sim_http_delay(request->conn,
			(unsigned)station_number(station, SWITCH_SNAPSHOT_MS));
		break;
	}
	if (!has_channel(number)) {
		reply_status(request, STATUS_BAD_PARAMETERS);
		return;
	}
	mb = mbuf_alloc(2048);
	if (mb && sim_jpeg_print(mb, (unsigned)station->ledger.pictures_asked))
		mb = mem_deref(mb);
	reply_document(request, "image/jpeg", mb);
}

void put_reboot(struct station *station, const struct sim_http_request *request,
	unsigned number)
{
	station->ledger.reboots_asked++;
	reply_status(request, STATUS_OK);
	station_reboot_soon(
		station, (unsigned)station_number(station, SWITCH_REBOOT_MS));
}

static unsigned output_count(const struct station *station)
{
	return (unsigned)station_number(station, SWITCH_OUTPUTS);
}

void get_outputs(struct station *station, const struct sim_http_request *request,
	unsigned number)
{
	struct mbuf *mb = mbuf_alloc(2048);
	int err = mb ? 0 : ENOMEM;

	if (!err)
		err = mbuf_write_str(
			mb, REPLY_XML_HEAD "<IOOutputPortList " REPLY_NAMESPACE ">\n");
	for (unsigned i = 1; i <= output_count(station) && !err; i++)
		err = mbuf_printf(mb,
			"<IOOutputPort>\n<id>%u</id>\n<PowerOnState>\n"
			"<defaultState>low</defaultState>\n"
			"<outputState>pulse</outputState>\n"
			"<pulseDuration>5000</pulseDuration>\n</PowerOnState>\n"
			"<name>Alarm output %u</name>\n</IOOutputPort>\n",
			i, i);
	if (!err)
		err = mbuf_write_str(mb, "</IOOutputPortList>\n");
	reply_document(request, REPLY_XML, err ? mem_deref(mb) : mb);
}

void get_output_status(struct station *station, const struct sim_http_request *request,
	unsigned number)
{
	if (!number || number > output_count(station)) {
		reply_status(request, STATUS_BAD_PARAMETERS);
		return;
	}
	reply_print(request, REPLY_XML,
		REPLY_XML_HEAD "<IOPortStatus " REPLY_NAMESPACE ">\n"
			       "<ioPortID>%u</ioPortID>\n"
			       "<ioPortType>output</ioPortType>\n"
			       "<ioState>%s</ioState>\n</IOPortStatus>\n",
		number, station->outputs.high[number - 1] ? "active" : "inactive");
}

void put_output(struct station *station, const struct sim_http_request *request,
	unsigned number)
{
	struct pl state = {NULL, 0};

	if (!number || number > output_count(station)) {
		reply_status(request, STATUS_BAD_PARAMETERS);
		return;
	}
	if (!request->body.l || re_regex(request->body.p, request->body.l,
					"<outputState>[a-z]+</outputState>", &state)) {
		reply_status(request, STATUS_BAD_XML);
		return;
	}
	if (pl_strcmp(&state, "high") && pl_strcmp(&state, "low")) {
		reply_status(request, STATUS_BAD_PARAMETERS);
		return;
	}
	station->outputs.triggers[number - 1]++;
	station->outputs.high[number - 1] = !pl_strcmp(&state, "high");
	reply_status(request, STATUS_OK);
}
