/* SPDX-License-Identifier: Apache-2.0 */
/* isapi-outputs.c - answers about alarm outputs.
 *
 * Source: hikvision_next's paths and words, on cameras. Bodies: unverified on a door
 * station. */

#include "isapi-answers.h"

static unsigned output_count(const struct isapi_device *device)
{
	return (unsigned)isapi_number(device, SWITCH_OUTPUTS);
}

void get_outputs(struct isapi_device *device, const struct sim_http_request *request,
	unsigned number)
{
	struct mbuf *mb = mbuf_alloc(2048);
	int err = mb ? 0 : ENOMEM;

	if (!err)
		err = mbuf_write_str(
			mb, REPLY_XML_HEAD "<IOOutputPortList " REPLY_NAMESPACE ">\n");
	for (unsigned i = 1; i <= output_count(device) && !err; i++)
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

void reply_output_status(
	const struct sim_http_request *request, unsigned number, bool high)
{
	reply_print(request, REPLY_XML,
		REPLY_XML_HEAD "<IOPortStatus " REPLY_NAMESPACE ">\n"
			       "<ioPortID>%u</ioPortID>\n"
			       "<ioPortType>output</ioPortType>\n"
			       "<ioState>%s</ioState>\n</IOPortStatus>\n",
		number, high ? "active" : "inactive");
}

bool read_output_state(const struct sim_http_request *request, bool *ret_high)
{
	struct pl state = {NULL, 0};

	if (!request->body.l || re_regex(request->body.p, request->body.l,
					"<outputState>[a-z]+</outputState>", &state)) {
		reply_status(request, STATUS_BAD_XML);
		return false;
	}
	if (pl_strcmp(&state, "high") && pl_strcmp(&state, "low")) {
		reply_status(request, STATUS_BAD_PARAMETERS);
		return false;
	}
	*ret_high = !pl_strcmp(&state, "high");
	return true;
}

void get_output_status(struct isapi_device *device,
	const struct sim_http_request *request, unsigned number)
{
	if (!number || number > output_count(device))
		reply_status(request, STATUS_BAD_PARAMETERS);
	else
		reply_output_status(request, number, device->outputs.high[number - 1]);
}

void put_output(struct isapi_device *device, const struct sim_http_request *request,
	unsigned number)
{
	if (!number || number > output_count(device)) {
		reply_status(request, STATUS_BAD_PARAMETERS);
		return;
	}
	if (!read_output_state(request, &device->outputs.high[number - 1]))
		return;
	device->outputs.triggers[number - 1]++;
	reply_status(request, STATUS_OK);
}
